import CPUKernels
import Programs
import Testing

@testable import CPUBackend

/// What the case table of operations cannot see: how the kernels of the instruction sets relate.
@Suite("CPU kernels")
struct KernelTests {
  @Test("a set that is not there is named in the message")
  func sets() {
    #expect(KernelSet.available.last?.name == "baseline")
    #expect(CPUBackend.instructionSets.count == KernelSet.available.count)
    #expect(cpu_kernels_at(Int32(KernelSet.available.count)) == nil)
  }

  @Test("every set draws the bits of Philox", arguments: KernelSet.available.map(\.name))
  func dropoutBits(_ name: String) {
    let kernels = KernelSet.named(name).functions
    let (count, rate) = (200, Float(0.3))
    let philox = Philox(seed: 0x0123_4567_89AB_CDEF)
    let stream = RandomStream.dropout(3)
    let expected = (0..<count).map { element -> Float in
      let block = philox.block(index: UInt32(element / 4), step: 17, stream: stream, row: 9)
      let word = [block.0, block.1, block.2, block.3][element % 4]
      return Philox.uniform(word) < rate ? 0 : 1 / (1 - rate)
    }
    let ones = [Float](repeating: 1, count: count + 16)
    for (first, length) in [(0, 200), (64, 64), (1, 5), (60, 70), (199, 1), (63, 2)] {
      var y = [Float](repeating: -1, count: length)
      kernels.dropout(
        ones, &y, 9, first, length, rate, 0x0123_4567_89AB_CDEF, 17, stream.id)
      let same = y == Array(expected[first..<first + length])
      #expect(same, "elements \(first) ..< \(first + length)")
    }
  }

  @Test("every set permutes alike", arguments: KernelSet.available.map(\.name))
  func shuffle(_ name: String) {
    for count in [1, 7, 255, 257, 7000] {
      let permutation = IndexPermutation(count: count, seed: 5097, epoch: 4)
      var order = [UInt32](repeating: 0, count: count)
      withUnsafeBytes(of: permutation.keys) { keys in
        KernelSet.named(name).functions.shuffle(
          &order, 0, count, UInt32(count), IndexPermutation.bits(for: count),
          keys.assumingMemoryBound(to: UInt32.self).baseAddress)
      }
      let same = order == (0..<count).map { permutation[$0] }
      #expect(same, "\(count) positions")
    }
  }

  @Test("shares cover everything once")
  func shares() {
    for total in [0, 1, 15, 16, 17, 100, 109_184] {
      for (count, unit) in [(1, 16), (2, 16), (3, 1), (7, 8), (64, 64)] {
        let ranges = (0..<count).map { Share(index: $0, count: count).range(of: total, unit: unit) }
        let covered = ranges.flatMap { Array($0) } == Array(0..<total)
        #expect(covered, "\(total) in \(count)")
      }
    }
  }

  @Test("a barrier lets nobody pass before all are there")
  func barrier() {
    let workers = 4
    let pool = WorkerPool(count: workers)
    let barrier = Barrier(count: workers)
    nonisolated(unsafe) let cells = UnsafeMutableBufferPointer<Int>.allocate(capacity: workers)
    defer { cells.deallocate() }
    cells.initialize(repeating: 0)
    nonisolated(unsafe) let wrong = UnsafeMutableBufferPointer<Int>.allocate(capacity: workers)
    defer { wrong.deallocate() }
    wrong.initialize(repeating: 0)
    pool.run { worker in
      for turn in 1...2000 {
        cells[worker] = turn
        barrier.wait()
        if cells.contains(where: { $0 != turn }) { wrong[worker] += 1 }
        barrier.wait()
      }
    }
    #expect(wrong.allSatisfy { $0 == 0 })
    #expect(cells.allSatisfy { $0 == 2000 })
  }
}

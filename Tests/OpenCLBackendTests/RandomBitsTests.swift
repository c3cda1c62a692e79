import Kernels
import Programs
import Testing

@testable import OpenCLBackend

@Suite("Random bits on the device equal those of the host", .needsOpenCL)
struct RandomBitsTests {
  @Test("Philox")
  func philox() throws {
    let backend = try TestDevice.backend()
    let source =
      KernelFile.prelude.text + KernelFile.philox.text + """
        __kernel void blocks(__global uint *words, const ulong2 words_at,
                             __global const uint *counters, const ulong2 counters_at,
                             const uint first_replica) {
          const uint i = get_global_id(0);
          __global const uint *c = PART(counters) + i * 6;
          vstore4(philox((uint2)(c[4], c[5]), (uint4)(c[0], c[1], c[2], c[3])), i, PART(words));
        }
        """
    let program = try KernelProgram(
      backend.context, file: "test", source: source, defines: [], options: backend.cache.options)
    // Counters and keys with all bits in use, and the published known-answer vectors first.
    var counters: [UInt32] = [UInt32](repeating: 0, count: 6) + [UInt32](repeating: .max, count: 6)
    counters += [0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344, 0xA409_3822, 0x299F_31D0]
    counters += (0..<600).map { UInt32(truncatingIfNeeded: $0 &* 0x9E37_79B9 &+ 0x1234_5678) }
    let count = counters.count / 6
    var (input, output): (Tensor?, Tensor?)
    let test = try TestExecutable(backend, replicas: 1) { recorder in
      input = recorder.constant("counters", [counters.count], .uint32)
      output = recorder.persistent("words", [count * 4], .uint32)
    }
    let (from, to) = (try #require(input), try #require(output))
    try test.executable.write(counters, to: from)
    try test.run(
      Launch(
        Kernel(program, name: "blocks"),
        size: WorkSize(items: (count, 1), group: (1, 1)),
        arguments: [.view(test.operand(to)), .view(test.operand(from))]))
    let words: [UInt32] = try test.executable.read(to)
    for i in 0..<count {
      let c = counters[i * 6..<i * 6 + 6].map { $0 }
      let block = Philox(seed: UInt64(c[5]) << 32 | UInt64(c[4])).block(c[0], c[1], c[2], c[3])
      #expect(Array(words[i * 4..<i * 4 + 4]) == [block.0, block.1, block.2, block.3])
    }
  }

  @Test("Shuffles", arguments: [1, 7, 33, 255, 256, 257, 1000, 7000], [0, 1, 9])
  func shuffles(count: Int, epoch: Int) throws {
    let seeds: [UInt64] = [5097, 0xFFFF_FFFF_0000_0001, 1234]
    let recorder = Recorder(replicas: seeds.count)
    let seed = recorder.constant("seed", [2], .uint32)
    let enabled = recorder.constant("enabled", [1])
    let order = recorder.persistent("order", [count], .uint32)
    recorder.routine("shuffle") {
      recorder.append(.shuffle(Shuffle(order: order, seed: seed, enabled: enabled)))
    }
    let executable = try TestDevice.backend().prepare(recorder.finish())
    try executable.write(seeds.flatMap { $0.words }, to: seed)
    try executable.write([1, 1, 0] as [Float], to: enabled)
    try executable.run([Pass(routine: 0, steps: 1, first: StepContext(step: UInt32(epoch)))])
    let found: [UInt32] = try executable.read(order)
    for (replica, seed) in seeds.enumerated() {
      let permutation = IndexPermutation(count: count, seed: seed, epoch: epoch)
      let expected = (0..<count).map { replica == 2 ? UInt32($0) : permutation[$0] }
      #expect(Array(found[replica * count..<(replica + 1) * count]) == expected)
    }
  }

  @Test("Dropout masks", arguments: [1, 3, 4, 31, 32, 65, 257, 4096 + 3], [1, 5])
  func masks(channels: Int, rows: Int) throws {
    let count = rows * channels
    let seeds: [UInt64] = [5097, 0xFFFF_FFFF_0000_0001, 1234]
    let rates: [Float] = [0.2, 0.5, 0]
    let recorder = Recorder(replicas: seeds.count)
    let seed = recorder.constant("seed", [2], .uint32)
    let rate = recorder.constant("rate", [1])
    let input = recorder.persistent("input", [rows, channels])
    let output = recorder.persistent("output", [rows, channels])
    recorder.routine("dropout") {
      recorder.append(
        .dropout(
          Dropout(input: input, output: output, rate: rate, seed: seed, stream: .dropout(3))))
    }
    let executable = try TestDevice.backend().prepare(recorder.finish())
    let values = draw(count * seeds.count).map { $0 + 2 }
    try executable.write(seeds.flatMap { $0.words }, to: seed)
    try executable.write(rates, to: rate)
    try executable.write(values, to: input)
    let step: UInt32 = 0x8000_0001
    try executable.run([Pass(routine: 0, steps: 1, first: StepContext(step: step))])
    let found: [Float] = try executable.read(output)
    for replica in seeds.indices {
      for i in 0..<count {
        let (row, channel) = i.quotientAndRemainder(dividingBy: channels)
        let block = Philox(seed: seeds[replica])
          .block(index: UInt32(channel / 4), step: step, stream: .dropout(3), row: UInt32(row))
        let word = [block.0, block.1, block.2, block.3][channel % 4]
        let isKept = Philox.uniform(word) >= rates[replica]
        let value = found[replica * count + i]
        let expected = values[replica * count + i] / (1 - rates[replica])
        #expect((value != 0) == isKept)
        if isKept { #expect(abs(value - expected) <= 1e-6 * abs(expected)) }
      }
    }
  }
}

extension UInt64 {
  /// The low and the high word.
  var words: [UInt32] { [UInt32(truncatingIfNeeded: self), UInt32(self >> 32)] }
}

import Programs
import Testing

@Suite("Memory plan")
struct MemoryPlanTests {
  /// A scratch buffer and the operations that touch it, as the test knows them.
  private struct Life {
    var buffer: Buffer
    var positions: [Int]

    func isLive(at position: Int) -> Bool {
      guard let first = positions.min(), let last = positions.max() else { return false }
      return first <= position && position <= last
    }
  }

  /// A routine of random fills and softmaxes over random buffers.
  private static func record(
    _ recorder: Recorder, routine: String, using random: inout PhiloxGenerator
  ) -> [Life] {
    var lives: [Life] = []
    for number in 0..<Int.random(in: 1...24, using: &random) {
      let size = Bool.random(using: &random) ? 48 : Int.random(in: 1...300, using: &random)
      lives.append(
        Life(buffer: recorder.scratch("\(routine)-\(number)", [size]).buffer, positions: []))
    }
    recorder.routine(routine) {
      for position in 0..<Int.random(in: 1...60, using: &random) {
        let first = Int.random(in: 0..<lives.count, using: &random)
        let second = Int.random(in: 0..<lives.count, using: &random)
        lives[first].positions.append(position)
        if lives[first].buffer.shape == lives[second].buffer.shape {
          lives[second].positions.append(position)
          recorder.append(
            .softmax(
              Softmax(
                logits: lives[first].buffer.tensor, probabilities: lives[second].buffer.tensor)))
        } else {
          recorder.append(.fill(Fill(output: lives[first].buffer.tensor, value: 0)))
        }
      }
    }
    return lives.filter { !$0.positions.isEmpty }
  }

  @Test("no two live buffers overlap", arguments: 0..<100 as Range<UInt64>)
  func liveBuffersAreApart(_ seed: UInt64) throws {
    var random = PhiloxGenerator(seed: seed)
    let recorder = Recorder(replicas: 2)
    let routines = ["first", "second"].map { Self.record(recorder, routine: $0, using: &random) }
    let plan = recorder.finish().memory
    #expect(plan.offsets.count == routines.joined().count)
    for lives in routines {
      for position in 0..<60 {
        // Byte by byte: who lives here now?
        var owners = [Int?](repeating: nil, count: plan.scratchByteCount)
        for life in lives where life.isLive(at: position) {
          let offset = try #require(plan.offsets[life.buffer.id])
          let size = life.buffer.paddedByteCountPerReplica
          #expect(offset.isMultiple(of: MemoryPlan.alignment))
          try #require(offset >= 0 && offset + size <= plan.scratchByteCount)
          let others = Set(owners[offset..<offset + size].compactMap { $0 })
          #expect(others.isEmpty, "\(life.buffer) overlaps \(others) at \(position)")
          for byte in offset..<offset + size { owners[byte] = life.buffer.id }
        }
      }
    }
  }

  @Test("apart within a routine, one routine over the other", arguments: 0..<20 as Range<UInt64>)
  func separateScratchIsApartWithinARoutine(_ seed: UInt64) throws {
    var random = PhiloxGenerator(seed: seed)
    let recorder = Recorder(replicas: 2)
    let routines = ["first", "second"].map { Self.record(recorder, routine: $0, using: &random) }
    let program = recorder.finish().withSeparateScratch()
    let plan = program.memory
    func aligned(_ bytes: Int) -> Int {
      (bytes + MemoryPlan.alignment - 1) / MemoryPlan.alignment * MemoryPlan.alignment
    }
    var largest = 0
    for lives in routines {
      var taken: [Range<Int>] = []
      for life in lives {
        let offset = try #require(plan.offsets[life.buffer.id])
        let bytes = offset..<offset + life.buffer.paddedByteCountPerReplica
        #expect(
          offset.isMultiple(of: MemoryPlan.alignment) && bytes.upperBound <= plan.scratchByteCount)
        #expect(!taken.contains { $0.overlaps(bytes) })
        taken.append(bytes)
      }
      largest = max(largest, lives.reduce(0) { $0 + aligned($1.buffer.paddedByteCountPerReplica) })
    }
    // Never both at once, so no more than the larger one, and what no operation touches.
    let used = Set(routines.joined().map(\.buffer.id))
    let idle = program.buffers.filter { $0.lifetime == .scratch && !used.contains($0.id) }
      .reduce(0) { $0 + aligned($1.paddedByteCountPerReplica) }
    #expect(plan.scratchByteCount == largest + idle)
  }

  @Test("the arena is no larger than all buffers and no smaller than the live ones")
  func arenaSize() {
    var saved = 0
    for seed in 0..<100 as Range<UInt64> {
      var random = PhiloxGenerator(seed: seed)
      let recorder = Recorder(replicas: 1)
      let lives = Self.record(recorder, routine: "step", using: &random)
      let size = recorder.finish().memory.scratchByteCount
      let all = lives.reduce(0) { $0 + $1.buffer.paddedByteCountPerReplica }
      let needed = (0..<60).map { position in
        lives.filter { $0.isLive(at: position) }
          .reduce(0) { $0 + $1.buffer.paddedByteCountPerReplica }
      }
      #expect(size <= all)
      #expect(size >= needed.max() ?? 0)
      if size < all { saved += 1 }
    }
    #expect(saved > 50, "memory was reused in only \(saved) of 100 programs")
  }

  @Test("a chain of layers needs two buffers, however long it is")
  func chain() {
    let recorder = Recorder(replicas: 7)
    let layers = (0..<12).map { recorder.scratch("x\($0)", [32, 10]) }
    recorder.routine("forward") {
      for (input, output) in zip(layers, layers.dropFirst()) {
        recorder.append(.softmax(Softmax(logits: input, probabilities: output)))
      }
    }
    let program = recorder.finish()
    #expect(program.memory.scratchByteCount == 2 * 1280)
    #expect(Set(program.memory.offsets.values) == [0, 1280])
  }

  @Test("what is needed again at the end keeps its place")
  func longLife() throws {
    let recorder = Recorder(replicas: 1)
    let tensors = (0..<4).map { recorder.scratch("x\($0)", [16]) }
    recorder.routine("step") {
      for (from, to) in [(0, 1), (1, 2), (2, 3), (3, 0)] {
        recorder.append(.softmax(Softmax(logits: tensors[from], probabilities: tensors[to])))
      }
    }
    let plan = recorder.finish().memory
    let first = try #require(plan.offsets[tensors[0].buffer.id])
    for other in tensors.dropFirst() { #expect(plan.offsets[other.buffer.id] != first) }
    #expect(plan.scratchByteCount == 3 * 64)
  }

  @Test("routines share the arena, and the largest decides its size")
  func routinesShare() {
    let recorder = Recorder(replicas: 3)
    let (small, large) = (recorder.scratch("small", [16]), recorder.scratch("large", [64]))
    for tensor in [small, large] {
      recorder.routine(tensor.buffer.name) {
        recorder.append(.fill(Fill(output: tensor, value: 0)))
      }
    }
    let plan = recorder.finish().memory
    #expect(plan.offsets == [small.buffer.id: 0, large.buffer.id: 0])
    #expect(plan.scratchByteCount == 256)
  }

  @Test("only scratch is planned, and only what is used")
  func onlyScratch() {
    let recorder = Recorder(replicas: 3)
    let kept = recorder.persistent("kept", [16])
    _ = recorder.scratch("unused", [16])
    recorder.routine("step") { recorder.append(.fill(Fill(output: kept, value: 0))) }
    let plan = recorder.finish().memory
    #expect(plan.offsets.isEmpty)
    #expect(plan.scratchByteCount == 0)
  }

  #if DEBUG
    @Test("scratch used by two routines is a bug that says so")
    func scratchOfTwoRoutines() async {
      let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let recorder = Recorder(replicas: 2)
        let x = recorder.scratch("x", [3])
        for name in ["one", "two"] {
          recorder.routine(name) { recorder.append(.fill(Fill(output: x, value: 0))) }
        }
        _ = recorder.finish()
      }
      #expect(
        bugMessage(result).contains("memory: scratch buffer x [R=2, 3] is used by two routines"))
    }
  #endif
}

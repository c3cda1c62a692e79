import Programs
import Testing

@Suite("Recorder")
struct RecorderTests {
  @Test("buffers are numbered in order and keep what they were asked for")
  func buffers() {
    let recorder = Recorder(replicas: 4)
    let tensors = [
      recorder.persistent("w", [3, 2]), recorder.constant("rate", [1]),
      recorder.shared("data", [7], .uint8), recorder.scratch("x", [5], .int32),
    ]
    let program = recorder.finish()
    #expect(program.replicas == 4)
    #expect(program.buffers == tensors.map(\.buffer))
    #expect(program.buffers.map(\.id) == [0, 1, 2, 3])
    #expect(program.buffers.map(\.name) == ["w", "rate", "data", "x"])
    #expect(program.buffers.map(\.lifetime) == [.persistent, .constant, .constant, .scratch])
    #expect(program.buffers.map(\.element) == [.float32, .float32, .uint8, .int32])
    #expect(program.buffers.map(\.shape.replicas) == [4, 4, nil, 4])
  }

  @Test("routines keep names, rows and the order of operations")
  func routines() {
    let recorder = Recorder(replicas: 2)
    let x = recorder.persistent("x", [3])
    recorder.routine("first", rows: 32) {
      recorder.append(.fill(Fill(output: x, value: 1)))
      recorder.append(.biasActivation(BiasActivation(values: x, bias: nil, activation: .relu)))
    }
    recorder.routine("second") { recorder.append(.fill(Fill(output: x, value: 2))) }
    let program = recorder.finish()
    #expect(program.routines.map(\.name) == ["first", "second"])
    #expect(program.routines.map(\.rows) == [32, 0])
    #expect(
      program.routines.map { $0.operations.map(\.family) } == [
        ["fill", "bias-activation"], ["fill"],
      ])
    #expect(program.routine(named: "second") == 1)
  }

  @Test("bytes count padding, replicas and scratch once")
  func byteCounts() {
    let recorder = Recorder(replicas: 3)
    let w = recorder.persistent("w", [17])
    _ = recorder.shared("data", [1000], .uint8)
    let x = recorder.scratch("x", [100])
    recorder.routine("step") {
      recorder.append(.fill(Fill(output: x, value: 0)))
      recorder.append(.fill(Fill(output: w, value: 0)))
    }
    let program = recorder.finish()
    // 17 floats are padded to 32, 100 to 112.
    #expect(program.memory.scratchByteCount == 448)
    #expect(program.byteCount == 3 * 128 + 1000 + 3 * 448)
    #expect(program.workingSetByteCountPerReplica == 128 + 448)
  }

  @Test("an operation lists what it reads and writes")
  func readsAndWrites() {
    let recorder = Recorder(replicas: 2)
    let (a, b, c) = (
      recorder.persistent("a", [3, 3]), recorder.persistent("b", [3, 3]),
      recorder.persistent("c", [3, 3])
    )
    #expect(Gemm(left: a, right: b, output: c).reads == [a, b])
    #expect(Gemm(left: a, right: b, output: c, accumulate: true).reads == [a, b, c])
    #expect(Gemm(left: a, right: b, output: c).writes == [c])
    let activation = BiasActivation(values: a, bias: nil, activation: .relu)
    #expect(activation.reads == [a])
    #expect(activation.writes == [a])
    #expect(Gemm(left: a, right: b, output: c).flops == 54)
  }

  #if DEBUG
    @Test("a broken rule ends the program with its sentence")
    func brokenRule() async {
      let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let recorder = Recorder(replicas: 2)
        let (a, b) = (recorder.persistent("a", [3, 4]), recorder.persistent("b", [5, 6]))
        let c = recorder.persistent("c", [3, 6])
        recorder.routine("step") {
          recorder.append(.gemm(Gemm(left: a, right: b, output: c)))
        }
      }
      let sentence =
        "gemm: the inner dimensions must agree, 4 and 5; left a [R=2, 3, 4], right b [R=2, 5, 6]"
      #expect(bugMessage(result).contains(sentence))
    }

    @Test("an operation outside a routine is a bug that says so")
    func outsideRoutine() async {
      let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let recorder = Recorder(replicas: 2)
        recorder.append(.fill(Fill(output: recorder.persistent("x", [3]), value: 0)))
      }
      #expect(bugMessage(result).contains("recorder: fill recorded outside a routine"))
    }

    @Test("a routine recorded twice is a bug that says so")
    func recordedTwice() async {
      let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let recorder = Recorder(replicas: 2)
        recorder.routine("step") {}
        recorder.routine("step") {}
      }
      #expect(bugMessage(result).contains("recorder: routine step recorded twice"))
    }

    @Test("a routine within a routine is a bug that says so")
    func nested() async {
      let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let recorder = Recorder(replicas: 2)
        recorder.routine("outer") { recorder.routine("inner") {} }
      }
      #expect(bugMessage(result).contains("recorder: routine inner opened inside outer"))
    }

    @Test("no replicas and no elements are bugs that say so")
    func nothing() async {
      let replicas = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent])
      { _ = Recorder(replicas: 0) }
      #expect(
        bugMessage(replicas).contains("recorder: the number of replicas must be positive, got 0"))
      let elements = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent])
      { _ = Recorder(replicas: 1).persistent("x", [3, 0]) }
      #expect(bugMessage(elements).contains("shape: every dimension must be positive, got [3, 0]"))
    }

    @Test("an unknown routine is a bug that names the known ones")
    func unknownRoutine() async {
      let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let recorder = Recorder(replicas: 1)
        recorder.routine("train") {}
        _ = recorder.finish().routine(named: "test")
      }
      #expect(bugMessage(result).contains(#"program: no routine test, only ["train"]"#))
    }
  #endif
}

@Suite("Passes")
struct PassTests {
  @Test("each step is a batch further")
  func contexts() {
    let pass = Pass(routine: 2, steps: 5, first: StepContext(step: 100, batch: 7, row: 224))
    #expect(pass.context(0, rows: 32) == StepContext(step: 100, batch: 7, row: 224))
    #expect(pass.context(3, rows: 32) == StepContext(step: 103, batch: 10, row: 320))
    #expect(pass.context(4, rows: 0) == StepContext(step: 104, batch: 11, row: 224))
  }

  @Test("the step number wraps around")
  func wrapping() {
    let pass = Pass(routine: 0, steps: 4, first: StepContext(step: .max - 1, batch: 0, row: 0))
    #expect((0..<4).map { pass.context($0, rows: 1).step } == [.max - 1, .max, 0, 1])
  }

  @Test("a context starts at zero")
  func zero() {
    #expect(StepContext() == StepContext(step: 0, batch: 0, row: 0))
  }
}

import Programs
import Testing

@Suite("Limits of a routine")
struct RoutineLimitsTests {
  /// Steps of 16 rows over a data set of 70, with rates for 4 steps.
  private static func program(ordered: Int? = 70) -> Program {
    let recorder = Recorder(replicas: 2)
    let gather = Gather(
      examples: recorder.shared("examples", [1, 70, 3]),
      targets: recorder.shared("targets", [1, 70], .int32),
      normalization: recorder.shared("normalization", [1, 1, 2]),
      dataSet: recorder.constant("dataSet", [1], .int32),
      order: ordered.map { recorder.persistent("order", [$0], .uint32) },
      inputs: recorder.scratch("inputs", [16, 3]),
      batchTargets: recorder.scratch("batchTargets", [16], .int32))
    let update = OptimizerUpdate(
      method: .sgd, parameters: recorder.persistent("w", [5]),
      gradients: recorder.persistent("g", [5]), moments: [], regularizedCount: 0,
      l2: recorder.constant("l2", [1]), coefficients: recorder.constant("coefficients", [1]),
      stepScalars: recorder.constant("rates", [4, 1]))
    recorder.routine("gather", rows: 16) { recorder.append(.gather(gather)) }
    recorder.routine("update") { recorder.append(.optimizerUpdate(update)) }
    return recorder.finish()
  }

  private static func run(
    _ routine: Int, steps: Int, batch: Int = 0, row: Int = 0, ordered: Int? = 70
  ) {
    let pass = Pass(routine: routine, steps: steps, first: StepContext(batch: batch, row: row))
    program(ordered: ordered).limits[routine].check(pass)
  }

  @Test("let every step within the data set and the table pass")
  func within() {
    Self.run(0, steps: 4)
    Self.run(0, steps: 1, row: 54)
    Self.run(0, steps: 1, row: 54, ordered: nil)
    Self.run(0, steps: 0, row: 1000)
    Self.run(1, steps: 4)
    Self.run(1, steps: 1, batch: 3)
  }

  @Test("stop a pass before it leaves the data set")
  func rows() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Self.run(0, steps: 5)
    }
    #expect(bugMessage(result).contains("run: routine gather reads rows 0 ..< 80 of 70"))
    let unordered = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Self.run(0, steps: 1, row: 55, ordered: nil)
    }
    #expect(bugMessage(unordered).contains("run: routine gather reads rows 55 ..< 71 of 70"))
    let short = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Self.run(0, steps: 4, ordered: 63)
    }
    #expect(bugMessage(short).contains("run: routine gather reads rows 0 ..< 64 of 63"))
    let before = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Self.run(0, steps: 1, row: -1)
    }
    #expect(bugMessage(before).contains("run: routine gather reads rows -1 ..< 15 of 70"))
  }

  @Test("stop a pass before it leaves the table of step scalars")
  func scalars() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Self.run(1, steps: 4, batch: 1)
    }
    #expect(bugMessage(result).contains("run: routine update uses step scalars 1 ..< 5 of 4"))
  }

  @Test("stop a transfer that is not exactly a buffer of the program")
  func transfers() async {
    let program = Self.program()
    for buffer in program.buffers where buffer.lifetime != .scratch {
      program.checkTransfer(
        "write", byteCount: buffer.shape.elements * buffer.element.byteCount, of: buffer)
    }
    let short = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let program = Self.program()
      program.checkTransfer("write", byteCount: 838, of: program.buffers[0])
    }
    #expect(
      bugMessage(short).contains("write: 838 bytes for examples [shared, 1, 70, 3], which has 840"))
    let scratch = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let program = Self.program()
      program.checkTransfer("read", byteCount: 384, of: program.buffers[5])
    }
    #expect(
      bugMessage(scratch).contains(
        "read: scratch buffer inputs [R=2, 16, 3] has no contents between steps"))
    let stranger = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let buffer = Recorder(replicas: 2).persistent("examples", [70]).buffer
      Self.program().checkTransfer("read", byteCount: 560, of: buffer)
    }
    #expect(
      bugMessage(stranger).contains("read: buffer examples [R=2, 70] is not part of this program"))
  }
}

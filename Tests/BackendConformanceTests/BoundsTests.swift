import Programs
import Testing

/// No backend touches memory beside a data set, a table of rates or a buffer.
@Suite("Bounds", .serialized)
struct BoundsTests {
  /// What a caller may get wrong.
  enum Mistake: String, CaseIterable, Codable {
    case rows, profiledRows, rates, shortWrite, longRead, stranger

    /// What must be said of it.
    var sentence: String {
      switch self {
      case .rows: "run: routine gather reads rows 0 ..< 80 of 70"
      case .profiledRows: "run: routine gather reads rows 55 ..< 71 of 70"
      case .rates: "run: routine update uses step scalars 1 ..< 5 of 4"
      case .shortWrite: "write: 36 bytes for weights [R=2, 5], which has 40"
      case .longRead: "read: 44 bytes for weights [R=2, 5], which has 40"
      case .stranger: "read: buffer weights [R=2, 9] is not part of this program"
      }
    }
  }

  @Test("what stays within them runs", arguments: AvailableBackends.all)
  func within(_ available: AvailableBackend) throws { try Self.commit(nil, on: available.backend) }

  @Test(
    "what leaves them is a bug that says so", arguments: AvailableBackends.all.indices,
    Mistake.allCases)
  func beyond(_ number: Int, _ mistake: Mistake) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [number = number as Int, mistake = mistake as Mistake] in
      try Self.commit(mistake, on: AvailableBackends.all[number].backend)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(mistake.sentence), "\(text)")
  }

  private static func commit(_ mistake: Mistake?, on backend: any Backend) throws {
    let recorder = Recorder(replicas: 2)
    let weights = recorder.persistent("weights", [5])
    recorder.routine("gather", rows: 16) {
      recorder.append(
        .gather(
          Gather(
            examples: recorder.shared("examples", [1, 70, 3], .uint8),
            targets: recorder.shared("targets", [1, 70], .int32),
            normalization: recorder.shared("normalization", [1, 1, 2]),
            dataSet: recorder.constant("dataSet", [1], .int32), order: nil,
            inputs: recorder.scratch("inputs", [16, 3]),
            batchTargets: recorder.scratch("batchTargets", [16], .int32))))
    }
    recorder.routine("update") {
      recorder.append(
        .optimizerUpdate(
          OptimizerUpdate(
            method: .sgd, parameters: weights, gradients: recorder.persistent("gradients", [5]),
            moments: [], regularizedCount: 5, l2: recorder.constant("l2", [1]),
            coefficients: recorder.constant("coefficients", [1]),
            stepScalars: recorder.constant("rates", [4, 1]))))
    }
    let executable = try backend.prepare(recorder.finish())
    func run(
      _ routine: Int, _ steps: Int, _ first: StepContext = StepContext(), isProfiled: Bool = false
    )
      throws
    {
      try executable.run(
        [Pass(routine: routine, steps: steps, first: first)],
        profile: isProfiled ? OperationProfile(executable.program) : nil)
    }
    func transfer(_ count: Int, _ body: (UnsafeMutableRawBufferPointer) throws -> Void) rethrows {
      var bytes = [UInt8](repeating: 0, count: count)
      try bytes.withUnsafeMutableBytes(body)
    }
    switch mistake {
    case nil:
      try run(0, 4)
      try run(0, 1, StepContext(row: 54), isProfiled: true)
      try run(1, 4)
      try transfer(40) { try executable.write(UnsafeRawBufferPointer($0), to: weights.buffer) }
      try transfer(40) { try executable.read(weights.buffer, into: $0) }
    case .rows: try run(0, 5)
    case .profiledRows: try run(0, 1, StepContext(row: 55), isProfiled: true)
    case .rates: try run(1, 4, StepContext(batch: 1))
    case .shortWrite:
      try transfer(36) { try executable.write(UnsafeRawBufferPointer($0), to: weights.buffer) }
    case .longRead: try transfer(44) { try executable.read(weights.buffer, into: $0) }
    case .stranger:
      let stranger = Recorder(replicas: 2).persistent("weights", [9]).buffer
      try transfer(72) { try executable.read(stranger, into: $0) }
    }
    try executable.finish()
  }
}

import Networks
import Programs
import Testing

/// What the recorded program of a training computes, judged as a whole.
///
/// Serialized: a device runs one program at a time.
@Suite("Training programs", .serialized)
enum TrainingProgramTests {}

extension TrainingProgramTests {
  /// The same program on every backend and in double precision.
  @Suite("Agreement with double precision")
  struct AgreementTests {
    static let forms =
      [
        TrainingCase(name: "cross-entropy, SGD, relu", activation: .relu),
        TrainingCase(name: "cross-entropy, Adam, wide", optimizer: .adam, hidden: [37, 19]),
        TrainingCase(
          name: "squares of labels, SGD", loss: .meanSquaredError, activation: .sigmoid,
          hasDropout: false),
        TrainingCase(
          name: "squares of labels, Adam, no partial batch", loss: .meanSquaredError,
          optimizer: .adam, train: 48, validation: 0, test: 128),
        TrainingCase(
          name: "squares of values, SGD, only a partial batch", loss: .meanSquaredError,
          hasValues: true, batch: 64, validation: 20, test: 7),
        TrainingCase(
          name: "squares of values, Adam", loss: .meanSquaredError, hasValues: true,
          optimizer: .adam, activation: .relu),
        TrainingCase(name: "batch norm before tanh, SGD", batchNorm: .before),
        TrainingCase(
          name: "batch norm after elu, Adam, wide", optimizer: .adam, activation: .elu,
          batchNorm: .after, hidden: [37, 19]),
        TrainingCase(name: "prelu, Adam", optimizer: .adam, rectifier: .learnt),
        TrainingCase(name: "rrelu, SGD", rectifier: .drawn),
      ] + TrainingCase.images

    static let epochs = 2
    private static let slots: [MetricSlot] = [.loss, .penalty, .correct, .examples, .absoluteError]

    /// Results after each epoch.
    private struct Results {
      /// Parameters, gradients and moments: name, and an array for each replica.
      var tensors: [(name: String, values: [[Double]])] = []
      var sums: [(split: TrainingProgram.Split, slot: MetricSlot, values: [Double])] = []
    }

    private func results(_ form: TrainingCase, on runner: Runner) throws -> Results {
      var run = try TrainingRun(form, on: runner)
      var still = try TrainingRun(form, on: runner) { $0.withoutUpdates() }
      var results = Results()
      for epoch in 0..<Self.epochs {
        try run.beginEpoch(epoch)
        try run.train(epoch: epoch)
        try run.evaluate()
        results.tensors.append(("parameters", try run.read(run.program.parameters)))
        try still.write(
          run.read(run.program.parameters).flatMap(\.self), to: still.program.parameters)
        try still.beginEpoch(epoch)
        try still.train(epoch: epoch)
        results.tensors.append(("gradients", try still.gradients()))
        for (index, moment) in run.program.moments.enumerated() {
          results.tensors.append(("moment \(index)", try run.read(moment)))
        }
        for split in TrainingProgram.Split.allCases {
          for slot in Self.slots {
            results.sums.append((split, slot, try run.sums(slot, of: split)))
          }
        }
      }
      return results
    }

    /// How far single precision may be off, relative to the largest element; an eighth is seen.
    ///
    /// A gradient is the end of about 6 sums in a row, of at most 48 terms each, whose roundings of
    /// random signs stay far below their worst case, and 6 steps gather them up.
    private static let tolerance = 1e-5

    @Test("two epochs agree", arguments: Runner.devices, AgreementTests.forms)
    func twoEpochsAgree(_ runner: Runner, _ form: TrainingCase) throws {
      let got = try results(form, on: runner)
      let expected = try results(form, on: .reference)
      var tensors = Comparisons()
      for (got, expected) in zip(got.tensors, expected.tensors) {
        for (replica, values) in expected.values.enumerated() {
          let largest = values.reduce(0) { max($0, abs($1)) }
          #expect(largest > 0, "\(expected.name) of replica \(replica) is all 0")
          for (index, value) in values.enumerated() {
            tensors.compare(
              got.values[replica][index], value, within: Self.tolerance * largest,
              "\(expected.name)[\(replica), \(index)]")
          }
        }
      }
      var sums = Comparisons()
      for (got, expected) in zip(got.sums, expected.sums) {
        let isCount = expected.slot == .correct || expected.slot == .examples
        for (replica, value) in expected.values.enumerated() {
          sums.compare(
            got.values[replica], value, within: isCount ? 0 : Self.tolerance * abs(value),
            "\(expected.split) \(expected.slot) of replica \(replica)")
        }
      }
      let layout = ParameterLayout(form.model)
      let kinds = 2 + form.optimizer.momentCount
      tensors.finish(
        Self.epochs * form.replicas.count
          * (layout.count + (kinds - 1) * layout.trainableCount))
      sums.finish(Self.epochs * 3 * Self.slots.count * form.replicas.count)
    }
  }

  @Suite("OpenCL device")
  struct DeviceTests {
    @Test(
      "trainings run on OpenCL",
      .enabled(
        if: !Runner.openCLDevices.isEmpty || Runner.requiresOpenCL,
        """
        NO OPENCL DEVICE: no training was tested on OpenCL. \
        LOCKSTEP_REQUIRE_OPENCL=1 makes this a failure.
        """))
    func trainingsRunOnOpenCL() {
      let count = Runner.openCLDevices.count
      #expect(count > 0, "LOCKSTEP_REQUIRE_OPENCL=1, but there is no device")
      #expect(Runner.devices.count == 1 + 2 * count, "a device did not open")
    }
  }
}

import Networks
import Programs
import Testing

extension TrainingProgramTests {
  /// The gradients and the update that a training step makes, against what it reports as its loss.
  ///
  /// The other tests compare two runs of one program, so a wrong program would pass them.
  @Suite("Gradients and updates")
  struct GradientTests {
    static let forms: [TrainingCase] =
      Activation.allCases.map { TrainingCase(name: "cross-entropy, \($0)", activation: $0) }
      + [Activation.identity, .relu, .sigmoid, .tanh].flatMap { activation in
        [
          TrainingCase(
            name: "squares of labels, \(activation)", loss: .meanSquaredError,
            activation: activation),
          TrainingCase(
            name: "squares of values, \(activation)", loss: .meanSquaredError, hasValues: true,
            activation: activation),
        ]
      } + normalized + TrainingCase.images

    /// Batch normalisation before and after each kind of activation, and rectifiers alone.
    private static let normalized: [TrainingCase] = [
      TrainingCase(name: "batch norm before tanh", batchNorm: .before),
      TrainingCase(name: "batch norm before silu", activation: .silu, batchNorm: .before),
      TrainingCase(
        name: "batch norm before leaky relu", activation: .leakyReLU, batchNorm: .before,
        hasDropout: false),
      TrainingCase(name: "batch norm after elu", activation: .elu, batchNorm: .after),
      TrainingCase(name: "batch norm after gelu", activation: .gelu, batchNorm: .after),
      TrainingCase(name: "prelu", rectifier: .learnt),
      TrainingCase(name: "batch norm before prelu", rectifier: .learnt, batchNorm: .before),
      TrainingCase(name: "batch norm after prelu", rectifier: .learnt, batchNorm: .after),
      TrainingCase(name: "rrelu", rectifier: .drawn),
      TrainingCase(name: "batch norm before rrelu", rectifier: .drawn, batchNorm: .before),
    ]

    /// Half the distance of a central difference, small because of the kink of relu.
    private static let halfStep = 1e-6
    /// How far a difference may be off; the largest seen is 2e-9, gradients are near 0.1.
    ///
    /// Its truncation is near 1e-12, its rounding near 1e-9: that of losses in 53 bits over the step.
    private static let tolerance = 1e-8
    /// How far gradients in single precision may be off; the largest seen is 6e-7.
    private static let singleTolerance = 2e-6

    /// The derivative of each replica's `objective` by each parameter, element by element in the order
    /// of the layout's entries.
    ///
    /// Replicas are independent, so one run varies the same parameter of all of them.
    private func differences(
      _ start: TrainingRun, _ objective: (inout TrainingRun) throws -> [Double]
    ) throws -> [(index: Int, derivatives: [Double])] {
      let parameters = try start.read(start.program.parameters)
      return try start.program.layout.entries.filter(\.parameter.isTrainable).flatMap { entry in
        try (entry.offset..<entry.offset + entry.parameter.count).map { index in
          let values = try [Self.halfStep, -Self.halfStep].map { step in
            var run = start
            var varied = parameters
            for replica in run.replicas { varied[replica][index] += step }
            try run.write(varied.flatMap { $0 }, to: run.program.parameters)
            return try objective(&run)
          }
          return (index, zip(values[0], values[1]).map { ($0 - $1) / (2 * Self.halfStep) })
        }
      }
    }

    /// A full batch of the first epoch, and the partial batch of the second.
    private static let steps: [(epoch: Int, batch: Int, rows: Int)] = [(0, 1, 16), (1, 2, 13)]

    @Test("gradients are those of the data loss", arguments: GradientTests.forms)
    func gradientsAreThoseOfTheLoss(_ form: TrainingCase) throws {
      for step in Self.steps {
        var gradients: [(runner: Runner, values: [[Double]])] = []
        for runner in Runner.all {
          var run = try TrainingRun(form, on: runner) { $0.withoutUpdates() }
          try run.beginEpoch(step.epoch)
          try run.train(epoch: step.epoch, steps: step.batch..<step.batch + 1)
          gradients.append((runner, try run.gradients()))
        }
        var start = try TrainingRun(form, on: .reference)
        try start.beginEpoch(step.epoch, ratesAreZero: true)
        let expected = try differences(start) { run in
          try run.train(epoch: step.epoch, steps: step.batch..<step.batch + 1)
          return try run.sums(.loss, of: .train).map { $0 / Double(step.rows) }
        }
        for (runner, values) in gradients {
          var comparisons = Comparisons()
          for (index, derivatives) in expected {
            for (replica, derivative) in derivatives.enumerated() {
              comparisons.compare(
                values[replica][index], derivative,
                within: runner.isReference ? Self.tolerance : Self.singleTolerance,
                "\(runner.testDescription), batch \(step.batch): gradient[\(replica), \(index)]")
            }
          }
          comparisons.finish(expected.count * form.replicas.count)
          #expect(expected.count == form.trainableCount)
        }
      }
    }

    @Test("SGD descends the loss with its penalty", arguments: GradientTests.forms)
    func descendsTheLossWithItsPenalty(_ form: TrainingCase) throws {
      for step in Self.steps {
        var start = try TrainingRun(form, on: .reference)
        try start.beginEpoch(step.epoch)
        let before = try start.read(start.program.parameters)
        let expected = try differences(start) { run in
          try run.train(epoch: step.epoch, steps: step.batch..<step.batch + 1)
          return zip(
            try run.sums(.loss, of: .train), try run.sums(.penalty, of: .train)
          ).map { ($0 + $1) / Double(step.rows) }
        }
        var run = start
        try run.train(epoch: step.epoch, steps: step.batch..<step.batch + 1)
        let after = try run.read(run.program.parameters)
        var comparisons = Comparisons()
        for (index, derivatives) in expected {
          for (replica, derivative) in derivatives.enumerated() {
            let decrease = before[replica][index] - after[replica][index]
            comparisons.compare(
              decrease / single(form.replicas[replica].rate), derivative, within: Self.tolerance,
              "batch \(step.batch): decrease[\(replica), \(index)]")
          }
        }
        comparisons.finish(form.trainableCount * form.replicas.count)
      }
    }

    /// Adam's formulas in Keras's form, step after step over two epochs with a partial batch in each.
    @Test("Adam follows its formulas from step to step")
    func adamFollowsItsFormulas() throws {
      let form = TrainingCase(name: "Adam", optimizer: .adam)
      var run = try TrainingRun(form, on: .reference)
      let layout = run.program.layout
      var parameters = try run.read(run.program.parameters)
      var (first, second) = (
        parameters.map { $0.map { _ in 0.0 } }, parameters.map { $0.map { _ in 0.0 } }
      )
      var comparisons = Comparisons()
      var steps = 0
      for epoch in 0..<2 {
        try run.beginEpoch(epoch)
        for batch in 0..<run.program.stepsPerEpoch {
          try run.train(epoch: epoch, steps: batch..<batch + 1)
          steps += 1
          let gradients = try run.gradients()
          let got = try run.read(run.program.parameters)
          for (replica, settings) in form.replicas.enumerated() {
            let (beta1, beta2) = (settings.coefficients[0], settings.coefficients[1])
            var (power1, power2) = (1.0, 1.0)
            for _ in 0..<steps { (power1, power2) = (power1 * beta1, power2 * beta2) }
            let rate = settings.rate * (1 - power2).squareRoot() / (1 - power1)
            for entry in layout.entries {
              let penalty = entry.parameter.name == "weight" ? 2 * settings.l2 : 0
              for index in entry.offset..<entry.offset + entry.parameter.count {
                let gradient = gradients[replica][index] + penalty * parameters[replica][index]
                first[replica][index] = beta1 * first[replica][index] + (1 - beta1) * gradient
                second[replica][index] =
                  beta2 * second[replica][index] + (1 - beta2) * gradient * gradient
                parameters[replica][index] -=
                  rate * first[replica][index]
                  / (second[replica][index].squareRoot() + settings.coefficients[2])
                // Settings reach the device in single precision, 6e-8 each, a few in each of 6 steps.
                comparisons.compare(
                  got[replica][index], parameters[replica][index], within: 2e-7,
                  "step \(steps): parameter[\(replica), \(index)]")
              }
            }
          }
        }
      }
      comparisons.finish(steps * form.model.parameterCount * form.replicas.count)
      #expect(steps == 6)
    }
  }
}

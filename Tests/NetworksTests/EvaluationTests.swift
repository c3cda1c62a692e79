import Foundation
import Networks
import Programs
import Testing

extension TrainingProgramTests {
  /// What passes over the data count and report, against a plain computation of the test's own.
  @Suite("Passes over the data")
  struct EvaluationTests {
    /// Numbers of held-out and test examples around the batch of evaluation, 128.
    static let forms = [
      TrainingCase(name: "full and partial batches", activation: .relu),
      TrainingCase(
        name: "full batches only", loss: .meanSquaredError, validation: 256, test: 128),
      TrainingCase(
        name: "partial batches only", loss: .meanSquaredError, hasValues: true,
        activation: .sigmoid, validation: 127, test: 1),
      TrainingCase(name: "no held-out part", validation: 0, test: 129),
    ]

    /// In single precision a loss is off by a few roundings, 6e-8 each; the largest seen is 4e-7.
    private func tolerance(_ runner: Runner) -> Double { runner.isReference ? 1e-12 : 2e-6 }

    /// Each example has a loss of its own, so a sum that is right has every example once, in a pass
    /// without dropout.
    @Test("evaluation covers every example once", arguments: Runner.all, EvaluationTests.forms)
    func evaluationCoversEveryExampleOnce(_ runner: Runner, _ form: TrainingCase) throws {
      var run = try TrainingRun(form, on: runner)
      try run.beginEpoch(0)
      try run.train(epoch: 0)
      // Twice: sums start at 0 again.
      try run.evaluate()
      try run.evaluate()
      let network = PlainNetwork(form, run.program.layout, try run.read(run.program.parameters))
      var comparisons = Comparisons()
      for (split, part, examples) in [
        (
          TrainingProgram.Split.validation, TrainingCase.Part.train,
          form.train..<form.train + form.validation
        ), (.test, .test, 0..<form.test),
      ] {
        let sums = try run.sums(.loss, of: split)
        let correct = try run.sums(.correct, of: split)
        let counts = try run.sums(.examples, of: split)
        let absolute = try run.sums(.absoluteError, of: split)
        for replica in run.replicas {
          let expected = network.sums(replica: replica, part, examples)
          comparisons.compare(
            absolute[replica], expected.absolute, within: tolerance(runner) * expected.absolute,
            "\(split) absolute error of replica \(replica)")
          comparisons.compare(
            sums[replica], expected.loss, within: tolerance(runner) * expected.loss,
            "\(split) loss of replica \(replica)")
          comparisons.compare(
            correct[replica], Double(expected.correct), within: 0,
            "\(split) correct of replica \(replica)")
          comparisons.compare(
            counts[replica], Double(examples.count), within: 0,
            "\(split) examples of replica \(replica)")
        }
      }
      comparisons.finish(2 * 4 * form.replicas.count)
    }

    @Test("a training epoch covers every example once", arguments: Runner.all)
    func trainingCoversEveryExampleOnce(_ runner: Runner) throws {
      var form = TrainingCase(name: "without dropout")
      for replica in form.replicas.indices { form.replicas[replica].dropout = 0 }
      var run = try TrainingRun(form, on: runner)
      let network = PlainNetwork(form, run.program.layout, try run.read(run.program.parameters))
      var comparisons = Comparisons()
      for epoch in 0..<2 {
        try run.beginEpoch(epoch, ratesAreZero: true)
        try run.train(epoch: epoch)
        let sums = try run.sums(.loss, of: .train)
        let counts = try run.sums(.examples, of: .train)
        for replica in run.replicas {
          let expected = network.sums(replica: replica, .train, 0..<form.train).loss
          comparisons.compare(
            sums[replica], expected, within: tolerance(runner) * expected,
            "loss of replica \(replica)")
          comparisons.compare(
            counts[replica], Double(form.train), within: 0, "examples of replica \(replica)")
        }
      }
      comparisons.finish(2 * 2 * form.replicas.count)
    }

    @Test("dropout thins training, anew in each epoch, and not evaluation", arguments: Runner.all)
    func dropoutIsOffInEvaluation(_ runner: Runner) throws {
      let form = TrainingCase(name: "with dropout")
      var without = form
      for replica in form.replicas.indices { without.replicas[replica].dropout = 0 }
      let losses = try [form, without].map { form in
        var run = try TrainingRun(form, on: runner)
        let training = try (0..<2).map { epoch in
          try run.beginEpoch(epoch, ratesAreZero: true)
          try run.train(epoch: epoch)
          return try run.sums(.loss, of: .train)
        }
        try run.evaluate()
        return (
          training: training, validation: try run.sums(.loss, of: .validation),
          test: try run.sums(.loss, of: .test)
        )
      }
      #expect(losses[0].validation == losses[1].validation)
      #expect(losses[0].test == losses[1].test)
      for (replica, settings) in form.replicas.enumerated() {
        for epoch in 0..<2 {
          let isSame = losses[0].training[epoch][replica] == losses[1].training[epoch][replica]
          #expect(isSame == (settings.dropout == 0), "replica \(replica), epoch \(epoch)")
        }
        let change = abs(losses[0].training[0][replica] - losses[0].training[1][replica])
        #expect(settings.dropout == 0 ? change < 1e-4 : change > 1e-2, "replica \(replica)")
      }
    }

    @Test("training reports the penalty of the weights before each update", arguments: Runner.all)
    func trainingReportsThePenalty(_ runner: Runner) throws {
      let form = TrainingCase(name: "penalty")
      var run = try TrainingRun(form, on: runner)
      var comparisons = Comparisons()
      for epoch in 0..<2 {
        try run.beginEpoch(epoch)
        var expected = [Double](repeating: 0, count: form.replicas.count)
        for batch in 0..<run.program.stepsPerEpoch {
          let rows = min(form.batch, form.train - batch * form.batch)
          for (replica, squares) in try run.squaredWeights().enumerated() {
            expected[replica] += Double(rows) * single(form.replicas[replica].l2) * squares
          }
          try run.train(epoch: epoch, steps: batch..<batch + 1)
        }
        try compare(run, .train, expected, runner, &comparisons)
      }
      comparisons.finish(2 * form.replicas.count)
    }

    @Test("evaluation reports the penalty of the weights it uses", arguments: Runner.all)
    func evaluationReportsThePenalty(_ runner: Runner) throws {
      let form = TrainingCase(name: "penalty")
      var run = try TrainingRun(form, on: runner)
      try run.beginEpoch(0)
      try run.train(epoch: 0)
      try run.evaluate()
      let squares = try run.squaredWeights()
      var comparisons = Comparisons()
      for (split, count) in [
        (TrainingProgram.Split.validation, form.validation), (.test, form.test),
      ] {
        let expected = zip(form.replicas, squares).map { Double(count) * single($0.l2) * $1 }
        try compare(run, split, expected, runner, &comparisons)
      }
      comparisons.finish(2 * form.replicas.count)
    }

    private func compare(
      _ run: TrainingRun, _ split: TrainingProgram.Split, _ expected: [Double], _ runner: Runner,
      _ comparisons: inout Comparisons
    ) throws {
      #expect(expected.contains { $0 > 0 } && expected.contains(0))
      for (replica, got) in try run.sums(.penalty, of: split).enumerated() {
        comparisons.compare(
          got, expected[replica], within: tolerance(runner) * expected[replica],
          "\(split) penalty of replica \(replica)")
      }
    }
  }
}

import Programs

/// Whole programs: epochs of a small multilayer perceptron with everything a study uses.
enum TrainingCases {
  static let all: [OperationCase] = [
    Form(name: "with sgd", method: .sgd, activation: .relu, batch: 16),
    Form(name: "with adam", method: .adam, activation: .tanh, batch: 16, replicas: 5),
    Form(name: "with rmsprop", method: .rmsprop, activation: .tanh, batch: 16),
    Form(name: "with nadam", method: .nadam, activation: .tanh, batch: 16),
    Form(name: "in sequence", method: .sgd, activation: .sigmoid, batch: 33, isOrdered: false),
    Form(name: "of squares", method: .sgd, activation: .relu, batch: 8, isCrossEntropy: false),
    Form(name: "with gelu", method: .adam, activation: .gelu, batch: 16),
    Form(name: "with selu", method: .sgd, activation: .selu, batch: 16),
    Form(name: "alone", method: .adam, activation: .relu, batch: 31, replicas: 1),
    Form(
      name: "with everything else", method: .sgd, activation: .tanh, batch: 16, replicas: 5,
      hasEverythingElse: true),
    Form(
      name: "alone with everything else", method: .adam, activation: .relu, batch: 31, replicas: 1,
      hasEverythingElse: true),
  ].map { form in
    OperationCase(
      form.name, family: "training", sizes: [form.batch, TrainingNetwork.exampleCount],
      replicas: form.replicas, passes: form.passes
    ) { builder in
      TrainingNetwork(form, builder).record()
    }
  }

  /// What a case of whole programs varies.
  struct Form: Sendable {
    var name: String
    var method: OptimizerMethod
    var activation: Activation
    var batch: Int
    var replicas = 3
    var isOrdered = true
    var isCrossEntropy = true
    /// Noise on the inputs, smooth labels, L1, clipped gradients and limited weights, in some replicas.
    var hasEverythingElse = false

    /// Full batches in an epoch.
    var steps: Int { TrainingNetwork.exampleCount / batch }
    /// Examples in the partial batch that ends it.
    var rest: Int { TrainingNetwork.exampleCount % batch }

    /// Two epochs, each ended by the partial batch and an evaluation.
    var passes: [CasePass] {
      (0..<2).flatMap { epoch in
        let step = UInt32(epoch * (steps + 1))
        return [
          CasePass("epoch", first: StepContext(step: UInt32(epoch))),
          CasePass("train", steps: steps, first: StepContext(step: step)),
          CasePass(
            "rest",
            first: StepContext(step: step + UInt32(steps), batch: steps, row: steps * batch)),
          CasePass("evaluate", steps: 2),
        ]
      }
    }
  }
}

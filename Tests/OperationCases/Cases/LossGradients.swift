import Programs

/// Gradients of losses, of the penalty and of a whole network.
enum LossGradients {
  static let all: [GradientCase] = crossEntropies + squaredErrors + penalties + networks

  private static func losses(_ divisor: Int, _ metrics: Tensor) -> GradientCase.Objective {
    .metrics([.loss, .penalty], of: metrics, dividedBy: divisor)
  }

  private static func metrics(_ builder: CaseBuilder) -> Tensor {
    builder.state("metrics", [MetricSlot.count], .zeros)
  }

  private static let crossEntropies: [GradientCase] =
    [[5, 7], [33, 10], [1, 65]].flatMap { size in
      [crossEntropy(size, isSmooth: false), crossEntropy(size, isSmooth: true)]
    }

  private static func crossEntropy(_ size: [Int], isSmooth: Bool) -> GradientCase {
    GradientCase(
      "of \(size[0])x\(size[1])\(isSmooth ? " with smooth labels" : "")",
      family: SoftmaxCrossEntropy.family
    ) { builder in
      let logits = builder.constant("logits", size, .uniform(-3...3))
      let labels = builder.constant("labels", [size[0]], .integers(0..<size[1]), .int32)
      let smoothing = isSmooth ? builder.constant("smoothing", [1], .byReplica([0.2, 0.05])) : nil
      let gradient = builder.state("gradient", size, .zeros)
      let metrics = metrics(builder)
      for name in ["forward", "backward"] {
        builder.recorder.routine(name) {
          builder.append(
            .softmaxCrossEntropy(
              SoftmaxCrossEntropy(
                logits: logits, labels: labels, smoothing: smoothing, gradient: gradient,
                metrics: metrics)))
        }
      }
      return GradientCase.Question(
        objective: losses(size[0], metrics),
        variables: [
          .init(
            input: logits, gradient: gradient,
            bound: CrossEntropyCases.gradientBound(rows: size[0], classes: size[1]))
        ])
    }
  }

  private static let squaredErrors: [GradientCase] = [true, false].flatMap { targetsAreLabels in
    [[5, 7], [33, 1], [1, 65]].map { size in
      GradientCase(
        "of \(size[0])x\(size[1]) with \(targetsAreLabels ? "labels" : "values")",
        family: SquaredError.family
      ) { builder in
        let predictions = builder.constant("predictions", size, .uniform(-2...2))
        let targets =
          targetsAreLabels
          ? builder.constant("labels", [size[0]], .integers(0..<size[1]), .int32)
          : builder.constant("targets", size, .uniform(-1...1))
        let gradient = builder.state("gradient", size, .zeros)
        let metrics = metrics(builder)
        for name in ["forward", "backward"] {
          builder.recorder.routine(name) {
            builder.append(
              .squaredError(
                SquaredError(
                  predictions: predictions, targets: targets, gradient: gradient, metrics: metrics))
            )
          }
        }
        return GradientCase.Question(
          objective: losses(size[0], metrics),
          variables: [
            .init(
              input: predictions, gradient: gradient,
              bound: .sum(of: 4, magnitude: 1 / Double(size[0] * size[1])))
          ])
      }
    }
  }

  /// The penalty is reported by one operation and differentiated by another: a step of gradient descent
  /// of rate 1 without data lowers the weights by exactly the penalty's gradient.
  private static let penalties: [GradientCase] = [7, 65].map { size in
    GradientCase("of \(size) weights", family: WeightPenalty.family, replicas: 3) { builder in
      let parameters = builder.state("parameters", [size + 3], .uniform(-1...1))
      let weights = Tensor(buffer: parameters.buffer, offset: 0, dimensions: [size])
      let zeros = builder.constant("gradients", [size + 3], .zeros)
      let l2 = builder.constant("l2", [1], .byReplica([0.25, 0, 0.01]))
      let unused = builder.constant("coefficients", [1], .zeros)
      let rate = builder.constant("rate", [1, 1], .list([1]))
      let metrics = metrics(builder)
      builder.recorder.routine("forward") {
        builder.append(
          .weightPenalty(
            WeightPenalty(weights: weights, l2: l2, metrics: metrics, batch: 1)))
      }
      builder.recorder.routine("backward") {
        builder.append(
          .optimizerUpdate(
            OptimizerUpdate(
              method: .sgd, parameters: parameters, gradients: zeros, moments: [],
              regularizedCount: size, l2: l2, coefficients: unused, stepScalars: rate)))
      }
      return GradientCase.Question(
        objective: losses(1, metrics),
        variables: [
          // The biases behind the weights have no penalty: their gradient is 0.
          .init(
            input: parameters, gradient: parameters, isDecrease: true,
            bound: .sum(of: 2, magnitude: 1))
        ])
    }
  }

  private static let networks: [GradientCase] = [
    TrainingCases.Form(
      name: "of a tanh network", method: .sgd, activation: .tanh, batch: 16, replicas: 5,
      isOrdered: false),
    TrainingCases.Form(
      name: "of a silu network", method: .sgd, activation: .silu, batch: 16, isOrdered: false),
    TrainingCases.Form(
      name: "of a sigmoid network with squares", method: .sgd, activation: .sigmoid, batch: 7,
      isOrdered: false, isCrossEntropy: false),
  ].map { form in
    GradientCase(
      form.name, family: "training", replicas: form.replicas, context: StepContext(step: 3)
    ) { builder in
      let network = TrainingNetwork(form, builder)
      network.recordGradient()
      return GradientCase.Question(
        objective: losses(form.batch, network.metrics),
        variables: [
          .init(
            input: network.parameters, gradient: network.parameters, isDecrease: true,
            bound: .sum(of: 40, magnitude: 1))
        ])
    }
  }
}

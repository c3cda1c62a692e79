import Programs

/// Gradients of batch normalisation and of rectifiers whose slopes are operands.
extension LayerGradients {
  static let batchNorm: [GradientCase] = [[7, 5], [33, 3], [2, 65], [1, 4]].map { size in
    GradientCase("of \(size[0])x\(size[1])", family: BatchNormGradient.family) { builder in
      let channels = [size[1]]
      let input = builder.constant("input", size, .uniform(-2...2))
      let output = builder.state("output", size, .zeros)
      let scale = builder.constant("scale", channels, .uniform(0.5...1.5))
      let shift = builder.constant("shift", channels, .uniform(-1...1))
      let statistics = builder.state("statistics", [2] + channels, .zeros)
      let constants = builder.constant("constants", [2], .list([0.125, 0.03125]))
      let gradient = builder.state("gradient", size, .uniform(-1...1))
      let scaleGradient = builder.state("scale-gradient", channels, .zeros)
      let shiftGradient = builder.state("shift-gradient", channels, .zeros)
      let operation = BatchNorm(
        input: input, output: output, scale: scale, shift: shift,
        runningMean: builder.state("running-mean", channels, .zeros),
        runningVariance: builder.state("running-variance", channels, .zeros),
        statistics: statistics, constants: constants)
      builder.recorder.routine("forward") { builder.append(.batchNorm(operation)) }
      builder.recorder.routine("backward") {
        builder.append(
          .batchNormGradient(
            BatchNormGradient(
              gradient: gradient, input: input, statistics: statistics, scale: scale,
              scaleGradient: scaleGradient, shiftGradient: shiftGradient)))
      }
      return GradientCase.Question(
        objective: .weightedSum(output, weights: gradient),
        variables: [
          .init(input: input, gradient: gradient, bound: bound(length: size[0])),
          .init(input: scale, gradient: scaleGradient, bound: bound(length: size[0])),
          .init(input: shift, gradient: shiftGradient, bound: bound(length: size[0])),
        ])
    }
  }

  static let rectifiers: [GradientCase] = [true, false].flatMap { isLearnt in
    [[7, 5], [33, 3], [1, 65]].map { size in
      GradientCase(
        "of \(size[0])x\(size[1])\(isLearnt ? " with learnt slopes" : "")",
        family: LeakyRectifierGradient.family
      ) { builder in
        let channels = [size[1]]
        let input = builder.constant("input", size, grid(shift: 0.0625))
        let output = builder.state("output", size, .zeros)
        let slope = builder.constant("slope", isLearnt ? channels : size, .uniform(-0.5...0.5))
        let gradient = builder.state("gradient", size, .uniform(-1...1))
        let slopeGradient = isLearnt ? builder.state("slope-gradient", channels, .zeros) : nil
        builder.recorder.routine("forward") {
          builder.append(
            .leakyRectifier(LeakyRectifier(input: input, output: output, slope: slope)))
        }
        builder.recorder.routine("backward") {
          builder.append(
            .leakyRectifierGradient(
              LeakyRectifierGradient(
                gradient: gradient, input: input, slope: slope, slopeGradient: slopeGradient)))
        }
        let bySlope = slopeGradient.map {
          GradientCase.Variable(input: slope, gradient: $0, bound: bound(length: size[0]))
        }
        return GradientCase.Question(
          objective: .weightedSum(output, weights: gradient),
          variables: [.init(input: input, gradient: gradient, bound: bound(length: 1))]
            + (bySlope.map { [$0] } ?? []))
      }
    }
  }
}

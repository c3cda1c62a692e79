import Programs

/// What the cases of all optimizers share.
extension OptimizerMethod {
  /// Coefficients as devices take them, others in every second replica, with an epsilon that is seen.
  private var coefficients: [[Double]] {
    switch self {
    case .sgd: [[0], [0]]
    case .momentum, .nesterov: [[0.9], [0.5]]
    case .adagrad: [[0.1], [0.001]]
    case .adadelta, .rmsprop: [[0.05, 1e-7], [0.2, 0.01]]
    case .adam, .adamw: [[0.1, 0.001, 1e-7], [0.2, 0.01, 0.01]]
    case .adamax: [[0.1, 0.999, 1e-7], [0.2, 0.9, 0.01]]
    case .nadam: [[0.1, 0.001], [0.2, 0.01]]
    }
  }

  /// Every constant of every replica.
  func coefficients(_ builder: CaseBuilder) -> Tensor {
    let table = coefficients
    return builder.constant(
      "coefficients", [max(1, coefficientCount)],
      .function { replica, index in table[replica % 2][index] })
  }

  /// Scalars of `steps` steps: another rate for every step and replica, so that a wrong index is found.
  func stepScalars(_ builder: CaseBuilder, steps: Int) -> Tensor {
    builder.constant(
      "step-scalars", [steps, stepScalarCount],
      .function { replica, index in 0.01 * Double(1 + replica) / Double(1 + index) })
  }

  /// Whether a moment sums up squares or sizes, which are never negative.
  func isSquare(moment number: Int) -> Bool {
    switch self {
    case .sgd, .momentum, .nesterov: false
    case .adagrad, .adadelta, .rmsprop: true
    case .adam, .adamw, .adamax, .nadam: number == 1
    }
  }

  /// The size of what a step adds to a moment, squares of sums of products among them.
  func magnitude(ofMoment number: Int) -> Double {
    // AdaGrad adds whole squares, others a share of them.
    self == .adagrad ? 32 : isSquare(moment: number) ? 8 : 1
  }

  /// What a moment starts as.
  func start(ofMoment number: Int) -> CaseValues {
    isSquare(moment: number) ? .uniform(0.1...1) : .uniform(-0.5...0.5)
  }
}

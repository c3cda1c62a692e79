import Programs

extension OptimizerMethod {
  /// Keras's default learning rate.
  public var defaultRate: Double {
    switch self {
    case .sgd, .momentum, .nesterov: 0.01
    case .adagrad, .adadelta, .rmsprop, .adam, .adamw, .adamax, .nadam: 0.001
    }
  }

  /// Keras's default of the constant `name`, one of `coefficientNames`.
  public func defaultCoefficient(_ name: String) -> Double {
    switch name {
    case "momentum": 0
    case "initial-accumulator": 0.1
    case "rho": self == .adadelta ? 0.95 : 0.9
    case "beta1": 0.9
    case "beta2": 0.999
    case "epsilon": 1e-7
    case "weight-decay": 0.004
    default: reject("optimizer \(rawValue): no default for \(name)")
    }
  }

  /// Keras's default for each of `coefficientNames`.
  public var defaultCoefficients: [Double] { coefficientNames.map(defaultCoefficient) }

  /// The constants as `OptimizerUpdate.coefficients` holds them.
  ///
  /// - Parameter coefficients: in the order of `coefficientNames`.
  public func deviceCoefficients(_ coefficients: [Double]) -> [Float] {
    let c = coefficients
    let numbers =
      switch self {
      case .sgd: [Double]()
      case .momentum, .nesterov: [c[0]]
      case .adagrad: [c[0] + c[1]]
      case .adadelta, .rmsprop: [1 - c[0], c[1]]
      case .adam, .adamw: [1 - c[0], 1 - c[1], c[2]]
      case .adamax: [1 - c[0], c[1], c[2]]
      case .nadam: [1 - c[0], 1 - c[1]]
      }
    return numbers.map { Float($0) }
  }

  /// The numbers that the update of one step reads, computed in double precision.
  ///
  /// - Parameters:
  ///   - step: the training step, from 0.
  ///   - coefficients: in the order of `coefficientNames`.
  /// - Returns: `stepScalarCount` numbers.
  public func stepScalars(rate: Double, step: Int, coefficients: [Double]) -> [Float] {
    let (c, t) = (coefficients, step + 1)
    let numbers: [Double]
    switch self {
    case .sgd, .momentum, .nesterov, .adagrad, .adadelta, .rmsprop: numbers = [rate]
    case .adam, .adamw:
      let alpha = rate * (1 - power(c[1], t)).squareRoot() / (1 - power(c[0], t))
      numbers = self == .adam ? [alpha] : [alpha, rate * c[3]]
    case .adamax: numbers = [rate / (1 - power(c[0], t))]
    case .nadam:
      let (momentum, next) = (Self.scheduled(c[0], t), Self.scheduled(c[0], t + 1))
      let product = power(c[0], t) * Self.scheduleProduct(t)
      // The root of v is not corrected, so all else is: both sides of the quotient times the same.
      let root = (1 - power(c[1], t)).squareRoot()
      numbers = [
        rate * root * next / (1 - product * next), rate * root * (1 - momentum) / (1 - product),
        c[2] * root,
      ]
    }
    return numbers.map { Float($0) }
  }

  /// Nadam's momentum in step t: it grows from about half of beta1 to beta1.
  private static func scheduled(_ beta1: Double, _ t: Int) -> Double {
    beta1 * (1 - 0.5 * power(0.96, t))
  }

  /// The product of Nadam's momenta of steps 1 to t for a beta1 of 1.
  private static func scheduleProduct(_ t: Int) -> Double {
    scheduleProducts[min(t, scheduleProducts.count - 1)]
  }

  /// The products by t.
  ///
  /// From some t on another factor is 1 in double precision: 0.96^t is below 2^-53.
  private static let scheduleProducts: [Double] = (1...1000).reduce(into: [1]) { products, t in
    products.append(products[t - 1] * scheduled(1, t))
  }
}

/// A whole power, also of 0.
private func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, base, exponent) = (1.0, base, exponent)
  while exponent > 0 {
    if exponent & 1 == 1 { result *= base }
    base *= base
    exponent >>= 1
  }
  return result
}

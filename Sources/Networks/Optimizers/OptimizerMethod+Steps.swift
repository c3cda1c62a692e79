import Programs

extension OptimizerMethod {
  /// Keras's default for each of `coefficientNames`.
  public var defaultCoefficients: [Double] {
    coefficientNames.map { name in
      switch name {
      case "beta1": 0.9
      case "beta2": 0.999
      case "epsilon": 1e-7
      default: reject("optimizer \(rawValue): no default for \(name)")
      }
    }
  }

  /// Keras's default learning rate.
  public var defaultRate: Double {
    switch self {
    case .sgd: 0.01
    case .adam: 0.001
    }
  }

  /// The constants as `OptimizerUpdate.coefficients` holds them.
  ///
  /// - Parameter coefficients: in the order of `coefficientNames`.
  public func deviceCoefficients(_ coefficients: [Double]) -> [Float] {
    switch self {
    case .sgd: []
    case .adam: [Float(1 - coefficients[0]), Float(1 - coefficients[1]), Float(coefficients[2])]
    }
  }

  /// The numbers that the update of one step reads, computed in double precision.
  ///
  /// - Parameters:
  ///   - step: the training step, from 0.
  ///   - coefficients: in the order of `coefficientNames`.
  /// - Returns: `stepScalarCount` numbers.
  public func stepScalars(rate: Double, step: Int, coefficients: [Double]) -> [Float] {
    switch self {
    case .sgd: [Float(rate)]
    case .adam:
      [
        Float(
          rate * (1 - power(coefficients[1], step + 1)).squareRoot()
            / (1 - power(coefficients[0], step + 1)))
      ]
    }
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, base, exponent) = (1.0, base, exponent)
    while exponent > 0 {
      if exponent & 1 == 1 { result *= base }
      base *= base
      exponent >>= 1
    }
    return result
  }
}

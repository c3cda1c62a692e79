import CPUKernels

extension cpu_update {
  /// A parameter and its moments after the step, in double precision; formulas as in Keras.
  func expected(_ gradient: Double, _ w: Double, _ m: Double, _ v: Double) -> [Double] {
    let g = gradient + Double(decay) * w
    let (rate, constants) = (Double(scalars.0), coefficients)
    if method == CPU_SGD.rawValue { return [w - rate * g, m, v] }
    let mean = m + Double(constants.0) * (g - m)
    let variance = v + Double(constants.1) * (g * g - v)
    return [w - rate * mean / (variance.squareRoot() + Double(constants.2)), mean, variance]
  }
}

import CPUKernels

extension cpu_update {
  /// A parameter and its moments after the step, in double precision; formulas as in Keras.
  func expected(_ gradient: Double, _ w: Double, _ m: Double, _ v: Double) -> [Double] {
    let g = gradient + Double(decay) * w
    if method == 0 { return [w - Double(rate) * g, m, v] }
    let mean = m + Double(rest1) * (g - m)
    let variance = v + Double(rest2) * (g * g - v)
    return [w - Double(rate) * mean / (variance.squareRoot() + Double(epsilon)), mean, variance]
  }
}

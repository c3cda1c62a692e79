import Foundation
import Programs

/// The regularised incomplete beta function I_x(a, b), for x in 0...1 and a, b > 0.
///
/// By the continued fraction of DLMF 8.17.22 (<https://dlmf.nist.gov/8.17.E22>), evaluated with the
/// modified Lentz method (Thompson and Barnett, "Coulomb and Bessel functions of complex arguments
/// and order", J. Comput. Phys. 64, 1986). The fraction converges fast for x < (a + 1) / (a + b +
/// 2); above that the symmetry I_x(a, b) = 1 - I_(1 - x)(b, a) is used.
/// - Precondition: `a` and `b` are positive and `x` lies in 0...1.
func regularizedIncompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  demand(
    a > 0 && b > 0 && x >= 0 && x <= 1,
    "incomplete beta: needs a, b > 0 and x in 0...1, got a \(a), b \(b), x \(x)")
  if x == 0 || x == 1 { return x }
  if x > (a + 1) / (a + b + 2) { return 1 - regularizedIncompleteBeta(1 - x, b, a) }
  let logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)
  return exp(logFront) / (a * betaFraction(x, a, b))
}

/// The continued fraction 1 + d1 / (1 + d2 / (1 + ...)) of DLMF 8.17.22.
private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  // The modified Lentz method replaces a vanishing denominator by this.
  let tiny = 1e-300
  var fraction = 1.0
  var c = 1.0
  var d = 0.0
  for term in 1...500 {
    let m = Double(term / 2)
    let coefficient =
      term.isMultiple(of: 2)
      ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 + coefficient * d
    if d == 0 { d = tiny }
    d = 1 / d
    c = 1 + coefficient / c
    if c == 0 { c = tiny }
    fraction *= c * d
    if abs(c * d - 1) < 1e-16 { break }
  }
  return fraction
}

/// The logarithm of the gamma function for x > 0.
///
/// Shifts x above 15 with the recurrence and takes Stirling's series there (DLMF 5.11.1).
private func logGamma(_ x: Double) -> Double {
  var shifted = x
  var product = 1.0
  while shifted < 15 {
    product *= shifted
    shifted += 1
  }
  let inverseSquare = 1 / (shifted * shifted)
  // B(2k) / (2k (2k - 1)) for k = 1 ... 6.
  let denominators: [Double] = [12, -360, 1260, -1680, 1188, -360_360.0 / 691]
  let series = denominators.reversed().reduce(0.0) { $0 * inverseSquare + 1 / $1 } / shifted
  let stirling = (shifted - 0.5) * log(shifted) - shifted + 0.5 * log(2 * Double.pi)
  return stirling + series - log(product)
}

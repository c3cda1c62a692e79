/// How far a result in single precision may lie from the same result in double precision.
///
/// A sum of `length` terms of size `magnitude`, rounded after every addition, is off by a small multiple
/// of `length * magnitude * epsilon`; the value itself is rounded once more. So the bound at a value is
/// `factor * epsilon * (length * magnitude + |value|)`. Source: Higham, "Accuracy and stability of
/// numerical algorithms", 2nd edition, SIAM 2002, chapter 4.
public struct Bound: Sendable, Equatable {
  /// The small multiple.
  public let factor: Double
  /// The number of terms of the sum behind each element; 0 for elementwise results.
  public let length: Int
  /// The size of one term.
  public let magnitude: Double

  /// A bound of these parts.
  public init(factor: Double, length: Int, magnitude: Double) {
    self.factor = factor
    self.length = length
    self.magnitude = magnitude
  }

  /// Not off at all: copies, integers, counts.
  public static let exact = Bound(factor: 0, length: 0, magnitude: 0)

  /// Off by `factor` units in the last place: elementwise results.
  public static func rounding(_ factor: Double) -> Bound {
    Bound(factor: factor, length: 0, magnitude: 0)
  }

  /// Off by what a sum of `length` terms of size `magnitude` gathers.
  public static func sum(of length: Int, magnitude: Double = 1, factor: Double = 2) -> Bound {
    Bound(factor: factor, length: length, magnitude: magnitude)
  }

  /// The largest allowed distance from `expected`.
  ///
  /// A device may flush subnormal numbers to zero, so every bound but the exact one allows for that.
  public func distance(at expected: Double) -> Double {
    guard factor > 0 else { return 0 }
    let size = Double(length) * magnitude + abs(expected)
    return factor * Double(Float.ulpOfOne) * size + Double(Float.leastNormalMagnitude)
  }

  /// Whether `got` is close enough; a number that is not finite must be the same one.
  public func allows(_ got: Double, for expected: Double) -> Bool {
    if expected.isNaN { return got.isNaN }
    if !expected.isFinite || !got.isFinite { return got == expected }
    return abs(got - expected) <= distance(at: expected)
  }

  /// The same bound, `times` as wide.
  public func widened(_ times: Double) -> Bound {
    Bound(factor: factor * times, length: length, magnitude: magnitude)
  }
}

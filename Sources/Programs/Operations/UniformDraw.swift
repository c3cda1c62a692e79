/// Draws numbers: `y = lower + (upper - lower) u` with u uniform in 0 ..< 1.
///
/// Element i of a replica takes word `i mod 4` of Philox block `i / 4` at (seed, step, stream). Shapes:
/// `output` [R, any] contiguous; `seed` [R, 2].
public struct UniformDraw: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "uniform-draw"
  /// Where the numbers go.
  public let output: Tensor
  /// The least number.
  public let lower: Float
  /// What all numbers lie below.
  public let upper: Float
  /// The seed of each trial, `uint32`.
  public let seed: Tensor
  /// What the numbers are for.
  public let stream: RandomStream

  /// A draw with these operands.
  public init(output: Tensor, lower: Float, upper: Float, seed: Tensor, stream: RandomStream) {
    self.output = output
    self.lower = lower
    self.upper = upper
    self.seed = seed
    self.stream = stream
  }

  /// What the operation reads.
  public var reads: [Tensor] { [seed] }
  /// What the operation writes.
  public var writes: [Tensor] { [output] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.require(.float32, "output", output)
    checker.requireContiguous("output", output)
    checker.require(.uint32, "seed", seed)
    checker.require(count: 2, "seed", seed)
    checker.require(
      lower < upper, "\(lower) must be less than \(upper)", ["output": output])
    return checker.failure
  }
}

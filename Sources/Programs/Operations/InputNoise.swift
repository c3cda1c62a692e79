/// Gaussian noise on the examples of a batch, in proportion to how they spread: `y = x + share * s * z`.
///
/// s is the standard deviation of all the inputs of a replica's batch, about their mean and divided by their
/// number; it is left in `deviation`. z is normally distributed, by Box and Muller from the Philox stream at
/// (seed, step, stream): with words a, b of block `i / 4`, the first two for elements 0 and 1 of it, the
/// last two for 2 and 3, `u = (a >> 8) + 1` and `v = b >> 8` over 2^24, z is `sqrt(-2 ln u)` times
/// `cos(2 pi v)` for the first of the two and `sin(2 pi v)` for the second. Where `share` is 0, y is x and
/// the deviation 0. Shapes: `input`, `output` [R, rows, C] contiguous, not the same; `deviation` [R, 1];
/// `share` [R, 1]; `seed` [R, 2].
/// Source: Box and Muller, "A note on the generation of random normal deviates", Annals of Mathematical
/// Statistics 29, 1958.
public struct InputNoise: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "input-noise"
  /// The examples.
  public let input: Tensor
  /// The examples with noise.
  public let output: Tensor
  /// The standard deviation of the inputs.
  public let deviation: Tensor
  /// The standard deviation of the noise as a share of that of the inputs, per replica.
  public let share: Tensor
  /// The seed of each trial, `uint32`.
  public let seed: Tensor

  /// Noise with these operands.
  public init(input: Tensor, output: Tensor, deviation: Tensor, share: Tensor, seed: Tensor) {
    self.input = input
    self.output = output
    self.deviation = deviation
    self.share = share
    self.seed = seed
  }

  /// What the operation reads.
  public var reads: [Tensor] { [input, share, seed] }
  /// What the operation writes.
  public var writes: [Tensor] { [output, deviation] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireSame("input", input, "output", output)
    for (role, tensor) in [
      ("input", input), ("output", output), ("deviation", deviation), ("share", share),
    ] {
      checker.require(.float32, role, tensor)
      checker.requireContiguous(role, tensor)
    }
    checker.require(.uint32, "seed", seed)
    checker.require(count: 1, "deviation", deviation)
    checker.require(count: 1, "share", share)
    checker.require(count: 2, "seed", seed)
    checker.require(
      !input.overlaps(output), "output must not be the input",
      ["input": input, "output": output])
    return checker.failure
  }
}

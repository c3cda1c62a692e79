/// Inverted dropout: `y = x / (1 - rate)` where the draw is at least `rate`, else 0.
///
/// The same operation, with the same stream and step, is its own backward: the mask is drawn again and
/// never stored. Channel c of row r takes word `c mod 4` of Philox block `c / 4` at (seed, step, stream, r),
/// so the draws of a channel do not depend on how many there are. Shapes: `input`, `output` [R, rows, C] contiguous, may be the same; `rate`
/// [R, 1]; `seed` [R, 2].
/// Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, "Dropout", JMLR 15, 2014.
public struct Dropout: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "dropout"
  /// What is thinned out.
  public let input: Tensor
  /// The result.
  public let output: Tensor
  /// The share of elements set to zero, per replica, 0 ..< 1.
  public let rate: Tensor
  /// The seed of each trial, `uint32`.
  public let seed: Tensor
  /// Which dropout layer this is.
  public let stream: RandomStream

  /// Dropout with these operands.
  public init(input: Tensor, output: Tensor, rate: Tensor, seed: Tensor, stream: RandomStream) {
    self.input = input
    self.output = output
    self.rate = rate
    self.seed = seed
    self.stream = stream
  }

  /// What the operation reads.
  public var reads: [Tensor] { [input, rate, seed] }
  /// What the operation writes.
  public var writes: [Tensor] { [output] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.requireSame("input", input, "output", output)
    checker.require(.float32, "input", input)
    checker.require(.float32, "output", output)
    checker.require(.float32, "rate", rate)
    checker.require(.uint32, "seed", seed)
    checker.require(count: 1, "rate", rate)
    checker.require(count: 2, "seed", seed)
    checker.requireContiguous("input", input)
    checker.requireContiguous("output", output)
    return checker.failure
  }
}

/// Builds each replica's batch from a data set on the device: `inputs[b] = scale * x[order[row + b]] + shift`.
///
/// Shapes: `examples` [shared, D, N, F] as bytes or floats for D data sets of one shape; `targets`
/// [shared, D, N] labels or [shared, D, N, T] values; `normalization` [R or shared, D, C, 2] scale and
/// shift of channel `f mod C`; `dataSet` [R, 1] which of the D data sets a replica trains on; `order` [R, N]
/// (positions are taken as they are without it); `inputs` [R, B, F]; `batchTargets` [R, B] or [R, B, T].
public struct Gather: OperationPayload {
  /// The name in messages, profiles, kernels and tests.
  public static let family = "gather"
  /// The examples of all data sets, `uint8` or `float32`.
  public let examples: Tensor
  /// The targets of all examples: labels as `int32`, or values as `float32`.
  public let targets: Tensor
  /// Scale and shift for every data set and channel, shared or with a part for each replica.
  public let normalization: Tensor
  /// Which data set each replica uses, `int32`.
  public let dataSet: Tensor
  /// The position-to-example table of this epoch, `uint32`, or `nil` for sequential order.
  public let order: Tensor?
  /// Where the batch goes, `float32`.
  public let inputs: Tensor
  /// Where the batch's targets go, of the type of `targets`.
  public let batchTargets: Tensor

  /// A gather with these operands; the row comes from the step (`StepContext.row`).
  public init(
    examples: Tensor, targets: Tensor, normalization: Tensor, dataSet: Tensor, order: Tensor?,
    inputs: Tensor, batchTargets: Tensor
  ) {
    self.examples = examples
    self.targets = targets
    self.normalization = normalization
    self.dataSet = dataSet
    self.order = order
    self.inputs = inputs
    self.batchTargets = batchTargets
  }

  /// The number of examples in each data set, N.
  public var exampleCount: Int { examples.dimensions[1] }
  /// The number of features of one example, F.
  public var features: Int { examples.dimensions[2] }
  /// The number of channels that have a scale and a shift of their own, C.
  public var normalizedChannels: Int { normalization.dimensions[1] }
  /// The number of target values of one example, T (1 for labels).
  public var targetWidth: Int { targets.count / (targets.dimensions[0] * targets.dimensions[1]) }

  /// What the operation reads.
  public var reads: [Tensor] {
    [examples, targets, normalization, dataSet] + (order.map { [$0] } ?? [])
  }
  /// What the operation writes.
  public var writes: [Tensor] { [inputs, batchTargets] }

  /// The first rule the operands break.
  public func check() -> CheckFailure? {
    var checker = Checker(Self.family)
    checker.require(
      examples.replicas == nil && examples.dimensions.count == 3,
      "examples must be shared with dimensions data set, example, feature", ["examples": examples])
    guard checker.failure == nil else { return checker.failure }
    checker.require(
      examples.element == .uint8 || examples.element == .float32,
      "examples must be uint8 or float32", ["examples": examples])
    checker.require(
      targets.replicas == nil && targets.dimensions.prefix(2) == examples.dimensions.prefix(2),
      "targets must be shared, one for each example", ["examples": examples, "targets": targets])
    guard checker.failure == nil else { return checker.failure }
    checker.require(
      normalization.dimensions.count == 3 && normalization.dimensions[0] == examples.dimensions[0]
        && normalization.dimensions[2] == 2,
      "normalization must be scale and shift by data set and channel",
      ["examples": examples, "normalization": normalization])
    checker.require(.float32, "normalization", normalization)
    checker.require(
      batchTargets.count == inputs.rows * targetWidth,
      "inputs and targets must have the same batch",
      ["inputs": inputs, "targets": batchTargets])
    checker.require(
      inputs.channels == features, "inputs must have the features of the examples",
      ["inputs": inputs, "examples": examples])
    checker.require(.float32, "inputs", inputs)
    checker.require(.int32, "dataSet", dataSet)
    checker.require(count: 1, "dataSet", dataSet)
    checker.require(
      batchTargets.element == targets.element, "targets must keep their type",
      ["targets": targets, "batch": batchTargets])
    for (role, tensor) in [
      ("examples", examples), ("targets", targets), ("normalization", normalization),
      ("batch", batchTargets),
    ] {
      checker.requireContiguous(role, tensor)
    }
    if let order {
      checker.require(.uint32, "order", order)
      checker.require(
        order.count <= exampleCount, "order must not be longer than the data set",
        ["order": order, "examples": examples])
      checker.requireContiguous("order", order)
    }
    return checker.failure
  }
}

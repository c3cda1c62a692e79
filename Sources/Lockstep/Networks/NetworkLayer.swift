import Studies

/// A layer of a ``Network``.
///
/// The layers of this module conform to it. A type of your own can stand for a block of them:
///
/// ```swift
/// struct Block: NetworkLayer {
///   let filters: Int
///   var config: ConfigValue {
///     Residual {
///       Convolution(filters, kernelSize: 3, padding: .same, activation: .relu)
///       Convolution(filters, kernelSize: 3, padding: .same)
///     }.config
///   }
/// }
/// ```
public protocol NetworkLayer: Sendable {
  /// The layer as an element of `model.layers` in a config.
  var config: ConfigValue { get }
}

/// A number of units or filters.
public struct UnitCount: Sendable, Equatable {
  let config: ConfigValue

  /// As many as the data has classes or values to predict.
  public static let outputs = UnitCount(config: "outputs")

  private init(config: ConfigValue) { self.config = config }

  /// So many, from 1.
  public init(_ count: Int) { config = .number(count) }
}

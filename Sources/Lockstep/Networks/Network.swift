import Studies

/// A network, described: layer by layer, or by its name.
///
/// ```swift
/// let network = Network(initializer: .heNormal) {
///   Convolution(16, kernelSize: 3, padding: .same, activation: .relu)
///   MaxPooling(2)
///   Flatten()
///   Dropout()
///   Dense(.outputs)
/// }
/// ```
///
/// Nothing is allocated or checked here; a ``Study`` checks the numbers, and a run whether the data fits.
public struct Network: Sendable, Equatable {
  /// The network as `model` of a config.
  public let config: ConfigValue

  /// A network as `model` of a config has it, for what is not offered here.
  public init(config: ConfigValue) { self.config = config }

  /// Layers one after another; the last one must come to ``UnitCount/outputs`` numbers.
  ///
  /// - Parameters:
  ///   - initializer: how starting weights are drawn; biases start at 0.
  ///   - batchNorm: momentum and epsilon of all ``BatchNorm`` layers; refused without one.
  ///   - weights: a safetensors file with starting weights, drawn if `nil`.
  public init(
    initializer: WeightInitializer = .glorotUniform, batchNorm: BatchNormSettings? = nil,
    weights: String? = nil, @NetworkBuilder _ layers: () -> [any NetworkLayer]
  ) {
    var config: ConfigValue = [
      "layers": .list(layers().map(\.config)), "initializer": initializer.config,
    ]
    config["batch-norm"] = batchNorm?.config
    config["weights"] = weights.map { .text($0) }
    self.config = config
  }

  /// Where batch normalisation stands in every hidden layer of a network that is known by its name.
  public enum BatchNormPlace: String, Sendable, CaseIterable {
    /// Nowhere.
    case none
    /// Between the sums and the activation.
    case before
    /// After the activation.
    case after
  }

  /// A multilayer perceptron with dropout in each hidden layer, where a trial has a rate of it.
  ///
  /// - Parameter hidden: units of the hidden layers, at least one.
  public static func mlp(
    hidden: [Int], activation: Activation = .relu,
    initializer: WeightInitializer = .glorotUniform, batchNorm: BatchNormPlace = .none,
    weights: String? = nil
  ) -> Network {
    named(
      "mlp",
      [
        "hidden": .list(hidden.map { .number($0) }), "activation": activation.config,
        "initializer": initializer.config, "batch-norm": .text(batchNorm.rawValue),
      ], weights)
  }

  /// LeNet: convolutions of 32 and 64 filters with max pooling, a dense layer of 128.
  ///
  /// - Parameter width: what numbers of channels are multiplied with.
  public static func lenet(
    width: Double = 1, activation: Activation = .relu,
    initializer: WeightInitializer = .glorotUniform, batchNorm: BatchNormPlace = .none,
    weights: String? = nil
  ) -> Network {
    named("lenet", image(width, activation, initializer, batchNorm), weights)
  }

  /// SqueezeNet 1.1.
  ///
  /// Source: Iandola et al., "SqueezeNet", 2016.
  /// - Parameter width: what numbers of channels are multiplied with.
  public static func squeezeNet(
    width: Double = 1, activation: Activation = .relu,
    initializer: WeightInitializer = .glorotUniform, batchNorm: BatchNormPlace = .none,
    weights: String? = nil
  ) -> Network {
    named("squeezenet", image(width, activation, initializer, batchNorm), weights)
  }

  /// MobileNetV2, which normalises everywhere.
  ///
  /// Source: Sandler et al., "MobileNetV2: inverted residuals and linear bottlenecks", CVPR 2018.
  /// - Parameter width: what numbers of channels are multiplied with.
  public static func mobileNetV2(
    width: Double = 1, activation: Activation = .relu6,
    initializer: WeightInitializer = .glorotUniform, batchNorm: BatchNormSettings? = nil,
    weights: String? = nil
  ) -> Network {
    var settings: ConfigValue = [
      "width": .number(width), "activation": activation.config, "initializer": initializer.config,
    ]
    settings["batch-norm"] = batchNorm?.config
    return named("mobilenetv2", settings, weights)
  }

  private static func image(
    _ width: Double, _ activation: Activation, _ initializer: WeightInitializer,
    _ batchNorm: BatchNormPlace
  ) -> ConfigValue {
    [
      "width": .number(width), "activation": activation.config, "initializer": initializer.config,
      "batch-norm": .text(batchNorm.rawValue),
    ]
  }

  private static func named(
    _ name: String, _ settings: ConfigValue, _ weights: String?
  ) -> Network {
    var config: ConfigValue = .map([ConfigValue.Entry(name, settings)])
    config["weights"] = weights.map { .text($0) }
    return Network(config: config)
  }
}

import Studies

/// A fully connected layer: rows of F numbers [R, B, F] to [R, B, units]; images count as rows of numbers.
public struct Dense: NetworkLayer {
  /// As an element of `model.layers`.
  public let config: ConfigValue

  /// A layer of `units` sums, ``UnitCount/outputs`` for the last one.
  public init(_ units: UnitCount, activation: Activation = .identity) {
    config = ["dense": ["units": units.config, "activation": activation.config]]
  }

  /// A layer of `units` sums.
  public init(_ units: Int, activation: Activation = .identity) {
    self.init(UnitCount(units), activation: activation)
  }
}

/// A convolution of images height x width x C to height' x width' x filters.
public struct Convolution: NetworkLayer {
  /// As an element of `model.layers`.
  public let config: ConfigValue

  /// A convolution.
  ///
  /// - Parameters:
  ///   - filters: the channels of its output.
  ///   - kernelSize: the height and width of its window; a number for a square.
  ///   - stride: pixels from one output to the next, down and across.
  ///   - dilation: pixels from one pixel that the window sees to the next; 1 for neighbours.
  public init(
    _ filters: UnitCount, kernelSize: WindowExtent, stride: WindowExtent = 1, dilation: Int = 1,
    padding: Padding = .valid, bias: Bool = true, activation: Activation = .identity
  ) {
    config = [
      "conv": [
        "filters": filters.config, "size": kernelSize.config, "stride": stride.config,
        "dilation": .number(dilation), "padding": padding.config, "bias": .truth(bias),
        "activation": activation.config,
      ]
    ]
  }

  /// A convolution with so many filters.
  public init(
    _ filters: Int, kernelSize: WindowExtent, stride: WindowExtent = 1, dilation: Int = 1,
    padding: Padding = .valid, bias: Bool = true, activation: Activation = .identity
  ) {
    self.init(
      UnitCount(filters), kernelSize: kernelSize, stride: stride, dilation: dilation,
      padding: padding,
      bias: bias, activation: activation)
  }
}

/// A convolution of each channel for itself.
public struct DepthwiseConvolution: NetworkLayer {
  /// As an element of `model.layers`.
  public let config: ConfigValue

  /// A window of this height and width for each channel.
  public init(
    kernelSize: WindowExtent, stride: WindowExtent = 1, dilation: Int = 1,
    padding: Padding = .valid, bias: Bool = true, activation: Activation = .identity
  ) {
    config = [
      "depthwise-conv": [
        "size": kernelSize.config, "stride": stride.config, "dilation": .number(dilation),
        "padding": padding.config, "bias": .truth(bias), "activation": activation.config,
      ]
    ]
  }
}

/// The largest value of each channel in a window.
public struct MaxPooling: NetworkLayer {
  /// As an element of `model.layers`.
  public let config: ConfigValue

  /// Windows of this height and width, by default side by side.
  public init(_ poolSize: WindowExtent, stride: WindowExtent? = nil, padding: Padding = .valid) {
    config = ["max-pool": Self.settings(poolSize, stride, padding)]
  }

  static func settings(
    _ size: WindowExtent, _ stride: WindowExtent?, _ padding: Padding
  ) -> ConfigValue {
    ["size": size.config, "stride": (stride ?? size).config, "padding": padding.config]
  }
}

/// The mean of each channel in a window.
public struct AveragePooling: NetworkLayer {
  /// As an element of `model.layers`.
  public let config: ConfigValue

  /// Windows of this height and width, by default side by side.
  public init(_ poolSize: WindowExtent, stride: WindowExtent? = nil, padding: Padding = .valid) {
    config = ["average-pool": MaxPooling.settings(poolSize, stride, padding)]
  }
}

/// The largest value of each channel of the whole image: height x width x C to C.
public struct GlobalMaxPooling: NetworkLayer {
  /// As an element of `model.layers`.
  public let config: ConfigValue = "global-max-pool"

  /// The layer.
  public init() {}
}

/// The mean of each channel of the whole image: height x width x C to C.
public struct GlobalAveragePooling: NetworkLayer {
  /// As an element of `model.layers`.
  public let config: ConfigValue = "global-average-pool"

  /// The layer.
  public init() {}
}

/// Batch normalisation of each channel over all rows of the batch, with running statistics for inference.
///
/// Source: Ioffe and Szegedy, "Batch normalization", ICML 2015. Momentum and epsilon are the network's, see
/// ``Network/init(initializer:batchNorm:weights:_:)``.
public struct BatchNorm: NetworkLayer {
  /// As an element of `model.layers`.
  public let config: ConfigValue

  /// Normalisation, then an activation.
  public init(activation: Activation = .identity) {
    config = ["batch-norm": ["activation": activation.config]]
  }
}

/// An activation on its own; cheaper as a setting of the layer before, where that has one.
public struct ActivationLayer: NetworkLayer {
  /// As an element of `model.layers`.
  public let config: ConfigValue

  /// The layer.
  public init(_ activation: Activation) { config = ["activation": activation.config] }
}

/// A place where dropout acts.
///
/// The rate is the trial's, ``Regularizer/dropout(_:)``, so that trials of several rates, and of none, train as
/// one group.
public struct Dropout: NetworkLayer {
  /// As an element of `model.layers`.
  public let config: ConfigValue = "dropout"

  /// The place.
  public init() {}
}

/// Images height x width x C as rows of numbers; gives the weights of what follows PyTorch's order in files.
public struct Flatten: NetworkLayer {
  /// As an element of `model.layers`.
  public let config: ConfigValue = "flatten"

  /// The layer.
  public init() {}
}

/// Layers whose outcome is added to what came, or to that of a shortcut.
///
/// Source: He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016.
public struct Residual: NetworkLayer {
  /// As an element of `model.layers`.
  public let config: ConfigValue

  /// Layers that leave the shape as it is.
  public init(@NetworkBuilder _ layers: () -> [any NetworkLayer]) {
    config = ["residual": .list(layers().map(\.config))]
  }

  /// Layers and a shortcut that both come to the same shape.
  public init(
    @NetworkBuilder _ layers: () -> [any NetworkLayer],
    @NetworkBuilder shortcut: () -> [any NetworkLayer]
  ) {
    config = [
      "residual": [
        "layers": .list(layers().map(\.config)), "shortcut": .list(shortcut().map(\.config)),
      ]
    ]
  }
}

/// Branches whose channels stand side by side, in the order in which they are written.
///
/// ```swift
/// Branches {
///   Branch { Convolution(8, kernelSize: 1) }
///   Branch { Convolution(8, kernelSize: 3, padding: .same) }
/// }
/// ```
public struct Branches: NetworkLayer {
  /// As an element of `model.layers`.
  public let config: ConfigValue

  /// The branches; an empty one passes on what comes.
  public init(@BranchBuilder _ branches: () -> [Branch]) {
    config = ["branch": .list(branches().map { .list($0.layers.map(\.config)) })]
  }
}

/// One of several ``Branches``.
public struct Branch: Sendable {
  let layers: [any NetworkLayer]

  /// Layers one after another; none for what came.
  public init(@NetworkBuilder _ layers: () -> [any NetworkLayer]) { self.layers = layers() }
}

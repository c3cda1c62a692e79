import Networks
import Programs

/// The network of one trial.
public enum ModelConfig: Sendable, Hashable {
  /// Dense layers with one activation, batch normalisation and dropout in each hidden one.
  case mlp(hidden: [Int], activation: HiddenActivation, batchNorm: BatchNormPlacement = .none)
  /// LeNet or SqueezeNet.
  case convolutional(ConvolutionalConfig)
  /// MobileNetV2.
  case mobileNetV2(MobileNetV2Form)
  /// Layers as they are listed.
  case layers([LayerConfig])
}

/// A convolutional network that is known by its name, and what can be chosen of it.
public struct ConvolutionalConfig: Sendable, Hashable {
  /// The names in configs.
  public enum Name: String, CaseIterable, Sendable {
    /// Two convolutions with pooling and two dense layers.
    case lenet
    /// SqueezeNet 1.1.
    case squeezenet
  }

  /// Which network.
  public var name: Name
  /// What numbers of channels are multiplied with.
  public var width = 1.0
  /// The activation of hidden layers.
  public var activation = HiddenActivation.function(.relu)
  /// Where batch normalisation stands.
  public var batchNorm = BatchNormPlacement.none

  /// A network as it was published.
  public init(_ name: Name) { self.name = name }
}

extension ModelConfig {
  /// The layers for examples of this shape.
  ///
  /// - Parameters:
  ///   - outputs: the number of classes or values.
  ///   - dropout: whether dropout layers are recorded.
  public func layers(input: FeatureShape, outputs: Int, dropout: Bool) -> [any Layer] {
    switch self {
    case .mlp(let hidden, let activation, let batchNorm):
      Model.mlpLayers(
        hidden: hidden, outputs: outputs, activation: activation, batchNorm: batchNorm,
        dropout: dropout)
    case .convolutional(let network):
      switch network.name {
      case .lenet:
        Model.leNetLayers(
          outputs: outputs, width: network.width, activation: network.activation,
          batchNorm: network.batchNorm, dropout: dropout)
      case .squeezenet:
        Model.squeezeNetLayers(
          input: input, outputs: outputs, width: network.width, activation: network.activation,
          batchNorm: network.batchNorm, dropout: dropout)
      }
    case .mobileNetV2(let form):
      Model.mobileNetV2Layers(input: input, outputs: outputs, form: form, dropout: dropout)
    case .layers(let layers):
      layers.flatMap { $0.layers(outputs: outputs, dropout: dropout) }
    }
  }

  /// The network for examples of this shape.
  ///
  /// - Precondition: `misfit` finds nothing wrong with it.
  public func model(input: FeatureShape, outputs: Int, dropout: Bool) -> Model {
    Model(input: input, layers: layers(input: input, outputs: outputs, dropout: dropout))
  }

  /// Why examples of this shape, or so many outputs, do not go with it; `nil` if they do.
  func misfit(input: FeatureShape, outputs: Int) -> String? {
    let sequence = LayerSequence(layers(input: input, outputs: outputs, dropout: false))
    if let misfit = sequence.misfit(input: input) {
      return "examples of \(input) do not go with the model: \(place(of: misfit)), "
        + "\(misfit.layer.title): \(misfit.reason)"
    }
    let isTrained =
      !sequence.layers.isEmpty
      && Model(input: input, layers: sequence.layers).parameterCount > 0
    guard isTrained else {
      return "the model has nothing to train; add a layer such as {dense: outputs}"
    }
    let shape = sequence.output(input: input)
    guard shape.positions > 1 || shape.channels != outputs else { return nil }
    return
      "the model comes to \(shape) for each example, which should be \(outputs); end it with a layer "
      + "such as {dense: outputs}"
  }

  /// Where a layer stands in words: `layer 3 of lenet`, and as `model.layers` lists it, where that does.
  private func place(of misfit: LayerMisfit) -> String {
    switch self {
    case .mlp: "\(misfit.place) of mlp"
    case .convolutional(let network): "\(misfit.place) of \(network.name.rawValue)"
    case .mobileNetV2: "\(misfit.place) of mobilenetv2"
    case .layers(let layers): "model.layers, \(layers.place(of: misfit.path[...]))"
    }
  }

  /// Whether dropout has a place in it.
  var hasDropout: Bool {
    if case .layers(let layers) = self { layers.contains(where: \.hasDropout) } else { true }
  }

  /// Whether it normalises.
  var hasBatchNorm: Bool {
    switch self {
    case .mlp(_, _, let placement): placement != .none
    case .convolutional(let network): network.batchNorm != .none
    case .mobileNetV2: true
    case .layers(let layers): layers.contains(where: \.hasBatchNorm)
    }
  }
}

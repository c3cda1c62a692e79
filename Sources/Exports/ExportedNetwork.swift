import Datasets
import Foundation
import Networks
import Programs

/// A trained network with all that others must know to use it.
public struct ExportedNetwork: Sendable {
  /// What the network gives.
  public enum Task: Sendable, Equatable {
    /// Probabilities of these classes.
    case classification(classNames: [String])
    /// Values.
    case regression
  }

  /// How examples become the inputs of the network.
  public struct Inputs: Sendable, Equatable {
    /// Whether examples are bytes, as pixels are, or numbers.
    public var areBytes: Bool
    /// What each channel is multiplied with, and what is added.
    public var scales: [ChannelScale]
    /// What each column of a table is, see `Dataset.featureNames`; empty where that is not known.
    public var featureNames: [String]

    /// A form of examples.
    public init(areBytes: Bool, scales: [ChannelScale], featureNames: [String] = []) {
      self.areBytes = areBytes
      self.scales = scales
      self.featureNames = featureNames
    }
  }

  /// The network in words: `mlp 784-128-64-10 relu`.
  public var title: String
  /// Its layers.
  public var model: Model
  /// Its parameters by the names of weight files.
  public var weights: [NamedWeights]
  /// What its activations multiply with below 0; `nil` for their default.
  public var slope: Double?
  /// Momentum and epsilon of batch normalisation.
  public var batchNorm: BatchNormConstants
  /// How examples become its inputs.
  public var inputs: Inputs
  /// What it gives.
  public var task: Task
  /// Where it comes from, as texts by name: study, trial, data, seed, epochs and steps it is trained.
  public var origin: [String: String]

  /// A network with its weights.
  ///
  /// - Throws: `WeightsMismatch` if they are not those of the model.
  public init(
    title: String, model: Model, weights: [NamedWeights], slope: Double? = nil,
    batchNorm: BatchNormConstants = BatchNormConstants(), inputs: Inputs, task: Task,
    origin: [String: String] = [:]
  ) throws {
    _ = try ParameterLayout(model).flatten(weights)
    self.title = title
    self.model = model
    self.weights = weights
    self.slope = slope
    self.batchNorm = batchNorm
    self.inputs = inputs
    self.task = task
    self.origin = origin
  }
}

extension ExportedNetwork {
  /// What readers of a file may want to know, as texts by name; lists are JSON.
  ///
  /// - Parameter preprocesses: whether the file itself makes inputs of examples.
  func facts(preprocesses: Bool) -> [String: String] {
    var facts = origin
    facts["network"] = title
    facts["input_height"] = "\(model.input.height)"
    facts["input_width"] = "\(model.input.width)"
    facts["input_channels"] = "\(model.input.channels)"
    if !inputs.featureNames.isEmpty { facts["feature_names"] = Self.json(inputs.featureNames) }
    if !preprocesses {
      facts["input_scale"] = Self.json(inputs.scales.map(\.scale))
      facts["input_shift"] = Self.json(inputs.scales.map(\.shift))
    }
    if model.placedLayers.contains(where: { $0.layer is BatchNormalization }) {
      facts["batch_norm_epsilon"] = "\(batchNorm.epsilon)"
    }
    if let slope = slope ?? model.defaultSlope {
      if model.hasLeakyRectifiers { facts["negative_slope"] = "\(slope)" }
      if model.uses(.elu) { facts["elu_alpha"] = "\(slope)" }
    }
    switch task {
    case .classification(let names):
      facts["task"] = "classification"
      facts["class_names"] = Self.json(names)
    case .regression: facts["task"] = "regression"
    }
    return facts
  }

  private static func json(_ numbers: [Float]) -> String {
    "[\(numbers.map { "\($0)" }.joined(separator: ", "))]"
  }

  private static func json(_ texts: [String]) -> String {
    let data = try? JSONEncoder().encode(texts)
    return String(decoding: data ?? Data("[]".utf8), as: UTF8.self)
  }

  /// The weights as a safetensors file, with what else must be known of the network as metadata.
  ///
  /// The inputs of the network are examples times `input_scale` plus `input_shift`, channel by channel.
  public func safetensors() -> Safetensors {
    Safetensors(
      tensors: weights.map { (name: $0.name, shape: $0.shape, values: $0.values) },
      metadata: facts(preprocesses: false))
  }
}

extension Model {
  /// Whether numbers below 0 are multiplied with a slope that is not learnt.
  fileprivate var hasLeakyRectifiers: Bool {
    uses(.leakyReLU) || placedLayers.contains { ($0.layer as? Rectifier)?.slopes == .drawn }
  }

  /// Whether a layer has this activation.
  fileprivate func uses(_ activation: Activation) -> Bool {
    placedLayers.contains { placed in
      switch placed.layer {
      case let layer as Dense: layer.activation == activation
      case let layer as ConvolutionLayer: layer.activation == activation
      case let layer as DepthwiseConvolutionLayer: layer.activation == activation
      case let layer as BatchNormalization: layer.activation == activation
      case let layer as ActivationLayer: layer.activation == activation
      default: false
      }
    }
  }
}

/// What cannot be exported, and why.
public struct ExportError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong and what to do.
  public let reason: String
  /// One line for people.
  public var description: String { reason }

  /// An error for this reason.
  public init(reason: String) { self.reason = reason }
}

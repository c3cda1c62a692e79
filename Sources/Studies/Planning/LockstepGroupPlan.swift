import Datasets
import Networks
import Programs
import Training

/// Trials that train as replicas of one program.
public struct LockstepGroupPlan: Sendable, Equatable, CustomStringConvertible {
  /// The places of the trials in the list that was planned, from 0, in order.
  public var trials: [Int]
  /// The data sets of the trials, each once, in order of appearance.
  public var dataSets: [String]
  /// What all trials have in common.
  ///
  /// Where networks of several widths share a program, its model is the widest in every layer.
  public var common: LockstepSignature
  /// Whether some trial's network is narrower than that of `common`.
  public var isPadded = false
  /// Whether it is a part of a group that the device cannot hold.
  public var isSplit = false

  /// One line: `60 trials on mnist and fashion-mnist: mlp 784-128-64-10 relu, ...`.
  public var description: String {
    let count =
      (trials.count == 1 ? "1 trial" : "\(trials.count) trials")
      + (isSplit ? " (the device has no memory for more at once)" : "")
    let names = dataSets.map { OwnData(named: $0)?.title ?? $0 }
    let widths = isPadded ? "widths up to " : ""
    return "\(count) on \(names.joined(separator: " and ")): \(widths)\(common)"
  }
}

/// The settings that are built into a program, so that trials must agree on them to share one.
///
/// Everything else is a number that each replica has for itself.
public struct LockstepSignature: Hashable, Sendable, CustomStringConvertible {
  /// The network.
  public var model: ModelConfig
  /// What is minimised.
  public var loss: LossKind
  /// How it is minimised; the rate and the coefficients may differ.
  public var optimizer: OptimizerMethod
  /// Whether gradients are worked on as a whole before the update, by an L1 penalty or a limit.
  public var hasWholeGradients: Bool
  /// Examples a step.
  public var batch: Int
  /// Passes over the training data.
  public var epochs: Int
  /// Examples that are trained on.
  public var train: Int
  /// Examples held out of the training file.
  public var validation: Int
  /// Which examples those are.
  public var holdOut: HoldOut
  /// Examples of the test file that are used.
  public var test: Int
  /// The extent of one example.
  public var example: ExampleShape
  /// How the features lie in memory.
  public var features: DataLayout.Features
  /// What is predicted.
  public var targets: DataLayout.Targets

  init(_ config: TrialConfig, _ layout: DataLayout) throws(DataError) {
    let taken = try Self.taken(config.data.train, of: layout.train, "train", config.data.set)
    guard config.data.validation < taken else {
      throw DataError(
        path: config.data.set,
        reason: "data.validation: \(config.data.validation) of \(taken) training examples leave "
          + "none to train on")
    }
    if case .values = layout.targets, config.loss == .crossEntropy {
      throw DataError(
        path: config.data.set,
        reason: "has values to predict, not classes: 'loss: cross-entropy' does not fit, take "
          + "'loss: mean-squared-error'"
          + (OwnData(named: config.data.set) == nil ? "" : " or 'data.task: classification'"))
    }
    model = config.model
    loss = config.loss
    optimizer = config.optimizer.name
    hasWholeGradients = config.regularizer.l1 != 0 || config.clip != .none
    batch = config.batch
    epochs = config.epochs
    train = taken - config.data.validation
    validation = config.data.validation
    holdOut = config.data.holdOut
    test = try Self.taken(config.data.test, of: layout.test, "test", config.data.set)
    example = layout.example
    features = layout.features
    targets = layout.targets
    if let misfit = config.augmentation.misfit(example) {
      throw DataError(path: config.data.set, reason: misfit)
    }
    if let misfit = model.misfit(input: input, outputs: layout.outputWidth) {
      throw DataError(path: config.data.set, reason: misfit)
    }
  }

  private static func taken(
    _ wanted: Int?, of count: Int, _ part: String, _ set: String
  ) throws(DataError) -> Int {
    guard let wanted else { return count }
    guard wanted <= count else {
      throw DataError(
        path: set, reason: "data.\(part) asks for \(wanted) examples, there are \(count)")
    }
    return wanted
  }

  private var layout: DataLayout {
    DataLayout(example: example, features: features, targets: targets, train: train, test: test)
  }

  private var input: FeatureShape {
    FeatureShape(height: example.height, width: example.width, channels: example.channels)
  }

  /// The network.
  ///
  /// - Parameter hasDropout: whether dropout layers are recorded.
  public func network(hasDropout: Bool) -> Model {
    model.model(input: input, outputs: layout.outputWidth, dropout: hasDropout)
  }

  /// The network in words: `mlp 784-128-64-10 relu`, `lenet 28x28x1-10 relu`,
  /// `2 layers 28x28x1-10 (flatten + dense outputs)`, cut where there are many.
  public var networkDescription: String {
    let ends =
      "\(example.height)x\(example.width)x\(example.channels)-\(layout.outputWidth)"
    switch model {
    case .mlp(let hidden, let activation, let placement):
      return "mlp \(VariedText.widths([example.count] + hidden + [layout.outputWidth])) "
        + activation.name + words(placement)
    case .convolutional(let network):
      return "\(network.name.rawValue) \(ends)"
        + (network.width == 1 ? "" : " of width \(VariedText.number(network.width))")
        + " " + network.activation.name + words(network.batchNorm)
    case .mobileNetV2(let form):
      return "mobilenetv2 \(ends)"
        + (form.width == 1 ? "" : " of width \(VariedText.number(form.width))")
        + " " + (VariedText.details(form) + [form.activation.name]).joined(separator: " ")
    case .layers(let layers):
      let text = VariedText.layers(layers, nil)
      let short = text.count <= 72 ? text : text.prefix(70) + " …"
      return "\(layers.count) \(layers.count == 1 ? "layer" : "layers") \(ends) (\(short))"
    }
  }

  private func words(_ placement: BatchNormPlacement) -> String {
    placement == .none ? "" : " with batch norm \(placement.rawValue) it"
  }

  /// One line: `mlp 784-128-64-10 relu, cross-entropy, adam, batch 32, 10 epochs, ...`.
  public var description: String {
    let held = validation > 0 ? ", \(validation) validation" : ""
    return [
      networkDescription, loss.rawValue,
      optimizer.words + (hasWholeGradients ? " on whole gradients" : ""), "batch \(batch)",
      epochs == 1 ? "1 epoch" : "\(epochs) epochs",
      "\(train) training\(held) and \(test) test examples",
    ].joined(separator: ", ")
  }
}

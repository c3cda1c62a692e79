import Datasets
import Networks
import Programs

/// What a lockstep group must know of a data set: replicas of one group may train on different sets
/// only if these agree.
public struct DataLayout: Hashable, Sendable {
  /// How the features lie in memory.
  public enum Features: String, Hashable, Sendable { case bytes, floats }

  /// What is predicted.
  public enum Targets: Hashable, Sendable {
    /// One of so many classes.
    case labels(classes: Int)
    /// So many numbers.
    case values(width: Int)
  }

  /// The extent of one example.
  public var example: ExampleShape
  /// How the features lie in memory.
  public var features: Features
  /// What is predicted.
  public var targets: Targets
  /// The number of examples in the training file.
  public var train: Int
  /// The number of examples in the test file.
  public var test: Int

  /// A layout of these parts.
  public init(
    example: ExampleShape, features: Features, targets: Targets, train: Int, test: Int
  ) {
    self.example = example
    self.features = features
    self.targets = targets
    self.train = train
    self.test = test
  }

  /// The layout of a data set that is loaded.
  public init(_ dataset: Dataset) {
    example = dataset.exampleShape
    features =
      switch dataset.train.features {
      case .bytes: .bytes
      case .floats: .floats
      }
    targets =
      switch dataset.train.targets {
      case .labels(_, let classes): .labels(classes: classes)
      case .values(_, let width): .values(width: width)
      }
    train = dataset.train.count
    test = dataset.test.count
  }

  /// The width of a network's output.
  public var outputWidth: Int {
    switch targets {
    case .labels(let classes): classes
    case .values(let width): width
    }
  }
}

/// Trials that train as replicas of one program.
public struct LockstepGroupPlan: Sendable, Equatable, CustomStringConvertible {
  /// The places of the trials in the list that was planned, from 0, in order.
  public var trials: [Int]
  /// The data sets of the trials, each once, in order of appearance.
  public var dataSets: [String]
  /// What all trials have in common.
  public var common: LockstepSignature

  /// One line: `60 trials on mnist and fashion-mnist: mlp 784-128-64-10 relu, ...`.
  public var description: String {
    let count = trials.count == 1 ? "1 trial" : "\(trials.count) trials"
    return "\(count) on \(dataSets.joined(separator: " and ")): \(common)"
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
  /// Examples a step.
  public var batch: Int
  /// Passes over the training data.
  public var epochs: Int
  /// Examples that are trained on.
  public var train: Int
  /// Examples held out of the training file.
  public var validation: Int
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
    model = config.model
    loss = config.loss
    optimizer = config.optimizer.name
    batch = config.batch
    epochs = config.epochs
    train = taken - config.data.validation
    validation = config.data.validation
    test = try Self.taken(config.data.test, of: layout.test, "test", config.data.set)
    example = layout.example
    features = layout.features
    targets = layout.targets
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

  /// One line: `mlp 784-128-64-10 relu, cross-entropy, adam, batch 32, 10 epochs, ...`.
  public var description: String {
    let layout = DataLayout(
      example: example, features: features, targets: targets, train: train, test: test)
    let network =
      switch model {
      case .mlp(let hidden, let activation, let placement):
        "mlp \(VariedText.widths([example.count] + hidden + [layout.outputWidth])) "
          + activation.name
          + (placement == .none ? "" : " with batch norm \(placement.rawValue) it")
      }
    let held = validation > 0 ? ", \(validation) validation" : ""
    return [
      network, loss.rawValue, optimizer.rawValue, "batch \(batch)",
      epochs == 1 ? "1 epoch" : "\(epochs) epochs",
      "\(train) training\(held) and \(test) test examples",
    ].joined(separator: ", ")
  }
}

/// Puts trials that can share a program into one lockstep group.
public enum GroupPlanner {
  /// The groups of `configs`, in the order of their first trials; every trial is in one.
  ///
  /// - Parameter layouts: the layout of every data set that a trial names.
  /// - Precondition: `layouts` has them all.
  /// - Throws: `DataError` if a trial asks for more examples than its data set has.
  public static func plan(
    _ configs: [TrialConfig], layouts: [String: DataLayout]
  ) throws(DataError) -> [LockstepGroupPlan] {
    var plans: [LockstepGroupPlan] = []
    var places: [LockstepSignature: Int] = [:]
    for (index, config) in configs.enumerated() {
      let set = config.data.set
      guard let layout = layouts[set] else {
        reject("plan: no layout for the data set \(set) of trial \(index + 1)")
      }
      let signature = try LockstepSignature(config, layout)
      guard let place = places[signature] else {
        places[signature] = plans.count
        plans.append(LockstepGroupPlan(trials: [index], dataSets: [set], common: signature))
        continue
      }
      plans[place].trials.append(index)
      if !plans[place].dataSets.contains(set) { plans[place].dataSets.append(set) }
    }
    return plans
  }
}

import Datasets
import Networks
import Programs

/// What all replicas of a lockstep group share: everything that decides the program.
public struct GroupSettings: Sendable {
  /// The network.
  public var model: Model
  /// What is minimised.
  public var loss: LossKind
  /// The update formula.
  public var optimizer: OptimizerMethod
  /// Examples a step.
  public var batch: Int
  /// Passes over the training data.
  public var epochs: Int
  /// The data sets that replicas choose from.
  public var data: GroupData
  /// One entry for each replica.
  public var replicas: [ReplicaSettings]
  /// Whether the group can give predictions for its test examples (``LockstepGroup/predict()``).
  public var predicts = false

  /// Settings of a group.
  public init(
    model: Model, loss: LossKind, optimizer: OptimizerMethod, batch: Int, epochs: Int,
    data: GroupData, replicas: [ReplicaSettings]
  ) {
    self.model = model
    self.loss = loss
    self.optimizer = optimizer
    self.batch = batch
    self.epochs = epochs
    self.data = data
    self.replicas = replicas
  }
}

/// What may differ from replica to replica within one program.
public struct ReplicaSettings: Sendable, Equatable {
  /// Keys every random draw of the trial.
  public var seed: UInt64
  /// Which of the group's data sets.
  public var dataSet: Int
  /// The learning rate.
  public var rate: Double
  /// How it changes.
  public var schedule: Schedule
  /// The optimizer's constants, in the order of `OptimizerMethod.coefficientNames`.
  public var coefficients: [Double]
  /// The dropout rate.
  public var dropout: Double
  /// Lambda of the L2 penalty.
  public var l2: Double
  /// Lambda of the L1 penalty.
  public var l1: Double
  /// The largest length of a unit's incoming weights; 0 for any.
  public var maxNorm: Double
  /// What gradients are brought into before the update.
  public var clip: GradientClip
  /// The share of each label's weight that goes to all classes alike; 0 but for cross-entropy.
  public var labelSmoothing: Double
  /// The standard deviation of noise on the inputs, as a share of that of the inputs of a batch.
  public var inputNoise: Double
  /// How images are changed at random.
  public var augmentation: ImageAugmentation
  /// When it stops before the others, or `nil` to train all epochs.
  public var earlyStopping: EarlyStopping?
  /// Whether every epoch has an order of its own.
  public var isShuffled: Bool
  /// What its activations multiply with below 0; `nil` for the model's default.
  public var slope: Double?
  /// Momentum and epsilon of batch normalisation.
  public var batchNorm: BatchNormConstants
  /// How starting weights are drawn.
  public var initializer: Initializer
  /// Starting weights, or `nil` to draw them.
  public var startingWeights: [NamedWeights]?
  /// Whether each channel of the inputs has mean 0 and standard deviation 1 over the training examples.
  public var isStandardized: Bool
  /// The parameters of the replica's own network where it is narrower than the group's, else `nil`.
  public var narrowLayout: ParameterLayout?

  /// Settings of one replica.
  public init(
    seed: UInt64, dataSet: Int, rate: Double, schedule: Schedule = .constant,
    coefficients: [Double], dropout: Double, l2: Double, l1: Double = 0, maxNorm: Double = 0,
    clip: GradientClip = .none, labelSmoothing: Double = 0, inputNoise: Double = 0,
    augmentation: ImageAugmentation = .none, earlyStopping: EarlyStopping? = nil, isShuffled: Bool,
    slope: Double? = nil,
    batchNorm: BatchNormConstants = BatchNormConstants(),
    initializer: Initializer = .glorotUniform, startingWeights: [NamedWeights]?,
    isStandardized: Bool = false, narrowLayout: ParameterLayout? = nil
  ) {
    self.seed = seed
    self.dataSet = dataSet
    self.rate = rate
    self.schedule = schedule
    self.coefficients = coefficients
    self.dropout = dropout
    self.l2 = l2
    self.l1 = l1
    self.maxNorm = maxNorm
    self.clip = clip
    self.labelSmoothing = labelSmoothing
    self.inputNoise = inputNoise
    self.augmentation = augmentation
    self.earlyStopping = earlyStopping
    self.isShuffled = isShuffled
    self.slope = slope
    self.batchNorm = batchNorm
    self.initializer = initializer
    self.startingWeights = startingWeights
    self.isStandardized = isStandardized
    self.narrowLayout = narrowLayout
  }
}

/// A limit to the gradients of a step, penalties included.
public enum GradientClip: Sendable, Hashable {
  /// No limit.
  case none
  /// Every element into plus and minus this.
  case value(Double)
  /// All together, as one vector, not longer than this.
  case norm(Double)

  /// The largest size of an element as devices take it: 0 for any.
  var largest: Float { if case .value(let value) = self { Float(value) } else { 0 } }
  /// The largest length of all together as devices take it: 0 for any.
  var length: Float { if case .norm(let norm) = self { Float(norm) } else { 0 } }
}

extension ReplicaSettings {
  /// Whether gradients must be whole before the update: no group mixes such replicas with others.
  var needsWholeGradients: Bool { l1 != 0 || clip != .none }
}

/// Which training examples are held out for validation.
public enum HoldOut: String, CaseIterable, Sendable { case last, first }

/// Data sets of one shape, cut to the same counts.
public struct GroupData: Sendable {
  /// The data sets, held-out examples behind those that are trained on.
  public let sets: [Dataset]
  /// Training examples of each: the first ones, held-out ones left out.
  public let train: Int
  /// Held-out examples: those that follow.
  public let validation: Int
  /// Test examples: the first ones.
  public let test: Int
  /// What makes inputs of the examples of the only set, where that is not found in its training examples.
  private(set) var givenScales: [ChannelScale]?

  /// The first `train` examples of each set, of which the last or the first `validation` are held out, and the
  /// first `test` test examples; `nil` means all.
  ///
  /// - Throws: `DataError` if a set has fewer, or nothing is left to train on.
  public init(
    sets: [Dataset], train: Int?, validation: Int, holdOut: HoldOut = .last, test: Int?
  ) throws(DataError) {
    guard let first = sets.first else {
      throw DataError(path: "data", reason: "no data set given")
    }
    let total = train ?? first.train.count
    self.train = total - validation
    self.validation = validation
    self.test = test ?? first.test.count
    guard self.train > 0 else {
      throw DataError(
        path: first.name,
        reason: "\(validation) of \(total) training examples are held out, none is left to train on"
      )
    }
    for set in sets {
      guard set.test.isLike(set.train) else {
        throw DataError(
          path: set.name, reason: "its test examples have another form than its training examples")
      }
      guard set.exampleShape == first.exampleShape, set.train.isLike(first.train) else {
        throw DataError(
          path: set.name, reason: "its examples have another form than those of \(first.name)")
      }
      for (part, wanted, present) in [
        ("training", total, set.train.count), ("test", self.test, set.test.count),
      ] where wanted > present {
        throw DataError(
          path: set.name, reason: "\(wanted) \(part) examples asked for, it has \(present)")
      }
    }
    self.sets =
      holdOut == .first && validation > 0
      ? sets.map { $0.movingFirst(validation, behind: total) } : sets
  }

  /// The data of a group that predicts alone and does not keep all that was trained on: the first training
  /// examples, and the test examples as they are.
  ///
  /// - Parameters:
  ///   - count: how many training examples are kept at most, from 1.
  ///   - scales: what makes inputs of the examples, of each channel.
  /// - Precondition: There is one set, with as many channels as scales.
  public func keeping(first count: Int, scales: [ChannelScale]) throws(DataError) -> GroupData {
    demand(
      sets.count == 1 && scales.count == sets[0].exampleShape.channels && count > 0,
      "data: \(sets.count) sets, \(scales.count) scales, \(count) examples kept")
    let kept = sets[0].train.part(0..<min(count, train))
    var data = try GroupData(
      sets: [sets[0].training(kept)], train: nil, validation: 0, test: test)
    data.givenScales = scales
    return data
  }

  /// What the program needs to know.
  var extent: DataExtent {
    DataExtent(
      sets: sets.count, train: train, validation: validation, test: test,
      element: sets[0].train.element, channels: sets[0].exampleShape.channels,
      targetWidth: sets[0].train.targetWidth)
  }

  /// Classes of a classification, or values of a regression: the width of the network's output.
  public var outputs: Int {
    switch sets[0].train.targets {
    case .labels(_, let classes): classes
    case .values(_, let width): width
    }
  }

  /// The shape of one example.
  public var input: FeatureShape {
    let shape = sets[0].exampleShape
    return FeatureShape(height: shape.height, width: shape.width, channels: shape.channels)
  }
}

extension Examples {
  var element: ElementType {
    switch features {
    case .bytes: .uint8
    case .floats: .float32
    }
  }

  var targetWidth: Int? {
    switch targets {
    case .labels: nil
    case .values(_, let width): width
    }
  }

  fileprivate func isLike(_ other: Examples) -> Bool {
    guard element == other.element, targetWidth == other.targetWidth else { return false }
    if case .labels(_, let classes) = targets, case .labels(_, let others) = other.targets {
      return classes == others
    }
    return true
  }
}

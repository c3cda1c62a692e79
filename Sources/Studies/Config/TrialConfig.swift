import Datasets
import Networks
import Programs
import Training

/// Every setting of one trial, resolved: nothing is left to a default.
public struct TrialConfig: Sendable, Hashable {
  /// What it trains on.
  public var data: DataConfig
  /// The network.
  public var model: ModelConfig
  /// How starting weights are drawn.
  public var initializer: Initializer
  /// What the activation multiplies with below 0; `nil` where there is no choice.
  public var slope: Double? = nil
  /// Momentum and epsilon of batch normalisation.
  public var batchNorm = BatchNormConstants()
  /// A safetensors file with starting weights, or `nil` to draw them.
  public var weights: String?
  /// What is minimised.
  public var loss: LossKind
  /// The share of each label's weight that goes to all classes alike; 0 but for cross-entropy.
  public var labelSmoothing = 0.0
  /// How it is minimised.
  public var optimizer: OptimizerConfig
  /// How the rate changes over the steps.
  public var schedule: Schedule
  /// What keeps the weights in check.
  public var regularizer: RegularizerConfig
  /// What gradients are brought into before the update.
  public var clip = GradientClip.none
  /// How the images of training steps are changed at random.
  public var augmentation = ImageAugmentation.none
  /// Passes over the training data.
  public var epochs: Int
  /// When training ends before the last of them, or `nil` if it does not.
  public var earlyStopping: EarlyStopping?
  /// Examples a step.
  public var batch: Int
  /// Keys every random draw of the trial.
  public var seed: UInt64
}

/// The data of one trial.
public struct DataConfig: Sendable, Hashable {
  /// The name of the data set.
  public var set: String
  /// The first examples of the training file that are used; `nil` means all.
  public var train: Int?
  /// How many of those are held out for validation.
  public var validation: Int
  /// Which ones.
  public var holdOut = HoldOut.last
  /// The first examples of the test file that are used; `nil` means all.
  public var test: Int?
  /// Whether every epoch has an order of its own.
  public var order: DataOrder
  /// Whether each channel of the inputs has mean 0 and standard deviation 1 over the training examples.
  public var isStandardized = false
  /// How the set is read, if it is the user's own.
  public var own = OwnData.Options()
}

/// The order of the examples in an epoch.
public enum DataOrder: String, CaseIterable, Sendable { case shuffled, sequential }

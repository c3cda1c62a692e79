import Networks
import Programs

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
  /// How it is minimised.
  public var optimizer: OptimizerConfig
  /// How the rate changes over the steps.
  public var schedule: ScheduleConfig
  /// What keeps the weights in check.
  public var regularizer: RegularizerConfig
  /// Passes over the training data.
  public var epochs: Int
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
  /// How many of those, from the end, are held out for validation.
  public var validation: Int
  /// The first examples of the test file that are used; `nil` means all.
  public var test: Int?
  /// Whether every epoch has an order of its own.
  public var order: DataOrder
}

/// The order of the examples in an epoch.
public enum DataOrder: String, CaseIterable, Sendable { case shuffled, sequential }

/// The network of one trial.
public enum ModelConfig: Sendable, Hashable {
  /// Dense layers with one activation, batch normalisation and dropout in each hidden one.
  case mlp(hidden: [Int], activation: HiddenActivation, batchNorm: BatchNormPlacement = .none)
}

/// The optimizer of one trial.
public struct OptimizerConfig: Sendable, Hashable {
  /// The method.
  public var name: OptimizerMethod
  /// The learning rate.
  public var rate: Double
  /// The method's other constants by name (`beta1`, `beta2`, `epsilon`), Keras's defaults filled in.
  public var coefficients: [String: Double]
}

/// The learning rate over time.
public enum ScheduleConfig: String, CaseIterable, Sendable { case constant }

/// The regularisers of one trial; both 0 for none.
public struct RegularizerConfig: Sendable, Hashable {
  /// The share of hidden units that dropout sets to zero.
  public var dropout: Double
  /// Lambda of the L2 penalty `lambda * sum(w^2)` over weights, biases left out (Keras's `l2`).
  public var l2: Double
}

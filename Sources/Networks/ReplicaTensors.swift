import Programs

/// Per-replica settings on the device that operations read: trials that differ only in these share a program.
public struct ReplicaTensors: Sendable {
  /// The seed of each trial [R, 2] `uint32`, low and high word.
  public let seed: Tensor
  /// The data set of each trial [R, 1] `int32`.
  public let dataSet: Tensor
  /// 1 where the order of the examples is shuffled, else 0 [R, 1].
  public let shuffled: Tensor
  /// The dropout rate [R, 1].
  public let dropout: Tensor
  /// Lambda of the L2 penalty [R, 1].
  public let l2: Tensor
  /// Lambda of the L1 penalty [R, 1].
  public let l1: Tensor
  /// The largest length of a unit's incoming weights [R, 1]; 0 for any.
  public let maxNorm: Tensor
  /// The largest size of a gradient's element [R, 1]; 0 for any.
  public let clipValue: Tensor
  /// The largest length of all gradients together [R, 1]; 0 for any.
  public let clipNorm: Tensor
  /// The label smoothing of training [R, 1].
  public let labelSmoothing: Tensor
  /// Noise on the inputs in training, as a share of their standard deviation [R, 1].
  public let inputNoise: Tensor
  /// Strengths of the augmentation of images in training [R, 4], see ``/Programs/Augmentation``.
  public let augmentation: Tensor
  /// What activations with a choice of slope multiply with below 0 [R, 1].
  public let slope: Tensor
  /// `1 - momentum` and epsilon of batch normalisation [R, 2].
  public let batchNorm: Tensor

  /// Allocates the settings for every replica of a program.
  init(_ recorder: Recorder) {
    seed = recorder.constant("seed", [2], .uint32)
    dataSet = recorder.constant("dataSet", [1], .int32)
    shuffled = recorder.constant("shuffled", [1])
    dropout = recorder.constant("dropout", [1])
    l2 = recorder.constant("l2", [1])
    l1 = recorder.constant("l1", [1])
    maxNorm = recorder.constant("maxNorm", [1])
    clipValue = recorder.constant("clipValue", [1])
    clipNorm = recorder.constant("clipNorm", [1])
    labelSmoothing = recorder.constant("labelSmoothing", [1])
    inputNoise = recorder.constant("inputNoise", [1])
    augmentation = recorder.constant("augmentation", [Augmentation.Setting.allCases.count])
    slope = recorder.constant("slope", [1])
    batchNorm = recorder.constant("batchNorm", [2])
  }
}

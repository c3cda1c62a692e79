import Datasets
import Networks
import Programs

/// Puts the data sets of a group on the device: once, as the bytes they are.
struct DataUpload {
  let data: GroupData
  let replicas: [ReplicaSettings]
  let executable: any Executable

  /// Writes training and held-out examples, test examples and their normalisation.
  func write(_ program: TrainingProgram) throws {
    try write(data.sets.map(\.train), data.train + data.validation, to: program.trainData)
    try write(data.sets.map(\.test), data.test, to: program.testData)
    let normalization = normalization
    for tensors in [program.trainData, program.testData] {
      try executable.write(normalization, to: tensors.normalization)
    }
  }

  /// Scale and shift of every replica, data set and channel: [R, D, C, 2].
  private var normalization: [Float] {
    func values(standardized: Bool) -> [Float] {
      data.sets.indices.flatMap { data.inputScales(ofSet: $0, standardized: standardized) }
        .flatMap { [$0.scale, $0.shift] }
    }
    let plain = values(standardized: false)
    guard replicas.contains(where: \.isStandardized) else {
      return replicas.flatMap { _ in plain }
    }
    let standardized = values(standardized: true)
    return replicas.flatMap { $0.isStandardized ? standardized : plain }
  }

  /// Writes the first `count` examples of each data set.
  func write(
    _ parts: [Examples], _ count: Int, to tensors: TrainingProgram.DataTensors
  ) throws {
    switch parts[0].features {
    case .bytes:
      var all: [UInt8] = []
      for case .bytes(let bytes) in parts.map(\.features) {
        all += bytes.prefix(count * parts[0].featureCount)
      }
      try executable.write(all, to: tensors.examples)
    case .floats:
      var all: [Float] = []
      for case .floats(let floats) in parts.map(\.features) {
        all += floats.prefix(count * parts[0].featureCount)
      }
      try executable.write(all, to: tensors.examples)
    }
    switch parts[0].targets {
    case .labels:
      var all: [Int32] = []
      for case .labels(let labels, _) in parts.map(\.targets) { all += labels.prefix(count) }
      try executable.write(all, to: tensors.targets)
    case .values(_, let width):
      var all: [Float] = []
      for case .values(let values, _) in parts.map(\.targets) {
        all += values.prefix(count * width)
      }
      try executable.write(all, to: tensors.targets)
    }
  }
}

extension GroupData {
  /// What makes inputs of the examples of a set, by channel.
  ///
  /// Bytes become 0...1, as the published studies have them; numbers stay as they are.
  /// - Parameters:
  ///   - index: which of the sets.
  ///   - standardized: whether inputs have mean 0 and deviation 1 over the training examples instead, those
  ///     held out left out.
  public func inputScales(ofSet index: Int, standardized: Bool) -> [ChannelScale] {
    if let givenScales { return givenScales }
    let set = sets[index]
    if standardized { return set.standardization(overFirst: train) }
    let scale: Float = set.train.element == .uint8 ? 1 / 255 : 1
    return [ChannelScale](
      repeating: ChannelScale(scale: scale, shift: 0), count: set.exampleShape.channels)
  }
}

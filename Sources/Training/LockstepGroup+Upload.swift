import Networks
import Programs

/// What a group writes to the device beside its data: settings, initial weights, rates.
extension LockstepGroup {
  /// Writes what replicas may differ in.
  func writeSettings() throws {
    let replicas = settings.replicas
    let tensors = program.settings
    try executable.write(
      replicas.flatMap {
        [UInt32(truncatingIfNeeded: $0.seed), UInt32(truncatingIfNeeded: $0.seed >> 32)]
      }, to: tensors.seed)
    try executable.write(replicas.map { Int32($0.dataSet) }, to: tensors.dataSet)
    try executable.write(replicas.map { $0.isShuffled ? Float(1) : 0 }, to: tensors.shuffled)
    try executable.write(replicas.map { Float($0.dropout) }, to: tensors.dropout)
    try executable.write(replicas.map { Float($0.l2) }, to: tensors.l2)
    try executable.write(replicas.map { Float($0.l1) }, to: tensors.l1)
    try executable.write(replicas.map { Float($0.maxNorm) }, to: tensors.maxNorm)
    try executable.write(replicas.map(\.clip.largest), to: tensors.clipValue)
    try executable.write(replicas.map(\.clip.length), to: tensors.clipNorm)
    try executable.write(replicas.map { Float($0.labelSmoothing) }, to: tensors.labelSmoothing)
    try executable.write(replicas.map { Float($0.inputNoise) }, to: tensors.inputNoise)
    try executable.write(replicas.flatMap(\.augmentation.deviceValues), to: tensors.augmentation)
    let slope = settings.model.defaultSlope ?? 0
    try executable.write(replicas.map { Float($0.slope ?? slope) }, to: tensors.slope)
    try executable.write(replicas.flatMap(\.batchNorm.deviceValues), to: tensors.batchNorm)
    let width = program.coefficients.count
    try executable.write(
      replicas.flatMap { replica in
        let coefficients = program.optimizer.deviceCoefficients(replica.coefficients)
        return coefficients + [Float](repeating: 0, count: width - coefficients.count)
      }, to: program.coefficients)
  }

  /// Writes the weights that each replica starts from: given ones, or drawn.
  func writeInitialWeights() throws {
    let layout = program.layout
    try executable.write(
      settings.replicas.flatMap { replica in
        let own = replica.narrowLayout ?? layout
        let values =
          try replica.startingWeights.map(own.flatten)
          ?? own.initialValues(seed: replica.seed, initializer: replica.initializer)
        return replica.narrowLayout.map { ParameterEmbedding($0, in: layout).embed(values) }
          ?? values
      }, to: program.parameters)
  }

  /// Writes the rate and all that depends on the step for an epoch, from 0.
  func writeStepScalars(epoch: Int) throws {
    try executable.write(
      zip(settings.replicas, rates).flatMap { replica, rate in
        (0..<program.stepsPerEpoch).flatMap { step in
          let step = epoch * program.stepsPerEpoch + step
          return program.optimizer.stepScalars(
            rate: rate.rate(step: step), step: step, coefficients: replica.coefficients)
        }
      }, to: program.stepScalars)
  }
}

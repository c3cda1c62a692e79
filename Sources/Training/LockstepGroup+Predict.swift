import Networks
import Programs

extension LockstepGroup {
  /// Class probabilities of all test examples with the current weights: small networks in one forward pass,
  /// wide ones some examples at a time.
  ///
  /// - Returns: For each replica [test examples, classes], and the wall seconds of the passes.
  /// - Precondition: The settings ask for it.
  public func predict() throws -> (probabilities: [[Float]], seconds: Double) {
    guard let predictions = program.predictions else {
      reject("group: predictions were not asked for")
    }
    var probabilities: [[Float]] = settings.replicas.map { _ in [] }
    var seconds = 0.0
    for (pass, examples) in program.predict() {
      seconds += try timed(\.evaluationSeconds) { try executable.run([pass]) }
      let values = try executable.read(predictions, as: Float.self)
      for replica in probabilities.indices {
        let start = replica * predictions.count
        probabilities[replica] += values[start..<start + examples * predictions.channels]
      }
    }
    return (probabilities, seconds)
  }
}

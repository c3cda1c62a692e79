import Networks
import Programs

extension LockstepGroup {
  /// Class probabilities of all test examples with the current weights, in one forward pass.
  ///
  /// - Returns: For each replica [test examples, classes], and the wall seconds of the pass.
  /// - Precondition: The settings ask for it.
  public func predict() throws -> (probabilities: [[Float]], seconds: Double) {
    guard let predictions = program.predictions else {
      reject("group: predictions were not asked for")
    }
    let seconds = try timed(\.evaluationSeconds) { try executable.run(program.predict()) }
    let values = try executable.read(predictions, as: Float.self)
    let count = predictions.count
    return (
      settings.replicas.indices.map { Array(values[$0 * count..<($0 + 1) * count]) }, seconds
    )
  }
}

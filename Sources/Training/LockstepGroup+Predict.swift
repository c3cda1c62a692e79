import Datasets
import Networks
import Programs

extension LockstepGroup {
  /// Class probabilities, or of a regression the values, of all test examples with the current weights: small
  /// networks in one forward pass, wide ones some examples at a time.
  ///
  /// - Returns: For each replica [test examples, classes or values], and the wall seconds of the passes.
  /// - Precondition: The settings ask for it.
  public func predict() throws -> (predictions: [[Float]], seconds: Double) {
    guard let predictions = program.predictions else {
      reject("group: predictions were not asked for")
    }
    var results: [[Float]] = settings.replicas.map { _ in [] }
    var seconds = 0.0
    for (pass, examples) in program.predict() {
      seconds += try timed(\.evaluationSeconds) { try executable.run([pass]) }
      let values = try executable.read(predictions, as: Float.self)
      for replica in results.indices {
        let start = replica * predictions.count
        results[replica] += values[start..<start + examples * predictions.channels]
      }
    }
    return (results, seconds)
  }

  /// The same for any number of other examples of the same form, in passes of as many as there are test
  /// examples, which they take the place of.
  ///
  /// - Parameter shouldStop: asked before every pass.
  /// - Returns: For each replica [examples, classes or values].
  /// - Throws: What the device throws; `CancellationError` once it should stop.
  /// - Precondition: The settings ask for it, and there is one data set.
  public func predict(
    _ examples: Examples, shouldStop: () -> Bool = { false }
  ) throws -> [[Float]] {
    demand(settings.data.sets.count == 1, "predict: the group has several data sets")
    let upload = DataUpload(
      data: settings.data, replicas: settings.replicas, executable: executable)
    let rows = settings.data.test
    var results: [[Float]] = settings.replicas.map { _ in [] }
    for start in stride(from: 0, to: examples.count, by: rows) {
      if shouldStop() { throw CancellationError() }
      let end = min(start + rows, examples.count)
      var part = examples.part(start..<end)
      // A pass is of one size; what is too much is left out below.
      if part.count < rows { part = part.padded(to: rows) }
      try upload.write([part], rows, to: program.testData)
      for (replica, values) in try predict().predictions.enumerated() {
        results[replica] += values.prefix(values.count / rows * (end - start))
      }
    }
    return results
  }
}

import Datasets
import Foundation
import Testing

/// A convolutional network from its config to pictures that it classifies.
@Suite("Runs of convolutional networks")
struct ConvolutionalRunTests {
  private static let config = """
    name: images
    data: {set: synthetic-digits, train: 600, validation: 100, test: 150}
    model: {lenet: {width: 0.125, batch-norm: {placement: before, momentum: 0.8}}}
    loss: cross-entropy
    optimizer: {name: adam, rate: 0.01}
    epochs: 4
    trials:
      regularizer: [none, {dropout: 0.2, max-norm: 4}]
      augmentation: [none, {shift: 1, rotation: 5}]

    """

  @Test func whatWasTrainedIsEvaluatedAndPredicts() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("images.yaml", Self.config)
    let run = folder.path + "/run"
    let study = try CommandLineTool.run(
      ["study", config, "--device", "cpu", "--quiet", "--out", run])
    #expect(study.status == 0, "\(study.error)")
    let trained = rows(try folder.text("run/trials.csv"))
    #expect(trained.count == 4)
    #expect(Set(trained.map { $0["test_loss"] }).count == 4)

    // Filters, running statistics and dense layers came through the weight files as they were.
    let evaluation = try json(["evaluate", run, "--device", "cpu", "--json"])
    let evaluated = try #require(evaluation["trials"] as? [[String: Any]])
    #expect(evaluated.count == 4)
    for (again, before) in zip(evaluated, trained) {
      let accuracy = try #require(before["test_accuracy"].flatMap(Double.init))
      #expect(accuracy > 0.5)
      #expect(abs(try #require(again["test_accuracy"] as? Double) - accuracy) < 1e-12)
      let loss = try #require(before["test_loss"].flatMap(Double.init))
      // Readers of JSON and of CSV may round the last digit differently.
      #expect(abs(try #require(again["test_loss"] as? Double) - loss) <= 1e-12 * loss)
    }

    // Twenty digits of the test part as pictures, dark on light and three times as large.
    let labels = try pictures(count: 20, in: folder)
    let files = labels.enumerated().map { "\(folder.path)/\($0.offset)-\($0.element).png" }
    let prediction = try json(["predict", run, "--device", "cpu", "--json"] + files)
    let images = try #require(prediction["images"] as? [[String: Any]])
    let right = zip(images, labels).count { $0["class_name"] as? String == String($1) }
    #expect(right >= 12, "\(right) of 20")
  }

  /// What a command that must succeed prints as JSON.
  private func json(_ arguments: [String]) throws -> [String: Any] {
    let result = try CommandLineTool.run(arguments)
    #expect(result.status == 0, "\(result.error)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  /// Writes `NUMBER-LABEL.png` into a folder.
  ///
  /// - Returns: The labels.
  private func pictures(count: Int, in folder: TemporaryFolder) throws -> [Int32] {
    let examples = SyntheticDigits(seed: 77).examples(.test, count: count)
    guard case .bytes(let bytes) = examples.features,
      case .labels(let labels, _) = examples.targets
    else { throw CocoaError(.featureUnsupported) }
    let side = 28 * 3
    for (index, label) in labels.enumerated() {
      let pixels = (0..<side * side).map { at -> UInt8 in
        let pixel = bytes[index * 784 + at / side / 3 * 28 + at % side / 3]
        return 255 - (pixel < 60 ? 0 : pixel)
      }
      try PNG.write(
        Raster(width: side, height: side, channels: 1, pixels: pixels),
        to: "\(folder.path)/\(index)-\(label).png")
    }
    return labels
  }
}

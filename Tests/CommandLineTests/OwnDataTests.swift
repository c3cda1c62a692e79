import Datasets
import Foundation
import Testing

/// The user's own data through the built binary, from the file to the tables.
@Suite("Own data on the command line")
struct OwnDataTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Two hundred rows in which the price is a line of the area and the town.
  private func houses() throws {
    var text = "area,town,price\r\n"
    for row in 0..<200 {
      let area = Double(row * 37 % 101) / 20
      let isUlm = row % 3 == 0
      text += "\(area),\(isUlm ? "Ulm" : "\"Bonn, Beuel\""),\(0.5 * area + (isUlm ? 1 : 0))\r\n"
    }
    _ = try folder.file("houses.csv", text)
  }

  private func config(_ data: String, loss: String = "mean-squared-error") throws -> String {
    try folder.file(
      "own.yaml",
      """
      name: own
      data: \(data)
      model: {mlp: {hidden: [8]}}
      loss: \(loss)
      optimizer: {name: adam, rate: 0.01}
      epochs: 20
      batch: 16
      trials: {data.standardize: [true, false], seed: [1, 2]}

      """)
  }

  @Test func aTableIsARegressionWithItsErrors() throws {
    try houses()
    let run = folder.path + "/run"
    let result = try CommandLineTool.run([
      "study", try config("{set: csv:houses.csv, target: price, validation: 20}"), "--device",
      "cpu",
      "--out", run,
    ])
    #expect(result.status == 0, "\(result.error)")
    #expect(
      result.error.contains("houses.csv: ") && result.error.contains("of 3 features with a value"))
    #expect(result.error.contains("group 1 of 1: 4 trials on houses.csv: mlp 3-8-1 relu"))
    #expect(result.output.contains("test RMSE") && result.output.contains("test R²"))
    let trials = rows(try folder.text("run/trials.csv"))
    #expect(trials.map { $0["data.standardize"] } == ["true", "true", "false", "false"])
    for trial in trials {
      #expect(trial["test_accuracy"] == "")
      func number(_ name: String) throws -> Double {
        try #require(trial[name].flatMap(Double.init))
      }
      #expect(try abs(number("test_rmse") * number("test_rmse") - number("test_loss")) < 1e-9)
      #expect(try number("validation_mae") <= number("validation_rmse"))
      #expect(try number("test_r2") > 0.8)
    }
    // The run folder alone is enough to evaluate again, with the same split.
    let again = try CommandLineTool.run(["evaluate", run, "--device", "cpu", "--json"])
    #expect(again.status == 0, "\(again.error)")
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(again.output.utf8)) as? [String: Any])
    let evaluated = try #require(object["trials"] as? [[String: Any]])
    for (row, trial) in zip(evaluated, trials) {
      let rmse = try #require(row["test_rmse"] as? Double)
      #expect(abs(rmse - (trial["test_rmse"].flatMap(Double.init) ?? 0)) < 1e-6)
    }
    #expect(evaluated.count == 4)
  }

  @Test(
    arguments: [
      (
        "{set: csv:houses.csv, target: cost}", "mean-squared-error",
        "houses.csv: data.target: there is no column 'cost'; there are area, town, price"
      ),
      (
        "{set: csv:none.csv, target: price}", "mean-squared-error", "none.csv: no such file"
      ),
      (
        "{set: csv:houses.csv, target: price}", "cross-entropy",
        "houses.csv: has values to predict, not classes: 'loss: cross-entropy' does not fit, take "
          + "'loss: mean-squared-error' or 'data.task: classification'"
      ),
      (
        "{set: images:photos}", "cross-entropy",
        "photos: no such folder; images:DIR needs a folder for each class"
      ),
    ])
  func mistakesAreOneLine(data: String, loss: String, message: String) throws {
    try houses()
    let result = try CommandLineTool.run([
      "study", try config(data, loss: loss), "--device", "cpu", "--quiet", "--fallback-synthetic",
      "--out", folder.path + "/run",
    ])
    #expect(result.status == 65)
    let lines = result.error.split(separator: "\n")
    #expect(lines.count == 1 && lines.last?.hasSuffix(message) == true, "\(result.error)")
  }

  /// Scales and class names would be others than those the weights were trained with.
  @Test(arguments: [
    ("Ulm", "Aalen", "it has class 'Aalen' where 'Bonn, Beuel' was"),
    ("3.85", "400", "it has other examples ("),
  ])
  func changedDataIsRefused(old: String, new: String, message: String) throws {
    try houses()
    let run = folder.path + "/run"
    let study = try CommandLineTool.run([
      "study", try config("{set: csv:houses.csv, target: town}", loss: "cross-entropy"),
      "--device", "cpu", "--quiet", "--out", run,
    ])
    #expect(study.status == 0, "\(study.error)")
    let uses = [
      ["evaluate", run, "--device", "cpu", "--trial", "2"],
      ["export", run, "--format", "onnx", "--trial", "2"],
      ["export", run, "--format", "npz", "--trial", "3"],
    ]
    for use in uses {
      let result = try CommandLineTool.run(use)
      #expect(result.status == 0, "\(use): \(result.error)")
    }
    let text = try folder.text("houses.csv")
    let changed = text.replacingOccurrences(of: old, with: new)
    #expect(changed != text)
    _ = try folder.file("houses.csv", changed)
    for use in uses {
      let result = try CommandLineTool.run(use + ["--quiet"])
      #expect(result.status == 65, "\(use): \(result.error)")
      let lines = result.error.split(separator: "\n")
      #expect(lines.count == 1 && result.error.contains(message), "\(use): \(result.error)")
      #expect(result.error.contains("houses.csv: has changed since \(run) was trained on it"))
    }
    // Runs of earlier versions have no such file.
    try FileManager.default.removeItem(atPath: run + "/data.json")
    #expect(try CommandLineTool.run(uses[0]).status == 0)
  }

  /// Trains on `images:photos` and says of one of its pictures whether it is strange to the network.
  private func isStrange(_ picture: String) throws -> Bool {
    let run = folder.path + "/run"
    let study = try CommandLineTool.run([
      "study", try config("{set: images:photos}", loss: "cross-entropy"), "--device", "cpu",
      "--quiet", "--out", run,
    ])
    #expect(study.status == 0, "\(study.error)")
    let result = try CommandLineTool.run([
      "predict", run, folder.path + "/photos/" + picture, "--trial", "1", "--device", "cpu",
      "--json",
    ])
    #expect(result.status == 0, "\(result.error)")
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let image = try #require((object["images"] as? [[String: Any]])?.first)
    return try #require(image["is_strange"] as? Bool)
  }

  private func makeClass(_ name: String, count: Int, _ write: (String) throws -> Void) throws {
    let path = "\(folder.path)/photos/\(name)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for number in 0..<count { try write("\(path)/\(number).png") }
  }

  @Test("a transparent picture is to predict what it was in training")
  func transparentPicturesStayTheSame() throws {
    // 8 x 8 gray with alpha: three rows or columns of gray 90, the rest transparent black.
    let pictures = [
      "rows":
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAQAAABuBnYAAAAAEklEQVR42mOI+o8KGQgL0AIAAO+LIFmnUrrY"
        + "AAAAAElFTkSuQmCC",
      "columns":
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAQAAABuBnYAAAAAEUlEQVR42mOI+g+CDAgwMAIAMmsgWVWn/v0A"
        + "AAAASUVORK5CYII=",
    ]
    for (name, text) in pictures {
      let png = try #require(Data(base64Encoded: text))
      try makeClass(name, count: 30) { try png.write(to: URL(filePath: $0)) }
    }
    #expect(try !isStrange("rows/0.png"))
  }

  @Test("folders 0 to 9 of one's own are no MNIST: their pictures stay as they are")
  func ownDigitsAreNotCutOut() throws {
    for digit in 0..<10 {
      // A small square off the middle, in another place for each class.
      let pixels = (0..<28 * 28).map { at -> UInt8 in
        let (row, column) = (at / 28 - 2 - digit, at % 28 - 1)
        return (0..<4).contains(row) && (0..<4).contains(column) ? 255 : 0
      }
      let raster = Raster(width: 28, height: 28, channels: 1, pixels: pixels)
      try makeClass("\(digit)", count: 8) { try PNG.write(raster, to: $0) }
    }
    #expect(try !isStrange("7/0.png"))
  }

  @Test func verifyTellsOfficialFilesFromOthers() throws {
    let record = [UInt8](repeating: 3, count: 3073)
    for name in ["data_batch_1.bin", "test_batch.bin"] {
      let url = URL(filePath: folder.path + "/cifar-10/" + name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(record + record).write(to: url)
    }
    let result = try CommandLineTool.run(["data", "verify", "cifar-10", "--data", folder.path])
    #expect(result.status == 0, "\(result.error)")
    let path = folder.path + "/cifar-10"
    #expect(
      result.output == """
        cifar-10\tunofficial\t\(path)
        cifar-10\tnot official\t\(path)/data_batch_1.bin\t2 examples
        cifar-10\tnot official\t\(path)/test_batch.bin\t2 examples

        """)
  }
}

import Foundation
import Testing

@Suite("lockstep study")
struct StudyCommandTests {
  @Test func leavesTheFilesOfTheContract() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("tiny.yaml", tinyConfig)
    let result = try CommandLineTool.run(
      ["study", config, "--device", "cpu", "--out", folder.path + "/run"])
    #expect(result.status == 0, "\(result.error)")
    let run = folder.path + "/run/"
    for file in [
      "config.yaml", "environment.json", "epochs.csv", "trials.csv", "summary.json", "tables.md",
      "weights/trial-001.safetensors", "weights/trial-006.safetensors",
    ] { #expect(FileManager.default.fileExists(atPath: run + file), "\(file)") }

    let trials = try folder.text("run/trials.csv")
    #expect(
      trials.hasPrefix(
        "trial,regularizer,seed,parameters,train_loss,train_accuracy,validation_loss,"
          + "validation_accuracy,test_loss,test_penalty,test_accuracy,seconds,examples_per_second,"
          + "device,train_rmse,train_mae,train_r2,"))
    #expect(
      rows(trials).map { $0["regularizer"] } == [
        "none", "none", "dropout 0.2", "dropout 0.2", "l2 0.001", "l2 0.001",
      ])
    #expect(rows(trials).allSatisfy { $0["parameters"] == "12786" })
    for row in rows(trials) {
      let penalty = try #require(row["test_penalty"].flatMap(Double.init))
      #expect((penalty > 0) == (row["regularizer"] == "l2 0.001"))
    }
    let epochs = try folder.text("run/epochs.csv")
    #expect(
      epochs.hasPrefix(
        "trial,regularizer,seed,epoch,train_loss,train_penalty,train_accuracy,validation_loss,"
          + "validation_accuracy,test_loss,test_accuracy,seconds"))
    #expect(rows(epochs).count == 12)
    for row in rows(epochs) {
      let penalty = try #require(row["train_penalty"].flatMap(Double.init))
      #expect((penalty > 0) == (row["regularizer"] == "l2 0.001"))
      let accuracy = try #require(row["test_accuracy"].flatMap(Double.init))
      #expect((0...1).contains(accuracy))
      #expect(row["validation_loss"] == "")
    }
    // Seconds in trials.csv add up to the wall time.
    let summed = rows(trials).compactMap { $0["seconds"].flatMap(Double.init) }.reduce(0, +)
    #expect(summed > 0)
  }

  @Test func theSameStudyTwiceGivesTheSameNumbers() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("tiny.yaml", tinyConfig)
    func losses(_ run: String) throws -> [String?] {
      let result = try CommandLineTool.run(
        ["study", config, "--device", "cpu", "--quiet", "--out", folder.path + "/" + run])
      #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
      return rows(try folder.text(run + "/epochs.csv")).map { $0["train_loss"] }
    }
    let first = try losses("a")
    #expect(first.count == 12)
    #expect(try losses("b") == first)
  }

  @Test("trials one by one give the same numbers")
  func groups() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("tiny.yaml", tinyConfig)
    func losses(_ run: String, _ options: [String]) throws -> [String?] {
      let result = try CommandLineTool.run(
        ["study", config, "--device", "cpu", "--quiet", "--out", folder.path + "/" + run] + options)
      #expect(result.status == 0, "\(result.error)")
      return rows(try folder.text(run + "/epochs.csv")).map { $0["train_loss"] }
    }
    let plan = try CommandLineTool.run(
      ["study", config, "--device", "cpu", "--group", "4", "--dry-run"])
    #expect(plan.output.contains("6 trials in 2 lockstep groups"), "\(plan.output)")
    #expect(try losses("one", ["--group", "1"]) == losses("all", []))
    let wrong = try CommandLineTool.run(["study", config, "--group", "0"])
    #expect(wrong.status == 64 && wrong.error.contains("--group must be at least 1"))
  }

  @Test func jsonIsAloneOnStandardOutput() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("tiny.yaml", tinyConfig)
    let result = try CommandLineTool.run(
      ["study", config, "--device", "cpu", "--json", "--out", folder.path + "/run"])
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    #expect(object is [String: Any])
    #expect(result.error.contains("device: cpu"))
  }

  @Test func evaluateRepeatsTheTestFigures() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("tiny.yaml", tinyConfig)
    _ = try CommandLineTool.run(
      ["study", config, "--device", "cpu", "--out", folder.path + "/run"])
    let result = try CommandLineTool.run(
      ["evaluate", folder.path + "/run", "--device", "cpu", "--json"])
    #expect(result.status == 0, "\(result.error)")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let evaluated = try #require(object["trials"] as? [[String: Any]])
    let trained = rows(try folder.text("run/trials.csv"))
    #expect(evaluated.count == 6)
    for (left, right) in zip(evaluated, trained) {
      let loss = try #require(left["test_loss"] as? Double)
      // Readers of JSON and of CSV may round the last digit differently.
      let trainedLoss = try #require(right["test_loss"].flatMap(Double.init))
      #expect(abs(loss - trainedLoss) <= 1e-12 * trainedLoss)
      let accuracy = try #require(left["test_accuracy"] as? Double)
      let trainedAccuracy = try #require(right["test_accuracy"].flatMap(Double.init))
      #expect(abs(accuracy - trainedAccuracy) < 1e-12)
    }
  }

  @Test func trainTakesOneTrialAndContinuesFromSavedWeights() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("tiny.yaml", tinyConfig)
    let several = try CommandLineTool.run(["train", config])
    #expect(several.status == 64)
    #expect(several.error.contains("has 6 trials"))
    let result = try CommandLineTool.run(
      ["train", config, "--trial", "3", "--device", "cpu", "--out", folder.path + "/one"])
    #expect(result.status == 0, "\(result.error)")
    let trained = rows(try folder.text("one/trials.csv"))
    #expect(trained.count == 1)
    // Rate 0 and no dropout: training reports the loss that the saved weights have.
    let weights = folder.path + "/one/weights/trial-001.safetensors"
    let again = try CommandLineTool.run(
      [
        "train", config, "--trial", "1", "--device", "cpu", "--out", folder.path + "/again",
        "--set",
        "model.weights=\(weights)", "--set", "optimizer={name: sgd, rate: 1e-30}", "--set",
        "data.order=sequential",
      ])
    #expect(again.status == 0, "\(again.error)")
    let before = try #require(trained[0]["test_loss"].flatMap(Double.init))
    let after = try #require(
      rows(try folder.text("again/trials.csv"))[0]["test_loss"].flatMap(Double.init))
    #expect(abs(before - after) < 1e-6)
  }

  @Test func compareShowsBothDevicesAndTheLargestDifference() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("tiny.yaml", tinyConfig)
    let devices = try CommandLineTool.run(["devices", "--json"])
    guard devices.output.contains("\"opencl:0\"") else {
      #expect(
        ProcessInfo.processInfo.environment["LOCKSTEP_REQUIRE_OPENCL"] == nil,
        "no OpenCL device: \(devices.output)")
      return
    }
    let result = try CommandLineTool.run(["compare", config, "--set", "epochs=1", "--json"])
    #expect(result.status == 0, "\(result.error)")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let difference = try #require(object["largest_loss_difference"] as? Double)
    #expect(difference >= 0 && difference < 1e-4)
    #expect(try #require(object["ratio"] as? Double) > 0)
    // gather, 3 products, 3 biases, 2 dropouts, loss, penalty, 5 products backward, ...
    let operations = try #require(object["operations_per_step"] as? [Int])
    #expect(operations.count == 1 && operations[0] > 15)
    let sides = try ["cpu", "open_cl"].map { try #require(object[$0] as? [String: Any]) }
    #expect(sides[0]["launches_per_step"] as? [Int] == [])
    let launches = try #require(sides[1]["launches_per_step"] as? [Int])
    #expect(launches.count == 1 && launches[0] < operations[0])
  }

  @Test func anEarlierRunIsMovedAsideAndNotMixedWith() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("tiny.yaml", tinyConfig)
    let run = ["study", config, "--device", "cpu", "--quiet", "--out", folder.path + "/run"]
    #expect(try CommandLineTool.run(run).status == 0)
    #expect(try CommandLineTool.run(run + ["--seed", "8"]).status == 0)
    let files = FileManager.default
    #expect(try files.contentsOfDirectory(atPath: folder.path + "/run/weights").count == 3)
    #expect(try files.contentsOfDirectory(atPath: folder.path + "/run.previous/weights").count == 6)
  }

  @Test func aReplacedDataSetIsSaidEverywhereAndEvaluatedAsItWas() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file(
      "tiny.yaml",
      tinyConfig.replacingOccurrences(of: "[synthetic-digits]", with: "[mnist, synthetic-digits]")
        .replacingOccurrences(of: "[none, {dropout: 0.2}, {l2: 0.001}]", with: "[none]"))
    // No way out: what cannot be reached is missing.
    let offline = ["PATH": folder.path, "OCL_ICD_VENDORS": folder.path]
    let refused = try CommandLineTool.run(
      ["study", config, "--out", folder.path + "/refused"], offline)
    #expect(refused.status != 0)
    let result = try CommandLineTool.run(
      ["study", config, "--fallback-synthetic", "--out", folder.path + "/run"], offline)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error.contains("WARNING"))
    let trained = rows(try folder.text("run/trials.csv"))
    #expect(
      trained.map { $0["data"] == "synthetic-digits (not mnist)" } == [true, true, false, false])
    for title in try folder.text("run/tables.md").split(separator: "\n") where title.hasPrefix("# ")
    {
      #expect(title.contains("NOT") || title.contains("not"), "\(title)")
    }
    let again = try CommandLineTool.run(
      ["evaluate", folder.path + "/run", "--device", "cpu", "--json"], offline)
    #expect(again.status == 0, "\(again.error)")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(again.output.utf8)) as? [String: Any])
    let evaluated = try #require(object["trials"] as? [[String: Any]])
    #expect(evaluated.count == trained.count)
    for (left, right) in zip(evaluated, trained) {
      let loss = try #require(left["test_loss"] as? Double)
      let trainedLoss = try #require(right["test_loss"].flatMap(Double.init))
      #expect(abs(loss - trainedLoss) <= 1e-12 * trainedLoss)
    }
  }
}

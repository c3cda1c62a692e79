import Datasets
import Foundation
import Networks
import Studies
import Testing

/// The configs that come with the project.
@Suite("Shipped configs")
struct ShippedConfigsTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("configs").path

  private let seeds: [UInt64] = [
    5097, 1234, 1111, 1212, 98933, 737_387_532, 5473, 900_000, 65838, 757_493_755,
  ]

  private let digits = DataLayout(
    example: ExampleShape(height: 28, width: 28, channels: 1), features: .bytes,
    targets: .labels(classes: 10), train: 60_000, test: 10_000)

  private func load(_ name: String, set overrides: String...) throws -> Study {
    try StudyConfig.load(path: "\(Self.folder)/\(name).yaml", overrides: overrides)
  }

  private func groups(_ study: Study) throws -> [LockstepGroupPlan] {
    try GroupPlanner.plan(
      study.trials, layouts: ["mnist": digits, "fashion-mnist": digits])
  }

  @Test func regularizationIsOneGroupOf60() throws {
    let study = try load("regularization")
    #expect(study.name == "regularization")
    #expect(study.published == "regularization")
    #expect(study.variedKeys == ["data", "regularizer", "seed"])
    #expect(study.trials.count == 60)
    #expect(study.trials.prefix(10).map(\.config.seed) == seeds)
    #expect(study.trials.map(\.config.data.set).filter { $0 == "mnist" }.count == 30)
    let regularizers = study.trials.map { $0.varied[1] }
    #expect(regularizers[0] == "none")
    #expect(regularizers[10].hasPrefix("dropout "))
    #expect(regularizers[20].hasPrefix("l2 "))
    let groups = try groups(study)
    #expect(groups.map(\.trials) == [Array(0..<60)])
    #expect(
      groups.map(\.description) == [
        "60 trials on mnist and fashion-mnist: mlp 784-128-64-10 relu, cross-entropy, adam, "
          + "batch 32, 10 epochs, 7000 training and 1500 test examples"
      ])
  }

  @Test func findingsAreStudiesOfTheSameRecipe() throws {
    let path = "\(Self.folder)/regularization.yaml"
    let study = try load("regularization")
    #expect(
      study.findings.map(\.claim) == [
        "Adam is better than SGD", "cross-entropy is better than mean squared error",
      ])
    let keys = ["optimizer", "loss"]
    for (finding, key) in zip(study.findings, keys) {
      let tested = try StudyConfig.load(finding: finding, of: path)
      #expect(tested.variedKeys == ["data", key, "seed"])
      #expect(tested.trials.count == 40)
      #expect(tested.trials.prefix(10).map(\.config.seed) == seeds)
      #expect(tested.trials[0].config == study.trials[0].config)
      #expect(try groups(tested).map(\.trials.count) == [20, 20])
    }
  }

  @Test func overridesReachFindingsWhereTheyMakeSense() throws {
    let path = "\(Self.folder)/regularization.yaml"
    let finding = try load("regularization").findings[0]
    let tested = try StudyConfig.load(
      finding: finding, of: path,
      overrides: [
        "name=other", "epochs=2", "data.sets=[mnist]", "trials.seed=[1, 2]", "optimizer=sgd",
        "trials.regularizer=[none, {l2: 0.1}]",
      ])
    #expect(tested.name == "adam-against-sgd")
    #expect(tested.variedKeys == ["optimizer", "seed"])
    #expect(tested.trials.map { $0.varied[0] } == ["adam", "adam", "sgd", "sgd"])
    #expect(tested.trials.allSatisfy { $0.config.epochs == 2 && $0.config.data.set == "mnist" })
  }

  @Test func findingsAreCheckedWithTheStudy() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "lockstep-findings-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String, _ extra: String) throws {
      try (minimalConfig + extra).write(
        to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    func text() -> String? {
      do throws(ConfigError) {
        _ = try StudyConfig.load(path: "\(folder.path)/a.yaml")
        return nil
      } catch {
        return error.description.replacing(folder.path, with: "F")
      }
    }
    try write("a.yaml", "findings: [{claim: c, study: b.yaml}]")
    #expect(text() == "F/b.yaml: no such file; name a config such as configs/smoke.yaml")
    try write("b.yaml", "findings: [{claim: c, study: a.yaml}]")
    #expect(
      text() == "F/b.yaml:7: findings: the study of a finding cannot have findings of its own")
    try write("b.yaml", "batch: 0")
    #expect(text() == "F/b.yaml:7: batch: must be at least 1, is 0")
    try write("b.yaml", "")
    #expect(text() == nil)
  }

  @Test func smokeIsSmall() throws {
    let study = try load("smoke")
    #expect(study.variedKeys == ["regularizer", "seed"])
    #expect(study.trials.count == 6)
    #expect(study.trials.allSatisfy { $0.config.data.set == "synthetic-digits" })
    #expect(study.trials.allSatisfy { $0.config.data.train == 600 && $0.config.epochs == 2 })
  }

  @Test func singleIsOneTrial() throws {
    let study = try load("single")
    #expect(study.trials.count == 1)
    #expect(study.trials[0].config.data.validation == 5_000)
  }

  @Test func everyConfigMeansTheSameWhenResolved() throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: Self.folder)
      .filter { $0.hasSuffix(".yaml") }
    #expect(files.count >= 5)
    for file in files {
      let study = try StudyConfig.load(path: "\(Self.folder)/\(file)")
      let again = try StudyConfig.parse(yaml: study.resolvedYAML, file: "runs/x/config.yaml")
      #expect(again.trials.map(\.config) == study.trials.map(\.config))
      #expect(again.trials.map(\.varied) == study.trials.map(\.varied))
      #expect(again.publishedRows == study.publishedRows)
      #expect(again.resolvedYAML == study.resolvedYAML)
    }
  }

  @Test(
    "every published row speaks of trials that there are",
    arguments: [
      "initialization", "regression", "optimizers", "digits", "batchnorm-placement", "input-noise",
      "activations", "architecture-search", "rate-search-top", "squeezenet", "mobilenet",
    ])
  func publishedRows(_ name: String) throws {
    let study = try load(name)
    let rows = try #require(study.publishedRows)
    let names = study.variedKeys.filter { $0 != "seed" }
    #expect(!rows.claims.isEmpty || name == "rate-search-top")
    for row in rows.rows {
      #expect(!row.figures.isEmpty)
      #expect(
        study.trials.contains {
          row.setting.matches(Dictionary(uniqueKeysWithValues: zip(names, $0.varied)))
        })
    }
  }

  @Test(
    "searches try what they say they try",
    arguments: [("search", 64, 3), ("digits-search", 60, 1), ("rate-search", 90, 3)])
  func searches(_ name: String, trials: Int, seeds: Int) throws {
    let search = try #require(try load(name).search)
    #expect(search.trials == trials)
    #expect(search.seeds.count == seeds)
    let step = try SearchPlanner(search: search).step(SearchHistory())
    guard case .change(let changes) = step else {
      Issue.record("\(name) begins with \(step)")
      return
    }
    #expect(changes.trials.count == search.trialsByRound[0])
    #expect(Set(changes.trials.map(\.parameters)).count == changes.trials.count)
    for trial in changes.trials {
      let config = try search.config(trial.parameters, seed: 1)
      #expect(config.data.validation >= 2000)
    }
  }

  @Test("networks of the digits study have the published numbers of parameters")
  func digitsParameters() throws {
    let study = try load("digits")
    let rows = try #require(study.publishedRows).rows
    for trial in study.trials {
      let published = rows.first { $0.setting.values["setting"] == trial.varied[0] }?
        .figure("parameters")
      guard case .mlp(let hidden, _, _) = trial.config.model else { continue }
      let widths = [784] + hidden + [10]
      let count = zip(widths, widths.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
      #expect(Double(count) == published?.value, "\(trial.varied[0])")
    }
  }

  @Test(
    "convolutional networks have the numbers of parameters that their configs speak of",
    arguments: [
      ("lenet", [225_034]), ("squeezenet", [726_474, 726_474]),
      ("mobilenet", [2_293_098, 2_270_218]),
    ])
  func convolutionalParameters(name: String, counts: [Int]) throws {
    let groups = try groups(load(name))
    #expect(groups.map { $0.common.network(hasDropout: false).parameterCount } == counts)
  }
}

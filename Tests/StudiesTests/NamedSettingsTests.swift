import Networks
import Programs
import Testing

@testable import Studies

@Suite("Named settings and published rows of a config")
struct NamedSettingsTests {
  private static let settings = """
    trials:
      setting:
        - {name: wide sgd, model.mlp.hidden: [9], optimizer: sgd}
        - {name: slow adam, optimizer: adam, optimizer.rate: 0.5}
      seed: [5, 3]

    """

  @Test("keys of a setting change together")
  func expand() throws {
    let study = try study(minimalConfig + Self.settings)
    #expect(study.variedKeys == ["setting", "seed"])
    #expect(
      study.trials.map { $0.varied[0] } == ["wide sgd", "wide sgd", "slow adam", "slow adam"])
    #expect(study.trials.map(\.config.optimizer.name) == [.sgd, .sgd, .adam, .adam])
    #expect(study.trials.map(\.config.optimizer.rate) == [0.01, 0.01, 0.5, 0.5])
    #expect(study.trials[0].config.model != study.trials[2].config.model)
  }

  @Test("the resolved config means the same trials")
  func resolve() throws {
    let first = try study(minimalConfig + Self.settings + Self.published)
    let again = try study(first.resolvedYAML)
    #expect(again.trials.map(\.config) == first.trials.map(\.config))
    #expect(again.trials.map(\.varied) == first.trials.map(\.varied))
    #expect(again.publishedRows == first.publishedRows)
    #expect(again.resolvedYAML == first.resolvedYAML)
  }

  @Test("a key that some settings lack keeps its default there, also when resolved")
  func defaultsOfLackingKeys() throws {
    let first = try study(
      minimalConfig + """
        trials:
          setting:
            - {name: dropped, regularizer: {dropout: 0.2}}
            - {name: plain, batch: 16}

        """)
    #expect(first.trials.map(\.config.regularizer.dropout) == [0.2, 0])
    let again = try study(first.resolvedYAML)
    #expect(again.trials.map(\.config) == first.trials.map(\.config))
  }

  private static let published = """
    published:
      source: A report
      rows:
        - {setting: wide sgd, test_accuracy: 97.50, seconds: 3, note: another rate}
        - {setting: slow adam, test_accuracy: 98.1}
      claims:
        - {claim: Adam is better, better: {setting: slow adam}, worse: {setting: wide sgd}}
        - {claim: Adam is best, better: {setting: slow adam}, worse: others, figure: test_loss}

    """

  @Test("rows and claims are read as printed")
  func rows() throws {
    let rows = try #require(try study(minimalConfig + Self.settings + Self.published).publishedRows)
    #expect(rows.source == "A report")
    #expect(rows.figureNames == ["test_accuracy", "seconds"])
    #expect(rows.rows[0].figure("test_accuracy")?.printed == "97.50")
    #expect(rows.rows[0].note == "another rate")
    #expect(rows.rows[1].setting == SettingSelector(["setting": "slow adam"]))
    #expect(rows.claims.map(\.worse) == [[SettingSelector(["setting": "wide sgd"])], nil])
    #expect(rows.claims.map(\.figure) == [nil, "test_loss"])
  }

  @Test("a value of a row is compared as it stands in tables")
  func canonicalValues() throws {
    let study = try study(
      minimalConfig + """
        trials: {regularizer: [none, {l2: 1e-3}]}
        published: {source: A report, rows: [{regularizer: {l2: 0.001}, test_accuracy: 97}]}

        """)
    #expect(
      study.publishedRows?.rows[0].setting == SettingSelector(["regularizer": "l2 0.001"]))
  }

  @Test(
    arguments: [
      ("trials: {setting: [{epochs: 3}]}", "trials.setting.name: missing"),
      (
        "trials: {setting: [{name: a, epoch: 3}]}",
        "trials.setting.epoch: unknown key; did you mean"
      ),
      ("trials: {setting: [{name: a, epochs: 3}, {name: a}]}", "'a' names two settings"),
      ("trials: {setting: [{name: 'a, b'}]}", "has a comma"),
      ("trials: {setting: [slow]}", "'slow' is not a map such as"),
      (
        "trials: {setting: [{name: a, epochs: 3}], epochs: [4]}",
        "trials.setting.epochs: is also varied by trials.epochs"
      ),
      ("trials: {setting: [{name: a, epochs: 3}, {name: b, epochs: 3}]}", "the same as trial 1"),
      ("published: {source: a, row: []}", "published.row: unknown key; did you mean 'rows'?"),
      ("published: {rows: []}", "published.source: missing"),
      (
        "trials: {seed: [1, 2]}\npublished: {source: a, rows: [{seed: 1, test_loss: 3}]}",
        "published.rows.seed: unknown key"
      ),
      (
        "trials: {optimizer: [sgd, adam]}\npublished: {source: a, rows: [{optimizer: "
          + "{name: adam, rate: 0.5}}]}", "no trial has 'adam rate=0.5'"
      ),
      (
        "trials: {optimizer: [sgd, adam]}\npublished: {source: a, rows: [{optimizer: adam, "
          + "test_accuracy: high}]}", "published.rows.test_accuracy: 'high' is not a number"
      ),
      (
        "trials: {setting: [{name: slow}]}\npublished: {source: a, claims: [{claim: b, better: "
          + "{setting: slo}}]}", "no trial has 'slo'; did you mean 'slow'?"
      ),
    ] as [(String, String)])
  func errors(_ lines: String, _ part: String) {
    let text = errorText(minimalConfig + lines + "\n")
    #expect(text?.contains(part) == true, "\(text ?? "no error")")
  }

  @Test("an override of what every setting sets is refused, of what some set is not")
  func overrides() throws {
    func parse(_ override: String) throws -> Study {
      try StudyConfig.parse(
        yaml: minimalConfig + Self.settings, file: "x.yaml", overrides: [override])
    }
    #expect(throws: ConfigError.self) { try parse("optimizer=sgd") }
    let study = try parse("model.mlp.hidden=[4]")
    #expect(study.trials[0].config.model != study.trials[2].config.model)
  }
}

import Foundation
import Reports
import Testing
import Training

@testable import Studies

@Suite("CSV and JSON files")
struct DataFileTests {
  /// Two trials of one epoch with numbers that need all their digits.
  private static func small() -> StudyResult {
    var result = Fixture.study(
      name: "small", key: "regularizer", choices: Array(Fixture.regularizers.prefix(1)),
      dataSets: ["mnist", "csv:a,b.csv"], seeds: [5097], epochs: 1)
    let epoch = EpochRecord(
      epoch: 1, train: SplitMetrics(loss: 0.1 + 0.2, penalty: 0.25, accuracy: 0.5, examples: 7000),
      validation: SplitMetrics(loss: 1.0 / 3, penalty: 0, accuracy: 0.75, examples: 100),
      test: SplitMetrics(loss: 1e-7, penalty: 0.125, accuracy: 0.875, examples: 1500), seconds: 0.5,
      rate: 0.0025)
    let regression = EpochRecord(
      epoch: 1,
      train: SplitMetrics(
        loss: 2, penalty: 0, accuracy: nil, examples: 10,
        errors: RegressionErrors(rootMeanSquare: 1.5, meanAbsolute: 1.25, determination: 0.75)),
      validation: nil,
      test: SplitMetrics(
        loss: 3, penalty: 0, accuracy: nil, examples: 10,
        errors: RegressionErrors(rootMeanSquare: 1.75, meanAbsolute: 1.5, determination: nil)),
      seconds: 0.25)
    result.outcomes = [
      TrialOutcome(epochs: [epoch], parameterCount: 42, trainedExamples: 7000, seconds: 0.5),
      TrialOutcome(epochs: [regression], parameterCount: 7, trainedExamples: 10, seconds: 0.25),
    ]
    return result
  }

  @Test("trials.csv is the contract's, column by column")
  func trials() {
    #expect(
      Table.trials(of: Self.small()).csv() == """
        trial,data,regularizer,seed,parameters,train_loss,train_accuracy,validation_loss,\
        validation_accuracy,test_loss,test_penalty,test_accuracy,seconds,examples_per_second,device,train_rmse,\
        train_mae,train_r2,validation_rmse,validation_mae,validation_r2,test_rmse,test_mae,test_r2,\
        train_examples,validation_examples,test_examples
        1,mnist,none,5097,42,0.30000000000000004,0.5,0.3333333333333333,0.75,1e-07,0.125,0.875,0.5,\
        14000.0,"Example GPU, 8 units",,,,,,,,,,7000,100,1500
        2,"csv:a,b.csv",none,5097,7,2.0,,,,3.0,0.0,,0.25,40.0,"Example GPU, 8 units",1.5,1.25,0.75,,,,\
        1.75,1.5,,10,,10

        """)
  }

  @Test("epochs.csv is the contract's, column by column")
  func epochs() {
    #expect(
      Table.epochs(of: Self.small()).csv() == """
        trial,data,regularizer,seed,epoch,train_loss,train_penalty,train_accuracy,validation_loss,\
        validation_accuracy,test_loss,test_accuracy,seconds,rate,early_stopping,train_rmse,\
        train_mae,train_r2,validation_rmse,validation_mae,validation_r2,test_rmse,test_mae,test_r2
        1,mnist,none,5097,1,0.30000000000000004,0.25,0.5,0.3333333333333333,0.75,1e-07,0.875,0.5,0.0025,,,,,,,,,,
        2,"csv:a,b.csv",none,5097,1,2.0,0.0,,,,3.0,,0.25,,,1.5,1.25,0.75,,,,1.75,1.5,

        """)
  }

  @Test("every number of epochs.csv reads back to the same bits")
  func roundTrip() throws {
    let result = Fixture.regularization()
    let rows = parseCSV(Table.epochs(of: result).csv())
    let header = try #require(rows.first)
    let column = try #require(header.firstIndex(of: "test_loss"))
    let seconds = try #require(header.firstIndex(of: "seconds"))
    let records = result.outcomes.flatMap(\.epochs)
    #expect(rows.count == 1 + 600 && records.count == 600)
    #expect(rows.allSatisfy { $0.count == header.count })
    for (row, record) in zip(rows.dropFirst(), records) {
      #expect(Double(row[column]) == record.test?.loss)
      #expect(Double(row[seconds]) == record.seconds)
    }
  }

  @Test("files say what replaced data really was, findings included; the config keeps its name")
  func substitution() throws {
    let folder = try TemporaryFolder()
    let result = Fixture.regularization(substituted: ["mnist"])
    _ = try StudyReport.write(result, to: folder.url, gnuplot: nil)
    for place in ["", "findings/adam-against-sgd/"] {
      for file in ["trials.csv", "epochs.csv"] {
        let rows = parseCSV(try folder.text(place + file))
        let data = try #require(rows.first?.firstIndex(of: "data"))
        #expect(
          Set(rows.dropFirst().map { $0[data] })
            == ["synthetic-digits (not mnist)", "fashion-mnist"], "\(place)\(file)")
      }
      let summary = try folder.text(place + "summary.json")
      #expect(summary.contains("\"data_set\" : \"synthetic-digits (not mnist)\""))
      #expect(summary.contains("\"data\" : \"synthetic-digits (not mnist)\""))
      #expect(!summary.contains(" : \"mnist\""))
    }
    #expect(result.study.trials[0].varied[0] == "mnist")
  }

  @Test("environment.json keeps every field, and names of versions as they are")
  func environment() throws {
    let folder = try TemporaryFolder()
    _ = try StudyReport.writeData(of: Fixture.regularization(), to: folder.url)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let text = try folder.text("environment.json")
    #expect(try decoder.decode(RunRecord.self, from: Data(text.utf8)) == Fixture.run())
    #expect(text.contains("\"device_identifier\" : \"opencl:0\""))
    #expect(text.contains("\"commitHash\" : \"abc\""))
    for key in ["launches_per_step", "operations_per_step"] {
      #expect(text.contains("\"\(key)\" : ["))
    }
    // Earlier versions did not record these.
    var earlier = Fixture.run()
    (earlier.launchesPerStep, earlier.operationsPerStep) = (nil, nil)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let old = object.filter { !["launches_per_step", "operations_per_step"].contains($0.key) }
    let data = try JSONSerialization.data(withJSONObject: old)
    #expect(try decoder.decode(RunRecord.self, from: data) == earlier)
    #expect(try folder.text("config.yaml") == "name: regularization\n")
  }

  @Test("summary.json holds means, comparisons and totals")
  func summary() throws {
    let folder = try TemporaryFolder()
    let result = Fixture.regularization()
    _ = try StudyReport.writeData(of: result, to: folder.url)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(folder.text("summary.json").utf8)) as? [String: Any])
    let groups = try #require(object["groups"] as? [[String: Any]])
    #expect(groups.count == 6)
    let figures = try #require(groups[0]["figures"] as? [String: [String: Any]])
    let accuracies = result.outcomes.prefix(10).compactMap { $0.epochs.last?.test?.accuracy }
    let mean = try #require(figures["test_accuracy"]?["mean"] as? Double)
    #expect(abs(mean - accuracies.reduce(0, +) / 10) < 1e-12)
    #expect((object["comparisons"] as? [Any])?.count == 8)
    let totals = try #require(object["totals"] as? [String: Any])
    // 60 trials x 70,000 examples in 14.25 s of training and 18.56 s in all.
    let training = try #require(totals["examples_per_training_second"] as? Double)
    #expect(abs(training - 4_200_000 / 14.25) < 1e-6)
    let wall = try #require(totals["examples_per_wall_second"] as? Double)
    #expect(abs(wall - 4_200_000 / 18.56) < 1e-6)
  }

  @Test("a diverged trial is written, not dropped")
  func diverged() throws {
    var result = Self.small()
    // Zero times infinity gives a NaN with its sign bit set on x86.
    result.outcomes[0].epochs[0].test?.loss = -Double.nan
    result.outcomes[0].epochs[0].train.loss = .infinity
    let row = parseCSV(Table.trials(of: result).csv())[1]
    #expect(row[5] == "inf" && row[9] == "nan" && row[11] == "0.875")
    let folder = try TemporaryFolder()
    _ = try StudyReport.write(result, to: folder.url, gnuplot: nil)
    #expect(try folder.text("summary.json").contains("\"mean\" : \"nan\""))
    #expect(
      try folder.text("epochs.csv").contains(",inf,0.25,0.5,0.3333333333333333,0.75,nan,0.875,"))
  }
}

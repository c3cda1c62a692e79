import Foundation
import Reports
import Testing
import Training

@testable import Studies

@Suite("Output files")
struct OutputTests {
  private static let small = Fixture.study(
    name: "small", key: "regularizer", choices: Fixture.regularizers, dataSets: ["mnist"],
    seeds: [1, 2, 3], epochs: 3)

  @Test("all files of the contract are there, and no temporary one")
  func files() throws {
    let folder = try TemporaryFolder()
    let written = try StudyReport.write(
      Fixture.regularization(), to: folder.url.appendingPathComponent("runs/a"), gnuplot: nil)
    for file in written.files {
      #expect(FileManager.default.fileExists(atPath: file.path), "\(file.path)")
    }
    let found = FileManager.default.enumerator(atPath: folder.url.path)?.allObjects as? [String]
    let names = Set(found ?? [])
    #expect(
      names.isSuperset(
        of: [
          "config.yaml", "environment.json", "summary.json", "trials.csv", "epochs.csv",
          "tables.md",
          "figures/epochs-mnist.gp", "figures/epochs-mnist.tsv",
          "findings/adam-against-sgd/trials.csv",
        ].map { "runs/a/" + $0 }))
    #expect(!names.contains { $0.hasSuffix(".tmp") })
  }

  @Test("writing again replaces the files")
  func overwrite() throws {
    let folder = try TemporaryFolder()
    _ = try StudyReport.write(Fixture.regularization(), to: folder.url, gnuplot: nil)
    _ = try StudyReport.write(Self.small, to: folder.url, gnuplot: nil)
    #expect(parseCSV(try folder.text("trials.csv")).count == 1 + 9)
  }

  @Test("a file in the place of the folder is an output error of one line")
  func fileForFolder() throws {
    let folder = try TemporaryFolder()
    let place = folder.url.appendingPathComponent("out")
    try Data().write(to: place)
    let error = #expect(throws: OutputError.self) {
      try StudyReport.write(Self.small, to: place, gnuplot: nil)
    }
    #expect(
      error?.description == "\(place.path): cannot write: a file is in the place of the folder")
    let below = #expect(throws: OutputError.self) {
      try StudyReport.write(Self.small, to: place.appendingPathComponent("deeper"), gnuplot: nil)
    }
    #expect(below?.reason == "Not a directory")
  }

  @Test("a file that cannot be replaced is an output error, and nothing is left over")
  func blockedFile() throws {
    let folder = try TemporaryFolder()
    let blocked = folder.url.appendingPathComponent("trials.csv")
    try FileManager.default.createDirectory(at: blocked, withIntermediateDirectories: true)
    let error = #expect(throws: OutputError.self) {
      try StudyReport.writeData(of: Self.small, to: folder.url)
    }
    #expect(error == OutputError(path: blocked.path, reason: "Is a directory"))
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(!left.contains { $0.hasSuffix(".tmp") })
  }

  @Test("a read-only folder is an output error", .enabled(if: getuid() != 0, "root may write all"))
  func readOnlyFolder() throws {
    let folder = try TemporaryFolder()
    chmod(folder.url.path, 0o555)
    defer { chmod(folder.url.path, 0o755) }
    let error = #expect(throws: OutputError.self) {
      try StudyReport.write(Self.small, to: folder.url, gnuplot: nil)
    }
    #expect(error?.reason == "Permission denied")
  }
}

@Suite("Console summary")
struct ConsoleTests {
  @Test("study A fits a terminal and says what matters")
  func regularization() {
    let text = ConsoleSummary.text(Fixture.regularization())
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(text.hasSuffix("\n") && lines.count <= 20)
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(lines[0] == "regularization: 60 trials on Example GPU, 8 units")
    #expect(lines[1] == "trained in 14.3 s, 294,737 examples/s in all")
    let row = lines.first { $0.hasPrefix("MNIST          dropout 0.2") } ?? ""
    #expect(row.contains("94.26 ± 0.14") && row.contains("+0.60 ± 0.18") && row.contains("<0.001"))
  }

  @Test("generated digits are named first and in every row")
  func substitution() {
    let text = ConsoleSummary.text(
      Fixture.regularization(substituted: ["mnist", "fashion-mnist"]))
    #expect(text.hasPrefix("ON SYNTHETIC-DIGITS, NOT MNIST, NOT Fashion-MNIST"))
    #expect(text.ranges(of: "\nNOT ").count == 6)
  }

  @Test("many settings are cut off with a word")
  func manySettings() {
    let choices = (1...40).map { Fixture.Choice(text: "0.\($0)") }
    let text = ConsoleSummary.text(
      Fixture.study(name: "rates", key: "optimizer.rate", choices: choices, dataSets: ["mnist"]))
    #expect(text.split(separator: "\n").count <= 20)
    #expect(text.contains("and 28 settings more in tables.md"))
  }

  @Test("regression shows the loss")
  func regression() {
    var result = Fixture.study(
      name: "regression", key: "regularizer", choices: Fixture.regularizers, dataSets: ["mnist"])
    for trial in result.outcomes.indices {
      for epoch in result.outcomes[trial].epochs.indices {
        result.outcomes[trial].epochs[epoch].test?.accuracy = nil
        result.outcomes[trial].epochs[epoch].train.accuracy = nil
      }
    }
    let text = ConsoleSummary.text(result)
    #expect(text.contains("test loss") && !text.contains("accuracy"))
    #expect(!StudyReport.tables(result).contains("accuracy %"))
  }
}

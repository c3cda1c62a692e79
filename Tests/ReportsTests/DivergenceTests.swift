import Foundation
import Reports
import Testing
import Training

@testable import Studies

@Suite("Diverged trials")
struct DivergenceTests {
  /// Study A with dropout on MNIST diverged in epoch 5 and after, in the first `seeds` of its seeds.
  private static func result(seeds: Int = 2) -> StudyResult {
    var result = Fixture.regularization()
    diverge(10..<(10 + seeds), of: &result)
    return result
  }

  private static func diverge(
    _ trials: Range<Int>, of result: inout StudyResult, from epoch: Int = 5
  ) {
    for trial in trials {
      for index in (epoch - 1)..<10 {
        result.outcomes[trial].epochs[index].train.loss = .infinity
        result.outcomes[trial].epochs[index].test?.loss = -Double.nan
      }
    }
  }

  @Test("tables say which settings diverged, in how many seeds, and give no mean over them")
  func tables() throws {
    let text = StudyReport.tables(Self.result())
    let flat = text.replacing("\n", with: " ")
    #expect(flat.contains("no number: dropout 0.2 on MNIST, 2 of 10 seeds. Means,"))
    let settings = try #require(
      markdownTable("Settings, on MNIST and Fashion-MNIST", in: text))
    let row = try #require(settings.first { $0[0] == "MNIST" && $0[1] == "dropout 0.2" })
    #expect(row.dropFirst(3).allSatisfy { $0 == "diverged" })
    #expect(settings.count { $0.contains("diverged") } == 1)
    let differences = try #require(
      markdownTable("Paired differences, on MNIST and Fashion-MNIST", in: text))
    #expect(Array(differences[1][4..<8]) == ["diverged", "–", "–", "–"])
    #expect(flat.contains("**not decided** on MNIST (a seed diverged, 10 seeds)"))
    #expect(!text.contains("nan ±") && !text.contains("± nan"))
    #expect(!StudyReport.tables(Fixture.regularization()).lowercased().contains("diverged"))
  }

  @Test("the terminal says it in one line that fits, however many diverged")
  func console() {
    let text = ConsoleSummary.text(Self.result())
    #expect(text.contains("\ndiverged (loss not finite): dropout 0.2 on MNIST, 2 of 10 seeds\n"))
    var all = Fixture.regularization()
    Self.diverge(0..<60, of: &all)
    let lines = ConsoleSummary.text(all).split(separator: "\n")
    let line = lines.first { $0.hasPrefix("diverged (") } ?? ""
    #expect(line.hasSuffix("on MNIST, 10 of 10 seeds and 5 more") && line.count <= 100, "\(line)")
    #expect(lines.count <= 20)
  }

  @Test("the summary for programs lists the seeds")
  func summary() {
    let groups = StudySummary(Self.result()).groups
    #expect(groups.map(\.divergedSeeds) == [[], [5097, 1234], [], [], [], []])
    #expect(groups[1].figures["test_accuracy"]?.mean.isNaN ?? false)
  }

  @Test("figures skip what is not finite", .enabled(if: Gnuplot.find() != nil))
  func figures() throws {
    let folder = try TemporaryFolder()
    for seeds in [2, 10] {
      let written = try StudyReport.write(Self.result(seeds: seeds), to: folder.url)
      #expect(written.notices.isEmpty)
      #expect(written.files.count { $0.pathExtension == "svg" } == 4)
    }
    let rows = try folder.text("figures/epochs-mnist.tsv").split(separator: "\n")
      .map { $0.split(separator: "\t") }
    let column = try #require(rows[0].firstIndex(of: "dropout 0.2 test_loss mean"))
    #expect(Double(rows[4][column])?.isFinite ?? false)
    #expect(rows[5][column] == "NaN" && rows[10][column] == "NaN")
  }

  @Test(
    "where all diverged there is nothing to draw, and no failure",
    .enabled(if: Gnuplot.find() != nil), arguments: [1, 5])
  func allDiverged(epoch: Int) throws {
    let folder = try TemporaryFolder()
    var result = Fixture.regularization()
    Self.diverge(0..<60, of: &result, from: epoch)
    let written = try StudyReport.write(result, to: folder.url)
    #expect(written.notices.isEmpty)
    #expect(written.files.count { $0.pathExtension == "svg" } == (epoch == 1 ? 0 : 2))
  }
}

import Foundation
import Reports
import Testing
import Training

@testable import Studies

@Suite("Figures")
struct FigureTests {
  private static let result = Fixture.study(
    name: "small", key: "regularizer", choices: Fixture.regularizers, dataSets: ["mnist"])

  @Test("the data beside a figure is the study's")
  func data() throws {
    let folder = try TemporaryFolder()
    _ = try FigureSet.write(Self.result, to: folder.url, gnuplot: nil)
    let rows = try folder.text("epochs-mnist.tsv").split(separator: "\n")
      .map { $0.split(separator: "\t").map(String.init) }
    #expect(rows.count == 11)
    let column = try #require(rows[0].firstIndex(of: "dropout 0.2 test_accuracy mean"))
    let accuracies = Self.result.outcomes[10..<20].compactMap { $0.epochs[9].test?.accuracy }
    let mean = 100 * accuracies.reduce(0, +) / 10
    #expect(abs((Double(rows[10][column]) ?? 0) - mean) < 1e-9)
    // The script draws these columns as they are: the values are percent already.
    let script = try folder.text("epochs-mnist.gp")
    #expect(script.contains("using 1:\(column + 1) with linespoints"))

    let seeds = try folder.text("seeds-mnist.tsv").split(separator: "\n")
    #expect(seeds.count == 1 + 30 + 1 + 3)
    #expect(seeds[1].hasPrefix("0.880\tnone\t5097\t"))
  }

  @Test("without gnuplot the tables are written and say what to install")
  func missing() throws {
    #expect(Gnuplot.find(in: "/nonexistent:relative") == nil)
    let folder = try TemporaryFolder()
    let written = try StudyReport.write(Self.result, to: folder.url, gnuplot: nil)
    #expect(written.notices.count == 1)
    let text = try folder.text("tables.md").replacing("\n", with: " ")
    let notice = try #require(written.notices.first)
    #expect(notice.contains("gnuplot was not found") && notice.contains("apt install gnuplot-nox"))
    #expect(text.contains(notice) && !text.contains(".svg"))
    #expect(!written.files.contains { $0.pathExtension == "svg" })
  }

  @Test("a gnuplot that fails leaves its message, and no half figure")
  func failing() throws {
    let folder = try TemporaryFolder()
    let program = folder.url.appendingPathComponent("gnuplot")
    try Data(
      "#!/bin/sh\necho part > \"$(echo \"$3\" | cut -d\\' -f2)\"\necho no terminal >&2\nexit 2\n"
        .utf8
    )
    .write(to: program)
    chmod(program.path, 0o755)
    #expect(Gnuplot.find(in: folder.url.path)?.path == program.path)
    let written = try StudyReport.write(
      Self.result, to: folder.url.appendingPathComponent("out"), gnuplot: program)
    #expect(written.notices == ["gnuplot failed on epochs-mnist.gp: no terminal"])
    let left = try FileManager.default.contentsOfDirectory(
      atPath: folder.url.appendingPathComponent("out/figures").path)
    #expect(
      left.sorted() == [
        "epochs-mnist.gp", "epochs-mnist.tsv", "seeds-mnist.gp", "seeds-mnist.tsv",
      ])
  }

  @Test("gnuplot draws figures that tables.md links", .enabled(if: Gnuplot.find() != nil))
  func drawing() throws {
    let folder = try TemporaryFolder()
    // A name that would break out of quotes and of gnuplot's own markup.
    let choices = [Fixture.Choice(text: "it's _{x}"), Fixture.Choice(text: "b", accuracy: 0.9)]
    let result = Fixture.study(
      name: "small", key: "regularizer", choices: choices, dataSets: ["csv:my data/f.csv"])
    let written = try StudyReport.write(result, to: folder.url)
    #expect(written.notices.isEmpty)
    let text = try folder.text("tables.md")
    for name in ["figures/epochs-csv-my-data-f-csv.svg", "figures/seeds-csv-my-data-f-csv.svg"] {
      #expect(text.contains("](\(name))"))
      let figure = try folder.text(name)
      #expect(figure.contains("<svg") && figure.hasSuffix("</svg>\n\n"))
      #expect(figure.contains("it's _{x}") || figure.contains("it&apos;s _{x}"))
    }
  }

  @Test("one seed: no figure of seeds, and the curve has no band")
  func singleSeed() throws {
    let folder = try TemporaryFolder()
    let result = Fixture.study(
      name: "one", key: "regularizer", choices: Fixture.regularizers, dataSets: ["mnist"],
      seeds: [5097])
    let figures = try FigureSet.write(result, to: folder.url)
    #expect(!figures.files.contains { $0.lastPathComponent.hasPrefix("seeds") })
    #expect(figures.figures.allSatisfy { !$0.caption.contains("95 %") })
  }
}

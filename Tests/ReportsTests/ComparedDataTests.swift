import Foundation
import Testing
import Training

@testable import Reports
@testable import Studies

@Suite("Data of runs side by side")
struct ComparedDataTests {
  /// A run on files of the user's own, with what tells their content.
  private func run(
    _ name: String, _ files: [String], prints: [String?], accuracy: Double = 0.94,
    seeds: [UInt64] = Fixture.seeds
  ) -> RunComparison.Run {
    let sets = files.map { "csv:\($0)" }
    var result = Fixture.study(
      name: name, key: "regularizer", choices: [Fixture.Choice(text: "none", accuracy: accuracy)],
      dataSets: sets, seeds: seeds, noiseSeed: accuracy == 0.94 ? 42 : 43)
    for index in result.study.trials.indices {
      result.study.trials[index].config.data.set = result.study.trials[index].varied[0]
    }
    let known = zip(sets, prints).compactMap { set, print in print.map { (set, $0) } }
    return .init(
      name: name, result: result, fingerprints: Dictionary(uniqueKeysWithValues: known))
  }

  @Test("the same file in another folder is the same data, and no folder is on the page")
  func moved() throws {
    let comparison = RunComparison([
      run("a", ["/home/ann/h.csv"], prints: ["1"]),
      run("b", ["/home/bob/h.csv"], prints: ["1"], accuracy: 0.99),
    ])
    #expect(comparison.results.rows.map { $0[0] } == ["h.csv"])
    #expect(comparison.sentences.count == 1 && comparison.warnings.isEmpty)
    #expect(comparison.sentences.first?.hasPrefix("On h.csv, b: none beats a: none") == true)
    #expect(!ComparisonPage(comparison: comparison).source().contains("/home"))
  }

  @Test(
    "a file that was renamed is the same data; one with another content of the same name is warned of"
  )
  func content() throws {
    let renamed = RunComparison([
      run("a", ["/d/old.csv"], prints: ["1"]), run("b", ["/d/new.csv"], prints: ["1"]),
    ])
    #expect(renamed.results.rows.map { $0[0] } == ["old.csv"] && renamed.warnings.isEmpty)
    let other = RunComparison([
      run("a", ["/d/h.csv"], prints: ["1"]), run("b", ["/e/h.csv"], prints: ["2"]),
    ])
    #expect(other.results.rows.count == 1)
    #expect(other.warnings.first?.contains("as many, but not the same ones") == true)
    // Without fingerprints, as of earlier versions, it goes by the name.
    let unknown = RunComparison([
      run("a", ["/d/h.csv"], prints: [nil]), run("b", ["/e/h.csv"], prints: [nil]),
    ])
    #expect(unknown.results.rows.count == 1)
    let different = RunComparison([
      run("a", ["/d/h.csv"], prints: ["1"]), run("b", ["/d/i.csv"], prints: ["2"]),
    ])
    #expect(different.results.rows.count == 2)
    #expect(different.nothingWords == "No data set in common: nothing to test.")
  }

  @Test("two files of one name in a run are two data sets, each the same as that of its content")
  func twins() throws {
    let comparison = RunComparison([
      run("a", ["/a/d/h.csv", "/a/e/h.csv"], prints: ["1", "2"]),
      run("b", ["/b/h.csv", "/b/x/h.csv"], prints: ["2", "1"]),
    ])
    #expect(comparison.results.rows.map { $0[0] } == ["d/h.csv", "e/h.csv"])
    #expect(comparison.warnings.isEmpty && comparison.comparisons.count == 2)
    let keys = zip(comparison.entries[1], ["csv:/a/e/h.csv", "csv:/a/d/h.csv"])
    for (entry, key) in keys { #expect(entry.data == key) }
  }

  @Test("other seeds are in the table of differences and said below the results")
  func seeds() throws {
    func runs(_ first: [UInt64], _ second: [UInt64]) -> RunComparison {
      RunComparison([
        run("a", ["/d/h.csv"], prints: ["1"], seeds: first),
        run("b", ["/d/h.csv"], prints: ["1"], seeds: second),
      ])
    }
    let some = runs([1, 2, 3], [1, 2])
    #expect(some.differences.rows == [["seeds", "1, 2, 3", "1, 2"]])
    let words = try #require(some.seedWords)
    #expect(some.text.contains(words))
    #expect(
      ComparisonPage(comparison: some).source().contains("Means are over each run&#39;s own seeds"))
    #expect(runs([1, 2], [1, 2]).seedWords == nil)
    let none = runs([1, 2], [3, 4])
    #expect(none.text.contains("No seed in common on any data set: nothing to test."))
  }

  @Test("best settings that are compared for want of common ones are said to be picked")
  func picked() throws {
    func study(_ name: String, _ choices: [Fixture.Choice]) -> RunComparison.Run {
      .init(
        name: name,
        result: Fixture.study(
          name: name, key: "regularizer", choices: choices, dataSets: ["mnist"]))
    }
    let all = Fixture.regularizers
    let picked = RunComparison([study("a", [all[0]]), study("b", [all[1], all[2]])])
    #expect(
      picked.notes.first?.hasPrefix("No setting in common: the best of each run by test accuracy")
        == true)
    for note in picked.notes { #expect(picked.text.contains(note)) }
    let page = ComparisonPage(comparison: picked).source()
    for note in picked.notes { #expect(page.contains(HTML.escaped(note))) }
    #expect(try picked.json().contains("No setting in common: "))
    // Nothing is picked of one setting, nor where settings are common.
    #expect(RunComparison([study("a", [all[0]]), study("b", [all[1]])]).notes.count == 1)
    let alike = RunComparison([study("a", all), study("b", all)])
    #expect(alike.notes.count == 1 && alike.notes.first?.contains("n the number of seeds") == true)
    // A run that was made again.
    #expect(
      alike.sentences
        == ["none", "dropout 0.2", "l2 0.001"].map {
          "On MNIST, b: \($0) and a: \($0) are the same in every seed, n = 10."
        })
  }
}

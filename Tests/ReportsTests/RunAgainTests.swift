import Foundation
import Testing
import Training

@testable import Reports
@testable import Studies

@Suite("Run it again, and names in place of paths")
struct RunAgainTests {
  /// The study of the fixture on these files; each trial begins with the weights of its data's name.
  private func result(_ paths: [String], yaml: String) -> StudyResult {
    var result = Fixture.regularization()
    for index in result.study.trials.indices {
      let path = paths[index % paths.count]
      result.study.trials[index].config.data.set = "csv:\(path)"
      result.study.trials[index].config.weights = path + ".safetensors"
    }
    result.study.resolvedYAML = yaml
    return result
  }

  @Test("no folders of the author's, no findings, and replaced data stays replaced")
  func again() throws {
    let path = "/home/ann/secret/houses.csv"
    let result = result(
      [path],
      yaml: """
        name: houses
        data: {sets: ['csv:\(path)']}
        model: {weights: \(path).safetensors}
        findings:
        - {claim: Adam is better, study: /home/ann/secret/adam.yaml}

        """)
    let again = RunAgain(study: result.study, command: "study", run: result.run)
    #expect(
      again.yaml
        == "name: houses\ndata: {sets: ['csv:houses.csv']}\n"
        + "model: {weights: houses.csv.safetensors}\n")
    let text = HTML.group(again.content()).source
    #expect(!text.contains("/home/ann"))
    #expect(text.contains("houses.csv, houses.csv.safetensors: they must lie in the same folder"))
    #expect(text.contains("small studies of its findings are left out"))
    #expect(!text.contains("data fetch") && !text.contains("--fallback-synthetic"))
    #expect(text.contains("--out runs/regularization-again"))

    let replaced = Fixture.regularization(substituted: ["mnist"])
    let page = StudyPage(replaced, extras: ReportExtras()).source()
    #expect(page.contains("lockstep data fetch fashion-mnist") && !page.contains("fetch mnist"))
    #expect(page.contains("regularization.yaml --fallback-synthetic --out"))
  }

  @Test(
    "paths that YAML writes otherwise than they are leave no folder behind",
    arguments: [
      "/home/o'brien/a b/houses.csv", "/home/ann: x/houses.csv", "/home/\"q\"/houses.csv",
      "/home/#1/- houses.csv", "/home/ann\\b/houses.csv", "/home/a\tb/houses.csv",
      "/home/ann/'houses'.csv", "/home/ann/#houses.csv",
    ])
  func quoting(_ path: String) throws {
    let config = """
      name: houses
      data: {set: x, target: price}
      model: {mlp: {hidden: [4]}, weights: y}
      loss: mean-squared-error
      optimizer: {name: adam, rate: 0.01}
      epochs: 2
      trials:
        setting:
        - {name: one, optimizer: sgd}
        - {name: two, model.weights: z}
      """
    func quoted(_ text: String) throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .withoutEscapingSlashes
      return String(decoding: try encoder.encode(text), as: UTF8.self)
    }
    let text = config.replacing("set: x", with: "set: \(try quoted("csv:" + path))")
      .replacing("weights: y", with: "weights: \(try quoted(path + ".w"))")
      .replacing("weights: z", with: "weights: \(try quoted(path + ".z"))")
    let study = try StudyConfig.parse(yaml: text, file: "/d/houses.yaml")
    let shared = try #require(SharedConfig(study))
    #expect(shared.paths.sorted() == [path, path + ".w", path + ".z"])
    let again = RunAgain(study: study, command: "study", run: nil)
    let yaml = try #require(again.yaml)
    #expect(!yaml.contains("/home"), "\(yaml)")
    let page = HTML.group(again.content()).source
    #expect(!page.contains("/home"))
    // What it says is the same study, on files beside it.
    let name = try #require(path.split(separator: "/").last)
    let copy = try StudyConfig.parse(yaml: yaml, file: "/elsewhere/houses.yaml")
    #expect(
      copy.trials.map(\.config.data.set) == [String](repeating: "csv:/elsewhere/\(name)", count: 2))
    #expect(copy.trials.map(\.config.weights) == ["/elsewhere/\(name).w", "/elsewhere/\(name).z"])
    #expect(copy.trials.map(\.varied) == study.trials.map(\.varied))
  }

  @Test("a config that cannot be read is left out, and that is said")
  func unreadable() {
    var result = Fixture.regularization()
    result.study.resolvedYAML = "name: ["
    let text = HTML.group(
      RunAgain(study: result.study, command: "study", run: result.run).content()
    ).source
    #expect(text.contains("The config is left out") && !text.contains("<pre"))
  }

  @Test("files of one name are told apart by no more of their folders than that takes")
  func names() throws {
    let names = PathNames(["/a/b/h.csv", "/a/c/h.csv", "/a/c/i.csv", "/h.csv"])
    #expect(names["/a/b/h.csv"] == "b/h.csv" && names["/a/c/h.csv"] == "c/h.csv")
    #expect(names["/a/c/i.csv"] == "i.csv" && names["/h.csv"] == "h.csv")
    #expect(names["/x/other.csv"] == "other.csv")

    let paths = ["/home/ann/d/h.csv", "/home/ann/e/h.csv"]
    var result = result(
      paths, yaml: "name: two\ndata: {sets: ['csv:\(paths[0])', 'csv:\(paths[1])']}\n")
    let titles = DataNames(result)
    #expect(titles.title("csv:\(paths[0])") == "d/h.csv")
    #expect(titles.suffix(paths.map { "csv:\($0)" }) == "on d/h.csv and e/h.csv")
    result.study.published = nil
    let page = StudyPage(result, extras: ReportExtras()).source()
    #expect(!page.contains("/home/ann"))
    #expect(
      page.contains("d-h.csv (d/h.csv of the run), e-h.csv (e/h.csv of the run): they must lie"))
    #expect(page.contains("&#39;csv:d-h.csv&#39;, &#39;csv:e-h.csv&#39;"))
  }

  @Test(
    "a device that was asked for stands in the commands with what it was; one that was chosen does not"
  )
  func device() {
    var run = Fixture.run()
    func text() -> String {
      HTML.group(
        RunAgain(study: Fixture.regularization().study, command: "study", run: run).content()
      ).source
    }
    #expect(!text().contains(" --device opencl:0"))
    #expect(text().contains("Lockstep chose Example GPU, 8 units itself"))
    run.deviceReason = "device: opencl:0 (Example GPU, 8 units, 8 compute units): asked for"
    #expect(text().contains("regularization.yaml --device opencl:0 --out"))
    #expect(
      text().contains("--device opencl:0 is what the run was on, Example GPU, 8 units; other"))
  }

  @Test("what had changed when a run was resumed is said in words, without folders")
  func resumed() {
    func words(_ lines: String...) -> [String] { ResumeDifferences(lines).words }
    #expect(words("epochs: 26, was 25") == ["epochs: 26, was 25"])
    let print = "234 + 66, 6b5c5163398fe73f"
    #expect(
      words(
        "data csv:/home/o'brien/my houses.csv: none, was \(print)",
        "data csv:/tmp/my houses.csv: \(print), was none",
        "data.sets[0]: csv:/tmp/my houses.csv, was csv:/home/o'brien/my houses.csv")
        == ["my houses.csv lies in another folder, with the same content"])
    #expect(
      words("data csv:/home/a: b/h.csv: \(print), was 1 + 1, 00")
        == ["h.csv has another content"])
    #expect(words("data mnist: \(print), was none") == ["MNIST was not used before"])
    #expect(
      words("starting weights /home/ann/w.safetensors: none, was ab12")
        == ["starting weights w.safetensors is not used any more"])
    #expect(
      words("model.weights: /home/ann/w.safetensors, was /home/ann/v.safetensors")
        == ["model.weights: w.safetensors, was v.safetensors"])
    #expect(words("device: GPU (x/y), was CPU") == ["device: GPU (x/y), was CPU"])
  }
}

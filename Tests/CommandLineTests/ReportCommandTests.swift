import Foundation
import Testing

@Suite("lockstep report and runs")
struct ReportCommandTests {
  /// Two small studies in `runs/` of a folder that commands run in.
  nonisolated(unsafe) private static let shared: TemporaryFolder? = try? {
    let folder = try TemporaryFolder()
    let config = try folder.file("tiny.yaml", tinyConfig)
    for (name, extra) in [("tiny", ["--profile"]), ("slow", ["--set", "optimizer.rate=0.0001"])] {
      let run = try CommandLineTool.run(
        ["study", config, "--device", "cpu", "--quiet", "--out", "\(folder.path)/runs/\(name)"]
          + extra)
      guard run.status == 0 else { throw CocoaError(.featureUnsupported) }
    }
    return folder
  }()

  private func run(
    _ arguments: [String], in folder: TemporaryFolder? = shared
  ) throws -> CommandLineTool.Output {
    let folder = try #require(folder)
    return try CommandLineTool.run(arguments, in: folder.url)
  }

  @Test("a study leaves a page with its pictures and a profile, and report makes the same again")
  func page() throws {
    let folder = try #require(Self.shared)
    let page = try folder.text("runs/tiny/report.html")
    for words in [
      "<html lang=\"en\">", "What it gets wrong</h2>", "data:image/png;base64,iVBOR",
      "Time by operation", "lockstep study tiny.yaml --device cpu",
    ] { #expect(page.contains(words), "\(words)") }
    let answers = try folder.text("runs/tiny/test-answers.json")
    // By prefix; what is there already is what counts.
    let again = try run(["report", "tin", "--out", "again.html"])
    #expect(again.status == 0, "\(again.error)")
    #expect(try folder.text("again.html") == page)
    // Weights and data give the same answers as the end of the run did.
    try FileManager.default.removeItem(atPath: folder.path + "/runs/tiny/test-answers.json")
    let renewed = try run(["report", "runs/tiny"])
    #expect(
      renewed.status == 0 && renewed.output == "runs/tiny/report.html\n", "\(renewed.error)")
    #expect(try folder.text("runs/tiny/test-answers.json") == answers)
    #expect(try folder.text("runs/tiny/report.html") == page)
  }

  @Test("several runs in one page, and on a terminal")
  func several() throws {
    let folder = try #require(Self.shared)
    let result = try run(["report", "tiny", "slow", "--out", "both.html", "--quiet"])
    #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
    let page = try folder.text("both.html")
    #expect(page.contains("tiny and slow") && page.contains("slow: dropout 0.2"))
    // Nothing is replaced unasked, and no run is compared with itself.
    let first = try run(["report", "tiny", "slow"])
    #expect(first.status == 0 && first.output == "comparison.html\n", "\(first.error)")
    #expect(try run(["report", "tiny", "slow"]).status == 64)
    for pair in [["tiny", "tiny"], ["tiny", "runs/tiny/"]] {
      let same = try run(["runs", "compare"] + pair)
      #expect(same.status == 64 && same.error.contains("is named twice"), "\(same.error)")
    }
    let text = try run(["runs", "compare", "tiny", "slow"])
    #expect(text.status == 0 && text.output.contains("slow: none"), "\(text.output)")
    #expect(text.output.contains("adam, rate 0.003") && text.output.contains("adam, rate 0.0001"))
    let json = try run(["runs", "compare", "tiny", "slow", "--json"])
    #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [String: Any])
    #expect(try run(["runs", "compare", "tiny"]).status == 64)
  }

  @Test("list and show")
  func list() throws {
    let list = try run(["runs", "list"])
    #expect(list.status == 0, "\(list.error)")
    #expect(list.output.contains("tiny") && list.output.contains("slow"))
    #expect(list.output.contains("synthetic-digits") && list.output.contains("finished"))
    #expect(!list.output.contains("\u{1B}"))
    struct Listing: Decodable {
      struct Run: Decodable {
        let name: String
        let state: String
        let value: Double?
      }
      let runs: [Run]
    }
    let json = try run(["runs", "list", "--rebuild", "--json"])
    let runs = try JSONDecoder().decode(Listing.self, from: Data(json.output.utf8)).runs
    #expect(runs.map(\.name).sorted() == ["slow", "tiny"])
    #expect(runs.allSatisfy { $0.state == "finished" && ($0.value ?? 0) > 0 })
    let show = try run(["runs", "show", "sl"])
    #expect(show.status == 0 && show.output.contains("weights/"), "\(show.error)")
    #expect(show.output.contains("6 trials on"))
    // Other commands take the same names.
    #expect(try run(["evaluate", "sl", "--device", "cpu", "--quiet"]).status == 0)
  }

  @Test("a name that fits several runs, or none")
  func names() throws {
    let folder = try TemporaryFolder()
    for name in ["aa", "ab"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/runs/\(name)/weights", withIntermediateDirectories: true)
      _ = try folder.file("runs/\(name)/config.yaml", tinyConfig)
    }
    let several = try run(["report", "a"], in: folder)
    #expect(several.status == 64 && several.error.contains("'a' is the beginning of aa, ab"))
    let none = try run(["runs", "show", "b"], in: folder)
    #expect(none.status == 74 && none.error.contains("no such run in runs/"), "\(none.error)")
    #expect(try run(["report", "b"], in: folder).status == 74)
    #expect(try run(["report"], in: folder).status == 64)
    let unfinished = try run(["report", "aa"], in: folder)
    #expect(unfinished.status == 74 && unfinished.error.contains("environment.json: is missing"))
    #expect(try run(["runs", "list"], in: folder).output.contains("unfinished"))
  }

  @Test("nothing is deleted unasked")
  func delete() throws {
    let folder = try TemporaryFolder()
    for name in ["keep", "gone"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/runs/\(name)/weights", withIntermediateDirectories: true)
      _ = try folder.file("runs/\(name)/config.yaml", tinyConfig)
    }
    func exists(_ name: String) -> Bool {
      FileManager.default.fileExists(atPath: "\(folder.path)/runs/\(name)")
    }
    let unasked = try run(["runs", "delete", "gone"], in: folder)
    #expect(unasked.status == 64 && unasked.error.contains("--force"), "\(unasked.error)")
    #expect(exists("gone"))
    // One wrong name, and none is deleted.
    #expect(try run(["runs", "delete", "gone", "nowhere", "--force"], in: folder).status == 74)
    #expect(exists("gone"))
    // Folders that are no runs: another program's, though it has files of the same names.
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/mine/weights", withIntermediateDirectories: true)
    let config = try folder.file("mine/config.yaml", "port: 80\n")
    for path in ["mine", "./mine", "mine/", "\(folder.path)/mine", ".", "..", "runs"] {
      let kept = try run(["runs", "delete", path, "--force"], in: folder)
      #expect(kept.status == 74, "\(path): \(kept.error)")
    }
    #expect(FileManager.default.fileExists(atPath: config))
    // Of two folders of a name, the one among the runs is meant.
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/gone/weights", withIntermediateDirectories: true)
    let other = try folder.file("gone/config.yaml", tinyConfig)
    let deleted = try run(["runs", "delete", "gone", "--force"], in: folder)
    #expect(deleted.status == 0 && deleted.output.contains("deleted runs/gone"), "\(deleted.error)")
    #expect(!exists("gone") && exists("keep") && FileManager.default.fileExists(atPath: other))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/runs") == ["keep"])
  }

  @Test("a run that is being trained is not deleted", arguments: ["", "/findings/small"])
  func deleteTraining(_ part: String) throws {
    let folder = try TemporaryFolder()
    let checkpoint = "\(folder.path)/runs/live\(part)/checkpoint"
    for path in [checkpoint, "\(folder.path)/runs/live/weights"] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    let config = try folder.file("runs/live/config.yaml", tinyConfig)
    // As a process holds it that trains there.
    let lock = open(checkpoint + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
    let kept = try run(["runs", "delete", "live", "--force"], in: folder)
    #expect(kept.status == 74 && kept.error.contains("another lockstep process trains"))
    #expect(FileManager.default.fileExists(atPath: config))
    close(lock)
    #expect(try run(["runs", "delete", "live", "--force"], in: folder).status == 0)
    #expect(!FileManager.default.fileExists(atPath: config))
  }

  @Test("a damaged file beside the figures is told and made anew")
  func damagedAnswers() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("tiny.yaml", tinyConfig)
    let study = try run(["study", config, "--device", "cpu", "--quiet"], in: folder)
    #expect(study.status == 0, "\(study.error)")
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.path + "/runs").first)
    let answers = try folder.text("runs/\(name)/test-answers.json")
    // Right as JSON, but one class short.
    _ = try folder.file(
      "runs/\(name)/test-answers.json",
      answers.replacing("\"class_names\" : [", with: "\"class_names\" : [\"x\", "))
    let report = try run(["report", name], in: folder)
    #expect(report.status == 0 && report.error.contains("is damaged"), "\(report.error)")
    #expect(try folder.text("runs/\(name)/test-answers.json") == answers)
  }

  @Test("compare keeps its figures in a run of its study alone, named as elsewhere")
  func compareOut() throws {
    let folder = try #require(Self.shared)
    let config = folder.path + "/tiny.yaml"
    let none = try run(["compare", config, "--out", "typo"])
    #expect(none.status == 74 && none.error.contains("not a run folder"), "\(none.error)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/typo"))
    let other = try run(["compare", config, "--set", "name=other", "--out", "sl"])
    #expect(other.status == 74 && other.error.contains("runs/slow: is a run of"), "\(other.error)")
  }

  @Test("the page of a run that was stopped says so, and so does a comparison with it")
  func stopped() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("tiny.yaml", tinyConfig)
    for name in ["whole", "cut"] {
      let study = try run(
        ["study", config, "--device", "cpu", "--quiet", "--out", "runs/\(name)"], in: folder)
      try #require(study.status == 0, "\(study.error)")
    }
    // As it is after Ctrl-C in the second epoch.
    func table(_ name: String) throws -> [[String]] {
      try folder.text("runs/cut/\(name)").split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    }
    func write(_ table: [[String]], _ name: String) throws {
      let lines = table.map { $0.joined(separator: ",") }
      _ = try folder.file("runs/cut/\(name)", lines.joined(separator: "\n") + "\n")
    }
    let epochs = try table("epochs.csv")
    let column = try #require(epochs[0].firstIndex(of: "epoch"))
    let kept = epochs.filter { $0[column] != "2" }
    try #require(kept.count == 1 + 6)
    try write(kept, "epochs.csv")
    var trials = try table("trials.csv")
    let (from, to) = (
      try #require(kept[0].firstIndex(of: "train_loss")),
      try #require(trials[0].firstIndex(of: "train_loss"))
    )
    for row in trials.indices { trials[row][to] = kept[row][from] }
    try write(trials, "trials.csv")
    try FileManager.default.removeItem(atPath: folder.path + "/runs/cut/tables.md")
    for name in ["whole", "cut"] {
      #expect(try run(["report", name], in: folder).status == 0)
      let page = try folder.text("runs/\(name)/report.html")
      #expect(page.contains("Interrupted: stopped after 1 of 2 epochs.") == (name == "cut"))
    }
    // A run that is not finished is not made one by its report.
    #expect(try run(["runs", "list"], in: folder).output.contains("interrupted"))
    let compared = try run(["runs", "compare", "whole", "cut"], in: folder)
    #expect(compared.output.hasPrefix("warning: cut: Interrupted: "), "\(compared.output)")
    let json = try run(["runs", "compare", "whole", "cut", "--json"], in: folder)
    #expect(json.output.contains("cut: Interrupted: "))
  }

  @Test(
    "what a page says under 'Run it again' gives the same figures in another folder, which can be compared"
  )
  func again() throws {
    let outside = try TemporaryFolder()
    // A path that YAML writes otherwise than it is.
    let folder = try TemporaryFolder(within: outside, "o'brien, houses")
    var table = "size,age,price\n"
    for index in 0..<90 {
      let (size, age) = (index % 7, index % 5)
      table += "\(size),\(age),\(2 * size - age).5\n"
    }
    _ = try folder.file("houses.csv", table)
    let small = """
      data: {set: "csv:houses.csv", target: price}
      model: {mlp: {hidden: [4]}}
      loss: mean-squared-error
      optimizer: {name: adam, rate: 0.01}
      epochs: 2
      batch: 16

      """
    _ = try folder.file(
      "rates.yaml", "name: rates\n\(small)trials: {optimizer: [adam, sgd], seed: [1, 2]}\n")
    let config = try folder.file(
      "houses.yaml",
      "name: houses\n\(small)trials: {model.mlp.activation: [relu, tanh], seed: [1, 2]}\n"
        + "findings: [{claim: Adam is better, study: rates.yaml}]\n")
    let study = try run(["study", config, "--device", "cpu", "--quiet"], in: folder)
    #expect(study.status == 0, "\(study.error)")
    let page = try folder.text("runs/houses/report.html")
    #expect(!page.contains(folder.path))
    let listings = page.components(separatedBy: "<pre tabindex=\"0\"><code>").dropFirst()
      .map { listing in
        listing.components(separatedBy: "</code>")[0].replacing("&lt;", with: "<")
          .replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
          .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
      }
    try #require(listings.count == 2)
    let other = try TemporaryFolder()
    _ = try other.file("houses.yaml", listings[1])
    _ = try other.file("houses.csv", folder.text("houses.csv"))
    for line in listings[0].split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      #expect(words.first == "lockstep")
      let result = try run(Array(words.dropFirst()), in: other)
      #expect(result.status == 0, "\(line): \(result.error)")
    }
    func figures(_ text: String) -> [[String?]] {
      rows(text).map { [$0["model.mlp.activation"], $0["seed"], $0["test_loss"]] }
    }
    let made = figures(try other.text("runs/houses-again/trials.csv"))
    #expect(made == figures(try folder.text("runs/houses/trials.csv")))
    #expect(made.count == 4 && made.allSatisfy { $0[2]?.isEmpty == false })
    let compared = try run(
      ["runs", "compare", folder.path + "/runs/houses", other.path + "/runs/houses-again"])
    #expect(compared.status == 0, "\(compared.error)")
    #expect(
      compared.output.components(separatedBy: "are the same in every seed, n = 2").count == 3,
      "\(compared.output)")
  }

  @Test("a search has a page, made again by report")
  func search() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file(
      "hunt.yaml",
      """
      name: hunt
      data: {set: synthetic-digits, train: 300, validation: 60, test: 60}
      model: {mlp: {hidden: [8]}}
      loss: cross-entropy
      optimizer: {name: adam, rate: 0.003}
      epochs: 1
      search: {method: random, trials: 3, space: {optimizer.rate: {log-uniform: [0.001, 0.1]}}}

      """)
    let found = try run(["search", config, "--device", "cpu", "--quiet"], in: folder)
    #expect(found.status == 0, "\(found.error)")
    let page = try folder.text("runs/hunt/report.html")
    #expect(page.contains("Best: trial") && page.contains("class=\"ring\""))
    try FileManager.default.removeItem(atPath: folder.path + "/runs/hunt/report.html")
    #expect(try run(["report", "hu"], in: folder).status == 0)
    #expect(try folder.text("runs/hunt/report.html") == page)
    #expect(try run(["search", "hu", "--show"], in: folder).status == 0)
    #expect(try run(["runs", "list"], in: folder).output.contains("finished search"))
    #expect(try run(["report", "runs/hunt/best", "--quiet"], in: folder).status == 0)
    #expect(try folder.text("runs/hunt/best/report.html").contains("What it gets wrong"))
    #expect(try run(["report", "hunt", "runs/hunt/best"], in: folder).status == 64)
  }
}

import Foundation
import Testing

@Suite("Reports of runs that were stopped")
struct StoppedReportTests {
  private func run(
    _ arguments: [String], in folder: TemporaryFolder
  ) throws -> CommandLineTool.Output {
    try CommandLineTool.run(arguments, in: folder.url)
  }

  /// Starts a study and stops it as Ctrl-C does, once `words` are on standard error.
  private func stop(_ arguments: [String], at words: String, in folder: TemporaryFolder) throws {
    let process = try CommandLineTool.process(arguments)
    process.currentDirectoryURL = folder.url
    let messages = Pipe()
    process.standardError = messages
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    var seen = ""
    while !seen.contains(words),
      let data = try messages.fileHandleForReading.read(upToCount: 1), !data.isEmpty
    { seen += String(decoding: data, as: UTF8.self) }
    kill(process.processIdentifier, SIGINT)
    _ = try messages.fileHandleForReading.readToEnd()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130, "\(seen)")
  }

  @Test("Ctrl-C leaves a page that says how far the study came, and which findings were not tested")
  func interrupted() throws {
    let folder = try TemporaryFolder()
    let findings = """

      findings:
      - {claim: first claim, study: first.yaml}
      - {claim: second claim, study: second.yaml}
      """
    for name in ["first", "second"] {
      _ = try folder.file(
        "\(name).yaml",
        tinyConfig.replacing("name: tiny", with: "name: \(name)")
          .replacing("epochs: 2", with: name == "first" ? "epochs: 100000" : "epochs: 2"))
    }
    _ = try folder.file("tiny.yaml", tinyConfig + findings)
    try stop(
      ["study", "tiny.yaml", "--device", "cpu", "--out", "runs/late"],
      at: "epoch 2/100000", in: folder)
    let late = try folder.text("runs/late/report.html")
    let place = try #require(late.range(of: "role=\"note\">Interrupted: "))
    let main = try #require(late.range(of: "<main>"))
    #expect(place.lowerBound < main.lowerBound)
    #expect(late.contains("second claim&quot;") && late.contains("not tested"))
    // The study itself is whole, and what was made of it is on the page.
    #expect(late.contains("What it gets wrong</h2>") && late.contains("data:image/png"))
    #expect(try rows(folder.text("runs/late/trials.csv")).count == 6)
    #expect(try run(["report", "late"], in: folder).status == 0)
    #expect(try folder.text("runs/late/report.html") == late)

    _ = try folder.file(
      "tiny.yaml", tinyConfig.replacing("epochs: 2", with: "epochs: 100000") + findings)
    try stop(
      ["study", "tiny.yaml", "--device", "cpu", "--out", "runs/early"], at: "epoch 2/", in: folder)
    let early = try folder.text("runs/early/report.html")
    #expect(
      early.contains("of 100000 epochs; &quot;first claim&quot; and &quot;second claim&quot; were"))
    let list = try run(["runs", "list"], in: folder).output
    #expect(list.components(separatedBy: "interrupted").count == 3, "\(list)")
    for name in ["late", "early"] {
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/runs/\(name)/tables.md"))
    }
  }

  @Test("the page of a run that was resumed with --force on a file elsewhere names no folder")
  func movedData() throws {
    let folder = try TemporaryFolder()
    var table = "size,price\n"
    for index in 0..<90 { table += "\(index % 7),\(index % 7 * 2).5\n" }
    for name in ["here", "there"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
      _ = try folder.file("\(name)/houses.csv", table)
    }
    _ = try folder.file(
      "houses.yaml",
      """
      name: houses
      data: {set: "csv:here/houses.csv", target: price}
      model: {mlp: {hidden: [4]}}
      loss: mean-squared-error
      optimizer: {name: adam, rate: 0.01}
      epochs: 100000
      batch: 16
      """)
    try stop(["study", "houses.yaml", "--device", "cpu"], at: "epoch 2/", in: folder)
    let forced = try run(
      [
        "study", "houses.yaml", "--device", "cpu", "--resume", "--force", "--quiet",
        "--set", "data.set=csv:there/houses.csv", "--set", "epochs=3",
      ], in: folder)
    let page = try? folder.text("runs/houses/report.html")
    #expect(forced.status == 0, "\(forced.error)")
    #expect(page?.contains("houses.csv lies in another folder, with the same content") == true)
    #expect(page?.contains(folder.path) == false)
  }
}

import Foundation
import Runs
import Studies
import Testing

@Suite("Names of runs")
struct RunFoldersTests {
  private func folders(_ names: [String]) throws -> (TemporaryFolder, RunFolders) {
    let folder = try TemporaryFolder()
    for name in names {
      let run = folder.url.appending(path: name)
      try FileManager.default.createDirectory(
        at: run.appending(path: "weights"), withIntermediateDirectories: true)
      try Data("name: x".utf8).write(to: run.appending(path: "config.yaml"))
    }
    // None of these is a run.
    for name in ["notes", "app"] {
      try FileManager.default.createDirectory(
        at: folder.url.appending(path: name), withIntermediateDirectories: true)
    }
    try Data("port: 80".utf8).write(to: folder.url.appending(path: "app/config.yaml"))
    try Data().write(to: folder.url.appending(path: "index.sqlite"))
    return (folder, RunFolders(folder.path))
  }

  @Test func list() throws {
    let (folder, folders) = try folders(["b", "a", ".deleted-c"])
    #expect(folders.names == ["a", "b"] && folder.path == folders.path)
    #expect(RunFolders("/nowhere").names.isEmpty)
  }

  @Test("a name, the beginning of one, and a path")
  func match() throws {
    let (folder, folders) = try folders(["regularization", "regression", "regression-2", "search"])
    func run(_ name: String) -> RunFolders.Match { .run("\(folder.path)/\(name)") }
    #expect(folders.match("regularization") == run("regularization"))
    #expect(folders.match("regul") == run("regularization"))
    #expect(folders.match("s") == run("search"))
    // A whole name is that run, whatever begins with it.
    #expect(folders.match("regression") == run("regression"))
    #expect(folders.match("regr") == .ambiguous(["regression", "regression-2"]))
    #expect(folders.match("reg") == .ambiguous(["regression", "regression-2", "regularization"]))
    #expect(
      folders.match("x") == .none && folders.match("") == .none && folders.match("/") == .none)
    #expect(folders.match("notes") == .none)
    #expect(folders.match("\(folder.path)/search") == run("search"))
    #expect(folders.match("\(folder.path)/search/") == run("search"))
    #expect(folders.match("\(folder.path)/se") == run("search"))
    #expect(folders.match("\(folder.path)/elsewhere") == .none)
  }

  @Test("an earlier run of the same name is meant only where it is named")
  func earlier() throws {
    let (folder, folders) = try folders(["digits", "digits.previous", "old.previous"])
    #expect(folders.match("dig") == .run("\(folder.path)/digits"))
    #expect(folders.match("digits.p") == .run("\(folder.path)/digits.previous"))
    #expect(folders.match("old") == .run("\(folder.path)/old.previous"))
  }

  @Test("what may be deleted: runs in the folder, elsewhere only with a config of this program")
  func deletion() throws {
    let (folder, folders) = try folders(["damaged"])
    #expect(folders.mayDelete("\(folder.path)/damaged"))
    #expect(!folders.mayDelete("\(folder.path)/app") && !folders.mayDelete("\(folder.path)/notes"))
    let elsewhere = RunFolders("\(folder.path)/notes")
    #expect(!elsewhere.mayDelete("\(folder.path)/damaged"))
    try Data(try Fixture.study().study.resolvedYAML.utf8).write(
      to: folder.url.appending(path: "damaged/config.yaml"))
    #expect(elsewhere.mayDelete("\(folder.path)/damaged"))
  }
}

import Foundation
import Testing

@Suite("Shells, terminals and the manual")
struct ShellTests {
  @Test("completions for three shells know the commands", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let result = try CommandLineTool.run(["--generate-completion-script", shell])
    #expect(result.status == 0)
    for word in ["study", "report", "runs", "fallback-synthetic"] {
      #expect(result.output.contains(word), "\(word)")
    }
  }

  /// Whether a shell can be asked: it is installed, or must be (`LOCKSTEP_REQUIRE_SHELLS=1`).
  static func mayAsk(_ shell: String) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    if environment["LOCKSTEP_REQUIRE_SHELLS"] == "1" { return true }
    return (environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(shell)")
    }
  }

  /// The shell itself must take the script, and say nothing to it.
  private func check(_ shell: String) throws {
    let script = try CommandLineTool.run(["--generate-completion-script", shell])
    let folder = try TemporaryFolder()
    let file = try folder.file("completion.\(shell)", script.output)
    func status(of file: String) throws -> Int32 {
      let check = Process()
      check.executableURL = URL(filePath: "/usr/bin/env")
      check.arguments = [shell, "-n", file]
      check.standardError = FileHandle.nullDevice
      try check.run()
      check.waitUntilExit()
      return check.terminationStatus
    }
    #expect(try status(of: file) == 0)
    // A script with an error is found.
    let broken = try folder.file("broken.\(shell)", script.output + "\nif (\n")
    #expect(try status(of: broken) != 0)
  }

  @Test(.enabled(if: ShellTests.mayAsk("bash"), "SKIPPED: no bash"))
  func bashTakesItsCompletions() throws { try check("bash") }

  @Test(.enabled(if: ShellTests.mayAsk("zsh"), "SKIPPED: no zsh"))
  func zshTakesItsCompletions() throws { try check("zsh") }

  @Test(.enabled(if: ShellTests.mayAsk("fish"), "SKIPPED: no fish"))
  func fishTakesItsCompletions() throws { try check("fish") }

  @Test("the manual has every command and option, and nothing that roff takes for a request")
  func manual() throws {
    let result = try CommandLineTool.run(["manual"])
    #expect(result.status == 0, "\(result.error)")
    let lines = result.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix(".TH LOCKSTEP 1") == true)
    let requests: Set = [".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".I", ".nf", ".fi", ".RS", ".RE"]
    for line in lines where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(requests.contains(String(line.prefix { $0 != " " })), "\(line)")
    }
    for words in [
      ".SS lockstep study", ".SS lockstep runs delete", "\\fB\\-\\-fallback\\-synthetic\\fR",
      ".SH EXIT STATUS", "NO_COLOR",
    ] { #expect(result.output.contains(words), "\(words)") }
    // The exit codes are there once.
    #expect(result.output.components(separatedBy: "64 wrong usage").count == 2)
    #expect(!result.output.contains("Exit codes:"))
  }

  /// What an error looks like on a terminal, in this environment; `script` gives the program one.
  private func errorOnTerminal(_ environment: [String: String]) throws -> String {
    let process = try CommandLineTool.process(
      [], ["TERM": "xterm", "NO_COLOR": ""].merging(environment) { $1 })
    let program = try CommandLineTool.binary.path
    process.executableURL = URL(filePath: "/usr/bin/script")
    process.arguments = ["-qec", "'\(program)' study nowhere.yaml", "/dev/null"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  @Test("colours on a terminal only, and never with NO_COLOR")
  func colours() throws {
    #expect(try errorOnTerminal([:]).contains("\u{1B}[1;31merror:\u{1B}[0m nowhere.yaml"))
    #expect(try errorOnTerminal(["NO_COLOR": "1"]).hasPrefix("lockstep: error: nowhere.yaml"))
    #expect(try errorOnTerminal(["TERM": "dumb"]).hasPrefix("lockstep: error: nowhere.yaml"))
    let piped = try CommandLineTool.run(
      ["study", "nowhere.yaml"], ["TERM": "xterm", "NO_COLOR": ""])
    #expect(piped.error.hasPrefix("lockstep: error: nowhere.yaml"))
  }
}

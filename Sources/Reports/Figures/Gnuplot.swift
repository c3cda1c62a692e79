import Foundation

/// The program that draws the figures.
public enum Gnuplot {
  /// The file of `gnuplot` in a search path such as `/usr/local/bin:/usr/bin`, or `nil`.
  public static func find(
    in searchPath: String = ProcessInfo.processInfo.environment["PATH"] ?? ""
  ) -> URL? {
    searchPath.split(separator: ":").lazy
      .map { URL(fileURLWithPath: String($0)).appendingPathComponent("gnuplot") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  /// Runs a script in its folder; the figure is drawn under a temporary name and renamed.
  ///
  /// - Returns: `nil` when it worked, else one line that says why not.
  /// - Throws: ``OutputError`` when the finished figure cannot be renamed.
  static func draw(_ figure: URL, script: URL, program: URL) throws -> String? {
    let temporary = OutputFile.temporaryName(for: figure)
    let process = Process()
    process.executableURL = program
    process.currentDirectoryURL = script.deletingLastPathComponent()
    // `-d`: nothing from the user's own start-up files.
    process.arguments = [
      "-d", "-e", "figure = '\(temporary.lastPathComponent)'", script.lastPathComponent,
    ]
    var environment = ProcessInfo.processInfo.environment
    environment["LC_ALL"] = "C.UTF-8"
    process.environment = environment
    let messages = Pipe()
    process.standardError = messages
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    do { try process.run() } catch { return "\(program.path) does not start" }
    let text = String(
      decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      unlink(temporary.path)
      let line = text.split(separator: "\n").last.map { $0.trimmingCharacters(in: .whitespaces) }
      return "gnuplot failed on \(script.lastPathComponent): \(line ?? "no message")"
    }
    try OutputFile.rename(temporary, to: figure)
    return nil
  }

  /// Text as a gnuplot string.
  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "''") + "'"
  }
}

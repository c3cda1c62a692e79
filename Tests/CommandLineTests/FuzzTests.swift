import Foundation
import Testing

/// Damaged files of every kind that the program reads: each is read or refused in one line, without a crash, a
/// hang or more memory than its size warrants.
///
/// `Tests/FuzzHarness` does it in a process of its own.
@Suite("Damaged files")
struct FuzzTests {
  @Test(.timeLimit(.minutes(30)))
  func tenThousandDamagedFilesAreReadOrRefused() throws {
    let process = Process()
    process.executableURL = try CommandLineTool.binary.deletingLastPathComponent()
      .appending(path: "FuzzHarness")
    process.arguments = ["10000", "1"]
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let handle = try FileHandle(forWritingTo: file)
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(process.terminationStatus == 0, "\(text)")
    let kinds = text.split(separator: "\n").filter { $0.contains(" files, ") }
    // What is damaged is refused as a rule, but not always: else nothing was read at all.
    let counts = kinds.map { line in
      line.split(separator: " ").compactMap { Int($0) }
    }
    #expect(counts.count == 17, "\(text)")
    #expect(counts.reduce(0) { $0 + ($1.first ?? 0) } >= 10_000)
    #expect(counts.count { ($0.dropFirst().first ?? 0) > 0 } >= 8, "\(text)")
  }
}

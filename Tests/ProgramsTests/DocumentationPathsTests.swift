import Foundation
import Testing

/// Every path of this repository that the documentation names must exist, so that a checklist cannot
/// go stale unnoticed.
struct DocumentationPathsTests {
  /// The checkout's root, from where this file lies in it.
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folders whose paths are checked.
  private static let folders = [
    "Sources", "Tests", "Kernels", "configs", "Scripts", "Benchmarks", "docs",
  ]

  /// Every Markdown file of the repository, relative to its root.
  static let pages: [String] = {
    let manager = FileManager.default
    let top = (try? manager.contentsOfDirectory(atPath: root.path)) ?? []
    let below = folders.flatMap { folder in
      (try? manager.subpathsOfDirectory(atPath: root.appending(path: folder).path))?
        .map { "\(folder)/\($0)" } ?? []
    }
    return (top + below).filter { $0.hasSuffix(".md") && !$0.contains("/.") }.sorted()
  }()

  @Test func thePagesAreFound() {
    #expect(Self.pages.contains("README.md"))
    #expect(Self.pages.contains("Sources/Programs/Programs.docc/AddingAnOperation.md"))
  }

  @Test func theChecklistNamesPaths() throws {
    let page = "Sources/Programs/Programs.docc/AddingAnOperation.md"
    #expect(try Self.paths(in: page).count > 10)
  }

  @Test(arguments: pages)
  func everyPathExists(page: String) throws {
    for path in try Self.paths(in: page) {
      let exists = FileManager.default.fileExists(atPath: Self.root.appending(path: path).path)
      #expect(exists, "\(page) names \(path), which does not exist")
    }
  }

  /// The repository's paths in a page's text and commands; what stands for a name (capitals such as
  /// `NAME`, an asterisk) and hidden folders are no paths.
  private static func paths(in page: String) throws -> [String] {
    let text = try String(contentsOf: root.appending(path: page), encoding: .utf8)
    let pattern = try Regex(
      #"(?:^|[^\w/.-])((?:\#(folders.joined(separator: "|")))/[\w+./*-]*[\w+/*])"#,
      as: (Substring, Substring).self)
    return text.matches(of: pattern).map { String($0.output.1) }.filter { path in
      !path.contains("*") && !path.contains("/.")
        && !path.split(separator: "/").contains { $0.prefix { $0 != "." } == "NAME" }
    }
  }
}

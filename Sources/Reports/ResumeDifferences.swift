import Datasets

/// What had changed when a run was gone on with, in words for whoever reads a page: of files only the names.
struct ResumeDifferences {
  /// The words, one item for each change.
  let words: [String]

  /// The words for lines such as `epochs: 10, was 5` and `data csv:/d/h.csv: none, was 234 + 66, 6b5c`.
  init(_ lines: [String]) {
    var words: [String] = []
    var files: [(title: String, now: String?, before: String?)] = []
    for line in lines {
      guard let change = Change(line) else {
        words.append(line)
        continue
      }
      if let title = change.fileTitle {
        // One that was moved has two lines, one for each place.
        if let index = files.firstIndex(where: { $0.title == title }) {
          files[index].now = files[index].now ?? change.now
          files[index].before = files[index].before ?? change.before
        } else {
          files.append((title, change.now, change.before))
        }
      } else if let text = change.words {
        words.append(text)
      }
    }
    self.words =
      files.map { title, now, before in
        switch (now, before) {
        case (nil, _): "\(title) is not used any more"
        case (_, nil): "\(title) was not used before"
        case (let now, let before):
          now == before
            ? "\(title) lies in another folder, with the same content"
            : "\(title) has another content"
        }
      } + words
  }

  /// A line in its parts.
  private struct Change {
    let name: String
    /// `nil` for nothing.
    let now: String?
    let before: String?

    init?(_ line: String) {
      guard let was = line.ranges(of: ", was ").last else { return nil }
      let left = line[..<was.lowerBound]
      // A path may have a colon in it, what stands for its content has none.
      let isFile = Self.fileLeads.contains { left.hasPrefix($0) }
      let colons = left.ranges(of: ": ")
      guard let colon = isFile ? colons.last : colons.first else { return nil }
      func value(_ text: Substring) -> String? { text == "none" ? nil : String(text) }
      name = String(left[..<colon.lowerBound])
      now = value(left[colon.upperBound...])
      before = value(line[was.upperBound...])
    }

    private static let fileLeads = ["data ", "starting weights "]

    /// What people call the data or the file of weights that the line is about; `nil` if it is about neither.
    var fileTitle: String? {
      if name.hasPrefix("data ") { return DataNames.title(String(name.dropFirst(5))) }
      guard name.hasPrefix("starting weights ") else { return nil }
      return "starting weights " + PathNames([])[String(name.dropFirst(17))]
    }

    /// Name and values as they are, but for folders; `nil` if only these are others, which the line of the file says.
    var words: String? {
      let (new, old) = (Self.named(now ?? "none"), Self.named(before ?? "none"))
      return new == old ? nil : "\(name): \(new), was \(old)"
    }

    private static func named(_ value: String) -> String {
      let path = OwnData(named: value)?.path ?? value
      guard path.hasPrefix("/") else { return value }
      return value.dropLast(path.count) + PathNames([])[path]
    }
  }
}

import Crypto
import Programs

/// A data set of the user's own: `images:DIR`, a folder of pictures for each class, or `csv:FILE`, a table.
public struct OwnData: Hashable, Sendable {
  /// What it is read from.
  public enum Kind: String, CaseIterable, Sendable {
    /// A folder with a folder of pictures for each class.
    case images
    /// A file of comma-separated values with a header line.
    case csv
  }

  /// What is predicted.
  public enum Task: String, CaseIterable, Sendable { case classification, regression }

  /// How the data is read; what does not concern its kind is not looked at.
  public struct Options: Hashable, Sendable {
    /// The size that pictures are brought to, height and width; `nil` for the commonest one.
    public var size: PictureSize?
    /// The column to predict.
    public var target: String?
    /// What is predicted; `nil` for classes if the column has texts, else for values.
    public var task: Task?
    /// The columns that are left out.
    public var ignored: [String] = []
    /// The share of the examples that become the test part.
    public var testShare = 0.2
    /// Draws another test part.
    public var splitSeed: UInt64 = 0

    /// The defaults.
    public init() {}
  }

  /// What it is read from.
  public let kind: Kind
  /// The folder or the file.
  public let path: String

  /// The data that a config names `images:DIR` or `csv:FILE`, or `nil` if the name is another.
  public init?(named name: String) {
    guard let kind = Kind.allCases.first(where: { name.hasPrefix($0.rawValue + ":") }) else {
      return nil
    }
    self.init(kind, path: String(name.dropFirst(kind.rawValue.count + 1)))
  }

  /// The data at `path`.
  public init(_ kind: Kind, path: String) {
    self.kind = kind
    self.path = path
  }

  /// What a config calls it.
  public var name: String { "\(kind.rawValue):\(path)" }

  /// What a table calls it: the last part of its path.
  public var title: String { path.split(separator: "/").last.map(String.init) ?? name }

  /// Reads the data and splits it.
  ///
  /// - Throws: ``DataError`` when it cannot be read, is not what was expected, or leaves a part empty.
  public func load(_ options: Options = Options()) throws(DataError) -> Dataset {
    switch kind {
    case .images: try ImageFolder(path, options).dataset(of: self)
    case .csv: try CSVTable(path, options).dataset(of: self)
    }
  }
}

/// The height and width of a picture in pixels.
public struct PictureSize: Hashable, Sendable {
  /// Rows of pixels.
  public let height: Int
  /// Columns of pixels.
  public let width: Int

  /// A size.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }
}

/// Divides examples into training and test part by a hash of what names them.
///
/// Each example is judged by itself, so further ones move no other to the other part. The order within a
/// part is that of the hashes, so that any first or last examples of it are a fair sample.
struct HashSplit {
  /// Positions of the examples to train on.
  let train: [Int]
  /// Positions of the examples to test on.
  let test: [Int]

  /// Splits examples with these keys; equal keys come into the same part.
  ///
  /// - Parameter path: What is split, for the error.
  /// - Throws: ``DataError`` when a part is empty.
  init(_ keys: [String], _ options: OwnData.Options, of path: String) throws(DataError) {
    let hashes = keys.map { key in
      SHA256.hash(data: Array("\(options.splitSeed)\u{0}\(key)".utf8)).prefix(8)
        .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    // Swift's sort keeps the order of equal keys only by promise of none: the position decides.
    let order = keys.indices.sorted { (hashes[$0], $0) < (hashes[$1], $1) }
    func isTest(_ position: Int) -> Bool {
      Double(hashes[position] >> 11) * 0x1p-53 < options.testShare
    }
    train = order.filter { !isTest($0) }
    test = order.filter(isTest)
    guard !train.isEmpty, !test.isEmpty else {
      throw DataError(
        path: path,
        reason:
          "its \(keys.count) examples leave no \(train.isEmpty ? "training" : "test") part at "
          + "data.split.test \(options.testShare); add examples or choose another share")
    }
  }
}

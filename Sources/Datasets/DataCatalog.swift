/// The data sets that this program knows, with their files and checksums.
public struct DataCatalog: Sendable {
  /// The sets in the order to list them.
  public let sets: [DataSource]

  /// A catalog of these sets.
  public init(_ sets: [DataSource]) { self.sets = sets }

  /// The set of this name.
  ///
  /// - Throws: ``DataError`` that lists the known names.
  public func source(named name: String) throws(DataError) -> DataSource {
    guard let source = sets.first(where: { $0.name == name }) else {
      throw DataError(
        path: name,
        reason: "no data set of this name; known are "
          + sets.map(\.name).joined(separator: ", "))
    }
    return source
  }

  /// The sets that come with the program.
  public static let standard = DataCatalog([.mnist, .fashionMNIST, .syntheticDigits])
}

/// One data set of the catalog: what it holds and where it comes from.
public struct DataSource: Sendable {
  /// Where the examples come from.
  public enum Origin: Sendable {
    /// Four gzip'ed IDX files.
    case idx(IDXFiles)
    /// Drawn by ``SyntheticDigits``.
    case generated
  }

  /// The name in configs, which is also the name of the folder, such as `fashion-mnist`.
  public let name: String
  /// The name for people, such as `Fashion-MNIST`.
  public let title: String
  /// The extent of one example.
  public let shape: ExampleShape
  /// The meaning of each label.
  public let classNames: [String]
  /// The number of training examples; of a generated set, how many there are unless asked otherwise.
  public let trainCount: Int
  /// The number of test examples, likewise.
  public let testCount: Int
  /// Where the examples come from.
  public let origin: Origin

  /// A data set of gray images or of another kind that `origin` names.
  public init(
    name: String, title: String, shape: ExampleShape, classNames: [String], trainCount: Int,
    testCount: Int, origin: Origin
  ) {
    self.name = name
    self.title = title
    self.shape = shape
    self.classNames = classNames
    self.trainCount = trainCount
    self.testCount = testCount
    self.origin = origin
  }

  /// The files that must be there; none for a generated set.
  public var files: [DataFile] {
    switch origin {
    case .idx(let idx): [idx.trainImages, idx.trainLabels, idx.testImages, idx.testLabels]
    case .generated: []
    }
  }

  /// The addresses of the folders to download from, best first.
  public var addresses: [String] {
    switch origin {
    case .idx(let idx): idx.addresses
    case .generated: []
    }
  }
}

/// One file of a data set, pinned to its bytes.
public struct DataFile: Hashable, Sendable {
  /// The name in the folder and behind the address.
  public let name: String
  /// The size in bytes.
  public let size: Int
  /// The SHA-256 in lower-case hexadecimal.
  public let sha256: String

  /// A file of this name with exactly these bytes.
  public init(name: String, size: Int, sha256: String) {
    self.name = name
    self.size = size
    self.sha256 = sha256
  }
}

/// The four files of a data set in MNIST's format.
public struct IDXFiles: Sendable {
  /// Images to train on.
  public let trainImages: DataFile
  /// Their labels.
  public let trainLabels: DataFile
  /// Images to test on.
  public let testImages: DataFile
  /// Their labels.
  public let testLabels: DataFile
  /// The folders to download from, each ending in a slash, best first.
  public let addresses: [String]

  /// These four files, to be had from `addresses`.
  public init(
    trainImages: DataFile, trainLabels: DataFile, testImages: DataFile, testLabels: DataFile,
    addresses: [String]
  ) {
    self.trainImages = trainImages
    self.trainLabels = trainLabels
    self.testImages = testImages
    self.testLabels = testLabels
    self.addresses = addresses
  }
}

extension DataSource {
  private static let gray28 = ExampleShape(height: 28, width: 28, channels: 1)
  private static let digits = (0..<10).map { String($0) }

  /// Handwritten digits: LeCun, Cortes, Burges, 1998.
  static let mnist = DataSource(
    name: "mnist", title: "MNIST", shape: gray28, classNames: digits, trainCount: 60_000,
    testCount: 10_000,
    origin: .idx(
      IDXFiles(
        trainImages: DataFile(
          name: "train-images-idx3-ubyte.gz", size: 9_912_422,
          sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        trainLabels: DataFile(
          name: "train-labels-idx1-ubyte.gz", size: 28_881,
          sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        testImages: DataFile(
          name: "t10k-images-idx3-ubyte.gz", size: 1_648_877,
          sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        testLabels: DataFile(
          name: "t10k-labels-idx1-ubyte.gz", size: 4_542,
          sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        addresses: [
          "https://ossci-datasets.s3.amazonaws.com/mnist/",
          "https://storage.googleapis.com/cvdf-datasets/mnist/",
        ])))

  /// Articles of clothing: Xiao, Rasul, Vollgraf, arXiv 1708.07747, 2017.
  static let fashionMNIST = DataSource(
    name: "fashion-mnist", title: "Fashion-MNIST", shape: gray28,
    classNames: [
      "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
      "Ankle boot",
    ], trainCount: 60_000, testCount: 10_000,
    origin: .idx(
      IDXFiles(
        trainImages: DataFile(
          name: "train-images-idx3-ubyte.gz", size: 26_421_880,
          sha256: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
        trainLabels: DataFile(
          name: "train-labels-idx1-ubyte.gz", size: 29_515,
          sha256: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
        testImages: DataFile(
          name: "t10k-images-idx3-ubyte.gz", size: 4_422_102,
          sha256: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
        testLabels: DataFile(
          name: "t10k-labels-idx1-ubyte.gz", size: 5_148,
          sha256: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
        addresses: [
          "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
          "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
        ])))

  /// Digits drawn by this program.
  static let syntheticDigits = DataSource(
    name: "synthetic-digits", title: "Synthetic digits", shape: SyntheticDigits.shape,
    classNames: digits, trainCount: 60_000, testCount: 10_000, origin: .generated)
}

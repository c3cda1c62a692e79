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
  public static let standard = DataCatalog([
    .mnist, .fashionMNIST, .cifar10, .californiaHousing, .syntheticDigits,
  ])
}

/// One data set of the catalog: what it holds and where it comes from.
public struct DataSource: Sendable {
  /// Where the examples come from.
  public enum Origin: Sendable {
    /// Four gzip'ed IDX files.
    case idx(IDXFiles)
    /// Files in CIFAR-10's binary format, of which any well-formed ones are taken.
    case cifar(CIFARFiles)
    /// The text file of ``CaliforniaHousing``.
    case californiaHousing(DataFile)
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
  /// Whether its features are standardised unless a config says otherwise.
  public let isStandardized: Bool
  /// What is downloaded in place of single files, if they are published as an archive.
  public let archive: DataArchive?

  /// What each feature is; empty for pictures.
  var featureNames: [String] {
    if case .californiaHousing = origin { CaliforniaHousing.featureNames } else { [] }
  }

  /// A data set of gray images or of another kind that `origin` names.
  public init(
    name: String, title: String, shape: ExampleShape, classNames: [String], trainCount: Int,
    testCount: Int, origin: Origin, isStandardized: Bool = false, archive: DataArchive? = nil
  ) {
    self.name = name
    self.title = title
    self.shape = shape
    self.classNames = classNames
    self.trainCount = trainCount
    self.testCount = testCount
    self.origin = origin
    self.isStandardized = isStandardized
    self.archive = archive
  }

  /// The published files; none for a generated set.
  public var files: [DataFile] {
    switch origin {
    case .idx(let idx): [idx.trainImages, idx.trainLabels, idx.testImages, idx.testLabels]
    case .cifar(let cifar): cifar.all
    case .californiaHousing(let file): [file]
    case .generated: []
    }
  }

  /// Where a file of the set, or its archive, can be had, best first.
  func addresses(of file: DataFile) -> [String] {
    if let archive, file == archive.file { return archive.addresses }
    if case .idx(let idx) = origin { return idx.addresses.map { $0 + file.name } }
    return []
  }
}

/// A gzip'ed tar archive that holds the files of a data set.
public struct DataArchive: Sendable {
  /// The archive, pinned to its bytes.
  public let file: DataFile
  /// The folder in the archive that the files lie in.
  public let folder: String
  /// Where the archive itself can be had, best first.
  public let addresses: [String]

  /// An archive.
  public init(file: DataFile, folder: String, addresses: [String]) {
    self.file = file
    self.folder = folder
    self.addresses = addresses
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

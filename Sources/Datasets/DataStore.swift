import Foundation
import Programs

/// Finds data sets on this machine, checks them, loads them, and downloads what is missing.
///
/// A set NAME lies as `DIR/NAME/FILE` in one of the places: the directory the caller names, the
/// environment's `LOCKSTEP_DATA`, the user's cache. The first place that has any of its files is
/// taken. A file that is there but is not what was published is refused, never replaced.
public struct DataStore: Sendable {
  /// A directory in which data sets may lie.
  public struct Place: Equatable, Sendable {
    /// Where the directory was named: `--data`, `LOCKSTEP_DATA` or `cache`.
    public let origin: String
    /// The path of the directory.
    public let directory: String
  }

  /// What is known about a set without reading its files.
  public enum Presence: Equatable, Sendable {
    /// Needs no files.
    case generated
    /// All files are in this folder and as long as published; their bytes are not judged.
    case complete(String)
    /// All files are in this folder, but these are not as long as published.
    case damaged(String, files: [String])
    /// Some files are in this folder, these are not.
    case incomplete(String, missing: [String])
    /// No place has a file of it.
    case absent
  }

  /// The known sets.
  public let catalog: DataCatalog
  /// The places to look in, first come first served.
  public let places: [Place]
  /// Whether ``load(_:trainLimit:testLimit:seed:)`` may download a set that is nowhere.
  public let downloadsMissing: Bool
  /// Hears of every download; called from the thread that loads.
  let report: @Sendable (DownloadEvent) -> Void
  private let shouldStop: @Sendable () -> Bool
  private let failures: DownloadFailures
  private let environment: [String: String]

  /// A store that looks in `directory`, in `LOCKSTEP_DATA` and in the user's cache.
  ///
  /// The cache is `data` in the folder of ``/Programs/UserCache``: `~/.cache/lockstep` by default.
  ///
  /// - Parameters:
  ///   - directory: The directory to look in first and to download to.
  ///   - environment: Where `LOCKSTEP_DATA`, the cache's folder and `PATH` are taken from.
  ///   - catalog: The sets that can be asked for.
  ///   - downloadsMissing: Whether ``load(_:trainLimit:testLimit:seed:)`` may download.
  ///   - failures: The addresses not to be tried again.
  ///   - report: Hears of every download; called from the thread that loads.
  ///   - shouldStop: Asked ten times a second during a download whether to give it up; what arrived
  ///     is kept.
  /// - Throws: ``DataError`` when `directory` is given and is no folder.
  public init(
    directory: String? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment,
    catalog: DataCatalog = .standard, downloadsMissing: Bool = false,
    failures: DownloadFailures = .ofProcess,
    report: @escaping @Sendable (DownloadEvent) -> Void = { _ in },
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws(DataError) {
    var places: [Place] = []
    if let directory {
      guard FileSystem.isDirectory(directory) else {
        throw DataError(path: directory, reason: "--data: no such folder")
      }
      places.append(Place(origin: "--data", directory: directory))
    }
    if let directory = environment["LOCKSTEP_DATA"], !directory.isEmpty {
      places.append(Place(origin: "LOCKSTEP_DATA", directory: directory))
    }
    if let directory = Self.cache(environment) {
      places.append(Place(origin: "cache", directory: directory))
    }
    self.places = places
    self.environment = environment
    self.catalog = catalog
    self.downloadsMissing = downloadsMissing
    self.failures = failures
    self.report = report
    self.shouldStop = shouldStop
  }

  private static func cache(_ environment: [String: String]) -> String? {
    UserCache.folder(environment).map { $0 + "/data" }
  }

  // MARK: Finding

  /// Says whether the files of a set are there, without reading them.
  ///
  /// - Throws: ``DataError`` for an unknown name.
  public func presence(of name: String) throws(DataError) -> Presence {
    let source = try catalog.source(named: name)
    if case .generated = source.origin { return .generated }
    for place in places {
      let folder = place.directory + "/" + name
      if case .cifar(let files) = source.origin {
        guard let found = CIFARFolder(folder, files) else { continue }
        return found.missing.isEmpty
          ? .complete(folder) : .incomplete(folder, missing: found.missing)
      }
      let missing = source.files.map(\.name).filter { !FileSystem.exists("\(folder)/\($0)") }
      if missing.isEmpty {
        let damaged = source.files.filter { file in
          FileSystem.size(of: "\(folder)/\(file.name)") != file.size
        }
        return damaged.isEmpty
          ? .complete(folder) : .damaged(folder, files: damaged.map(\.name))
      }
      if missing.count < source.files.count { return .incomplete(folder, missing: missing) }
    }
    return .absent
  }

  /// The folder of a set whose files are all there and have the published bytes; files in CIFAR-10's
  /// format may be others, see ``contents(of:)``.
  ///
  /// - Returns: Nil when no place has a file of the set, when it needs none, and when the cache holds
  ///   only a part of it, which is what a broken ``fetch(_:)`` leaves.
  /// - Throws: ``DataError`` for an unknown name, and for a file that is missing beside others, cut
  ///   off or altered.
  public func find(_ name: String) throws(DataError) -> String? {
    let source = try catalog.source(named: name)
    switch try presence(of: name) {
    case .generated, .absent: return nil
    case .incomplete(let folder, let missing):
      if isCache(folder, of: name) { return nil }
      throw incompleteness(of: source, folder: folder, missing: missing)
    case .complete(let folder), .damaged(let folder, _):
      if case .cifar = source.origin { return folder }
      for file in source.files {
        try file.check(
          at: "\(folder)/\(file.name)",
          remedy: "delete it and " + remedy(for: name, folder: folder))
      }
      return folder
    }
  }

  /// The error that a set cannot be used because files of it, or all, are not there.
  ///
  /// It says where was looked and what to do.
  public func absence(of name: String) -> DataError {
    if let source = try? catalog.source(named: name),
      case .incomplete(let folder, let missing) = try? presence(of: name)
    {
      return incompleteness(of: source, folder: folder, missing: missing)
    }
    let looked = places.map { place in
      let note = FileSystem.isDirectory(place.directory) ? "" : ", which is no folder"
      return "\(place.directory) (\(place.origin)\(note))"
    }
    return DataError(
      path: name,
      reason: "not found in \(looked.joined(separator: ", ")); "
        + "run `lockstep data fetch \(name)`, or name the folder that holds "
        + "\(name)/ with --data or LOCKSTEP_DATA")
  }

  private func incompleteness(
    of source: DataSource, folder: String, missing: [String]
  ) -> DataError {
    DataError(
      path: folder,
      reason: "\(missing.joined(separator: ", ")) missing of \(source.files.count) files; "
        + remedy(for: source.name, folder: folder))
  }

  private func isCache(_ folder: String, of name: String) -> Bool {
    places.contains { $0.origin == "cache" && "\($0.directory)/\(name)" == folder }
  }

  private func remedy(for name: String, folder: String) -> String {
    let option =
      isCache(folder, of: name) ? "" : " --data \(folder.dropLast(name.count + 1))"
    return "run `lockstep data fetch \(name)\(option)`, or copy a whole one here"
  }

  // MARK: Fetching

  /// Makes sure that a set lies on this machine with the published bytes, downloading what is missing.
  ///
  /// A download goes to the directory the caller named, else to the cache. What a broken download
  /// left is continued. A file appears under its name only when its checksum is right.
  ///
  /// - Returns: The folder; nil for a set that needs no files.
  /// - Throws: ``DataError`` for an unknown name, for a damaged file that is already there, and when
  ///   the download fails, failed before in this process or is interrupted.
  @discardableResult
  public func fetch(_ name: String) throws(DataError) -> String? {
    let source = try catalog.source(named: name)
    if case .generated = source.origin { return nil }
    let named = places.first { $0.origin == "--data" }
    guard let target = named ?? places.first(where: { $0.origin == "cache" }) else {
      throw DataError(
        path: name, reason: "no cache directory: set HOME or XDG_CACHE_HOME, or give --data DIR")
    }
    let folder = target.directory + "/" + name
    switch try presence(of: name) {
    case .complete(let found) where named == nil || found == folder,
      .damaged(let found, _) where named == nil || found == folder:
      return try find(name)
    case .incomplete(let found, _) where named == nil && found != folder: return try find(name)
    default: break
    }
    try FileSystem.makeDirectory(folder)
    try FileLock.hold(folder + "/.fetch.lock", shouldStop: shouldStop) { () throws(DataError) in
      try complete(source, in: folder)
    }
    return folder
  }

  /// Checks the files that are in `folder` and downloads the others.
  private func complete(_ source: DataSource, in folder: String) throws(DataError) {
    var missing: [DataFile] = []
    for file in source.files {
      let path = "\(folder)/\(file.name)"
      guard FileSystem.exists(path) else {
        missing.append(file)
        continue
      }
      try file.check(
        at: path, remedy: "delete it and " + remedy(for: source.name, folder: folder))
    }
    guard !missing.isEmpty else { return }
    let downloader = try Downloader(
      environment: environment, failures: failures, shouldStop: shouldStop, report: report)
    if let archive = source.archive {
      try archive.fetch(
        missing, of: source, in: folder, with: downloader, environment: environment)
      return
    }
    for file in missing {
      try downloader.download(file, of: source, to: "\(folder)/\(file.name)")
    }
  }

  // MARK: Loading

  /// Loads a data set after checking its files.
  ///
  /// - Parameters:
  ///   - trainLimit: Take the first examples of the training part only; nil takes all.
  ///   - testLimit: The same for the test part.
  ///   - seed: The seed of a generated set; sets from files have none.
  /// - Throws: ``DataError`` for an unknown name, a limit that is not in 1 ... count, files that are
  ///   nowhere to be found or damaged, and a download that fails.
  public func load(
    _ name: String, trainLimit: Int? = nil, testLimit: Int? = nil, seed: UInt64 = 0
  ) throws(DataError) -> Dataset {
    let source = try catalog.source(named: name)
    var classNames = source.classNames
    try check(trainLimit, source, "training", source.trainCount)
    try check(testLimit, source, "test", source.testCount)
    var train: Examples
    var test: Examples
    switch source.origin {
    case .generated:
      let digits = SyntheticDigits(seed: seed)
      train = digits.examples(.train, count: trainLimit ?? source.trainCount)
      test = digits.examples(.test, count: testLimit ?? source.testCount)
    case .idx(let files):
      let folder = try folder(of: source)
      func part(_ images: DataFile, _ labels: DataFile, _ limit: Int?) throws(DataError) -> Examples
      {
        try IDX.examples(
          images: "\(folder)/\(images.name)", labels: "\(folder)/\(labels.name)",
          shape: source.shape, classes: source.classNames.count, limit: limit)
      }
      train = try part(files.trainImages, files.trainLabels, trainLimit)
      test = try part(files.testImages, files.testLabels, testLimit)
    case .cifar(let files):
      let folder = try cifarFolder(of: source, files)
      train = try CIFAR.examples(folder.train, limit: trainLimit)
      test = try CIFAR.examples(folder.test, limit: testLimit)
      // How many there are is known only now.
      try check(trainLimit, source, "training", train.count)
      try check(testLimit, source, "test", test.count)
      classNames = try folder.classNames() ?? classNames
    case .californiaHousing(let file):
      (train, test) = try CaliforniaHousing.examples("\(folder(of: source))/\(file.name)")
      train = train.prefix(trainLimit ?? train.count)
      test = test.prefix(testLimit ?? test.count)
    }
    return Dataset(
      name: source.name, title: source.title, exampleShape: source.shape, classNames: classNames,
      train: train, test: test, featureNames: source.featureNames)
  }

  /// A file of a set that need not be the published one.
  public struct FileContents: Equatable, Sendable {
    /// The path.
    public let path: String
    /// The number of examples in it.
    public let examples: Int
    /// Whether it holds exactly the published bytes.
    public let isPublished: Bool
  }

  /// Reads the files of a set in CIFAR-10's format whole and says which of them are the published ones.
  ///
  /// - Returns: One entry a file, in the order they are read; none for other sets.
  /// - Throws: ``DataError`` for an unknown name, and when a file is missing or not well-formed.
  public func contents(of name: String) throws(DataError) -> [FileContents] {
    let source = try catalog.source(named: name)
    guard case .cifar(let files) = source.origin else { return [] }
    var contents: [FileContents] = []
    for file in try cifarFolder(of: source, files).files {
      contents.append(
        FileContents(
          path: file.path, examples: try CIFAR.records(of: file.path),
          isPublished: try file.published.isContent(of: file.path)))
    }
    return contents
  }

  /// Whether the files of a set are the published ones; only those in CIFAR-10's format need not be.
  ///
  /// - Throws: ``DataError`` for an unknown name, and when a file is missing or cannot be read.
  public func isPublished(_ name: String) throws(DataError) -> Bool {
    let source = try catalog.source(named: name)
    guard case .cifar(let files) = source.origin else { return true }
    for file in try cifarFolder(of: source, files).files {
      guard try file.published.isContent(of: file.path) else { return false }
    }
    return true
  }

  private func cifarFolder(
    of source: DataSource, _ files: CIFARFiles
  ) throws(DataError) -> CIFARFolder {
    let path = try folder(of: source)
    guard let folder = CIFARFolder(path, files) else { throw absence(of: source.name) }
    return folder
  }

  /// The checked folder of a set from files, downloaded when that is allowed.
  private func folder(of source: DataSource) throws(DataError) -> String {
    if let folder = try find(source.name) { return folder }
    if downloadsMissing, let folder = try fetch(source.name) { return folder }
    throw absence(of: source.name)
  }

  private func check(
    _ limit: Int?, _ source: DataSource, _ part: String, _ count: Int
  ) throws(DataError) {
    guard let limit else { return }
    var count = count
    if case .generated = source.origin { count = SyntheticDigits.maximumCount }
    guard (1...count).contains(limit) else {
      throw DataError(
        path: source.name,
        reason: "has \(count) \(part) examples, \(limit) were asked for; take 1 to \(count)")
    }
  }
}

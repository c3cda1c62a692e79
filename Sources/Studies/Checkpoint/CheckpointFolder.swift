import Foundation
import Networks
import Training

/// `runs/NAME/checkpoint/`: a manifest, and the file of numbers that it names.
///
/// A checkpoint is there once its manifest has its name: the numbers are on the disk by then, under a name
/// of their own, and those of the checkpoint before are removed afterwards. So whatever happens at whatever
/// moment, the folder has the old checkpoint or the new one. The folder belongs to one process at a time.
public final class CheckpointFolder: Sendable {
  /// The folder.
  public let path: String
  private let lock: Int32

  /// The name of the folder within a run folder.
  public static let name = "checkpoint"

  /// Whether the folder of a run has a checkpoint.
  public static func exists(inRun path: String) -> Bool {
    FileManager.default.fileExists(atPath: manifestPath("\(path)/\(name)"))
  }

  private static func manifestPath(_ folder: String) -> String { folder + "/manifest.json" }
  private var manifestPath: String { Self.manifestPath(path) }

  /// The folder of a run, made if it is not there, for this process until the value goes away.
  ///
  /// - Throws: ``CheckpointError`` if it cannot be written, or another process has it.
  public init(inRun run: String) throws(CheckpointError) {
    path = "\(run)/\(Self.name)"
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CheckpointError(
        path: path, reason: "this folder cannot be made: \(error.localizedDescription)",
        kind: .inputOutput)
    }
    // The system drops the lock when the process ends, however it ends.
    lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      let isTaken = lock >= 0 && errno == EWOULDBLOCK
      let reason = String(cString: strerror(errno))
      throw CheckpointError(
        path: path,
        reason: isTaken
          ? "another lockstep process trains in this folder; wait for it, or name another with --out"
          : "this folder cannot be locked: \(reason)", kind: .inputOutput)
    }
    // What a kill left half written, now that nobody writes it.
    removeFiles(in: "\(run)/weights") { $0.hasPrefix(ReplacementFile.prefix) }
    do {
      // The name of the folder must last like those in it.
      try ReplacementFile.sync(folder: URL(filePath: run))
    } catch { throw CheckpointError(error) }
  }

  deinit { close(lock) }

  // MARK: - Writing

  /// Saves a state in the place of the one before.
  ///
  /// - Parameter number: one that no attempt had before: the file of its numbers may be that of the checkpoint
  ///   that is there, even if the attempt failed.
  /// - Throws: ``CheckpointError`` if it cannot be written; the one before is then whole.
  func save(
    _ state: StudyState, number: Int, origin: RunOrigin, identity: RunIdentity
  ) throws(CheckpointError) {
    do {
      // Weights of finished trials are not trained again: their names must last as well.
      let weights = URL(filePath: path).deletingLastPathComponent().appending(path: "weights")
      if FileManager.default.fileExists(atPath: weights.path) {
        try ReplacementFile.sync(folder: weights)
      }
      let name = Self.stateName(number)
      let written = try RawSafetensors.write(
        CheckpointManifest.tensors(state), to: "\(path)/\(name)")
      let manifest = CheckpointManifest(
        state, number: number,
        stateFile: CheckpointManifest.StateFile(
          name: name, byteCount: written.byteCount, sha256: written.sha256),
        origin: origin, identity: identity, savedAt: Date().formatted(.iso8601))
      let data = try manifest.data()
      guard data.count <= CheckpointManifest.largestByteCount else {
        throw WeightsError(
          path: manifestPath,
          reason: "would have \(data.count) bytes, more than the "
            + "\(CheckpointManifest.largestByteCount) that are read")
      }
      var file = try ReplacementFile(for: manifestPath)
      try file.append(data)
      try file.commit(syncsFolder: true)
      removeAllStates(but: name)
    } catch {
      // What a failure left of the new numbers would only fill the disk.
      if let current = try? manifest() { removeAllStates(but: current.stateFile.name) }
      throw CheckpointError(
        path: path, reason: (error as? WeightsError)?.reason ?? "cannot be written: \(error)",
        kind: .inputOutput)
    }
  }

  private static func stateName(_ number: Int) -> String { "state-\(number).safetensors" }

  private func removeAllStates(but name: String) {
    removeFiles(in: path) { other in
      other != name && (other.hasPrefix("state-") || other.hasPrefix(ReplacementFile.prefix))
    }
  }

  private func removeFiles(in folder: String, where isWanted: (String) -> Bool) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where isWanted(name) { unlink("\(folder)/\(name)") }
  }

  // MARK: - Reading

  /// A checkpoint whose manifest, and the header of whose numbers, were read and found right.
  public struct Saved {
    let manifest: CheckpointManifest
    private let file: RawSafetensors
    private let path: String

    fileprivate init(_ manifest: CheckpointManifest, _ file: RawSafetensors, path: String) {
      self.manifest = manifest
      self.file = file
      self.path = path
    }

    /// What its numbers depend on.
    public var identity: RunIdentity { manifest.identity }
    /// Where and how often the run was begun.
    public var origin: RunOrigin { manifest.origin }
    /// When it was saved, ISO 8601.
    public var savedAt: String { manifest.savedAt }
    /// The places of the trials that are finished, from 0.
    public var finishedTrials: [Int] {
      manifest.groups.filter { $0.ends != nil }.flatMap(\.places)
    }

    /// Reads the numbers.
    ///
    /// - Parameter trials: the trials that the study has.
    /// - Throws: ``CheckpointError`` if they cannot be read, are altered or contradict the manifest.
    public func state(trials: Int) throws(CheckpointError) -> StudyState {
      let tensors: [RawTensor]
      do { tensors = try file.tensors(sha256: manifest.stateFile.sha256) } catch {
        throw CheckpointError(error)
      }
      return try manifest.state(tensors, trials: trials, path: path)
    }
  }

  /// The checkpoint in the folder, or `nil` if there is none.
  ///
  /// Nothing is allocated for the numbers before all sizes are known to be right.
  /// - Throws: ``CheckpointError`` if it cannot be read or is damaged.
  public func load() throws(CheckpointError) -> Saved? {
    guard let manifest = try manifest() else { return nil }
    let stated = manifest.stateFile
    guard stated.name == Self.stateName(manifest.number) else {
      throw CheckpointError(path: manifestPath, reason: "names '\(stated.name)' as its numbers")
    }
    let file: RawSafetensors
    do { file = try RawSafetensors(path: "\(path)/\(stated.name)") } catch {
      throw CheckpointError(error)
    }
    guard file.byteCount == stated.byteCount else {
      throw CheckpointError(
        path: "\(path)/\(stated.name)",
        reason: "has \(file.byteCount) bytes, the manifest says \(stated.byteCount)")
    }
    removeAllStates(but: stated.name)
    return Saved(manifest, file, path: manifestPath)
  }

  private func manifest() throws(CheckpointError) -> CheckpointManifest? {
    var info = stat()
    guard stat(manifestPath, &info) == 0 else {
      guard errno == ENOENT else { throw failureToReadManifest() }
      return nil
    }
    guard info.st_mode & S_IFMT == S_IFREG, info.st_size <= CheckpointManifest.largestByteCount
    else {
      throw CheckpointError(
        path: manifestPath,
        reason: "is no manifest of a checkpoint: \(info.st_size) bytes, at most "
          + "\(CheckpointManifest.largestByteCount) are read")
    }
    guard let data = FileManager.default.contents(atPath: manifestPath) else {
      throw failureToReadManifest()
    }
    return try CheckpointManifest(data, path: manifestPath)
  }

  /// The error of the last system call.
  private func failureToReadManifest() -> CheckpointError {
    CheckpointError(
      path: manifestPath, reason: "cannot be read: \(String(cString: strerror(errno)))",
      kind: .inputOutput)
  }
}

extension CheckpointError {
  /// An error about the file of numbers.
  init(_ error: WeightsError) {
    self.init(
      path: error.path, reason: error.reason,
      kind: error.kind == .inputOutput ? .inputOutput : .badData)
  }
}

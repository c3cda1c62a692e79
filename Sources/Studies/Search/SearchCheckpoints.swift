import Foundation
import Training

/// The states of runs that are being trained, so that a search that is stopped or killed loses little: a file
/// for each run, beside the store.
struct SearchCheckpoints {
  /// The folder.
  let folder: URL

  /// Those of a search, beside its store.
  init(of store: SearchStore) {
    folder = URL(filePath: store.path).deletingLastPathComponent()
      .appending(path: "checkpoints/\(store.identity.prefix(8))")
  }

  private func file(_ run: Int64) -> URL { folder.appending(path: "run-\(run).state") }

  /// Keeps states in place of older ones.
  ///
  /// - Throws: ``SearchError`` if a file cannot be written.
  func save(_ states: [ReplicaState], of runs: [Int64]) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (run, state) in zip(runs, states) {
        try state.data().write(to: file(run), options: .atomic)
      }
    } catch {
      throw SearchError(
        .inputOutput, path: folder.path,
        reason:
          "cannot be written (\(error.localizedDescription)); free some disk and give the same "
          + "command")
    }
  }

  /// The state of a run; `nil` if there is none that can be read.
  func state(_ run: Int64) -> ReplicaState? {
    (try? Data(contentsOf: file(run))).flatMap { ReplicaState($0) }
  }

  /// How far the state of a run is trained; `nil` if there is none.
  func position(_ run: Int64) -> TrainingPosition? {
    guard let handle = try? FileHandle(forReadingFrom: file(run)) else { return nil }
    defer { try? handle.close() }
    return (try? handle.read(upToCount: 1 << 16)).flatMap { ReplicaState.position(in: $0) }
  }

  /// Forgets runs that need no state any more.
  func remove(_ runs: [Int64]) {
    for run in runs { try? FileManager.default.removeItem(at: file(run)) }
  }

  /// Forgets all.
  func removeAll() {
    try? FileManager.default.removeItem(at: folder.deletingLastPathComponent())
  }
}

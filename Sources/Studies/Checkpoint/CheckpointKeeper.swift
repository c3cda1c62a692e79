import Dispatch
import Networks
import Synchronization
import Training

/// Saves the state of a study while it trains, as often as the interval says, mostly on a thread of its own.
public final class CheckpointKeeper: Sendable {
  private let folder: CheckpointFolder
  private let interval: CheckpointInterval
  private let identity: @Sendable () -> RunIdentity
  private let queue = DispatchQueue(label: "lockstep.checkpoint")
  private let progress: Mutex<Progress>

  private struct Progress {
    /// The number of the last attempt to save.
    var number: Int
    /// Whether there was a checkpoint to begin with.
    let hadOne: Bool
    var origin: RunOrigin
    /// Which one was saved last, in words.
    var place: String?
    /// What was found out when it was needed first: it takes a hash of all data.
    var identity: RunIdentity?
    var isSaving = false
    /// When the last one was saved, or it was first asked whether one is due, in nanoseconds of uptime.
    var since: UInt64?
    /// What the last one of a group under way took.
    var secondsPerByte = 1 / CheckpointKeeper.bytesPerSecond
    var failure: CheckpointError?
    /// What was told last of a failure, until one is saved again.
    var told: String?
    var seconds = 0.0

    /// Which checkpoint there is, in words.
    var kept: String {
      if let place { return "the one from \(place) stays" }
      return hadOne ? "the one before stays" : "there is none yet"
    }
  }

  /// The least time between two automatic checkpoints.
  private static let leastSeconds = 10.0
  /// How many times longer than saving training must have taken: half of the hundredth that saving may take is
  /// left for the ends of groups and for a stop, which are saved whatever was before.
  private static let factor = 200.0
  /// What is reckoned with before the first one was saved.
  private static let bytesPerSecond = 2.5e8

  /// A keeper that saves into a folder.
  ///
  /// - Parameters:
  ///   - saved: the checkpoint that is there already.
  ///   - identity: what the run's numbers depend on; asked for once, with the first checkpoint.
  public init(
    _ folder: CheckpointFolder, interval: CheckpointInterval, origin: RunOrigin,
    after saved: CheckpointFolder.Saved? = nil, identity: @escaping @Sendable () -> RunIdentity
  ) {
    self.folder = folder
    self.interval = interval
    self.identity = identity
    progress = Mutex(
      Progress(number: saved?.manifest.number ?? 0, hadOne: saved != nil, origin: origin))
  }

  /// Wall seconds that saving took so far, on whichever thread.
  public var seconds: Double { progress.withLock { $0.seconds } }

  /// Where and how often the run was begun.
  public var origin: RunOrigin { progress.withLock { $0.origin } }

  /// Adds to what was different, and accepted, when the run was taken up again.
  func note(_ differences: [String]) {
    progress.withLock { progress in
      guard let last = progress.origin.resumes.indices.last else { return }
      progress.origin.resumes[last].differences += differences
    }
  }

  /// Whether it is time to save a state of so many bytes.
  func isDue(byteCount: Int) -> Bool {
    let now = DispatchTime.now().uptimeNanoseconds
    return progress.withLock { progress in
      guard !progress.isSaving else { return false }
      switch interval {
      case .never: return false
      case .seconds(0): return true
      case .seconds, .automatic:
        let since = progress.since ?? now
        progress.since = since
        return now - since >= wait(cost: Double(byteCount) * progress.secondsPerByte)
      }
    }
  }

  /// Nanoseconds from one checkpoint to the next.
  private func wait(cost: Double) -> UInt64 {
    switch interval {
    case .automatic: UInt64(1e9 * min(max(Self.leastSeconds, Self.factor * cost), 1e9))
    case .seconds(let seconds): UInt64(1e9 * min(seconds, 1e9))
    case .never: 0
    }
  }

  /// Saves a state on another thread, so that training goes on meanwhile; with an interval of 0 at once.
  ///
  /// A failure is told by ``takeFailure()``.
  /// - Parameter seconds: what it took to get the state.
  func save(_ state: StudyState, seconds: Double = 0) {
    progress.withLock { $0.isSaving = true }
    queue.async { self.write(state, seconds) }
    if interval == .seconds(0) { finish() }
  }

  /// Saves a state before it returns.
  ///
  /// - Throws: ``CheckpointError`` if that fails; the checkpoint before is then whole.
  func saveNow(_ state: StudyState) throws(CheckpointError) {
    queue.sync { write(state, 0) }
    let (failure, kept) = progress.withLock { ($0.failure.take(), $0.kept) }
    guard let failure else { return }
    throw CheckpointError(
      path: failure.path, reason: "\(failure.reason): no checkpoint was saved, \(kept)",
      kind: failure.kind)
  }

  /// Waits until all that was to be saved is.
  public func finish() { queue.sync {} }

  /// What went wrong since the last call, in a line that says which checkpoint there is; `nil` if nothing, or
  /// the same as before.
  public func takeFailure() -> String? {
    progress.withLock { progress in
      guard let failure = progress.failure.take() else { return nil }
      let line = "\(failure): no checkpoint was saved, \(progress.kept), and training goes on"
      guard line != progress.told else { return nil }
      progress.told = line
      return line
    }
  }

  private func write(_ state: StudyState, _ seconds: Double) {
    let start = DispatchTime.now().uptimeNanoseconds
    let (number, origin, known) = progress.withLock { progress in
      progress.number += 1
      return (progress.number, progress.origin, progress.identity)
    }
    let identity = known ?? self.identity()
    var failure: CheckpointError?
    do {
      try folder.save(state, number: number, origin: origin, identity: identity)
    } catch {
      failure = error
    }
    let end = DispatchTime.now().uptimeNanoseconds
    let cost = seconds + Double(end - start) * 1e-9
    progress.withLock { progress in
      progress.isSaving = false
      progress.identity = identity
      progress.since = end
      let byteCount = state.running?.state.tensors.reduce(0) { $0 + $1.bytes.count } ?? 0
      if byteCount > 0 { progress.secondsPerByte = cost / Double(byteCount) }
      progress.seconds += cost
      progress.failure = failure
      if failure == nil {
        progress.place = state.place
        progress.told = nil
      }
    }
  }
}

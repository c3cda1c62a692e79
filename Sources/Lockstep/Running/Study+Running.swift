import Datasets
import Networks
import Studies
import Training

/// What a run of a study may be given.
public struct RunOptions: Sendable {
  /// A folder with data sets, looked into before `LOCKSTEP_DATA` and the user's cache.
  public var dataFolder: String?
  /// Whether known data sets that are nowhere are downloaded.
  public var downloadsMissing: Bool
  /// The most trials that train at once; `nil` for as many as the device holds.
  public var largestGroup: Int?

  /// Options.
  public init(
    dataFolder: String? = nil, downloadsMissing: Bool = false, largestGroup: Int? = nil
  ) {
    self.dataFolder = dataFolder
    self.downloadsMissing = downloadsMissing
    self.largestGroup = largestGroup
  }
}

/// What a run tells while it goes on, in this order.
public enum StudyEvent: Sendable {
  /// The device that was opened, and why: one line.
  case device(String)
  /// What is worth knowing about the data: one line.
  case note(String)
  /// A lockstep group begins: its number from 1, how many there are, its trials and network in one line.
  case group(Int, of: Int, String)
  /// Where a group stands, about once a second and after every epoch.
  case progress(GroupProgress)
  /// A trial is trained to its end, by its number from 1.
  case trial(Int)
  /// All trials are trained; the last event.
  case finished(TrainedStudy)
}

extension Study {
  /// Trains all trials.
  ///
  /// The work is done on one of Dispatch's threads, none of those that tasks share. When the task is cancelled,
  /// it ends after the current piece of an epoch (about a second).
  ///
  /// - Parameters:
  ///   - device: what to train on; the same trials give the same numbers, bit for bit, on one device.
  ///   - progress: called with every event on the working thread, with the last one on the task's; what it
  ///     does delays the training.
  /// - Returns: All figures, statistics and weights.
  /// - Throws: ``StudyError``.
  public func run(
    on device: Device = .auto, options: RunOptions = RunOptions(),
    progress: @escaping @Sendable (StudyEvent) -> Void = { _ in }
  ) async throws(StudyError) -> TrainedStudy {
    let trained = try await runBlocking { shouldStop in
      try runNow(on: device, options, progress, shouldStop)
    }
    progress(.finished(trained))
    return trained
  }

  /// Trains all trials and tells of it as a sequence, which ends with ``StudyEvent/finished(_:)``.
  ///
  /// Leaving the loop cancels the run.
  ///
  /// ```swift
  /// for try await event in study.events(on: .cpu) {
  ///   if case .progress(let progress) = event { print(progress.fraction) }
  /// }
  /// ```
  /// - Returns: Events; the sequence throws ``StudyError``.
  public func events(
    on device: Device = .auto, options: RunOptions = RunOptions()
  ) -> AsyncThrowingStream<StudyEvent, any Error> {
    Self.eventStream { progress in
      _ = try await run(on: device, options: options, progress: progress)
    }
  }

  /// What `run` tells as a sequence; leaving the loop cancels its task.
  package static func eventStream(
    of run: @escaping @Sendable (@escaping @Sendable (StudyEvent) -> Void) async throws -> Void
  ) -> AsyncThrowingStream<StudyEvent, any Error> {
    AsyncThrowingStream { continuation in
      let task = Task {
        do {
          try await run { continuation.yield($0) }
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  /// The run itself, on the thread that calls.
  private func runNow(
    on device: Device, _ options: RunOptions, _ progress: @escaping @Sendable (StudyEvent) -> Void,
    _ shouldStop: @escaping @Sendable () -> Bool
  ) throws(StudyError) -> TrainedStudy {
    guard search == nil else {
      throw .misuse("study \(name): its config describes a search, which has no single run")
    }
    if let group = options.largestGroup, group < 1 {
      throw .misuse("study \(name): the largest group must have at least one trial, not \(group)")
    }
    if shouldStop() { throw .cancelled(nil) }
    do {
      let choice = try DeviceChoice(device, execution) { progress(.note($0)) }
      progress(.device(choice.reason))
      var dataSets = try StudyDataSets(options, shouldStop)
      dataSets.note = { progress(.note($0)) }
      var training = StudyTraining(self, on: choice, dataSets: dataSets)
      training.largestGroup = options.largestGroup
      var ends: [Int: TrialEnd] = [:]
      var observer = StudyRunner.Observer()
      observer.groupWillStart = { progress(.group($0, of: $1, $2.description)) }
      observer.progress = { progress(.progress($0)) }
      observer.shouldStop = shouldStop
      observer.trialDidFinish = { index, weights, position in
        ends[trials[index].number] = TrialEnd(weights: weights, position: position)
        progress(.trial(trials[index].number))
      }
      let outcome = try StudyDataSets.noticingCancellation(shouldStop) {
        try training.run(observer)
      }
      let trained = TrainedStudy(
        outcome.result, ends: ends, dataSets: outcome.dataSets.sets,
        device: Device(outcome.result.run.deviceIdentifier))
      if outcome.wasStopped { throw StudyError.cancelled(trained) }
      return trained
    } catch {
      throw StudyError(error)
    }
  }
}

import Crypto
import Foundation
import Networks
import Programs
import Training

/// `checkpoint/manifest.json`: what is saved, in words; the numbers are in the safetensors file that it names.
struct CheckpointManifest: Codable, Sendable {
  /// The version of the format.
  var lockstepCheckpoint = CheckpointManifest.version
  /// Of this file, with zeros in the place of these digits.
  var manifestSha256 = CheckpointManifest.noHash
  /// When it was saved, ISO 8601.
  var savedAt: String
  /// Counts the checkpoints of a run.
  var number: Int
  /// The file with the numbers.
  var stateFile: StateFile
  /// Where and how often the run was begun.
  var origin: RunOrigin
  /// What the numbers depend on.
  var identity: RunIdentity
  /// The generator of all random numbers; the seeds of the trials are its keys, step and index its counters.
  var random = "philox4x32-10"
  /// All lockstep groups.
  var groups: [Group]
  /// The group under way.
  var running: Running?

  struct StateFile: Codable, Sendable {
    var name: String
    var byteCount: Int
    var sha256: String
  }

  struct Group: Codable, Sendable {
    /// The places of the trials, from 0.
    var places: [Int]
    var widths: [Int]?
    var ends: [TrialEnd]?
    var cost: GroupCost?
  }

  /// What a trial came to, but for its records.
  struct TrialEnd: Codable, Sendable {
    var parameterCount: Int
    var trainedExamples: Int
    var seconds: Double
    var bestEpoch: Int?
    var stoppedEarly: Bool?
  }

  struct Running: Codable, Sendable {
    /// Finished epochs, and steps of the epoch after them.
    var epochs: Int
    var steps: Int
    var work: GroupWork
    var engine: [RunIdentity.Entry]
    var courses: [ReplicaCourse]
  }

  static let version = 1
  /// What a number of parameters, examples or epochs can be; sums of such numbers have room.
  fileprivate static let counts = 0...(1 << 44)
  /// Far more than the manifest of any study has; a longer one is neither written nor read.
  static let largestByteCount = 16 << 20
  private static let noHash = String(repeating: "0", count: 64)
  private static let hashKey = Data("\"manifest_sha256\" : \"".utf8)

  // MARK: - Bytes

  /// The file's bytes, hash in place.
  func data() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    var data = try encoder.encode(self)
    guard let place = Self.placeOfHash(in: data) else {
      reject("checkpoint: a manifest without room for its hash")
    }
    data.replaceSubrange(place, with: Data(SHA256.hash(data: data).hexadecimal.utf8))
    return data
  }

  /// The manifest in the bytes of a file; nothing is parsed before the hash is found right.
  ///
  /// - Throws: ``CheckpointError`` if they are none, or altered, or of another version.
  init(_ data: Data, path: String) throws(CheckpointError) {
    func failure(_ reason: String) -> CheckpointError {
      CheckpointError(path: path, reason: reason)
    }
    guard let place = Self.placeOfHash(in: data) else {
      throw failure("is no manifest of a checkpoint, or cut off")
    }
    var blank = data
    blank.replaceSubrange(place, with: Data(Self.noHash.utf8))
    guard Data(SHA256.hash(data: blank).hexadecimal.utf8) == data[place] else {
      throw failure("is altered or cut off: its SHA-256 is not the one it states")
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    struct Head: Decodable { let lockstepCheckpoint: Int }
    guard let head = try? decoder.decode(Head.self, from: data) else {
      throw failure("is no manifest of a checkpoint")
    }
    guard head.lockstepCheckpoint == Self.version else {
      throw failure(
        "is of version \(head.lockstepCheckpoint) of the format, this program reads "
          + "version \(Self.version)")
    }
    do {
      self = try decoder.decode(Self.self, from: data)
    } catch {
      throw failure("is no manifest of a checkpoint: \(Self.text(of: error))")
    }
  }

  private static func text(of error: any Error) -> String {
    guard let error = error as? DecodingError else { return "it is not JSON" }
    let context: DecodingError.Context? =
      switch error {
      case .keyNotFound(_, let context), .typeMismatch(_, let context),
        .valueNotFound(_, let context), .dataCorrupted(let context):
        context
      @unknown default: nil
      }
    let path = context?.codingPath.map(\.stringValue).joined(separator: ".") ?? ""
    return path.isEmpty ? "something is missing" : "something is wrong at '\(path)'"
  }

  private static func placeOfHash(in data: Data) -> Range<Data.Index>? {
    guard let key = data.range(of: hashKey), key.upperBound + 64 < data.endIndex else { return nil }
    return key.upperBound..<key.upperBound + 64
  }
}

// MARK: - To and from the state of a study

extension CheckpointManifest {
  /// The tensor of all epochs so far.
  static let records = "records"

  /// The tensors of a state, in the order of the file.
  static func tensors(_ state: StudyState) -> [RawTensor] {
    var records: [(owner: Int, record: EpochRecord)] = []
    for group in state.groups {
      for (place, outcome) in zip(group.places, group.result?.outcomes ?? []) {
        records += outcome.epochs.map { (place, $0) }
      }
    }
    if let running = state.running, let group = state.groups.first(where: { $0.result == nil }) {
      for (place, epochs) in zip(group.places, running.state.records) {
        records += epochs.map { (place, $0) }
      }
    }
    return (state.running?.state.tensors ?? []) + [RecordTable.tensor(records, name: self.records)]
  }

  init(
    _ state: StudyState, number: Int, stateFile: StateFile, origin: RunOrigin,
    identity: RunIdentity, savedAt: String
  ) {
    self.savedAt = savedAt
    self.number = number
    self.stateFile = stateFile
    self.origin = origin
    self.identity = identity
    groups = state.groups.map { group in
      Group(
        places: group.places, widths: group.widths,
        ends: group.result?.outcomes.map {
          TrialEnd(
            parameterCount: $0.parameterCount, trainedExamples: $0.trainedExamples,
            seconds: $0.seconds, bestEpoch: $0.bestEpoch, stoppedEarly: $0.stoppedEarly)
        }, cost: group.result?.cost)
    }
    running = state.running.map { running in
      Running(
        epochs: running.state.position.epochs, steps: running.state.position.steps,
        work: running.state.work, engine: RunIdentity.entries(running.engine),
        courses: running.state.courses)
    }
  }

  /// The state that the manifest and its tensors describe, for a study of so many trials.
  ///
  /// - Throws: ``CheckpointError`` if they contradict each other.
  func state(
    _ tensors: [RawTensor], trials: Int, path: String
  ) throws(CheckpointError) -> StudyState {
    func failure(_ reason: String) -> CheckpointError {
      CheckpointError(path: path, reason: reason)
    }
    let places = groups.flatMap(\.places)
    guard places.count == trials, places.sorted() == Array(0..<trials) else {
      throw failure("its groups are not those of a study of \(trials) trials")
    }
    // Of groups whose weights were lost, later ones may be finished.
    let underWay = groups.first { $0.ends == nil }
    if let running {
      guard underWay != nil else {
        throw failure("all its groups are finished, and one is under way")
      }
      guard Self.counts.contains(running.epochs), Self.counts.contains(running.steps) else {
        throw failure("epoch \(running.epochs), step \(running.steps) cannot be")
      }
    }
    guard let table = tensors.first(where: { $0.name == Self.records }),
      let rows = RecordTable.records(table)
    else { throw failure("its table of epochs is missing or damaged") }
    var records = [[EpochRecord]](repeating: [], count: trials)
    for (owner, record) in rows {
      guard owner < trials, record.epoch == records[owner].count + 1 else {
        throw failure("its table of epochs is damaged")
      }
      records[owner].append(record)
    }
    var states: [StudyState.Group] = []
    for group in groups {
      var state = StudyState.Group(places: group.places, widths: group.widths)
      if let ends = group.ends {
        guard ends.count == group.places.count, let cost = group.cost else {
          throw failure("a group of \(group.places.count) trials has \(ends.count) results")
        }
        guard zip(group.places, ends).allSatisfy({ $1.isPossible(epochs: records[$0].count) }),
          cost.isPossible(examples: ends.reduce(0) { $0 + $1.trainedExamples })
        else { throw failure("the results of a group are damaged") }
        state.result = GroupResult(
          outcomes: zip(group.places, ends).map { place, end in
            TrialOutcome(
              epochs: records[place], parameterCount: end.parameterCount,
              trainedExamples: end.trainedExamples, seconds: end.seconds,
              bestEpoch: end.bestEpoch, stoppedEarly: end.stoppedEarly ?? false)
          }, cost: cost)
      }
      states.append(state)
    }
    var state = StudyState(groups: states)
    if let running, let underWay {
      state.running = StudyState.Running(
        state: GroupState(
          position: TrainingPosition(epochs: running.epochs, steps: running.steps),
          courses: running.courses, work: running.work,
          records: underWay.places.map { records[$0] },
          tensors: tensors.filter { $0.name != Self.records }),
        engine: Dictionary(
          running.engine.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }))
    }
    return state
  }
}

extension CheckpointManifest.TrialEnd {
  /// Whether a trial can have come to this in so many epochs.
  fileprivate func isPossible(epochs: Int) -> Bool {
    let counts = CheckpointManifest.counts
    return epochs > 0 && counts.contains(parameterCount) && counts.contains(trainedExamples)
      && GroupWork.isPossible(seconds: seconds, examples: trainedExamples)
      && bestEpoch.map { (1...epochs).contains($0) } ?? true
  }
}

extension GroupCost {
  /// Whether training on so many examples can have taken this.
  fileprivate func isPossible(examples: Int) -> Bool {
    let counts = CheckpointManifest.counts
    return GroupWork.isPossible(seconds: trainingSeconds, examples: examples)
      && GroupWork.isPossible(seconds: preparationSeconds)
      && GroupWork.isPossible(seconds: evaluationSeconds)
      && counts.contains(operationsPerStep) && counts.contains(launchesPerStep ?? 0)
  }
}

/// When a run was begun, and where it was taken up again.
public struct RunOrigin: Sendable, Equatable, Codable {
  /// When it was begun, ISO 8601.
  public var startedAt: String
  /// Data sets that were replaced by `synthetic-digits`.
  public var substitutedDataSets: [String]
  /// Each time it was taken up again.
  public var resumes: [RunResume]

  /// The origin of a run.
  public init(startedAt: String, substitutedDataSets: [String], resumes: [RunResume] = []) {
    self.startedAt = startedAt
    self.substitutedDataSets = substitutedDataSets
    self.resumes = resumes
  }
}

/// A run that was taken up again.
public struct RunResume: Sendable, Equatable, Codable {
  /// When, ISO 8601.
  public var resumedAt: String
  /// Where it went on: `group 1 of 1, epoch 4, step 0`.
  public var place: String
  /// What was different from before and accepted, one line each.
  public var differences: [String]

  /// A run that was taken up again.
  public init(resumedAt: String, place: String, differences: [String]) {
    self.resumedAt = resumedAt
    self.place = place
    self.differences = differences
  }
}

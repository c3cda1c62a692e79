import Training

/// How far the trials of a study are: what a stopped study goes on from.
public struct StudyState: Sendable {
  /// One lockstep group.
  public struct Group: Sendable {
    /// The places of its trials in the study, from 0.
    public var places: [Int]
    /// The widths of the network of a group whose narrower networks are padded; else `nil`.
    public var widths: [Int]?
    /// What it came to, once it is finished.
    public var result: GroupResult?
  }

  /// A group under way.
  public struct Running: Sendable {
    /// What it carries.
    public var state: GroupState
    /// Which code computes it, beyond what the device says.
    public var engine: [String: String]
  }

  /// All groups in the order they run.
  public var groups: [Group]
  /// The first group that is not finished, if it was begun.
  public var running: Running?

  /// The state of a study whose groups are planned and none of them begun.
  init(_ plans: [LockstepGroupPlan]) {
    self.init(groups: plans.map { Group(places: $0.trials, widths: $0.paddedWidths) })
  }

  /// A state of these parts.
  public init(groups: [Group], running: Running? = nil) {
    self.groups = groups
    self.running = running
  }

  /// Whether nothing is left to train.
  public var isFinished: Bool { groups.allSatisfy { $0.result != nil } }

  /// Takes back what finished groups came to that have one of these trials, by their places.
  public mutating func forget(trials: Set<Int>) {
    for index in groups.indices where !trials.isDisjoint(with: groups[index].places) {
      guard groups[index].result != nil else { continue }
      groups[index].result = nil
      // It belongs to the first group that is not finished.
      running = nil
    }
  }

  /// Where it is, in words: `group 2 of 3, epoch 4, step 0`.
  public var place: String {
    guard let index = groups.firstIndex(where: { $0.result == nil }) else { return "its end" }
    let position = running?.state.position ?? TrainingPosition(epochs: 0, steps: 0)
    return "group \(index + 1) of \(groups.count), epoch \(position.epochs + 1), "
      + "step \(position.steps)"
  }
}

/// What one lockstep group came to.
public struct GroupResult: Sendable {
  /// One outcome for each trial of the group.
  public var outcomes: [TrialOutcome]
  /// What it took.
  public var cost: GroupCost
}

/// What a lockstep group took.
public struct GroupCost: Sendable, Equatable, Codable {
  /// Seconds for compiling and warming up.
  public var preparationSeconds: Double
  /// Wall seconds of training.
  public var trainingSeconds: Double
  /// Wall seconds of evaluation.
  public var evaluationSeconds: Double
  /// `LockstepGroup.launchesPerStep`.
  public var launchesPerStep: Int?
  /// `LockstepGroup.operationsPerStep`.
  public var operationsPerStep: Int

  /// What a group took so far.
  init(_ group: LockstepGroup) {
    preparationSeconds = group.preparationSeconds
    trainingSeconds = group.trainingSeconds
    evaluationSeconds = group.evaluationSeconds
    launchesPerStep = group.launchesPerStep
    operationsPerStep = group.operationsPerStep
  }
}

import Datasets
import Training

/// A study: a grid of trials that differ in the varied keys.
public struct Study: Sendable {
  /// The name; its run folder is `runs/NAME`.
  public var name: String
  /// The varied keys in the order of the config, such as `data`, `regularizer`, `seed`.
  public var variedKeys: [String]
  /// All trials, numbered from 1 in the order of the grid.
  public var trials: [Trial]
  /// The published study to show beside ours (`published: regularization`), or `nil`.
  public var published: String?
  /// The published figures that the config itself states.
  public var publishedRows: PublishedRows?
  /// Claims that are tested by small studies of their own.
  public var findings: [FindingConfig]
  /// The config, fully resolved, as YAML.
  public var resolvedYAML: String
  /// How matrices are multiplied.
  public var execution = ExecutionConfig()
  /// The search through settings that the config describes, or `nil`; `trials` is then the config itself.
  public var search: SearchConfig?
  /// Data sets that the program itself has, by the name that the trials use; none in a study from a file.
  public var ownDataSets: [String: Dataset] = [:]
}

/// A claim and the study that tests it.
public struct FindingConfig: Sendable, Equatable {
  /// The published claim in words, such as "Adam is better than SGD".
  public var claim: String
  /// The config file of the study, relative to the config that names it.
  public var study: String
}

/// One trial of a study.
public struct Trial: Sendable {
  /// The number, from 1.
  public var number: Int
  /// The value of each varied key as text, in the order of `Study.variedKeys`; for a regulariser
  /// `none`, `dropout 0.2`, `l2 0.001`.
  public var varied: [String]
  /// The settings.
  public var config: TrialConfig
}

/// What a study came to.
public struct StudyResult: Sendable {
  /// What was run.
  public var study: Study
  /// One outcome for each trial, in order.
  public var outcomes: [TrialOutcome]
  /// How and where it was run.
  public var run: RunRecord
  /// The studies of the findings, in the order of `study.findings`.
  public var findings: [StudyResult]

  /// A result of these parts.
  public init(study: Study, outcomes: [TrialOutcome], run: RunRecord, findings: [StudyResult]) {
    self.study = study
    self.outcomes = outcomes
    self.run = run
    self.findings = findings
  }
}

/// How and where a study was run: what goes into `environment.json`.
public struct RunRecord: Sendable, Equatable, Codable {
  /// The device's own name.
  public var device: String
  /// What `--device` takes to get it.
  public var deviceIdentifier: String
  /// Why this device: the one line the program printed.
  public var deviceReason: String
  /// Driver, library and program versions, commit, operating system, processor.
  public var versions: [String: String]
  /// Seconds for loading the data.
  public var loadingSeconds: Double
  /// Seconds for compiling and warming up, over all groups.
  public var preparationSeconds: Double
  /// Wall seconds of training, over all groups.
  public var trainingSeconds: Double
  /// Wall seconds of evaluation, over all groups.
  public var evaluationSeconds: Double
  /// The number of lockstep groups.
  public var groups: Int
  /// Data sets that were replaced by `synthetic-digits` because they could not be had.
  public var substitutedDataSets: [String]
  /// When it began, ISO 8601.
  public var startedAt: String
  /// Launches of a training step by group, over all replicas; 0 where one launch does all steps of a pass,
  /// `nil` on a backend without launches, and in records of earlier versions.
  public var launchesPerStep: [Int]?
  /// The operations recorded for a training step by group, before any are fused; `nil` in records of earlier
  /// versions.
  public var operationsPerStep: [Int]?
  /// Each time the run was taken up again after a stop; `nil` if it was not.
  public var resumes: [RunResume]?
  /// Seconds that saving checkpoints took since the run was begun or taken up again, on whichever thread.
  public var checkpointSeconds: Double?

  /// What was different when the run was taken up again, and accepted, one line each; empty as a rule.
  public var acceptedDifferences: [String] { (resumes ?? []).flatMap(\.differences) }

  /// A record of one run.
  public init(
    device: String, deviceIdentifier: String, deviceReason: String, versions: [String: String],
    loadingSeconds: Double, preparationSeconds: Double, trainingSeconds: Double,
    evaluationSeconds: Double, groups: Int, substitutedDataSets: [String], startedAt: String,
    launchesPerStep: [Int]? = nil, operationsPerStep: [Int]? = nil, resumes: [RunResume]? = nil,
    checkpointSeconds: Double? = nil
  ) {
    self.device = device
    self.deviceIdentifier = deviceIdentifier
    self.deviceReason = deviceReason
    self.versions = versions
    self.loadingSeconds = loadingSeconds
    self.preparationSeconds = preparationSeconds
    self.trainingSeconds = trainingSeconds
    self.evaluationSeconds = evaluationSeconds
    self.groups = groups
    self.substitutedDataSets = substitutedDataSets
    self.startedAt = startedAt
    self.launchesPerStep = launchesPerStep
    self.operationsPerStep = operationsPerStep
    self.resumes = resumes
    self.checkpointSeconds = checkpointSeconds
  }
}

import Studies
import Training

/// A study's results over the seeds: what `summary.json` holds and the tables show.
public struct StudySummary: Sendable, Codable {
  /// One setting over its seeds.
  public struct Group: Sendable, Codable {
    /// The data set's name in configs.
    public internal(set) var dataSet: String
    /// The varied values without data set and seed.
    public let setting: String
    /// Each varied key but the seed, and its value.
    public internal(set) var varied: [String: String]
    /// The seeds in the order of the study.
    public let seeds: [UInt64]
    /// The seeds whose trial ended with a loss that is infinite or no number.
    public let divergedSeeds: [UInt64]
    /// The parameters of the network, running statistics included.
    public let parameters: Int
    /// The figures after the last epoch by their CSV name; accuracies are shares.
    ///
    /// A mean over a seed that diverged is no number.
    public let figures: [String: SampleSummary]
    /// The standard error of one test accuracy by the size of the test set (binomial, a share).
    public let noiseFloor: Double?
    /// The seconds of all its trials together.
    public let seconds: Double
  }

  /// Work and time of all trials together.
  public struct Totals: Sendable, Codable, Equatable {
    /// Trials.
    public let trials: Int
    /// Examples trained on, over all trials and epochs.
    public let trainedExamples: Int
    /// Wall seconds of training alone.
    public let trainingSeconds: Double
    /// Wall seconds of loading, preparing, training and evaluating.
    public let wallSeconds: Double
    /// Examples of all trials for each second of training.
    public let examplesPerTrainingSecond: Double
    /// Examples of all trials for each second of wall time.
    public let examplesPerWallSecond: Double

    /// The totals of a run.
    init(outcomes: [TrialOutcome], run: RunRecord) {
      trials = outcomes.count
      trainedExamples = outcomes.reduce(0) { $0 + $1.trainedExamples }
      trainingSeconds = run.trainingSeconds
      wallSeconds =
        run.loadingSeconds + run.preparationSeconds + run.trainingSeconds + run.evaluationSeconds
      let examples = Double(trainedExamples)
      examplesPerTrainingSecond = trainingSeconds > 0 ? examples / trainingSeconds : 0
      examplesPerWallSecond = wallSeconds > 0 ? examples / wallSeconds : 0
    }
  }

  /// The study of a finding.
  public struct Finding: Sendable, Codable {
    /// The claim in words.
    public let claim: String
    /// What its study came to.
    public internal(set) var summary: StudySummary
  }

  /// The study's name.
  public let name: String
  /// The device's own name.
  public let device: String
  /// What `--device` takes to get it.
  public let deviceIdentifier: String
  /// When the run began, ISO 8601.
  public let startedAt: String
  /// What was different when the run was taken up again, and accepted; `nil` if nothing was.
  public let acceptedDifferences: [String]?
  /// Data sets that were replaced by `synthetic-digits`.
  public let substitutedDataSets: [String]
  /// Work and time.
  public let totals: Totals
  /// Each setting over its seeds.
  public internal(set) var groups: [Group]
  /// Each setting against the first on its data set.
  public internal(set) var comparisons: [Comparison]
  /// What the tests say about the published claims and the findings.
  public internal(set) var verdicts: [ClaimVerdict]
  /// What the tests say about the claims that the config states under `published`.
  public let claims: [RowClaimVerdict]?
  /// The studies of the findings.
  public internal(set) var findings: [Finding]

  /// The summary of a result.
  ///
  /// - Precondition: There is one outcome for each trial.
  public init(_ result: StudyResult) {
    let settings = Setting.all(of: result)
    name = result.study.name
    device = result.run.device
    deviceIdentifier = result.run.deviceIdentifier
    startedAt = result.run.startedAt
    let differences = result.run.acceptedDifferences
    acceptedDifferences = differences.isEmpty ? nil : differences
    substitutedDataSets = result.run.substitutedDataSets
    totals = Totals(outcomes: result.outcomes, run: result.run)
    groups = settings.map(Group.init)
    let comparisons = Comparison.all(of: settings)
    self.comparisons = comparisons
    findings = zip(result.study.findings, result.findings).map {
      Finding(claim: $0.claim, summary: StudySummary($1))
    }
    claims = result.study.publishedRows.map { RowClaimVerdict.all($0.claims, settings: settings) }
    let published = result.study.published.flatMap(PublishedStudy.named)
    let own = (published?.claims ?? []).compactMap {
      ClaimVerdict($0.text, patterns: $0, settings: settings, comparisons: comparisons)
    }
    verdicts =
      own
      + zip(result.study.findings, result.findings).compactMap { finding, study in
        Self.verdict(on: finding, study: study, published: published)
      }
  }

  /// The verdict on a finding: by the published claim that its study can test, else by the rule
  /// that the study names the better setting first.
  private static func verdict(
    on finding: FindingConfig, study: StudyResult, published: PublishedStudy?
  ) -> ClaimVerdict? {
    let settings = Setting.all(of: study)
    let comparisons = Comparison.all(of: settings)
    for claim in published?.claims ?? [] {
      let verdict = ClaimVerdict(
        finding.claim, patterns: claim, settings: settings, comparisons: comparisons)
      if let verdict { return verdict }
    }
    guard let first = comparisons.first else { return nil }
    return ClaimVerdict(
      finding.claim, better: first.baseline, worse: first.treatment, comparisons: comparisons)
  }
}

extension StudySummary.Group {
  /// The summary of a setting.
  init(_ setting: Setting) {
    dataSet = setting.dataSet
    self.setting = setting.label
    varied = setting.varied
    seeds = setting.runs.map(\.seed)
    divergedSeeds = setting.divergedSeeds
    parameters = setting.runs.first?.outcome.parameterCount ?? 0
    // Shares as in the CSV files, so not `Setting.summary`, which is in percent.
    let pairs = Metric.allCases.compactMap { metric in
      SampleSummary(setting.runs.compactMap { $0.outcome.final?.figure(metric) })
        .map { (metric.rawValue, $0) }
    }
    figures = Dictionary(uniqueKeysWithValues: pairs)
    noiseFloor = setting.noiseFloor
    seconds = setting.runs.reduce(0) { $0 + $1.outcome.seconds }
  }
}

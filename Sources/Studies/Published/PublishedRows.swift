/// Published figures that a config itself states: `published: {source: ..., rows: [...], claims: [...]}`.
public struct PublishedRows: Sendable, Equatable {
  /// Where the figures were published.
  public var source: String
  /// Why ours differ in general, in one line.
  public var note: String?
  /// One for each published row, in the order of the report.
  public var rows: [PublishedRow]
  /// What the report concludes.
  public var claims: [PublishedRowClaim]

  /// Figures of a report.
  public init(
    source: String, note: String? = nil, rows: [PublishedRow], claims: [PublishedRowClaim]
  ) {
    self.source = source
    self.note = note
    self.rows = rows
    self.claims = claims
  }

  /// The names of all figures of training that some row has, in the order of their first rows.
  public var figureNames: [String] {
    rows.flatMap { $0.figures.map(\.name) }.filter { !PublishedRow.ownFigures.contains($0) }
      .reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
  }
}

/// Some of the varied keys of a study with the value that each has, as it stands in tables.
public struct SettingSelector: Sendable, Equatable {
  /// Varied keys, and the value of each.
  public var values: [String: String]

  /// A selector of what has these values.
  public init(_ values: [String: String]) { self.values = values }

  /// Whether the varied values of a setting are those wanted.
  public func matches(_ varied: [String: String]) -> Bool {
    values.allSatisfy { varied[$0.key] == $0.value }
  }

  /// The values alone, in the order of `keys`.
  public func words(_ keys: [String]) -> String {
    keys.compactMap { values[$0] }.joined(separator: ", ")
  }
}

/// The published figures of one setting.
public struct PublishedRow: Sendable, Equatable {
  /// A figure by its name in the CSV files; accuracies in percent.
  public struct Figure: Sendable, Equatable {
    /// The name, such as `validation_accuracy` or `seconds`.
    public var name: String
    /// The figure as it was printed.
    public var figure: PublishedFigure

    /// A figure with a name.
    public init(name: String, figure: PublishedFigure) {
      self.name = name
      self.figure = figure
    }
  }

  /// The share of a user's own pictures that is classified rightly, in percent.
  public static let ownAccuracy = "own_accuracy"
  /// The time of one forward pass over them.
  public static let inferenceMilliseconds = "inference_milliseconds"
  /// Figures that training does not give, but `lockstep predict --own`.
  public static let ownFigures = [ownAccuracy, inferenceMilliseconds]

  /// Which of our settings it is.
  public var setting: SettingSelector
  /// What was printed.
  public var figures: [Figure]
  /// Why ours differs, in one line.
  public var note: String?

  /// A row of a report.
  public init(setting: SettingSelector, figures: [Figure], note: String?) {
    self.setting = setting
    self.figures = figures
    self.note = note
  }

  /// The figure of this name.
  public func figure(_ name: String) -> PublishedFigure? {
    figures.first { $0.name == name }?.figure
  }
}

/// A published conclusion: what has one value of a varied key is better than what has another.
public struct PublishedRowClaim: Sendable, Equatable {
  /// The claim in words.
  public var text: String
  /// What is said to be better.
  public var better: SettingSelector
  /// What is said to be worse, each of them; `nil` for all others.
  public var worse: [SettingSelector]?
  /// The figure that decides, by its name in the CSV files; `nil` for the study's usual one.
  public var figure: String?

  /// A conclusion of a report.
  public init(text: String, better: SettingSelector, worse: [SettingSelector]?, figure: String?) {
    self.text = text
    self.better = better
    self.worse = worse
    self.figure = figure
  }
}

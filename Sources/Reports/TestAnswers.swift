import Foundation
import Studies

/// What the networks of one setting answered on the test examples of a classification: `test-answers.json`
/// in a run folder, one part for each data set.
public struct TestAnswers: Sendable, Codable, Equatable {
  /// The name of the file in a run folder.
  public static let fileName = "test-answers.json"
  /// As many mistakes as are kept.
  public static let mistakeLimit = 24

  /// A test example that all networks together got wrong.
  public struct Mistake: Sendable, Codable, Equatable {
    /// The example's place in the test set, from 0.
    public var index: Int
    /// The class that it has.
    public var actual: Int
    /// The class with the highest mean probability over the seeds.
    public var predicted: Int
    /// That probability, 0...1.
    public var confidence: Double
    /// The networks that answered wrongly by themselves.
    public var wrongSeeds: Int
    /// The picture as a PNG file in base 64; `nil` if the examples are no pictures.
    public var picture: String?

    /// A mistake with these values.
    public init(
      index: Int, actual: Int, predicted: Int, confidence: Double, wrongSeeds: Int,
      picture: String? = nil
    ) {
      self.index = index
      self.actual = actual
      self.predicted = predicted
      self.confidence = confidence
      self.wrongSeeds = wrongSeeds
      self.picture = picture
    }
  }

  /// The answers on one data set.
  public struct Part: Sendable, Codable, Equatable {
    /// The data set's name in configs.
    public var dataSet: String
    /// The label of the setting whose networks answered.
    public var setting: String
    /// How that setting was chosen, in words.
    public var choice: String
    /// The seeds of these networks.
    public var seeds: [UInt64]
    /// The meaning of each label.
    public var classNames: [String]
    /// Answers by true class and answered class, summed over the seeds.
    public var counts: [[Int]]
    /// The most confident mistakes, the worst first.
    public var mistakes: [Mistake]

    /// Sums up class probabilities.
    ///
    /// - Parameters:
    ///   - probabilities: For each seed [examples, classes].
    ///   - labels: The true class of each example.
    /// - Precondition: As many probabilities as examples times classes, for each seed.
    public init(
      dataSet: String, setting: String, choice: String, seeds: [UInt64], classNames: [String],
      probabilities: [[Float]], labels: [Int]
    ) {
      self.dataSet = dataSet
      self.setting = setting
      self.choice = choice
      self.seeds = seeds
      self.classNames = classNames
      let classes = classNames.count
      var counts = [[Int]](repeating: [Int](repeating: 0, count: classes), count: classes)
      var mistakes: [Mistake] = []
      for (index, label) in labels.enumerated() {
        var mean = [Double](repeating: 0, count: classes)
        var wrong = 0
        for answers in probabilities {
          let own = answers[index * classes..<(index + 1) * classes]
          let answer = Self.largest(own)
          counts[label][answer] += 1
          if answer != label { wrong += 1 }
          for (place, value) in own.enumerated() {
            mean[place] += Double(value) / Double(probabilities.count)
          }
        }
        let answer = Self.largest(mean[...])
        guard answer != label else { continue }
        mistakes.append(
          Mistake(
            index: index, actual: label, predicted: answer, confidence: mean[answer],
            wrongSeeds: wrong))
      }
      self.counts = counts
      self.mistakes = Array(
        mistakes.sorted { ($1.confidence, $0.index) < ($0.confidence, $1.index) }
          .prefix(TestAnswers.mistakeLimit))
    }

    /// Reads a part whose numbers fit each other: a matrix over the classes, and labels that are there.
    public init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      dataSet = try values.decode(String.self, forKey: .dataSet)
      setting = try values.decode(String.self, forKey: .setting)
      choice = try values.decode(String.self, forKey: .choice)
      seeds = try values.decode([UInt64].self, forKey: .seeds)
      classNames = try values.decode([String].self, forKey: .classNames)
      counts = try values.decode([[Int]].self, forKey: .counts)
      mistakes = try values.decode([Mistake].self, forKey: .mistakes)
      let classes = classNames.indices
      // More answers than any test set has would not fit their sum either.
      let isMatrix =
        counts.count == classes.count
        && counts.allSatisfy { row in
          row.count == classes.count && row.allSatisfy { (0...1 << 40).contains($0) }
        }
      let areLabels = mistakes.allSatisfy { mistake in
        classes.contains(mistake.actual) && classes.contains(mistake.predicted)
          && mistake.picture.map { Data(base64Encoded: $0) != nil } ?? true
      }
      guard isMatrix, areLabels else {
        throw DecodingError.dataCorrupted(
          DecodingError.Context(
            codingPath: decoder.codingPath,
            debugDescription: "counts and mistakes do not fit \(classes.count) classes"))
      }
    }

    /// The place of the largest value, the first of several; a network that diverged has none, and says 0.
    private static func largest<Value: BinaryFloatingPoint>(_ values: ArraySlice<Value>) -> Int {
      var best = values.startIndex
      for index in values.indices where values[index] > values[best] { best = index }
      return best - values.startIndex
    }

    /// The answers of all networks.
    public var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }
    /// Those that were right.
    public var right: Int { counts.indices.reduce(0) { $0 + counts[$1][$1] } }
  }

  /// One part for each data set, in the order of the study.
  public var parts: [Part]

  /// Answers of these parts.
  public init(parts: [Part]) { self.parts = parts }

  /// The setting whose answers are looked at, for each data set of a study: the best by validation, else by
  /// test accuracy.
  ///
  /// - Returns: The setting and, in words, how it was chosen; nothing for regressions, and where all diverged.
  public static func choices(_ result: StudyResult) -> [(setting: Setting, choice: String)] {
    let settings = Setting.all(of: result)
    var seen = Set<String>()
    let dataSets = settings.map(\.dataSet).filter { seen.insert($0).inserted }
    return dataSets.compactMap { dataSet in
      let own = settings.filter { $0.dataSet == dataSet }
      if let best = Headline.ranked(own, by: .validationAccuracy).first {
        return (best, own.count > 1 ? "the best of \(own.count) settings by validation" : "")
      }
      return Headline.ranked(own, by: .testAccuracy).first.map {
        ($0, own.count > 1 ? "the best of \(own.count) settings by test accuracy" : "")
      }
    }
  }
}

import Foundation
import Reports
import Studies

/// What `lockstep predict --own` prints: how many of a user's labelled pictures each setting of a run gets
/// right, beside what was published.
struct OwnAccuracyTable {
  let study: Study
  let pictures: [OwnPicture]
  let predictions: [PicturePredictor.Prediction]
  let classNames: [String]

  /// The pictures that are named where more are wrong.
  private static let listed = 12

  /// The share of the pictures that a trial gets right.
  func accuracy(_ prediction: PicturePredictor.Prediction) -> Double {
    let right = zip(pictures, prediction.probabilities).count { picture, probabilities in
      guard let label = picture.label else { return false }
      return PredictionReport.likeliest(probabilities) == Int(label)
    }
    return Double(right) / Double(max(pictures.count, 1))
  }

  /// The trials of one setting, which differ in their seeds only.
  private struct Setting {
    let varied: [String: String]
    let label: String
    let trials: [PicturePredictor.Prediction]
    let accuracies: [Double]

    var mean: Double { accuracies.reduce(0, +) / Double(accuracies.count) }
    /// The median of the trials' times.
    var seconds: Double { trials.map(\.seconds).sorted()[trials.count / 2] }
  }

  /// One line a setting, best first; those of published rows in the report's order where figures of own
  /// pictures were published.
  var text: String {
    var lines =
      "\(pictures.count) own images; ms is a trial's share of one forward pass over all of them\n"
    lines += table(sorted).plainText()
    if let published = study.publishedRows, let table = table(beside: published) {
      lines += "\nbeside \(published.source), whose pictures are not these:\n" + table.plainText()
    }
    if let best = sorted.first, let trial = best.trials.max(by: { accuracy($0) < accuracy($1) }) {
      let wrong = zip(pictures, trial.probabilities).compactMap {
        picture, probabilities -> String? in
        let found = PredictionReport.likeliest(probabilities)
        guard let label = picture.label, found != Int(label) else { return nil }
        return "\(picture.name) taken for \(found.map { classNames[$0] } ?? "nothing")"
      }
      if !wrong.isEmpty {
        let more = wrong.count > Self.listed ? " and \(wrong.count - Self.listed) more" : ""
        lines +=
          "trial \(trial.trial.number) is wrong about: "
          + "\(wrong.prefix(Self.listed).joined(separator: ", "))\(more)\n"
      }
    }
    return lines
  }

  private var settings: [Setting] {
    var order: [[String]] = []
    var groups: [[String]: [PicturePredictor.Prediction]] = [:]
    let names = study.variedKeys
    for prediction in predictions {
      let values = zip(names, prediction.trial.varied).filter { $0.0 != "seed" }.map(\.1)
      if groups[values] == nil { order.append(values) }
      groups[values, default: []].append(prediction)
    }
    let keys = names.filter { $0 != "seed" }
    return order.map { values in
      let trials = groups[values] ?? []
      return Setting(
        varied: Dictionary(zip(keys, values), uniquingKeysWith: { first, _ in first }),
        label: values.isEmpty ? study.name : values.joined(separator: ", "), trials: trials,
        accuracies: trials.map(accuracy))
    }
  }

  private var sorted: [Setting] {
    settings.enumerated().sorted {
      $0.element.mean != $1.element.mean
        ? $0.element.mean > $1.element.mean : $0.offset < $1.offset
    }.map(\.element)
  }

  private func table(_ settings: [Setting]) -> Table {
    var table = Table([
      .left("setting"), .right("trials"), .right("own accuracy %"), .right("least"),
      .right("most"), .right("ms"),
    ])
    for setting in settings {
      table.append([
        setting.label, Self.numbers(setting.trials.map(\.trial.number)),
        Self.percent(setting.mean), Self.percent(setting.accuracies.min() ?? 0),
        Self.percent(setting.accuracies.max() ?? 0),
        PredictionReport.milliseconds(setting.seconds),
      ])
    }
    return table
  }

  /// Ours beside published rows that speak of own pictures; `nil` if none does.
  private func table(beside published: PublishedRows) -> Table? {
    var table = Table([
      .left("setting"), .right("own accuracy %"), .right("published"), .right("ms"),
      .right("published"),
    ])
    var isEmpty = true
    for row in published.rows {
      let accuracy = row.figure(PublishedRow.ownAccuracy)
      let time = row.figure(PublishedRow.inferenceMilliseconds)
      guard accuracy ?? time != nil else { continue }
      for setting in settings where row.setting.matches(setting.varied) {
        isEmpty = false
        table.append([
          setting.label, Self.percent(setting.mean), accuracy?.printed ?? "–",
          PredictionReport.milliseconds(setting.seconds), time?.printed ?? "–",
        ])
      }
    }
    return isEmpty ? nil : table
  }

  /// `1–3, 7`.
  private static func numbers(_ trials: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for number in trials.sorted() {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
      .joined(separator: ", ")
  }

  private static func percent(_ share: Double) -> String { String(format: "%.1f", 100 * share) }
}

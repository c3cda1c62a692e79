import Datasets
import Exports
import Foundation
import Reports
import Studies
import Training

/// What `lockstep predict` prints.
struct PredictionReport {
  let pictures: [OwnPicture]
  let predictions: [PicturePredictor.Prediction]
  let classNames: [String]
  /// Tells pictures that look like nothing the network was trained on.
  let familiarity: Familiarity?
  /// What is said of labelled pictures; `nil` for pictures without labels.
  let own: OwnAccuracyTable?

  /// What one trial says of one picture.
  struct Row: Encodable {
    let image: String
    let className: String?
    let probability: Float?
    let runnerUp: String?
    let runnerUpProbability: Float?
    let isStrange: Bool
    let note: String?
  }

  /// Beyond this distance, by what is still familiar, a picture is called strange.
  private static let strange = 1.0
  /// Below this probability a class is called unsure.
  private static let unsure: Float = 0.5

  /// The rows of the only trial.
  var rows: [Row] {
    guard let prediction = predictions.first else { return [] }
    return zip(pictures, prediction.probabilities).map { picture, probabilities in
      guard let probabilities, let pixels = picture.pixels else {
        return Row(
          image: picture.path, className: nil, probability: nil, runnerUp: nil,
          runnerUpProbability: nil, isStrange: true, note: "nothing stands out from the background")
      }
      guard probabilities.allSatisfy(\.isFinite) else {
        return Row(
          image: picture.path, className: nil, probability: nil, runnerUp: nil,
          runnerUpProbability: nil, isStrange: false, note: "the network diverged in training")
      }
      let order = probabilities.indices.sorted { probabilities[$0] > probabilities[$1] }
      let distance = familiarity?.distance(pixels)
      let isStrange = (distance ?? 0) > Self.strange
      var notes: [String] = []
      if let distance, isStrange {
        notes.append(
          "looks like nothing it was trained on (\(String(format: "%.1f", distance)) times as far from the "
            + "nearest training image as is usual at most)")
      }
      if probabilities[order[0]] < Self.unsure { notes.append("unsure") }
      let second = order.count > 1 ? order[1] : nil
      return Row(
        image: picture.path, className: classNames[order[0]], probability: probabilities[order[0]],
        runnerUp: second.map { classNames[$0] },
        runnerUpProbability: second.map { probabilities[$0] },
        isStrange: isStrange, note: notes.isEmpty ? nil : notes.joined(separator: "; "))
    }
  }

  /// One line a picture, and the time of the pass.
  var text: String {
    var table = Table([
      .left("image"), .left("class"), .right("%"), .left("runner-up"), .right("%"), .left("note"),
    ])
    for row in rows {
      table.append([
        row.image, row.className ?? "–", Self.percent(row.probability), row.runnerUp ?? "–",
        Self.percent(row.runnerUpProbability), row.note ?? "",
      ])
    }
    let seconds = predictions.first?.seconds ?? 0
    return table.plainText()
      + "one forward pass of \(pictures.count == 1 ? "1 image" : "\(pictures.count) images"): "
      + "\(Self.milliseconds(seconds)) ms\n"
  }

  // MARK: JSON

  /// Everything for programs.
  struct JSON: Encodable {
    struct Own: Encodable {
      let trial: Int
      let ownAccuracy: Double
      let seconds: Double
    }
    let images: [Row]?
    let own: [Own]?
    let seconds: Double?
  }

  /// The rows of one trial, or the accuracy of each on labelled pictures.
  var json: JSON {
    guard let own else {
      return JSON(images: rows, own: nil, seconds: predictions.first?.seconds)
    }
    return JSON(
      images: nil,
      own: predictions.map {
        JSON.Own(
          trial: $0.trial.number, ownAccuracy: own.accuracy($0), seconds: $0.seconds)
      }, seconds: nil)
  }

  /// The class with the largest probability; `nil` for a picture without anything on it, and of a network that
  /// diverged.
  static func likeliest(_ probabilities: [Float]?) -> Int? {
    guard let probabilities, probabilities.allSatisfy(\.isFinite) else { return nil }
    return probabilities.placeOfLargest
  }

  private static func percent(_ share: Float?) -> String {
    share.map { String(format: "%.1f", 100 * $0) } ?? ""
  }

  static func milliseconds(_ seconds: Double) -> String {
    String(format: seconds < 0.01 ? "%.3f" : "%.1f", 1000 * seconds)
  }
}

import Exports

/// Class probabilities of examples by one trained network.
public struct Predictions: Sendable, Equatable {
  /// The trial, from 1.
  public let trial: Int
  /// The meaning of each class.
  public let classNames: [String]
  /// Probabilities [N, classes], example after example.
  public let probabilities: [Float]

  /// The number of examples, N.
  public var count: Int { probabilities.count / classNames.count }

  /// The probabilities [classes] of one example, from 0, in the order of `classNames`.
  public subscript(example: Int) -> [Float] {
    Array(probabilities[example * classNames.count..<(example + 1) * classNames.count])
  }

  /// The likeliest class of each example, the first of equal ones.
  public var labels: [Int] { (0..<count).map { self[$0].placeOfLargest } }
}

/// Values of examples by one trained network of a regression.
public struct PredictedValues: Sendable, Equatable {
  /// The trial, from 1.
  public let trial: Int
  /// Values of each example, T.
  public let valuesPerExample: Int
  /// Values [N, T] in the unit of the data, example after example.
  public let values: [Float]

  /// The number of examples, N.
  public var count: Int { values.count / valuesPerExample }

  /// The values [T] of one example, from 0.
  public subscript(example: Int) -> [Float] {
    Array(values[example * valuesPerExample..<(example + 1) * valuesPerExample])
  }
}

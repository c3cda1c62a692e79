import Datasets
import Networks

extension GroupData {
  /// The variance of the values to predict in one part of a data set about the part's own mean, averaged
  /// over the values of an example; 0 for an empty part, `nil` for labels.
  ///
  /// What R² sets the mean squared error against. In two passes in `Double`: large values that lie close
  /// together lose nothing.
  func targetVariance(of set: Dataset, _ split: TrainingProgram.Split) -> Double? {
    let (examples, rows) =
      switch split {
      case .train: (set.train, 0..<train)
      case .validation: (set.train, train..<train + validation)
      case .test: (set.test, 0..<test)
      }
    guard case .values(let values, let width) = examples.targets else { return nil }
    guard !rows.isEmpty else { return 0 }
    let count = Double(rows.count)
    var total = 0.0
    for column in 0..<width {
      let numbers = rows.lazy.map { Double(values[$0 * width + column]) }
      let mean = numbers.reduce(0, +) / count
      total += numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    }
    return total / Double(width)
  }
}

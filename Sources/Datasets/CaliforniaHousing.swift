import Foundation
import Programs

/// The California housing data: 20,640 census block groups of 1990 with eight features each, and the
/// median house value to predict.
///
/// The features are those of scikit-learn's `fetch_california_housing`, in its order: median income
/// (10,000 USD), house age, rooms and bedrooms a household, population, people a household, latitude and
/// longitude. The target is the median house value in 100,000 USD. The rows of the file are ordered
/// by place, so they are shuffled once, the same on every machine, and split 75 to 25 into training and
/// test part.
enum CaliforniaHousing {
  /// One row of eight features.
  static let shape = ExampleShape(height: 1, width: 1, channels: 8)
  /// The features by scikit-learn's names.
  static let featureNames = [
    "MedInc", "HouseAge", "AveRooms", "AveBedrms", "Population", "AveOccup", "Latitude",
    "Longitude",
  ]
  /// The rows of the file.
  static let rowCount = 20_640
  /// The test part, a quarter.
  static let testCount = 5_160
  /// The training part, validation still included.
  static let trainCount = rowCount - testCount
  /// The numbers of a line.
  private static let columnCount = 9

  /// Reads the text file at `path`, which has no header line.
  ///
  /// - Returns: Training and test part, each shuffled: features [N, 8], values [N, 1].
  /// - Throws: ``DataError`` when the file cannot be read, and for a line that does not have nine
  ///   numbers.
  static func examples(_ path: String) throws(DataError) -> (train: Examples, test: Examples) {
    let file = try FileReader(path: path)
    let text = String(decoding: try file.read(count: file.size), as: UTF8.self)
    var rows: [[Double]] = []
    for (index, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      let numbers = line.split(separator: ",", omittingEmptySubsequences: false)
        .compactMap { Double($0) }
      guard numbers.count == columnCount, numbers.allSatisfy(\.isFinite), numbers[6] > 0 else {
        throw DataError(
          path: path,
          reason: "line \(index + 1) is not the nine numbers of a block group: \(line.prefix(60))")
      }
      rows.append(numbers)
    }
    guard rows.count == rowCount else {
      throw DataError(path: path, reason: "has \(rows.count) rows, expected \(rowCount)")
    }
    let order = IndexPermutation(count: rowCount, seed: 0, epoch: 0)
    let shuffled = (0..<rowCount).map { rows[Int(order[$0])] }
    return (
      examples(shuffled.prefix(trainCount)), examples(shuffled.suffix(testCount))
    )
  }

  private static func examples(_ rows: ArraySlice<[Double]>) -> Examples {
    Examples(
      count: rows.count, featureCount: shape.count,
      features: .floats(rows.flatMap { features(of: $0).map { Float($0) } }),
      targets: .values(rows.map { Float($0[8] / 100_000) }, width: 1))
  }

  /// The features that scikit-learn derives from the columns of the file.
  static func features(of row: [Double]) -> [Double] {
    let (longitude, latitude, age, rooms) = (row[0], row[1], row[2], row[3])
    let (bedrooms, population, households, income) = (row[4], row[5], row[6], row[7])
    return [
      income, age, rooms / households, bedrooms / households, population, population / households,
      latitude, longitude,
    ]
  }
}

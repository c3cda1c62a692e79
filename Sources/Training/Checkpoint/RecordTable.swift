import Networks

/// Epoch records as a table of 64-bit floats, for checkpoints: exact, small, and quick to write.
///
/// A row has the number of the record's owner, the epoch, the seconds, the rate, and for training, validation
/// and test each what is known and seven figures. What is not known is 0.
public enum RecordTable {
  /// The columns of a row.
  static let width = 5 + 3 * 8

  /// What of a row or a part is there.
  private struct Known: OptionSet {
    let rawValue: Int
    static let part = Known(rawValue: 1)
    static let accuracy = Known(rawValue: 2)
    static let errors = Known(rawValue: 4)
    static let determination = Known(rawValue: 8)
    static let rate = Known(rawValue: 16)
  }

  /// The table of records [N, 29], each with the number of whom it belongs to.
  public static func tensor(
    _ records: [(owner: Int, record: EpochRecord)], name: String
  ) -> RawTensor {
    var values: [Double] = []
    values.reserveCapacity(records.count * width)
    for (owner, record) in records {
      values += [
        Double(owner), Double(record.epoch), record.seconds,
        Double((record.rate == nil ? [] : Known.rate).rawValue), record.rate ?? 0,
      ]
      for part in [record.train, record.validation, record.test] { values += row(part) }
    }
    return RawTensor(
      name: name, element: .float64, shape: [records.count, width],
      bytes: values.flatMap { value in
        withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
      })
  }

  private static func row(_ part: SplitMetrics?) -> [Double] {
    guard let part else { return [Double](repeating: 0, count: 8) }
    var known: Known = .part
    if part.accuracy != nil { known.insert(.accuracy) }
    if part.errors != nil { known.insert(.errors) }
    if part.errors?.determination != nil { known.insert(.determination) }
    return [
      Double(known.rawValue), part.loss, part.penalty, part.accuracy ?? 0, Double(part.examples),
      part.errors?.rootMeanSquare ?? 0, part.errors?.meanAbsolute ?? 0,
      part.errors?.determination ?? 0,
    ]
  }

  /// The records in a table, or `nil` if it is none.
  public static func records(_ tensor: RawTensor) -> [(owner: Int, record: EpochRecord)]? {
    guard tensor.element == .float64, tensor.shape.count == 2, tensor.shape[1] == width else {
      return nil
    }
    var records: [(owner: Int, record: EpochRecord)] = []
    records.reserveCapacity(tensor.shape[0])
    let rows = tensor.bytes.withUnsafeBytes { bytes in
      (0..<tensor.shape[0] * width).map { index in
        Double(
          bitPattern: UInt64(
            littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)))
      }
    }
    for start in stride(from: 0, to: rows.count, by: width) {
      let row = rows[start..<start + width]
      guard let owner = count(row[start]), let epoch = count(row[start + 1]),
        let known = count(row[start + 3])
      else { return nil }
      var parts: [SplitMetrics?] = []
      for part in 0..<3 {
        let first = start + 5 + 8 * part
        switch metrics(row[first..<first + 8]) {
        case .none: return nil
        case .some(let metrics): parts.append(metrics)
        }
      }
      guard let train = parts[0],
        GroupWork.isPossible(seconds: row[start + 2], examples: train.examples)
      else { return nil }
      records.append(
        (
          owner,
          EpochRecord(
            epoch: epoch, train: train, validation: parts[1], test: parts[2],
            seconds: row[start + 2],
            rate: Known(rawValue: known).contains(.rate) ? row[start + 4] : nil)
        ))
    }
    return records
  }

  /// The metrics in eight cells; `.some(nil)` for a part that is not there, `nil` for what cannot be.
  private static func metrics(_ cells: ArraySlice<Double>) -> SplitMetrics?? {
    let cell = Array(cells)
    guard let bits = count(cell[0]), let examples = count(cell[4]) else { return nil }
    let known = Known(rawValue: bits)
    guard known.contains(.part) else { return .some(nil) }
    guard (0...1).contains(cell[3]) else { return nil }
    return SplitMetrics(
      loss: cell[1], penalty: cell[2], accuracy: known.contains(.accuracy) ? cell[3] : nil,
      examples: examples,
      errors: known.contains(.errors)
        ? RegressionErrors(
          rootMeanSquare: cell[5], meanAbsolute: cell[6],
          determination: known.contains(.determination) ? cell[7] : nil) : nil)
  }

  /// A whole number of a real training.
  private static func count(_ value: Double) -> Int? {
    guard let count = Int(exactly: value), (0...GroupWork.largestCount).contains(count) else {
      return nil
    }
    return count
  }
}

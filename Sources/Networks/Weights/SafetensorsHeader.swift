import Foundation

/// The JSON header of a safetensors file, checked against the length of the file.
struct SafetensorsHeader {
  /// One tensor.
  struct Entry {
    var name: String
    var shape: [Int]
    /// The number of values, the product of the shape; of a counter that of 32-bit words.
    var elementCount: Int
    /// Whether it is nothing that a network computes with, and may be of another type.
    var isCounter: Bool
    /// Where the data begins and ends, in bytes after the header.
    var begin: Int
    var end: Int
  }

  /// The longest header that the format allows.
  static let largestByteCount = 100_000_000
  /// The name of PyTorch's counters of the steps that batch normalisation has seen: 64-bit integers.
  private static let counter = "num_batches_tracked"
  /// The key that stands for no tensor.
  static let metadataKey = "__metadata__"

  /// The tensors in the order of their data, which fills the file without gaps.
  private(set) var entries: [Entry] = []
  private(set) var metadata: [String: String] = [:]

  private let path: String

  /// Reads and checks the header; `file` is then at the first byte of data.
  init(reading file: inout WeightsFileReader) throws(WeightsError) {
    path = file.path
    guard file.byteCount >= 8 else {
      throw failure("cut off: \(file.byteCount) bytes, and a safetensors file begins with 8")
    }
    let announced = try file.bytes(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard announced <= UInt64(Self.largestByteCount) else {
      throw failure(
        "not a safetensors file: a header of \(announced) bytes, at most "
          + "\(Self.largestByteCount) are allowed")
    }
    let length = Int(announced)
    guard length <= file.byteCount - 8 else {
      throw failure(
        "cut off: the header should have \(length) bytes, the file goes on for "
          + "\(file.byteCount - 8)")
    }
    let json = try file.bytes(length)
    try read(json)
    try checkCoverage(of: file.byteCount - 8 - length)
  }

  private func failure(_ reason: String) -> WeightsError {
    WeightsError(path: path, reason: reason)
  }

  // MARK: - JSON

  /// What stands for one tensor in the header.
  private struct Description: Decodable {
    var dtype: String
    var shape: [Int]
    var offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }
  }

  /// A value of the header: the metadata, or a tensor.
  private enum Item: Decodable {
    case metadata([String: String])
    case tensor(Description)

    init(from decoder: any Decoder) throws {
      if decoder.codingPath.last?.stringValue == SafetensorsHeader.metadataKey {
        self = .metadata(try [String: String](from: decoder))
      } else {
        self = .tensor(try Description(from: decoder))
      }
    }
  }

  private mutating func read(_ json: Data) throws(WeightsError) {
    // A zero byte would make the decoder guess another encoding.
    guard json.first == UInt8(ascii: "{"), !json.contains(0),
      String(validating: json, as: UTF8.self) != nil
    else { throw failure("not a safetensors file: the header is not a JSON object") }
    let items: [String: Item]
    do {
      items = try JSONDecoder().decode([String: Item].self, from: json)
    } catch {
      throw failure(Self.text(of: error))
    }
    // The decoder keeps one of two equal keys and drops the other in silence.
    if let key = JSONKeys.firstDuplicate(in: json) {
      throw failure("the header has the key '\(key)' twice")
    }
    for (name, item) in items {
      switch item {
      case .metadata(let texts): metadata = texts
      case .tensor(let description): entries.append(try entry(name, description))
      }
    }
    entries.sort { ($0.begin, $0.end, $0.name) < ($1.begin, $1.end, $1.name) }
  }

  private static func text(of error: any Error) -> String {
    let wrong: (path: [any CodingKey], reason: String)
    switch error as? DecodingError {
    case .keyNotFound(let key, let context):
      wrong = (context.codingPath, "lacks '\(key.stringValue)'")
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      wrong = (context.codingPath, "has the wrong type")
    default:
      return "not a safetensors file: the header is not JSON with whole numbers"
    }
    let place = wrong.path.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
    return place.isEmpty
      ? "not a safetensors file: the header is not a JSON object"
      : "the header is wrong: '\(place.dropFirst())' \(wrong.reason)"
  }

  // MARK: - Rules

  private func entry(_ name: String, _ description: Description) throws(WeightsError) -> Entry {
    let isCounter = name == Self.counter || name.hasSuffix(".\(Self.counter)")
    let isLong = isCounter && description.dtype == "I64"
    guard description.dtype == "F32" || isLong else {
      throw failure(
        "tensor '\(name)' is \(description.dtype), only F32 can be read; convert it, "
          + "in PyTorch with tensor.float()")
    }
    let shape = description.shape
    guard let byteCount = Self.byteCount(shape, ofEach: isLong ? 8 : 4) else {
      throw failure("tensor '\(name)': shape \(shape) is not possible")
    }
    let offsets = description.offsets
    guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1] else {
      throw failure("tensor '\(name)': data offsets \(offsets) are not a begin and an end")
    }
    guard offsets[1] - offsets[0] == byteCount else {
      throw failure(
        "tensor '\(name)': shape \(shape) needs \(byteCount) bytes, its data has "
          + "\(offsets[1] - offsets[0])")
    }
    return Entry(
      name: name, shape: shape, elementCount: byteCount / 4, isCounter: isCounter,
      begin: offsets[0], end: offsets[1])
  }

  /// The bytes of a tensor, or `nil` if a dimension is negative or the product too large.
  private static func byteCount(_ shape: [Int], ofEach element: Int) -> Int? {
    var count = element
    for dimension in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard dimension >= 0, !overflow else { return nil }
      count = product
    }
    return count
  }

  /// Requires that the tensors, in order, fill `byteCount` bytes without holes or overlaps.
  private func checkCoverage(of byteCount: Int) throws(WeightsError) {
    var end = 0
    for entry in entries {
      guard entry.begin == end else {
        let kind = entry.begin < end ? "an overlap" : "a hole"
        throw failure(
          "\(kind) before tensor '\(entry.name)': it begins at byte \(entry.begin), "
            + "the data before it ends at \(end)")
      }
      end = entry.end
    }
    if end > byteCount {
      throw failure("cut off: the tensors need \(end) bytes of data, the file has \(byteCount)")
    }
    if end < byteCount {
      throw failure("bytes left over after the last tensor: \(byteCount - end)")
    }
  }
}

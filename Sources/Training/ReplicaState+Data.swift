import Foundation

extension ReplicaState {
  /// What a file of a state begins with.
  private static let magic = "lockstep replica state 1\n"

  private struct Header: Codable {
    let epochs: Int
    let steps: Int
    let rate: RateCourse.Memory
    /// Name and bytes of each buffer, in the order of the file.
    let buffers: [Part]

    struct Part: Codable {
      let name: String
      let byteCount: Int
    }
  }

  /// The state as the bytes of a file, for this program to read again.
  ///
  /// - Throws: What the encoder of the header throws.
  public func data() throws -> Data {
    let names = contents.keys.sorted()
    let header = Header(
      epochs: position.epochs, steps: position.steps, rate: rate,
      buffers: names.map { Header.Part(name: $0, byteCount: contents[$0]?.count ?? 0) })
    var data = Data(Self.magic.utf8)
    data += try JSONEncoder().encode(header)
    data.append(UInt8(ascii: "\n"))
    for name in names { data += contents[name] ?? [] }
    return data
  }

  /// The state in the bytes of a file, or `nil` if they are none, or not all.
  public init?(_ data: Data) {
    guard let (header, start) = Self.header(data) else { return nil }
    let sizes = header.buffers.map(\.byteCount)
    guard sizes.allSatisfy({ $0 >= 0 && $0 <= data.count }),
      data.count == start + sizes.reduce(0, +)
    else { return nil }
    var contents: [String: [UInt8]] = [:]
    var offset = data.startIndex + start
    for part in header.buffers {
      contents[part.name] = Array(data[offset..<offset + part.byteCount])
      offset += part.byteCount
    }
    self.init(
      position: TrainingPosition(epochs: header.epochs, steps: header.steps), contents: contents,
      rate: header.rate)
  }

  /// The position alone, from the first bytes of a file.
  public static func position(in data: Data) -> TrainingPosition? {
    header(data).map { TrainingPosition(epochs: $0.header.epochs, steps: $0.header.steps) }
  }

  private static func header(_ data: Data) -> (header: Header, end: Int)? {
    let magic = Data(Self.magic.utf8)
    guard data.starts(with: magic),
      let end = data[(data.startIndex + magic.count)...].firstIndex(of: UInt8(ascii: "\n")),
      let header = try? JSONDecoder().decode(
        Header.self, from: data[(data.startIndex + magic.count)..<end])
    else { return nil }
    return (header, end + 1 - data.startIndex)
  }
}

import Foundation

/// Named tensors in a safetensors file: the weights of one trial, without a replica axis.
///
/// The file is an 8-byte little-endian header length, a JSON header that gives each tensor's type,
/// shape and place, and the values in row-major order without gaps. Only `F32` is read and written;
/// PyTorch's counters `num_batches_tracked` are passed over.
/// Source: the format description of the safetensors project, version 0.8.
public struct Safetensors: Sendable {
  /// The tensors in the order of their data; the number of values is the product of the shape.
  public var tensors: [(name: String, shape: [Int], values: [Float])]
  /// Free texts by name (`__metadata__`).
  public var metadata: [String: String]

  /// A file of these tensors.
  public init(
    tensors: [(name: String, shape: [Int], values: [Float])], metadata: [String: String] = [:]
  ) {
    self.tensors = tensors
    self.metadata = metadata
  }
}

// MARK: - Reading

extension Safetensors {
  /// The tensors in the file at `path`.
  ///
  /// Nothing is allocated for the values before the header is known to describe exactly the data that
  /// the file has.
  /// - Throws: `WeightsError` if the file cannot be read or breaks a rule of the format.
  public init(contentsOf path: String) throws(WeightsError) {
    var file = try WeightsFileReader(path: path)
    let header = try SafetensorsHeader(reading: &file)
    tensors = []
    for entry in header.entries {
      let values = try file.floats(entry.elementCount)
      guard !entry.isCounter else { continue }
      tensors.append((name: entry.name, shape: entry.shape, values: values))
    }
    metadata = header.metadata
  }
}

/// The bytes of a weights file from the beginning on; the file is as long as it was when opened.
struct WeightsFileReader {
  let path: String
  /// The length of the whole file.
  let byteCount: Int
  private let handle: FileHandle

  /// Opens the file at `path`.
  init(path: String) throws(WeightsError) {
    self.path = path
    var info = stat()
    guard stat(path, &info) == 0 else {
      throw Self.failureToOpen(path)
    }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw WeightsError(path: path, reason: "is not a file")
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Self.failureToOpen(path)
    }
    self.handle = handle
    byteCount = Int(info.st_size)
  }

  /// The error of the last system call: a file that is not there is bad data, all else is I/O.
  private static func failureToOpen(_ path: String) -> WeightsError {
    let isMissing = errno == ENOENT || errno == ENOTDIR
    return WeightsError(
      path: path, reason: "cannot be read: \(systemErrorText())",
      kind: isMissing ? .badData : .inputOutput)
  }

  /// The next `count` bytes.
  mutating func bytes(_ count: Int) throws(WeightsError) -> Data {
    var bytes = Data()
    do {
      while bytes.count < count, let more = try handle.read(upToCount: count - bytes.count),
        !more.isEmpty
      {
        bytes += more
      }
    } catch {
      throw WeightsError(
        path: path, reason: "cannot be read: \(error.localizedDescription)", kind: .inputOutput)
    }
    guard bytes.count == count else {
      throw WeightsError(
        path: path, reason: "became shorter while it was read", kind: .inputOutput)
    }
    return bytes
  }

  /// The next `count` little-endian 32-bit floats.
  mutating func floats(_ count: Int) throws(WeightsError) -> [Float] {
    let bytes = try bytes(count * 4)
    return bytes.withUnsafeBytes { buffer in
      (0..<count).map { index in
        let bits = buffer.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: bits))
      }
    }
  }
}

/// The text of the last failed system call.
func systemErrorText() -> String { String(cString: strerror(errno)) }

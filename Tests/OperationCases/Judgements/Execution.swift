import Programs

/// A recorded case prepared by a backend, ready to be run again and again.
struct Execution {
  let recorded: RecordedCase
  private let executable: any Executable

  init(_ recorded: RecordedCase, on backend: any Backend) throws {
    self.recorded = recorded
    executable = try backend.prepare(recorded.program)
  }

  /// Writes all inputs, runs the passes and gives back the bytes of every buffer that can be read, by id.
  func run(_ passes: [Pass]? = nil) throws -> [Int: [UInt8]] {
    for input in recorded.inputs {
      try input.buffer.element.bytes(of: input.values).withUnsafeBytes {
        try executable.write($0, to: input.buffer)
      }
    }
    try executable.run(passes ?? recorded.passes)
    try executable.finish()
    var contents: [Int: [UInt8]] = [:]
    for buffer in recorded.program.buffers where buffer.lifetime != .scratch {
      // Bytes that are not zero, so that a read that does nothing is found.
      var bytes = [UInt8](repeating: 0xA5, count: buffer.shape.elements * buffer.element.byteCount)
      try bytes.withUnsafeMutableBytes { try executable.read(buffer, into: $0) }
      contents[buffer.id] = bytes
    }
    return contents
  }
}

extension Buffer {
  /// The elements of this buffer among all that a run gave back.
  func values(in contents: [Int: [UInt8]]) -> [Double] { element.values(of: contents[id] ?? []) }

  /// The bytes of one replica's part among all that a run gave back.
  func part(_ replica: Int, in contents: [Int: [UInt8]]) -> [UInt8] {
    let bytes = contents[id] ?? []
    let size = shape.elementsPerReplica * element.byteCount
    return Array(bytes[replica * size..<(replica + 1) * size])
  }
}

import CZlib

/// What a gzip file holds, inflated as it is read.
///
/// Format: RFC 1952. Several members one after another are read as one, as `gzip` does; anything
/// else behind the last member is refused. The checksum of a member is judged when its end is read.
final class GzipReader: ByteSource {
  /// No deflate stream grows by more than this factor (zlib's documented maximum is 1032).
  static let largestRatio = 1032

  let path: String
  private let file: FileReader
  private let input: UnsafeMutableRawBufferPointer
  /// On the heap, because zlib keeps a pointer to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var inputEnded = false
  private var memberEnded = false

  /// Reads what `file` holds, from its present position on.
  ///
  /// - Throws: ``DataError`` when zlib cannot start.
  init(_ file: FileReader) throws(DataError) {
    self.file = file
    path = file.path
    input = .allocate(byteCount: 1 << 16, alignment: 16)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15: the largest window; + 16: a gzip header and trailer, not zlib's own.
    let status = inflateInit2_(
      stream, 15 + 16, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      throw DataError(
        path: path, reason: "zlib cannot start (status \(status))", kind: .inputOutput)
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    var filled = 0
    while filled < buffer.count {
      if stream.pointee.avail_in == 0 && !inputEnded { try refill() }
      if memberEnded {
        if stream.pointee.avail_in == 0 { break }
        try startNextMember()
      }
      guard stream.pointee.avail_in > 0 else {
        throw DataError(
          path: path,
          reason: file.size == 0
            ? "is empty, expected a gzip file"
            : "the gzip file is cut off after \(file.size) bytes; get a whole copy")
      }
      filled += try inflateOnce(
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
    }
    return filled
  }

  private func refill() throws(DataError) {
    let got = try file.read(into: input)
    inputEnded = got < input.count
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(got)
  }

  private func startNextMember() throws(DataError) {
    guard stream.pointee.next_in?.pointee == 0x1F else {
      throw DataError(
        path: path, reason: "bytes follow the end of the gzip data; get an unaltered copy")
    }
    inflateReset(stream)
    memberEnded = false
  }

  /// Lets zlib fill as much of `output` as it can from the present input.
  private func inflateOnce(into output: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    let room = UInt32(min(output.count, 1 << 30))
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = room
    let status = inflate(stream, Z_NO_FLUSH)
    switch status {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: memberEnded = true
    case Z_MEM_ERROR:
      throw DataError(path: path, reason: "no memory left to inflate it", kind: .inputOutput)
    default:
      let detail = stream.pointee.msg.map { String(cString: $0) } ?? "zlib status \(status)"
      throw DataError(
        path: path, reason: "the gzip data is corrupt (\(detail)); get an unaltered copy")
    }
    return Int(room - stream.pointee.avail_out)
  }
}

import CZlib

/// The bytes of a gzip file, made by zlib.
package func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var input = bytes
  var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 8 + 100)
  var stream = z_stream()
  deflateInit2_(
    &stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, zlibVersion(),
    Int32(MemoryLayout<z_stream>.size))
  input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      _ = deflate(&stream, Z_FINISH)
    }
  }
  deflateEnd(&stream)
  return Array(output.prefix(Int(stream.total_out)))
}

/// The bytes of an IDX file.
package func idx(magic: UInt32, _ extents: [UInt32], _ content: [UInt8]) -> [UInt8] {
  ([magic] + extents).flatMap { word in
    (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) }
  } + content
}

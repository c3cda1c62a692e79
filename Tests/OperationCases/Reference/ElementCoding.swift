import Programs

extension ElementType {
  /// Numbers as the bytes a backend takes.
  func bytes(of values: [Double]) -> [UInt8] {
    switch self {
    case .float32: Self.raw(values.map { Float($0) })
    case .int32: Self.raw(values.map { Int32($0) })
    case .uint32: Self.raw(values.map { UInt32($0) })
    case .uint8: values.map { UInt8($0) }
    }
  }

  /// The bytes a backend gives as numbers.
  func values(of bytes: [UInt8]) -> [Double] {
    switch self {
    case .float32: Self.load(bytes, Float.self).map(Double.init)
    case .int32: Self.load(bytes, Int32.self).map(Double.init)
    case .uint32: Self.load(bytes, UInt32.self).map(Double.init)
    case .uint8: bytes.map(Double.init)
    }
  }

  private static func raw<Element>(_ values: [Element]) -> [UInt8] {
    values.withUnsafeBytes(Array.init)
  }

  private static func load<Element>(_ bytes: [UInt8], _ type: Element.Type) -> [Element] {
    bytes.withUnsafeBytes { raw in
      (0..<raw.count / MemoryLayout<Element>.size).map {
        raw.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Element>.size, as: type)
      }
    }
  }
}

extension Tensor {
  /// The positions of this view's elements, row by row, in an array that holds the buffer's replicas
  /// one after another.
  func positions(replica: Int) -> [Int] {
    let base = replicas == nil ? 0 : replica * buffer.shape.elementsPerReplica
    if isContiguous { return Array(base + offset..<base + offset + count) }
    let (channels, stride) = (channels, rowStride)
    return (0..<rows).flatMap { row in
      let start = base + offset + row * stride
      return start..<start + channels
    }
  }
}

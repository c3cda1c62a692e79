/// How weight files have the numbers of a parameter: in PyTorch's order of dimensions.
public struct WeightFileOrder: Sendable, Equatable {
  /// The extents in memory, outermost first.
  let extents: [Int]
  /// Which of them stands where in files, outermost first.
  let order: [Int]
  /// The dimensions that files state.
  public let shape: [Int]

  /// Outputs outermost: [in, out] of memory is [out, in] in files; a vector is as it is.
  static func reversed(_ dimensions: [Int]) -> WeightFileOrder {
    WeightFileOrder(
      extents: dimensions, order: dimensions.indices.reversed(), shape: dimensions.reversed())
  }

  /// Filters over `height` x `width` pixels: [kh, kw, C, N] of memory is [N, C, kh, kw] in files.
  static func convolution(
    height: Int, width: Int, channels: Int, filters: Int
  ) -> WeightFileOrder {
    WeightFileOrder(
      extents: [height, width, channels, filters], order: [3, 2, 0, 1],
      shape: [filters, channels, height, width])
  }

  /// A filter for each channel: [kh, kw, C] of memory is [C, 1, kh, kw] in files.
  static func depthwise(height: Int, width: Int, channels: Int) -> WeightFileOrder {
    WeightFileOrder(
      extents: [height, width, channels], order: [2, 0, 1], shape: [channels, 1, height, width])
  }

  /// Numbers of images in one row, pixel by pixel in memory, channel by channel in files.
  ///
  /// - Parameters:
  ///   - image: height, width and channels.
  ///   - outputs: the outputs of a matrix whose inputs these are; `nil` for a vector.
  static func flattened(_ image: [Int], outputs: Int? = nil) -> WeightFileOrder {
    let count = image.reduce(1, *)
    guard let outputs else {
      return WeightFileOrder(extents: image, order: [2, 0, 1], shape: [count])
    }
    return WeightFileOrder(
      extents: image + [outputs], order: [3, 2, 0, 1], shape: [outputs, count])
  }

  /// Numbers in the order of files from those in the order of memory.
  func fromMemory(_ values: ArraySlice<Float>) -> [Float] {
    var result = [Float](repeating: 0, count: values.count)
    forEachRun { file, memory, stride, count in
      for index in 0..<count {
        result[file + index] = values[values.startIndex + memory + index * stride]
      }
    }
    return result
  }

  /// Numbers in the order of memory from those in the order of files.
  func toMemory(_ values: [Float]) -> [Float] {
    var result = [Float](repeating: 0, count: values.count)
    forEachRun { file, memory, stride, count in
      for index in 0..<count { result[memory + index * stride] = values[file + index] }
    }
    return result
  }

  /// Calls `body` with every run along the innermost dimension of the file: where it starts in the file and
  /// in memory, how far apart its numbers lie in memory, and how many there are.
  private func forEachRun(
    _ body: (_ file: Int, _ memory: Int, _ stride: Int, _ count: Int) -> Void
  ) {
    let strides = extents.indices.map { extents[($0 + 1)...].reduce(1, *) }
    guard let innermost = order.last else { return body(0, 0, 1, 1) }
    let count = extents[innermost]
    for run in 0..<order.dropLast().reduce(1, { $0 * extents[$1] }) {
      var (rest, memory) = (run, 0)
      for dimension in order.dropLast().reversed() {
        memory += rest % extents[dimension] * strides[dimension]
        rest /= extents[dimension]
      }
      body(run * count, memory, strides[innermost], count)
    }
  }
}

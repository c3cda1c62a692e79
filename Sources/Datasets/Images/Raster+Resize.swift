import Programs

extension Raster {
  /// The picture in another size, stretched if the sides are in another proportion.
  ///
  /// By a triangle filter as wide as an output pixel but at least as an input pixel: the mean of what a
  /// pixel covers when shrinking, linear interpolation when growing.
  public func resized(height newHeight: Int, width newWidth: Int) -> Raster {
    demand(newHeight > 0 && newWidth > 0, "resize: \(newHeight) x \(newWidth) pixels")
    guard newHeight != height || newWidth != width else { return self }
    let columns = Self.taps(from: width, to: newWidth)
    let rows = Self.taps(from: height, to: newHeight)
    var wide = [Float](repeating: 0, count: height * newWidth * channels)
    for y in 0..<height {
      for (x, tap) in columns.enumerated() {
        for channel in 0..<channels {
          var sum: Float = 0
          for (index, weight) in zip(tap.first..., tap.weights) {
            sum += weight * Float(pixels[(y * width + index) * channels + channel])
          }
          wide[(y * newWidth + x) * channels + channel] = sum
        }
      }
    }
    var result = Raster(width: newWidth, height: newHeight, channels: channels)
    let stride = newWidth * channels
    for (y, tap) in rows.enumerated() {
      for column in 0..<stride {
        var sum: Float = 0
        for (index, weight) in zip(tap.first..., tap.weights) {
          sum += weight * wide[index * stride + column]
        }
        result.pixels[y * stride + column] = UInt8(min(max(sum.rounded(), 0), 255))
      }
    }
    return result
  }

  /// The input pixels that make an output pixel, from `first` on, and their weights, which add up to 1.
  private static func taps(from size: Int, to newSize: Int) -> [(first: Int, weights: [Float])] {
    let ratio = Double(size) / Double(newSize)
    let reach = max(ratio, 1)
    return (0..<newSize).map { position in
      let centre = (Double(position) + 0.5) * ratio
      let first = max(0, Int((centre - reach).rounded(.down)))
      let last = min(size - 1, Int((centre + reach).rounded(.up)))
      let weights = (first...last).map { max(0, 1 - abs(Double($0) + 0.5 - centre) / reach) }
      let total = weights.reduce(0, +)
      return (first, weights.map { Float($0 / total) })
    }
  }
}

/// A window that moves over images: what convolutions and pooling share.
///
/// Images are rows of pixels, `[R, batch x height x width, channels]`, so the window says how high and wide
/// they are. Output (y, x) sees the input pixels `y strideY - padding.top + i dilationY` and
/// `x strideX - padding.left + j dilationX` for i in 0 ..< height, j in 0 ..< width; what lies outside the
/// image is padding.
public struct Window: Hashable, Sendable, CustomStringConvertible {
  /// Pixels of padding on each side.
  public struct Padding: Hashable, Sendable {
    /// Rows above and below.
    public let top, bottom: Int
    /// Columns on the left and on the right.
    public let left, right: Int

    /// Padding of these widths.
    public init(top: Int = 0, bottom: Int = 0, left: Int = 0, right: Int = 0) {
      demand(
        min(top, bottom, left, right) >= 0,
        "window: padding must not be negative, got \([top, bottom, left, right])")
      (self.top, self.bottom, self.left, self.right) = (top, bottom, left, right)
    }

    /// The same on every side.
    public init(all width: Int) {
      self.init(top: width, bottom: width, left: width, right: width)
    }
  }

  /// How wide the padding is.
  public enum PaddingRule: Hashable, Sendable {
    /// None: the window stays within the image.
    case valid
    /// As much as gives `ceil(extent / stride)` outputs, the odd pixel below and on the right, as in
    /// Keras's `same`.
    case same
    /// Below and on the right as much as the last pixels need to be seen, as in PyTorch's `ceil_mode`
    /// without padding: no window starts behind the image, so a stride beyond the window may still leave
    /// pixels out.
    case covering
    /// As given.
    case explicit(Padding)
  }

  /// Pixels of the image.
  public let inputHeight, inputWidth: Int
  /// Pixels that the window sees.
  public let height, width: Int
  /// Pixels from one output to the next.
  public let strideY, strideX: Int
  /// Pixels from one pixel that the window sees to the next; 1 for neighbours.
  public let dilationY, dilationX: Int
  /// Pixels around the image.
  public let padding: Padding

  /// A window of `height` x `width` pixels on images of `inputHeight` x `inputWidth`.
  ///
  /// - Precondition: All extents, strides and dilations are positive, and the window fits into the padded
  ///   image.
  public init(
    inputHeight: Int, inputWidth: Int, height: Int, width: Int, strideY: Int, strideX: Int,
    dilationY: Int = 1, dilationX: Int = 1, padding rule: PaddingRule = .valid
  ) {
    let sizes = [inputHeight, inputWidth, height, width, strideY, strideX, dilationY, dilationX]
    demand(
      sizes.allSatisfy { $0 > 0 },
      "window: extents, strides and dilations must be positive, got \(sizes)")
    (self.inputHeight, self.inputWidth) = (inputHeight, inputWidth)
    (self.height, self.width) = (height, width)
    (self.strideY, self.strideX) = (strideY, strideX)
    (self.dilationY, self.dilationX) = (dilationY, dilationX)
    let spanY = (height - 1) * dilationY + 1, spanX = (width - 1) * dilationX + 1
    switch rule {
    case .valid: padding = Padding()
    case .explicit(let given): padding = given
    case .same:
      let y = max(0, ((inputHeight + strideY - 1) / strideY - 1) * strideY + spanY - inputHeight)
      let x = max(0, ((inputWidth + strideX - 1) / strideX - 1) * strideX + spanX - inputWidth)
      padding = Padding(top: y / 2, bottom: y - y / 2, left: x / 2, right: x - x / 2)
    case .covering:
      func missing(_ extent: Int, _ span: Int, _ stride: Int) -> Int {
        let steps = min(max(0, extent - span + stride - 1) / stride, (extent - 1) / stride)
        return max(0, steps * stride + span - extent)
      }
      padding = Padding(
        bottom: missing(inputHeight, spanY, strideY), right: missing(inputWidth, spanX, strideX))
    }
    demand(
      outputHeight > 0 && outputWidth > 0,
      "window: \(spanY) x \(spanX) pixels do not fit into \(inputHeight) x \(inputWidth) with "
        + "padding \(padding)")
  }

  /// A square window with the same stride and dilation either way.
  public init(
    inputHeight: Int, inputWidth: Int, size: Int, stride: Int = 1, dilation: Int = 1,
    padding: PaddingRule = .valid
  ) {
    self.init(
      inputHeight: inputHeight, inputWidth: inputWidth, height: size, width: size,
      strideY: stride, strideX: stride, dilationY: dilation, dilationX: dilation, padding: padding)
  }

  /// Rows of outputs.
  public var outputHeight: Int {
    let free = inputHeight + padding.top + padding.bottom - (height - 1) * dilationY - 1
    return free < 0 ? 0 : free / strideY + 1
  }
  /// Columns of outputs.
  public var outputWidth: Int {
    let free = inputWidth + padding.left + padding.right - (width - 1) * dilationX - 1
    return free < 0 ? 0 : free / strideX + 1
  }
  /// Pixels of an image.
  public var inputCount: Int { inputHeight * inputWidth }
  /// Outputs of an image.
  public var outputCount: Int { outputHeight * outputWidth }
  /// Pixels that the window sees, padding included.
  public var count: Int { height * width }
  /// Whether it sees one pixel, the one of its output: such a convolution is a matrix product.
  public var isPointwise: Bool { count == 1 && outputCount == inputCount && padding == Padding() }

  /// The pixel that place `place` (row by row) of the window sees at output `position` of an image, or `nil`
  /// for padding.
  public func pixel(output position: Int, place: Int) -> Int? {
    let y = position / outputWidth * strideY - padding.top + place / width * dilationY
    let x = position % outputWidth * strideX - padding.left + place % width * dilationX
    guard 0..<inputHeight ~= y, 0..<inputWidth ~= x else { return nil }
    return y * inputWidth + x
  }

  /// The window that leads back from outputs to pixels.
  ///
  /// Seen through it, the outputs are images, the pixels outputs, and the places are in the opposite order. Only
  /// with a stride of 1, and padding within the window; else `nil`.
  public var turned: Window? {
    let spanY = (height - 1) * dilationY, spanX = (width - 1) * dilationX
    guard strideY == 1, strideX == 1, padding.top <= spanY, padding.left <= spanX,
      padding.bottom <= spanY, padding.right <= spanX
    else { return nil }
    return Window(
      inputHeight: outputHeight, inputWidth: outputWidth, height: height, width: width, strideY: 1,
      strideX: 1, dilationY: dilationY, dilationX: dilationX,
      padding: .explicit(
        Padding(
          top: spanY - padding.top, bottom: spanY - padding.bottom, left: spanX - padding.left,
          right: spanX - padding.right)))
  }

  /// Whether the window sees a pixel wherever it is, as pooling demands.
  public var alwaysSeesPixels: Bool {
    /// The same along one axis.
    func sees(
      _ outputs: Int, _ size: Int, _ stride: Int, _ dilation: Int, before: Int, extent: Int
    ) -> Bool {
      (0..<outputs).allSatisfy { output in
        let start = output * stride - before
        let first = (max(0, -start) + dilation - 1) / dilation
        return first < size && start + first * dilation < extent
      }
    }
    return sees(
      outputHeight, height, strideY, dilationY, before: padding.top, extent: inputHeight)
      && sees(outputWidth, width, strideX, dilationX, before: padding.left, extent: inputWidth)
  }

  /// One line for people: `3x3 of 28x28`, then stride and dilation if they are not 1.
  public var description: String {
    "\(height)x\(width) of \(inputHeight)x\(inputWidth)"
      + (strideY * strideX == 1 ? "" : " by \(strideY)x\(strideX)")
      + (dilationY * dilationX == 1 ? "" : " dilated \(dilationY)x\(dilationX)")
  }
}

extension Checker {
  /// Requires whole images of as many examples before and behind a window.
  mutating func requireImages(
    _ window: Window, _ role: String, _ input: Tensor, _ otherRole: String, _ output: Tensor
  ) {
    require(.float32, role, input)
    require(.float32, otherRole, output)
    require(
      input.rows.isMultiple(of: window.inputCount),
      "\(role) must have images of \(window.inputHeight) x \(window.inputWidth) pixels",
      [role: input])
    require(
      output.rows == input.rows / window.inputCount * window.outputCount,
      "\(otherRole) must have \(window.outputHeight) x \(window.outputWidth) pixels for each image",
      [role: input, otherRole: output])
  }
}

import Programs

/// A window that moves over images, before it is known how large they are.
public struct WindowForm: Hashable, Sendable {
  /// Pixels that the window sees.
  public var height, width: Int
  /// Pixels from one output to the next.
  public var strideY, strideX: Int
  /// Pixels from one pixel that the window sees to the next; 1 for neighbours.
  public var dilation: Int
  /// What is seen outside the image.
  public var padding: Window.PaddingRule

  /// A window of `height` x `width` pixels.
  ///
  /// - Precondition: All numbers are positive.
  public init(
    height: Int, width: Int, strideY: Int = 1, strideX: Int = 1, dilation: Int = 1,
    padding: Window.PaddingRule = .valid
  ) {
    demand(
      min(height, width, strideY, strideX, dilation) > 0,
      "window: extents, strides and dilation must be positive")
    (self.height, self.width) = (height, width)
    (self.strideY, self.strideX) = (strideY, strideX)
    self.dilation = dilation
    self.padding = padding
  }

  /// A square window.
  public init(
    size: Int, stride: Int = 1, dilation: Int = 1, padding: Window.PaddingRule = .valid
  ) {
    self.init(
      height: size, width: size, strideY: stride, strideX: stride, dilation: dilation,
      padding: padding)
  }

  /// The window on images of this shape.
  ///
  /// - Precondition: `misfit` finds nothing wrong with it.
  public func window(on input: FeatureShape) -> Window {
    Window(
      inputHeight: input.height, inputWidth: input.width, height: height, width: width,
      strideY: strideY, strideX: strideX, dilationY: dilation, dilationX: dilation,
      padding: padding)
  }

  /// What the window leaves of an image.
  func output(input: FeatureShape, channels: Int) -> FeatureShape {
    let window = window(on: input)
    return FeatureShape(
      height: window.outputHeight, width: window.outputWidth, channels: channels)
  }

  /// Why it cannot move over images of this shape, or `nil` if it can.
  func misfit(input: FeatureShape) -> String? {
    let added: (y: Int, x: Int)
    switch padding {
    case .same, .covering: return nil
    case .valid: added = (0, 0)
    case .explicit(let padding):
      added = (padding.top + padding.bottom, padding.left + padding.right)
    }
    let (spanY, spanX) = ((height - 1) * dilation + 1, (width - 1) * dilation + 1)
    guard input.height + added.y < spanY || input.width + added.x < spanX else { return nil }
    return "a window of \(spanY) x \(spanX) pixels does not fit into \(input.height) x "
      + "\(input.width)" + (padding == .valid ? "" : " with its padding")
      + "; take larger images, pool less before it, or pad them"
  }

  /// Why no pooling can use it, whatever the image, or `nil`.
  public var poolingMisfit: String? {
    if case .explicit(let padding) = padding,
      2 * max(padding.top, padding.bottom) > height || 2 * max(padding.left, padding.right) > width
    {
      return "the padding must be at most half of the window"
    }
    return nil
  }

  /// `3x3`, `3x3 by 2`.
  var title: String {
    let stride =
      strideY * strideX == 1
      ? "" : strideY == strideX ? " by \(strideY)" : " by \(strideY)x\(strideX)"
    return "\(height)x\(width)" + stride + (dilation == 1 ? "" : " dilated \(dilation)")
  }
}

// Work estimates of convolutions and pooling. Places of a window that lie on padding are counted as if they
// were pixels.

extension Convolution {
  /// A multiplication and an addition for each output and weight of its filter, then the epilogue.
  public var flops: Int {
    2 * weights.rows * output.count + (epilogue?.flops ?? 0)
  }
  /// Window, channels and filters: `3x3 of 28x28 32>64 relu`.
  public var detail: String {
    "\(window) \(input.channels)>\(output.channels)"
      + (epilogue.map { " \($0.activation.rawValue)" } ?? "")
  }
}

extension ConvolutionInputGradient {
  /// A multiplication and an addition for each output and weight of its filter.
  public var flops: Int { 2 * weights.rows * gradient.count }
  /// Window, channels and filters.
  public var detail: String { "\(window) \(inputGradient.channels)<\(gradient.channels)" }
}

extension ConvolutionWeightGradient {
  /// A multiplication and an addition for each output and weight of its filter.
  public var flops: Int { 2 * weightGradient.rows * gradient.count }
  /// Window, channels and filters.
  public var detail: String { "\(window) \(input.channels)x\(gradient.channels)" }
}

extension DepthwiseConvolution {
  /// A multiplication and an addition for each output and place of the window.
  public var flops: Int { 2 * window.count * output.count }
  /// Window and channels.
  public var detail: String { "\(window) \(output.channels)" }
}

extension DepthwiseInputGradient {
  /// A multiplication and an addition for each output and place of the window.
  public var flops: Int { 2 * window.count * gradient.count }
  /// Window and channels.
  public var detail: String { "\(window) \(gradient.channels)" }
}

extension DepthwiseWeightGradient {
  /// A multiplication and an addition for each output and place of the window.
  public var flops: Int { 2 * window.count * gradient.count }
  /// Window and channels.
  public var detail: String { "\(window) \(gradient.channels)" }
}

extension MaxPool {
  /// A comparison for each output and place of the window.
  public var flops: Int { window.count * output.count }
  /// Window and channels.
  public var detail: String { "\(window) \(output.channels)" }
}

extension MaxPoolGradient {
  /// An addition for each output.
  public var flops: Int { gradient.count }
  /// Window and channels.
  public var detail: String { "\(window) \(gradient.channels)" }
}

extension AveragePool {
  /// An addition for each output and place of the window, and a quotient.
  public var flops: Int { (window.count + 1) * output.count }
  /// Window and channels.
  public var detail: String { "\(window) \(output.channels)" }
}

extension AveragePoolGradient {
  /// An addition for each output and place of the window, and a quotient.
  public var flops: Int { (window.count + 1) * gradient.count }
  /// Window and channels.
  public var detail: String { "\(window) \(gradient.channels)" }
}

extension Augmentation {
  /// For each element four products and three sums between pixels.
  public var flops: Int { 7 * output.count }
}

extension Addition {
  /// An addition for each element; none for a copy.
  public var flops: Int { right == nil ? 0 : output.count }
}

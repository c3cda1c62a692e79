import Programs

/// The largest number or the mean of what a window sees, for each channel.
public struct PoolingLayer: Layer {
  /// What is taken of the numbers.
  public enum Kind: Hashable, Sendable {
    /// The largest.
    case max
    /// The mean; padding counts as zeros if `countsPadding`, as in PyTorch's default, else it takes no part.
    ///
    /// What ``Programs/Window/PaddingRule/covering`` adds does not count in PyTorch: its means are those
    /// without `countsPadding`.
    case average(countsPadding: Bool)
  }

  /// What is taken of the numbers.
  public let kind: Kind
  /// What an output sees; `nil` for the whole image.
  public let form: WindowForm?

  /// A pooling; without a window one of whole images.
  ///
  /// - Precondition: Padding of a given width is at most half of the window.
  public init(_ kind: Kind, _ form: WindowForm? = nil) {
    if let misfit = form?.poolingMisfit { reject("pooling: \(misfit)") }
    self.kind = kind
    self.form = form
  }

  /// `max pool 2x2 by 2`, `global average pool`.
  public var title: String {
    let name = kind == .max ? "max pool" : "average pool"
    return form.map { "\(name) \($0.title)" } ?? "global \(name)"
  }

  /// The shape of one example after this layer.
  public func output(input: FeatureShape) -> FeatureShape {
    form(for: input).output(input: input, channels: input.channels)
  }

  /// Images that the window does not fit into or on which it somewhere sees padding alone, and windows with
  /// too many places for a largest number.
  public func misfit(input: FeatureShape) -> String? {
    let form = form(for: input)
    if kind == .max, max(form.height, form.width) > Self.placeCount {
      return
        "a window of \(form.height) x \(form.width) has more than \(Self.placeCount) pixels in a row or "
        + "column; pool by smaller windows before it"
    }
    if let misfit = form.misfit(input: input) { return misfit }
    guard !form.window(on: input).alwaysSeesPixels else { return nil }
    return "a window of \(form.title) sees nothing but padding somewhere on \(input.height) x "
      + "\(input.width) pixels"
  }

  /// The places in a window that a byte tells apart.
  private static let placeCount = 256

  /// The windows that move over the image one after another: the layer's own, or, for a largest number of more
  /// places than a byte tells, a row of it and then a column, which find the same one of equal numbers.
  private func windows(on input: FeatureShape) -> [Window] {
    let form = form(for: input)
    guard kind == .max, form.height * form.width > Self.placeCount else {
      return [form.window(on: input)]
    }
    let row = form.row
    return [
      row.window(on: input), form.column.window(on: row.output(input: input, channels: 1)),
    ]
  }

  /// Records the forward operations.
  public func forward(_ input: Tensor, _ context: LayerContext) -> LayerRecord {
    let windows = windows(on: context.input)
    let keepsPlaces = kind == .max && context.isTraining && context.needsInputGradient
    var (result, saved) = (input, [Tensor]())
    for (step, window) in windows.enumerated() {
      let (rows, channels) = (context.batch * window.outputCount, input.channels)
      let isLast = step == windows.count - 1
      let output =
        isLast ? context.output(rows, channels) : context.scratch("rows", [rows, channels])
      switch kind {
      case .max:
        let places =
          keepsPlaces
          ? context.scratch(isLast ? "places" : "rowPlaces", [rows, channels], .uint8) : nil
        context.recorder.append(
          .maxPool(MaxPool(input: result, output: output, places: places, window: window)))
        if let places { saved.append(places) }
      case .average(let countsPadding):
        context.recorder.append(
          .averagePool(
            AveragePool(
              input: result, output: output, window: window, countsPadding: countsPadding)))
      }
      result = output
    }
    return LayerRecord(input: input, output: result, saved: saved, isOutputFree: true)
  }

  /// Records the backward operations.
  public func backward(
    _ gradient: Tensor, _ record: LayerRecord, _ context: LayerContext
  ) -> Tensor? {
    guard context.needsInputGradient else { return nil }
    var gradient = gradient
    for (step, window) in windows(on: context.input).enumerated().reversed() {
      let inputGradient = context.scratch(
        step == 0 ? "inputGradient" : "rowsGradient",
        [context.batch * window.inputCount, record.input.channels])
      switch kind {
      case .max:
        context.recorder.append(
          .maxPoolGradient(
            MaxPoolGradient(
              gradient: gradient, places: record.saved[step], inputGradient: inputGradient,
              window: window)))
      case .average(let countsPadding):
        context.recorder.append(
          .averagePoolGradient(
            AveragePoolGradient(
              gradient: gradient, inputGradient: inputGradient, window: window,
              countsPadding: countsPadding)))
      }
      gradient = inputGradient
    }
    return gradient
  }

  private func form(for input: FeatureShape) -> WindowForm {
    form ?? WindowForm(height: input.height, width: input.width)
  }
}

extension WindowForm {
  /// The window's extent in one row of pixels.
  fileprivate var row: WindowForm {
    var row = self
    (row.height, row.strideY) = (1, 1)
    if case .explicit(let padding) = padding {
      row.padding = .explicit(
        Window.Padding(top: 0, bottom: 0, left: padding.left, right: padding.right))
    }
    return row
  }

  /// The window's extent in one column of pixels.
  fileprivate var column: WindowForm {
    var column = self
    (column.width, column.strideX) = (1, 1)
    if case .explicit(let padding) = padding {
      column.padding = .explicit(
        Window.Padding(top: padding.top, bottom: padding.bottom, left: 0, right: 0))
    }
    return column
  }
}

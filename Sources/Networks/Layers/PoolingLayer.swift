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
    if kind == .max, form.height * form.width > 256 {
      return
        "a window of \(form.height) x \(form.width) has more than the 256 places that are known apart"
    }
    if let misfit = form.misfit(input: input) { return misfit }
    guard !form.window(on: input).alwaysSeesPixels else { return nil }
    return "a window of \(form.title) sees nothing but padding somewhere on \(input.height) x "
      + "\(input.width) pixels"
  }

  /// Records the forward operations.
  public func forward(_ input: Tensor, _ context: LayerContext) -> LayerRecord {
    let window = form(for: context.input).window(on: context.input)
    let (rows, channels) = (context.batch * window.outputCount, input.channels)
    let output = context.output(rows, channels)
    var saved: [Tensor] = []
    switch kind {
    case .max:
      if context.isTraining, context.needsInputGradient {
        saved = [context.scratch("places", [rows, channels], .uint8)]
      }
      context.recorder.append(
        .maxPool(MaxPool(input: input, output: output, places: saved.first, window: window)))
    case .average(let countsPadding):
      context.recorder.append(
        .averagePool(
          AveragePool(
            input: input, output: output, window: window, countsPadding: countsPadding)))
    }
    return LayerRecord(input: input, output: output, saved: saved, isOutputFree: true)
  }

  /// Records the backward operations.
  public func backward(
    _ gradient: Tensor, _ record: LayerRecord, _ context: LayerContext
  ) -> Tensor? {
    guard context.needsInputGradient else { return nil }
    let window = form(for: context.input).window(on: context.input)
    let inputGradient = context.scratch(
      "inputGradient", [record.input.rows, record.input.channels])
    switch kind {
    case .max:
      context.recorder.append(
        .maxPoolGradient(
          MaxPoolGradient(
            gradient: gradient, places: record.saved[0], inputGradient: inputGradient,
            window: window)))
    case .average(let countsPadding):
      context.recorder.append(
        .averagePoolGradient(
          AveragePoolGradient(
            gradient: gradient, inputGradient: inputGradient, window: window,
            countsPadding: countsPadding)))
    }
    return inputGradient
  }

  private func form(for input: FeatureShape) -> WindowForm {
    form ?? WindowForm(height: input.height, width: input.width)
  }
}

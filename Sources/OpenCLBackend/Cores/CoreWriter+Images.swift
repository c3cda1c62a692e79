import Kernels
import Programs

/// Convolutions, pooling and sums of tensors.
extension CoreWriter {
  /// Room for the patches of one item.
  static let workspace = "workspace"

  private var room: String {
    let (size, slots) = (patches.floatsPerSlot, patches.slots)
    return "(\(Self.workspace) + (replica * \(slots)ul + slot) * \(size)ul)"
  }

  /// Declares `w`, then a call.
  private func call(_ name: String, _ window: Window, _ arguments: [Any]) -> String {
    let numbers = window.numbers.map(String.init).joined(separator: ", ")
    return "const Window w = {\(numbers)};\n  " + call(name, ["w"] + arguments)
  }

  private func rows(_ tensor: Tensor) -> [Any] { [pointer(tensor), tensor.rowStride] }

  /// The product; bias and activation are a call of their own.
  func convolution(_ operation: Convolution) -> [CoreCall] {
    if operation.epilogue != nil { return operation.parts.flatMap(calls(for:)) }
    let width = operation.window.count * operation.input.channels
    let block = PatchBlock.rows(width: width, isSummed: false)
    let (output, filters) = (operation.output, operation.output.channels)
    return [
      CoreCall(
        files: [.coreConvolution], extent: .parts(output.rows, unit: tileRows),
        text: call(
          "core_convolution", operation.window,
          rows(operation.input) + [operation.input.channels] + rows(operation.weights)
            + rows(output) + [filters, room, block, "first", "last"]))
    ]
  }

  /// A part is some images.
  func convolutionInputGradient(_ operation: ConvolutionInputGradient) -> CoreCall {
    let target = operation.inputGradient
    let width = operation.window.count * target.channels
    return CoreCall(
      files: [.coreConvolution], extent: .parts(target.rows / operation.window.inputCount, unit: 1),
      unitsWorthAnItem: 1,
      text: call(
        "core_convolution_input_gradient", operation.window,
        rows(operation.gradient) + [operation.gradient.channels] + rows(operation.weights)
          + rows(target) + [
            target.channels, operation.accumulate, room,
            PatchBlock.rows(width: width, isSummed: false), "first", "last",
          ]))
  }

  /// A part is some numbers of the patches, for all outputs.
  func convolutionWeightGradient(_ operation: ConvolutionWeightGradient) -> CoreCall {
    let (input, gradient) = (operation.input, operation.gradient)
    let width = operation.window.count * input.channels
    return CoreCall(
      files: [.coreConvolution], extent: .parts(width, unit: tileRows),
      text: call(
        "core_convolution_weight_gradient", operation.window,
        rows(input) + [input.channels] + rows(gradient) + [gradient.channels]
          + rows(operation.weightGradient) + [
            gradient.rows, room, PatchBlock.rows(width: width, isSummed: true), "first", "last",
          ]))
  }

  /// A part is some lines of outputs.
  func depthwiseConvolution(_ operation: DepthwiseConvolution) -> CoreCall {
    let output = operation.output
    return CoreCall(
      files: [.coreDepthwise],
      extent: .parts(output.rows / operation.window.outputWidth, unit: 1),
      text: call(
        "core_depthwise", operation.window,
        [false] + rows(operation.input) + rows(operation.weights) + rows(output)
          + [output.channels, "first", "last"]))
  }

  /// A part is some lines of pixels.
  ///
  /// A window that moves by single pixels is one over the gradient, turned around.
  func depthwiseInputGradient(_ operation: DepthwiseInputGradient) -> CoreCall {
    let target = operation.inputGradient
    let turned = operation.window.turned
    let operands =
      rows(operation.gradient) + rows(operation.weights) + rows(target)
      + [target.channels, "first", "last"]
    return CoreCall(
      files: [turned == nil ? .coreDepthwiseGradients : .coreDepthwise],
      extent: .parts(target.rows / operation.window.inputWidth, unit: 1),
      text: turned.map { call("core_depthwise", $0, [true] + operands) }
        ?? call("core_depthwise_input_gradient", operation.window, operands))
  }

  /// A part is some channels with all outputs.
  func depthwiseWeightGradient(_ operation: DepthwiseWeightGradient) -> CoreCall {
    let gradient = operation.gradient
    return CoreCall(
      files: [.coreDepthwiseGradients], extent: .parts(gradient.channels, unit: 16),
      text: call(
        "core_depthwise_weight_gradient", operation.window,
        rows(operation.input) + rows(gradient) + rows(operation.weightGradient)
          + [
            gradient.channels, gradient.rows / operation.window.outputWidth, "first", "last",
          ]))
  }

  func maxPool(_ operation: MaxPool) -> CoreCall {
    let output = operation.output
    return CoreCall(
      files: [.corePooling], extent: .parts(output.rows, unit: 1),
      text: call(
        "core_max_pool", operation.window,
        rows(operation.input) + rows(output) + [
          operation.places != nil, operation.places.map { contiguous($0) } ?? "0",
          output.channels, "first", "last",
        ]))
  }

  /// A part is some pixels.
  func maxPoolGradient(_ operation: MaxPoolGradient) -> CoreCall {
    let target = operation.inputGradient
    return CoreCall(
      files: [.corePoolingRows], extent: .parts(target.rows, unit: 1),
      text: call(
        "core_max_pool_gradient", operation.window,
        rows(operation.gradient) + [contiguous(operation.places)] + rows(target)
          + [target.channels, "first", "last"]))
  }

  func averagePool(_ operation: AveragePool) -> CoreCall {
    let output = operation.output
    return CoreCall(
      files: [.corePoolingRows], extent: .parts(output.rows, unit: 1),
      text: call(
        "core_average_pool", operation.window,
        rows(operation.input) + rows(output)
          + [operation.countsPadding, output.channels, "first", "last"]))
  }

  /// A part is some pixels.
  func averagePoolGradient(_ operation: AveragePoolGradient) -> CoreCall {
    let target = operation.inputGradient
    return CoreCall(
      files: [.corePoolingRows], extent: .parts(target.rows, unit: 1),
      text: call(
        "core_average_pool_gradient", operation.window,
        rows(operation.gradient) + rows(target)
          + [operation.countsPadding, target.channels, "first", "last"]))
  }

  func addition(_ operation: Addition) -> CoreCall {
    let output = operation.output
    let right = operation.right ?? operation.left
    return CoreCall(
      files: [.coreLayer], extent: .rows(output.rows, unit: 1),
      text: call(
        "core_addition",
        rows(operation.left) + [operation.right != nil] + rows(right) + rows(output)
          + [output.channels, "first", "last"]))
  }

  /// A part is some images.
  func augmentation(_ operation: Augmentation) -> CoreCall {
    let (height, width) = (operation.height, operation.width)
    return CoreCall(
      files: [.coreAugmentation],
      extent: .parts(operation.output.rows / (height * width), unit: 1), unitsWorthAnItem: 1,
      text: call(
        "core_augmentation",
        rows(operation.input) + rows(operation.output) + [
          contiguous(operation.settings), contiguous(operation.seed), operation.output.channels,
          height, width, RandomStream.augmentation.id, "step", "first", "last",
        ]))
  }
}

import Kernels
import Programs

/// Batch normalisation, rectifiers whose slopes are operands, and the numbers drawn for them.
extension CoreWriter {
  /// A part is some channels with all rows.
  func batchNorm(_ operation: BatchNorm) -> CoreCall {
    let (input, output) = (operation.input, operation.output)
    return CoreCall(
      files: [.coreBatchNorm], extent: .parts(input.channels, unit: 16),
      text: call(
        "core_batch_norm",
        [
          pointer(input), input.rowStride, pointer(output), output.rowStride,
          contiguous(operation.scale), contiguous(operation.shift),
          contiguous(operation.runningMean), contiguous(operation.runningVariance),
          contiguous(operation.statistics), contiguous(operation.constants), input.rows,
          input.channels, "first", "last",
        ]))
  }

  func batchNormInference(_ operation: BatchNormInference) -> CoreCall {
    let (input, output) = (operation.input, operation.output)
    return CoreCall(
      files: [.coreBatchNorm], extent: .rows(input.rows, unit: 1),
      text: call(
        "core_batch_norm_inference",
        [
          pointer(input), input.rowStride, pointer(output), output.rowStride,
          contiguous(operation.scale), contiguous(operation.shift),
          contiguous(operation.runningMean), contiguous(operation.runningVariance),
          contiguous(operation.constants), input.channels, "first", "last",
        ]))
  }

  /// A part is some channels with all rows.
  func batchNormGradient(_ operation: BatchNormGradient) -> CoreCall {
    let (gradient, input) = (operation.gradient, operation.input)
    return CoreCall(
      files: [.coreBatchNorm], extent: .parts(input.channels, unit: 16),
      text: call(
        "core_batch_norm_gradient",
        [
          pointer(gradient), gradient.rowStride, pointer(input), input.rowStride,
          contiguous(operation.statistics), contiguous(operation.scale),
          contiguous(operation.scaleGradient), contiguous(operation.shiftGradient), input.rows,
          input.channels, "first", "last",
        ]))
  }

  func leakyRectifier(_ operation: LeakyRectifier) -> CoreCall {
    let (input, output) = (operation.input, operation.output)
    return CoreCall(
      files: [.coreLeakyRectifier], extent: .rows(input.rows, unit: 1),
      text: call(
        "core_leaky_rectifier",
        [pointer(input), input.rowStride, pointer(output), output.rowStride]
          + slopes(operation.slope, input.channels) + [input.channels, "first", "last"]))
  }

  /// The sums for the slopes, which need the gradient by the outputs, then the gradient by the inputs.
  func leakyRectifierGradient(_ operation: LeakyRectifierGradient) -> [CoreCall] {
    let (gradient, input) = (operation.gradient, operation.input)
    let operands: [Any] = [pointer(gradient), gradient.rowStride, pointer(input), input.rowStride]
    let byInput = CoreCall(
      files: [.coreLeakyRectifier], extent: .rows(gradient.rows, unit: 1),
      text: call(
        "core_leaky_rectifier_gradient",
        operands + slopes(operation.slope, gradient.channels)
          + [gradient.channels, "first", "last"]),
      reads: [gradient, input, operation.slope], writes: [gradient])
    guard let slopeGradient = operation.slopeGradient else { return [byInput] }
    let bySlope = CoreCall(
      files: [.coreLeakyRectifier], extent: .whole,
      text: call(
        "core_slope_gradient",
        operands + [contiguous(slopeGradient), gradient.rows, gradient.channels]),
      reads: [gradient, input], writes: [slopeGradient])
    return [bySlope, byInput]
  }

  private func slopes(_ slope: Tensor, _ channels: Int) -> [Any] {
    let steps = SlopeSteps(slope, channels: channels)
    return [pointer(slope), steps.row, steps.channel]
  }

  func uniformDraw(_ draw: UniformDraw) -> CoreCall {
    let (rows, channels) = (draw.output.rows, draw.output.channels)
    return CoreCall(
      files: [.coreUniformDraw], extent: .rows(rows, unit: Self.drawnRows(channels)),
      text: call(
        "core_uniform_draw",
        [
          contiguous(draw.output), contiguous(draw.seed), draw.lower.kernelLiteral,
          (draw.upper - draw.lower).kernelLiteral, draw.stream.id, "step", "first * \(channels)",
          "last * \(channels)",
        ]))
  }
}

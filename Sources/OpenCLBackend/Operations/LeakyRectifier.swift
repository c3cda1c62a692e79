import Kernels
import Programs

extension Preparation {
  /// `leaky_rectifier` of `leaky_rectifier.cl`: x = channel, y = row.
  func leakyRectifier(_ operation: LeakyRectifier) throws -> Launch {
    let input = operation.input
    return try launch(
      .leakyRectifier, size: style.rowsAndChannels(input.rows, input.channels),
      [rows(input), rows(operation.output)] + slopes(operation.slope, input.channels) + [
        .uint(input.rows), .uint(input.channels),
      ])
  }

  /// `leaky_rectifier_gradient` of `leaky_rectifier.cl`: x = channel.
  func leakyRectifierGradient(_ operation: LeakyRectifierGradient) throws -> Launch {
    let gradient = operation.gradient
    return try launch(
      .leakyRectifierGradient, size: style.elements(gradient.channels),
      defines: ["HAS_SLOPE_GRADIENT": operation.slopeGradient == nil ? 0 : 1],
      [rows(gradient), rows(operation.input)] + slopes(operation.slope, gradient.channels) + [
        .view(memory.operand(operation.slopeGradient ?? operation.slope)), .uint(gradient.rows),
        .uint(gradient.channels),
      ])
  }

  /// Slopes and how far apart they lie.
  private func slopes(_ slope: Tensor, _ channels: Int) -> [Argument] {
    let steps = SlopeSteps(slope, channels: channels)
    return [.view(memory.operand(slope)), .uint(steps.row), .uint(steps.channel)]
  }
}

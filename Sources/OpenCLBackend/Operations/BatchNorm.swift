import Kernels
import Programs

extension Preparation {
  /// `batch_norm` of `batch_norm.cl`: x = channel, y = lane.
  func batchNorm(_ operation: BatchNorm) throws -> Launch {
    let input = operation.input
    let size = style.columns(input.rows, input.channels)
    return try launch(
      .batchNorm, size: size, defines: ["GROUP_X": size.group.x, "GROUP_Y": size.group.y],
      [
        rows(input), rows(operation.output), view(operation.scale), view(operation.shift),
        view(operation.runningMean), view(operation.runningVariance), view(operation.statistics),
        view(operation.constants), .uint(input.rows), .uint(input.channels),
      ])
  }

  /// `batch_norm_inference` of `batch_norm.cl`: x = channel, y = row.
  func batchNormInference(_ operation: BatchNormInference) throws -> Launch {
    let input = operation.input
    return try launch(
      .batchNormInference, size: style.rowsAndChannels(input.rows, input.channels),
      [
        rows(input), rows(operation.output), view(operation.scale), view(operation.shift),
        view(operation.runningMean), view(operation.runningVariance), view(operation.constants),
        .uint(input.rows), .uint(input.channels),
      ])
  }

  /// `batch_norm_gradient.cl`: x = channel, y = lane.
  func batchNormGradient(_ operation: BatchNormGradient) throws -> Launch {
    let input = operation.input
    let size = style.columns(input.rows, input.channels)
    return try launch(
      .batchNormGradient, size: size, defines: ["GROUP_X": size.group.x, "GROUP_Y": size.group.y],
      [
        rows(operation.gradient), rows(input), view(operation.statistics), view(operation.scale),
        view(operation.scaleGradient), view(operation.shiftGradient), .uint(input.rows),
        .uint(input.channels),
      ])
  }
}

import Kernels
import Programs

/// Depthwise convolutions and pooling: x = channel, y = output, or pixel.
extension Preparation {
  /// `depthwise` of `depthwise.cl`.
  func depthwiseConvolution(_ operation: DepthwiseConvolution) throws -> Launch {
    let (rows, channels) = (operation.output.rows, operation.output.channels)
    return try launch(
      .depthwise, size: style.rowsAndChannels(rows, channels), types: operation.window.defines,
      [
        self.rows(operation.input), self.rows(operation.weights), self.rows(operation.output),
        .uint(rows), .uint(channels),
      ])
  }

  /// `depthwise_input_gradient` of `depthwise.cl`.
  func depthwiseInputGradient(_ operation: DepthwiseInputGradient) throws -> Launch {
    let target = operation.inputGradient
    return try launch(
      .depthwiseInputGradient, size: style.rowsAndChannels(target.rows, target.channels),
      types: operation.window.defines,
      [
        rows(operation.gradient), rows(operation.weights), rows(target), .uint(target.rows),
        .uint(target.channels),
      ])
  }

  /// `depthwise_weight_gradient` of `depthwise.cl`: a work-group for some channels of each place.
  func depthwiseWeightGradient(_ operation: DepthwiseWeightGradient) throws -> Launch {
    let gradient = operation.gradient
    var size = style.columns(gradient.rows, gradient.channels)
    size.items.y = size.group.y * operation.window.count
    return try launch(
      .depthwiseWeightGradient, size: size,
      defines: ["GROUP_X": size.group.x, "GROUP_Y": size.group.y],
      types: operation.window.defines,
      [
        rows(operation.input), rows(gradient), rows(operation.weightGradient),
        .uint(gradient.rows), .uint(gradient.channels),
      ])
  }

  /// `max_pool` of `max_pool.cl`.
  func maxPool(_ operation: MaxPool) throws -> Launch {
    let output = operation.output
    return try launch(
      .maxPool, size: style.rowsAndChannels(output.rows, output.channels),
      defines: ["HAS_PLACES": operation.places == nil ? 0 : 1], types: operation.window.defines,
      [
        rows(operation.input), rows(output), .view(memory.operand(operation.places ?? output)),
        .uint(output.rows), .uint(output.channels),
      ])
  }

  /// `max_pool_gradient` of `max_pool.cl`.
  func maxPoolGradient(_ operation: MaxPoolGradient) throws -> Launch {
    let target = operation.inputGradient
    return try launch(
      .maxPoolGradient, size: style.rowsAndChannels(target.rows, target.channels),
      types: operation.window.defines,
      [
        rows(operation.gradient), view(operation.places), rows(target), .uint(target.rows),
        .uint(target.channels),
      ])
  }

  /// `average_pool` of `average_pool.cl`.
  func averagePool(_ operation: AveragePool) throws -> Launch {
    let output = operation.output
    return try launch(
      .averagePool, size: style.rowsAndChannels(output.rows, output.channels),
      defines: ["COUNTS_PADDING": operation.countsPadding ? 1 : 0],
      types: operation.window.defines,
      [rows(operation.input), rows(output), .uint(output.rows), .uint(output.channels)])
  }

  /// `average_pool_gradient` of `average_pool.cl`.
  func averagePoolGradient(_ operation: AveragePoolGradient) throws -> Launch {
    let target = operation.inputGradient
    return try launch(
      .averagePoolGradient, size: style.rowsAndChannels(target.rows, target.channels),
      defines: ["COUNTS_PADDING": operation.countsPadding ? 1 : 0],
      types: operation.window.defines,
      [rows(operation.gradient), rows(target), .uint(target.rows), .uint(target.channels)])
  }

  /// `addition.cl`: x = channel, y = row.
  func addition(_ operation: Addition) throws -> Launch {
    let output = operation.output
    return try launch(
      .addition, size: style.rowsAndChannels(output.rows, output.channels),
      defines: ["HAS_RIGHT": operation.right == nil ? 0 : 1],
      [
        rows(operation.left), rows(operation.right ?? operation.left), rows(output),
        .uint(output.rows), .uint(output.channels),
      ])
  }

  /// `augmentation.cl`: x = channel, y = pixel.
  func augmentation(_ operation: Augmentation) throws -> Launch {
    let output = operation.output
    return try launch(
      .augmentation, size: style.rowsAndChannels(output.rows, output.channels),
      [
        rows(operation.input), rows(output), view(operation.settings), view(operation.seed),
        .uint(output.rows), .uint(output.channels), .uint(operation.height),
        .uint(operation.width), .uint(Int(RandomStream.augmentation.id)), .step,
      ])
  }
}

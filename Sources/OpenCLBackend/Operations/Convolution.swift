import Kernels
import Programs

/// Convolutions as launches: patches of a tile of examples, then a product by the engine chosen for its shape.
extension Preparation {
  /// For each tile `patches` of `patches.cl` and a product; then bias and activation.
  func convolution(_ operation: Convolution) throws -> [any Command] {
    var commands: [any Command] = []
    if operation.window.isPointwise {
      commands.append(
        try gemm(
          Gemm(left: operation.input, right: operation.weights, output: operation.output)))
    } else {
      for tile in tiles(operation.window, operation.input) {
        let output = operation.output.lines(tile.outputs)
        commands.append(try patches(tile, of: operation.input))
        let product = Gemm(left: tile.patches, right: operation.weights, output: output)
        commands.append(
          try command(
            product, left: tile.operand, right: memory.operand(operation.weights),
            output: memory.operand(output)))
      }
    }
    if let epilogue = operation.epilogue { commands += try biasActivation(epilogue) }
    return commands
  }

  /// For each tile a product and `add_patches` of `patches.cl`.
  func convolutionInputGradient(_ operation: ConvolutionInputGradient) throws -> [any Command] {
    let target = operation.inputGradient
    return try tiles(operation.window, target).flatMap { tile in
      let gradient = operation.gradient.lines(tile.outputs)
      let product = Gemm(
        left: gradient, right: operation.weights, transposeRight: true, output: tile.patches)
      let window = operation.window
      let first = tile.images.lowerBound * window.inputCount
      let pixels = tile.images.count * window.inputCount
      return [
        try command(
          product, left: memory.operand(gradient), right: memory.operand(operation.weights),
          output: tile.operand),
        try launch(
          .addPatches, size: style.rowsAndChannels(pixels, target.channels),
          defines: ["ACCUMULATE": operation.accumulate ? 1 : 0], types: window.defines,
          [.rows(tile.operand), rows(target), .uint(target.channels), .uint(first), .uint(pixels)]),
      ]
    }
  }

  /// For each tile `patches` of `patches.cl` and a product that is added to those before.
  func convolutionWeightGradient(_ operation: ConvolutionWeightGradient) throws -> [any Command] {
    let target = operation.weightGradient
    return try tiles(operation.window, operation.input).flatMap { tile in
      let gradient = operation.gradient.lines(tile.outputs)
      let product = Gemm(
        left: tile.patches, transposeLeft: true, right: gradient, output: target,
        accumulate: tile.images.lowerBound > 0)
      return [
        try patches(tile, of: operation.input),
        try command(
          product, left: tile.operand, right: memory.operand(gradient),
          output: memory.operand(target)),
      ]
    }
  }

  /// Some whole examples and the memory for their patches.
  private struct Tile {
    let window: Window
    let images: Range<Int>
    /// The patches as a factor, which tells shape only: no program has such a tensor.
    let patches: Tensor
    /// Where they lie.
    let operand: Operand

    var outputs: Range<Int> {
      images.lowerBound * window.outputCount..<images.upperBound * window.outputCount
    }
  }

  private func tiles(_ window: Window, _ pixels: Tensor) -> [Tile] {
    let width = window.count * pixels.channels
    return PatchWorkspace.tiles(window, pixels).map { images in
      Tile(
        window: window, images: images,
        patches: Recorder(replicas: pixels.replicas ?? 1)
          .scratch("patches", [images.count * window.outputCount, width]),
        operand: memory.patches(width: width))
    }
  }

  private func patches(_ tile: Tile, of input: Tensor) throws -> Launch {
    let (first, count) = (tile.outputs.lowerBound, tile.outputs.count)
    return try launch(
      .patches, size: style.rowsAndChannels(count, tile.patches.channels),
      types: tile.window.defines,
      [rows(input), .rows(tile.operand), .uint(input.channels), .uint(first), .uint(count)])
  }

  private func command(
    _ product: Gemm, left: Operand, right: Operand, output: Operand
  ) throws -> any Command {
    try backend.engines.engine(for: product).command(
      product, left: left, right: right, output: output)
  }
}

extension Window {
  /// The window's numbers in the order of `window.cl`.
  var numbers: [Int] {
    [
      inputHeight, inputWidth, height, width, strideY, strideX, dilationY, dilationX, padding.top,
      padding.left, outputHeight, outputWidth,
    ]
  }

  /// What kernels are built with.
  var defines: [String: String] { ["WINDOW": numbers.map(String.init).joined(separator: ",")] }
}

extension Tensor {
  /// Some of the rows, as a view of the same memory.
  fileprivate func lines(_ range: Range<Int>) -> Tensor {
    Tensor(
      buffer: buffer, offset: offset + range.lowerBound * rowStride,
      dimensions: [range.count, channels], rowStride: rowStride)
  }
}

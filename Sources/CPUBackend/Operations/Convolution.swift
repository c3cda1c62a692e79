import COpenBLAS
import CPUKernels
import Programs

/// Patches a ``Programs/PatchBlock`` of outputs at a time, in memory that the worker has for itself.
struct PatchBlocks {
  /// Numbers of a patch.
  let width: Int
  /// Outputs of a block.
  let rows: Int
  private let kernels: KernelSet
  private let window: cpu_window
  private let channels: Int

  /// Blocks of the patches of images of `channels` channels.
  ///
  /// - Parameter isSummed: whether products sum over the outputs.
  init(_ window: Window, channels: Int, isSummed: Bool, _ kernels: KernelSet) {
    width = window.count * channels
    rows = PatchBlock.rows(width: width, isSummed: isSummed)
    self.kernels = kernels
    self.window = cpu_window(window)
    self.channels = channels
  }

  /// The bytes of a block: kernels may store up to 15 numbers beyond it.
  private static func workspace(_ window: Window, _ channels: Int, isSummed: Bool) -> Int {
    let width = window.count * channels
    return (PatchBlock.rows(width: width, isSummed: isSummed) * width + 16) * 4
  }

  /// The bytes that an operation needs of a worker's own memory.
  static func workspace(for operation: Programs.Operation) -> Int {
    switch operation {
    case .convolution(let operation):
      workspace(operation.window, operation.input.channels, isSummed: false)
    case .convolutionInputGradient(let operation):
      workspace(operation.window, operation.inputGradient.channels, isSummed: false)
    case .convolutionWeightGradient(let operation):
      workspace(operation.window, operation.input.channels, isSummed: true)
    default: 0
    }
  }

  /// The blocks of a range of outputs.
  @inline(__always)
  func forEach(of outputs: Range<Int>, _ body: (_ block: Range<Int>) -> Void) {
    for first in stride(from: outputs.lowerBound, to: outputs.upperBound, by: rows) {
      body(first..<min(first + rows, outputs.upperBound))
    }
  }

  /// Lays out numbers `columns` of the patches of some outputs.
  @inline(__always)
  func fill(
    _ patches: UnsafeMutablePointer<Float>, from images: UnsafePointer<Float>, row: Int,
    columns: Range<Int>, outputs: Range<Int>
  ) {
    var window = window
    kernels.functions.patches(
      &window, images, row, channels, patches, columns.lowerBound, columns.upperBound,
      outputs.lowerBound, outputs.count)
  }

  /// Adds the patches of some outputs to the pixels they were made of.
  @inline(__always)
  func add(
    _ patches: UnsafePointer<Float>, to images: UnsafeMutablePointer<Float>, row: Int,
    outputs: Range<Int>
  ) {
    var window = window
    kernels.functions.add_patches(
      &window, patches, images, row, channels, outputs.lowerBound, outputs.count)
  }
}

/// Products of blocks of patches, by the engine of the backend.
struct BlockProduct {
  private let kernels: KernelSet
  private let usesTiles: Bool

  init(_ memory: Memory) {
    kernels = memory.kernels
    usesTiles = memory.engine == .tiles
  }

  /// What a team's member multiplies, or `nil` for nothing: OpenBLAS rounds an element by where it is in a
  /// product, so there the first member has the whole operation, as in ``CPUGemm``.
  @inline(__always)
  func share(_ frame: Frame) -> Share? {
    if usesTiles { return frame.share }
    return frame.share.isFirst ? .all : nil
  }

  /// Computes a product; `transposeLeft` says what the strides of the left factor alone cannot.
  @inline(__always)
  func callAsFunction(_ product: cpu_gemm, transposeLeft: Bool = false) {
    var product = product
    if usesTiles { return kernels.gemm(&product) }
    cblas_sgemm(
      CblasRowMajor, transposeLeft ? CblasTrans : CblasNoTrans,
      product.transpose_right ? CblasTrans : CblasNoTrans, Int32(product.m), Int32(product.n),
      Int32(product.k), 1, product.left,
      Int32(transposeLeft ? product.left_step : product.left_row), product.right,
      Int32(product.right_row), product.accumulate ? 1 : 0, product.output,
      Int32(product.output_row))
  }
}

/// ``Programs/Convolution`` on the CPU.
struct CPUConvolution: PreparedOperation {
  private let patches: PatchBlocks
  private let multiply: BlockProduct
  private let input, weights, output: Operand
  private let inputRow, weightRow, outputRow, outputs, filters: Int
  private let isPointwise: Bool
  private let epilogue: CPUBiasActivation?

  init(_ operation: Convolution, _ memory: Memory) {
    patches = PatchBlocks(
      operation.window, channels: operation.input.channels, isSummed: false, memory.kernels)
    multiply = BlockProduct(memory)
    (input, inputRow) = (memory.operand(operation.input), operation.input.rowStride)
    (weights, weightRow) = (memory.operand(operation.weights), operation.weights.rowStride)
    (output, outputRow) = (memory.operand(operation.output), operation.output.rowStride)
    (outputs, filters) = (operation.output.rows, operation.output.channels)
    isPointwise = operation.window.isPointwise
    epilogue = operation.epilogue.map { CPUBiasActivation($0, memory) }
  }

  func run(_ frame: Frame) {
    guard let share = multiply.share(frame) else { return }
    let block = frame.workspace.assumingMemoryBound(to: Float.self)
    patches.forEach(of: share.range(of: outputs, unit: 8)) { rows in
      if !isPointwise {
        patches.fill(
          block, from: input.floats(frame), row: inputRow, columns: 0..<patches.width,
          outputs: rows)
      }
      multiply(
        cpu_gemm(
          m: rows.count, n: filters, k: patches.width,
          left: isPointwise ? input.floats(frame) + rows.lowerBound * inputRow : block,
          left_row: isPointwise ? inputRow : patches.width, left_step: 1,
          right: weights.floats(frame), right_row: weightRow, transpose_right: false,
          accumulate: false, output: output.floats(frame) + rows.lowerBound * outputRow,
          output_row: outputRow))
      epilogue?.run(rows: rows, columns: 0..<filters, frame)
    }
  }
}

/// ``Programs/ConvolutionInputGradient`` on the CPU: whoever has an image adds up its patches, output after
/// output.
struct CPUConvolutionInputGradient: PreparedOperation {
  private let patches: PatchBlocks
  private let multiply: BlockProduct
  private let gradient, weights, inputGradient: Operand
  private let gradientRow, weightRow, inputRow, channels, filters: Int
  private let images, pixels, outputs: Int
  private let accumulate: Bool

  init(_ operation: ConvolutionInputGradient, _ memory: Memory) {
    let target = operation.inputGradient
    patches = PatchBlocks(
      operation.window, channels: target.channels, isSummed: false, memory.kernels)
    multiply = BlockProduct(memory)
    (gradient, gradientRow) = (memory.operand(operation.gradient), operation.gradient.rowStride)
    (weights, weightRow) = (memory.operand(operation.weights), operation.weights.rowStride)
    (inputGradient, inputRow) = (memory.operand(target), target.rowStride)
    (channels, filters) = (target.channels, operation.gradient.channels)
    (pixels, outputs) = (operation.window.inputCount, operation.window.outputCount)
    images = target.rows / pixels
    accumulate = operation.accumulate
  }

  func run(_ frame: Frame) {
    guard let share = multiply.share(frame) else { return }
    let block = frame.workspace.assumingMemoryBound(to: Float.self)
    let mine = share.range(of: images, unit: 1)
    if !accumulate {
      clear(
        inputGradient.floats(frame) + mine.lowerBound * pixels * inputRow,
        pixels: mine.count * pixels)
    }
    // Blocks go on from an image to the next: small images would turn the weights around too often.
    patches.forEach(of: mine.lowerBound * outputs..<mine.upperBound * outputs) { rows in
      multiply(
        cpu_gemm(
          m: rows.count, n: patches.width, k: filters,
          left: gradient.floats(frame) + rows.lowerBound * gradientRow, left_row: gradientRow,
          left_step: 1, right: weights.floats(frame), right_row: weightRow,
          transpose_right: true, accumulate: false, output: block, output_row: patches.width))
      patches.add(block, to: inputGradient.floats(frame), row: inputRow, outputs: rows)
    }
  }

  private func clear(_ start: UnsafeMutablePointer<Float>, pixels: Int) {
    if inputRow == channels { return start.update(repeating: 0, count: pixels * channels) }
    for pixel in 0..<pixels { (start + pixel * inputRow).update(repeating: 0, count: channels) }
  }
}

/// ``Programs/ConvolutionWeightGradient`` on the CPU: a share is some numbers of the patches, for all outputs.
struct CPUConvolutionWeightGradient: PreparedOperation {
  private let patches: PatchBlocks
  private let multiply: BlockProduct
  private let input, gradient, weightGradient: Operand
  private let inputRow, gradientRow, weightRow, outputs, filters: Int

  init(_ operation: ConvolutionWeightGradient, _ memory: Memory) {
    patches = PatchBlocks(
      operation.window, channels: operation.input.channels, isSummed: true, memory.kernels)
    multiply = BlockProduct(memory)
    (input, inputRow) = (memory.operand(operation.input), operation.input.rowStride)
    (gradient, gradientRow) = (memory.operand(operation.gradient), operation.gradient.rowStride)
    let target = operation.weightGradient
    (weightGradient, weightRow) = (memory.operand(target), target.rowStride)
    (outputs, filters) = (operation.gradient.rows, operation.gradient.channels)
  }

  func run(_ frame: Frame) {
    guard let mine = multiply.share(frame)?.range(of: patches.width, unit: 4), !mine.isEmpty
    else { return }
    let block = frame.workspace.assumingMemoryBound(to: Float.self)
    patches.forEach(of: 0..<outputs) { rows in
      patches.fill(
        block, from: input.floats(frame), row: inputRow, columns: mine, outputs: rows)
      multiply(
        cpu_gemm(
          m: mine.count, n: filters, k: rows.count, left: block, left_row: 1,
          left_step: mine.count, right: gradient.floats(frame) + rows.lowerBound * gradientRow,
          right_row: gradientRow, transpose_right: false, accumulate: rows.lowerBound > 0,
          output: weightGradient.floats(frame) + mine.lowerBound * weightRow,
          output_row: weightRow), transposeLeft: true)
    }
  }
}

extension cpu_window {
  /// The window for the kernels.
  init(_ window: Window) {
    self.init(
      input_height: window.inputHeight, input_width: window.inputWidth, height: window.height,
      width: window.width, stride_y: window.strideY, stride_x: window.strideX,
      dilation_y: window.dilationY, dilation_x: window.dilationX, top: window.padding.top,
      left: window.padding.left, output_height: window.outputHeight,
      output_width: window.outputWidth)
  }
}

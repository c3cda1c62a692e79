import CPUKernels
import Programs

/// ``Programs/Gather`` on the CPU.
struct CPUGather: PreparedOperation {
  private let kernels: KernelSet
  private let gather: Gather
  private let examples, targets, normalization, dataSet, inputs, batchTargets: Operand
  private let order: Operand?
  private let bytes: Bool
  private let batch: Int
  /// How many rows are asked for before they are needed.
  private static let rowsAhead = 4

  init(_ gather: Gather, _ memory: Memory) {
    kernels = memory.kernels
    self.gather = gather
    examples = memory.operand(gather.examples)
    targets = memory.operand(gather.targets)
    normalization = memory.operand(gather.normalization)
    dataSet = memory.operand(gather.dataSet)
    order = gather.order.map(memory.operand)
    inputs = memory.operand(gather.inputs)
    batchTargets = memory.operand(gather.batchTargets)
    bytes = gather.examples.element == .uint8
    batch = gather.inputs.rows
  }

  func run(_ frame: Frame) {
    let set = Int(dataSet.integers(frame)[0])
    let features = gather.features
    let width = gather.targetWidth
    let channels = gather.normalizedChannels
    let first = set * gather.exampleCount
    let table = normalization.floats(frame) + set * channels * 2
    let order = order?.words(frame)
    let inputs = inputs.floats(frame)
    // Targets are 4-byte words whatever they mean.
    let targets = targets.words(frame)
    let batchTargets = batchTargets.words(frame)
    let example = { (row: Int) -> Int in
      let position = frame.step.row + row
      return first + (order.map { Int($0[position]) } ?? position)
    }
    let rowBytes = features * gather.examples.element.byteCount
    let rows = frame.share.range(of: batch, unit: 1)
    for row in rows {
      // Examples lie anywhere, so no hardware foresees the next one.
      if row + Self.rowsAhead < rows.upperBound {
        cpu_prefetch(
          examples.bytes(frame) + example(row + Self.rowsAhead) * rowBytes, rowBytes)
      }
      let example = example(row)
      let output = inputs + row * gather.inputs.rowStride
      if bytes {
        let source = examples.bytes(frame).assumingMemoryBound(to: UInt8.self) + example * features
        normalize(source, output, features, table, channels)
      } else {
        normalize(examples.floats(frame) + example * features, output, features, table, channels)
      }
      for index in 0..<width {
        batchTargets[row * width + index] = targets[example * width + index]
      }
    }
  }

  /// `output[f] = source[f] * scale + shift` with the scale and shift of channel `f mod channels`.
  @inline(__always)
  private func normalize<Element: GatherElement>(
    _ source: UnsafeMutablePointer<Element>, _ output: UnsafeMutablePointer<Float>, _ features: Int,
    _ table: UnsafeMutablePointer<Float>, _ channels: Int
  ) {
    if channels == 1 {
      return Element.normalize(kernels, source, output, features, table[0], table[1])
    }
    if Element.normalizePixels(kernels, source, output, features, table, channels) { return }
    var channel = 0
    for feature in 0..<features {
      output[feature] = source[feature].float * table[2 * channel] + table[2 * channel + 1]
      channel = channel + 1 == channels ? 0 : channel + 1
    }
  }
}

/// What a data set may hold.
private protocol GatherElement {
  var float: Float { get }
  /// `output[i] = source[i] * scale + shift`.
  static func normalize(
    _ kernels: KernelSet, _ source: UnsafeMutablePointer<Self>,
    _ output: UnsafeMutablePointer<Float>, _ count: Int, _ scale: Float, _ shift: Float)
  /// The same with scale and shift by channel; false, and nothing done, where there is no kernel for it.
  static func normalizePixels(
    _ kernels: KernelSet, _ source: UnsafeMutablePointer<Self>,
    _ output: UnsafeMutablePointer<Float>, _ count: Int, _ table: UnsafeMutablePointer<Float>,
    _ channels: Int
  ) -> Bool
}

extension UInt8: GatherElement {
  @inline(__always) fileprivate var float: Float { Float(self) }

  fileprivate static func normalize(
    _ kernels: KernelSet, _ source: UnsafeMutablePointer<UInt8>,
    _ output: UnsafeMutablePointer<Float>, _ count: Int, _ scale: Float, _ shift: Float
  ) {
    kernels.functions.normalize_bytes(source, output, count, scale, shift)
  }

  fileprivate static func normalizePixels(
    _ kernels: KernelSet, _ source: UnsafeMutablePointer<UInt8>,
    _ output: UnsafeMutablePointer<Float>, _ count: Int, _ table: UnsafeMutablePointer<Float>,
    _ channels: Int
  ) -> Bool {
    guard channels <= 4 else { return false }
    kernels.functions.normalize_pixels(source, output, count, table, channels)
    return true
  }
}

extension Float: GatherElement {
  @inline(__always) fileprivate var float: Float { self }

  fileprivate static func normalize(
    _ kernels: KernelSet, _ source: UnsafeMutablePointer<Float>,
    _ output: UnsafeMutablePointer<Float>, _ count: Int, _ scale: Float, _ shift: Float
  ) {
    kernels.functions.normalize_floats(source, output, count, scale, shift)
  }

  @inline(__always)
  fileprivate static func normalizePixels(
    _ kernels: KernelSet, _ source: UnsafeMutablePointer<Float>,
    _ output: UnsafeMutablePointer<Float>, _ count: Int, _ table: UnsafeMutablePointer<Float>,
    _ channels: Int
  ) -> Bool { false }
}

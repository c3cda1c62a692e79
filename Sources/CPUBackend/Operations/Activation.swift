import CPUKernels
import Programs

/// ``Programs/BiasActivation`` on the CPU.
struct CPUBiasActivation: PreparedOperation {
  private let kernels: KernelSet
  private let values: Operand
  private let bias: Operand?
  private let preactivation: Operand?
  private let rows, channels, stride, preactivationStride: Int
  private let activation: Int32
  private let slope: ActivationSlope

  init(_ operation: BiasActivation, _ memory: Memory) {
    kernels = memory.kernels
    values = memory.operand(operation.values)
    bias = operation.bias.map(memory.operand)
    (rows, channels) = (operation.values.rows, operation.values.channels)
    stride = operation.values.rowStride
    preactivation = operation.preactivation.map(memory.operand)
    preactivationStride = operation.preactivation?.rowStride ?? 0
    activation = Int32(operation.activation.kernelNumber)
    slope = ActivationSlope(operation.slope, of: operation.activation, memory)
  }

  func run(_ frame: Frame) {
    run(rows: frame.share.range(of: rows, unit: 1), columns: 0..<channels, frame)
  }

  /// The operation on a rectangle of the values.
  func run(rows: Range<Int>, columns: Range<Int>, _ frame: Frame) {
    kernels.functions.bias_activation(
      values.floats(frame) + rows.lowerBound * stride + columns.lowerBound, stride,
      bias.map { $0.floats(frame) + columns.lowerBound },
      preactivation.map {
        $0.floats(frame) + rows.lowerBound * preactivationStride + columns.lowerBound
      }, preactivationStride, rows.count, columns.count, activation, slope.value(frame))
  }
}

/// ``Programs/BiasActivationGradient`` on the CPU.
struct CPUBiasActivationGradient: PreparedOperation {
  private let kernels: KernelSet
  private let gradient, source: Operand
  private let biasGradient: Operand?
  private let rows, channels, gradientStride, sourceStride: Int
  private let activation: Int32
  private let slope: ActivationSlope

  init(_ operation: BiasActivationGradient, _ memory: Memory) {
    kernels = memory.kernels
    gradient = memory.operand(operation.gradient)
    source = memory.operand(operation.source)
    biasGradient = operation.biasGradient.map(memory.operand)
    (rows, channels) = (operation.gradient.rows, operation.gradient.channels)
    gradientStride = operation.gradient.rowStride
    sourceStride = operation.source.rowStride
    activation = Int32(operation.activation.kernelNumber)
    slope = ActivationSlope(operation.slope, of: operation.activation, memory)
  }

  func run(_ frame: Frame) {
    // By columns, which the sums run down.
    let columns = frame.share.range(of: channels, unit: 16)
    differentiate(rows: 0..<rows, columns: columns, frame)
    guard let biasGradient, !columns.isEmpty else { return }
    kernels.functions.column_sums(
      gradient.floats(frame) + columns.lowerBound, gradientStride,
      biasGradient.floats(frame) + columns.lowerBound, rows, columns.count)
  }

  /// Multiplies a rectangle of the gradient with the derivative.
  func differentiate(rows: Range<Int>, columns: Range<Int>, _ frame: Frame) {
    kernels.functions.activation_gradient(
      gradient.floats(frame) + rows.lowerBound * gradientStride + columns.lowerBound,
      gradientStride,
      source.floats(frame) + rows.lowerBound * sourceStride + columns.lowerBound, sourceStride,
      rows.count, columns.count, activation, slope.value(frame))
  }
}

/// An activation's slope: the replica's, or the default.
private struct ActivationSlope {
  private let operand: Operand?
  private let standard: Float

  init(_ slope: Tensor?, of activation: Activation, _ memory: Memory) {
    operand = slope.map(memory.operand)
    standard = Float(activation.defaultSlope ?? 0)
  }

  @inline(__always)
  func value(_ frame: Frame) -> Float { operand?.floats(frame)[0] ?? standard }
}

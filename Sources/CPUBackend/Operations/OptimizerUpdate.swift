import CPUKernels
import Programs

/// ``Programs/OptimizerUpdate`` on the CPU.
struct CPUOptimizerUpdate: PreparedOperation {
  private let kernels: KernelSet
  private let update: OptimizerUpdate
  private let parameters, gradients, l2, coefficients, stepScalars: Operand
  private let moments: [Operand]
  private let count: Int

  init(_ update: OptimizerUpdate, _ memory: Memory) {
    kernels = memory.kernels
    self.update = update
    parameters = memory.operand(update.parameters)
    gradients = memory.operand(update.gradients)
    l2 = memory.operand(update.l2)
    coefficients = memory.operand(update.coefficients)
    stepScalars = memory.operand(update.stepScalars)
    moments = update.moments.map(memory.operand)
    count = update.parameters.count
  }

  /// Whether a kernel updates parameters of this method straight from the registers of their product; others
  /// follow a block of the product.
  static func hasTiles(_ method: OptimizerMethod) -> Bool { method == .sgd || method == .adam }

  func run(_ frame: Frame) { run(on: frame.share.range(of: count, unit: 16), frame) }

  /// The update of a range of the parameters.
  func run(on mine: Range<Int>, _ frame: Frame) {
    let boundary = min(max(update.regularizedCount, mine.lowerBound), mine.upperBound)
    apply(mine.lowerBound..<boundary, decays: true, frame)
    apply(boundary..<mine.upperBound, decays: false, frame)
  }

  private func apply(_ range: Range<Int>, decays: Bool, _ frame: Frame) {
    guard !range.isEmpty else { return }
    var scalars = scalars(decays: decays, frame)
    let first = range.lowerBound
    kernels.functions.update(
      &scalars, gradients.floats(frame) + first, parameters.floats(frame) + first,
      moment(0, frame).map { $0 + first }, moment(1, frame).map { $0 + first }, range.count)
  }

  /// The update of the parameters that `product` is the gradient of, a rectangle of it.
  func run(on product: TiledGemm, rows: Range<Int>, columns: Range<Int>, _ frame: Frame) {
    // The penalty touches the first rows only, if not all or none.
    let regularized = update.regularizedCount / product.n
    let boundary = min(max(regularized, rows.lowerBound), rows.upperBound)
    apply(product, rows.lowerBound..<boundary, columns, decays: true, frame)
    apply(product, boundary..<rows.upperBound, columns, decays: false, frame)
  }

  private func apply(
    _ product: TiledGemm, _ rows: Range<Int>, _ columns: Range<Int>, decays: Bool, _ frame: Frame
  ) {
    guard !rows.isEmpty else { return }
    product.update(
      rows: rows, columns: columns, scalars(decays: decays, frame), parameters.floats(frame),
      moment(0, frame), moment(1, frame), frame)
  }

  private func moment(_ index: Int, _ frame: Frame) -> UnsafeMutablePointer<Float>? {
    index < moments.count ? moments[index].floats(frame) : nil
  }

  private func scalars(decays: Bool, _ frame: Frame) -> cpu_update {
    let method = update.method
    let table = stepScalars.floats(frame) + frame.step.batch * method.stepScalarCount
    return cpu_update(
      method: Int32(method.kernelNumber), decay: decays ? 2 * l2.floats(frame)[0] : 0,
      coefficients: Self.first(method.coefficientCount, of: coefficients.floats(frame)),
      scalars: Self.first(method.stepScalarCount, of: table))
  }

  /// The first numbers of a table, zeros behind them.
  private static func first(
    _ count: Int, of table: UnsafeMutablePointer<Float>
  ) -> (Float, Float, Float) {
    (count > 0 ? table[0] : 0, count > 1 ? table[1] : 0, count > 2 ? table[2] : 0)
  }
}

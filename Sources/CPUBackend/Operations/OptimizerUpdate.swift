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

  func run(_ frame: Frame) {
    let mine = frame.share.range(of: count, unit: 16)
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
    let rates = stepScalars.floats(frame) + frame.step.batch * update.method.stepScalarCount
    let decay = decays ? 2 * l2.floats(frame)[0] : 0
    switch update.method {
    case .sgd:
      return cpu_update(
        method: 0, decay: decay, rate: rates[0], rest1: 0, rest2: 0, epsilon: 0)
    case .adam:
      let constants = coefficients.floats(frame)
      return cpu_update(
        method: 1, decay: decay, rate: rates[0], rest1: constants[0], rest2: constants[1],
        epsilon: constants[2])
    }
  }
}

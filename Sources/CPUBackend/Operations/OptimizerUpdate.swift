import Programs

/// ``Programs/OptimizerUpdate`` on the CPU.
struct CPUOptimizerUpdate: PreparedOperation {
  private let update: OptimizerUpdate
  private let parameters, gradients, l2, coefficients, stepScalars: Operand
  private let moments: [Operand]

  init(_ update: OptimizerUpdate, _ memory: Memory) {
    self.update = update
    parameters = memory.operand(update.parameters)
    gradients = memory.operand(update.gradients)
    l2 = memory.operand(update.l2)
    coefficients = memory.operand(update.coefficients)
    stepScalars = memory.operand(update.stepScalars)
    moments = update.moments.map(memory.operand)
  }

  func run(_ frame: Frame) {
    let lambda = l2.floats(frame)[0]
    // The penalty touches the first parameters only; without one, all are treated alike.
    let regularized = lambda == 0 ? 0 : update.regularizedCount
    let scalars = stepScalars.floats(frame) + frame.step.batch * update.method.stepScalarCount
    apply(0..<regularized, 2 * lambda, scalars, frame)
    apply(regularized..<update.parameters.count, 0, scalars, frame)
  }

  private func apply(
    _ range: Range<Int>, _ decay: Float, _ scalars: UnsafeMutablePointer<Float>, _ frame: Frame
  ) {
    let (w, g) = (parameters.floats(frame), gradients.floats(frame))
    switch update.method {
    case .sgd: sgd(range, w, g, decay: decay, rate: scalars[0])
    case .adam:
      let constants = coefficients.floats(frame)
      adam(
        range, w, g, moments[0].floats(frame), moments[1].floats(frame), decay: decay,
        alpha: scalars[0], rest1: constants[0], rest2: constants[1], epsilon: constants[2])
    }
  }

  private func sgd(
    _ range: Range<Int>, _ w: UnsafeMutablePointer<Float>, _ g: UnsafeMutablePointer<Float>,
    decay: Float, rate: Float
  ) {
    for index in range { w[index] -= rate * (g[index] + decay * w[index]) }
  }

  private func adam(
    _ range: Range<Int>, _ w: UnsafeMutablePointer<Float>, _ g: UnsafeMutablePointer<Float>,
    _ m: UnsafeMutablePointer<Float>, _ v: UnsafeMutablePointer<Float>, decay: Float, alpha: Float,
    rest1: Float, rest2: Float, epsilon: Float
  ) {
    var index = range.lowerBound
    while index + Vector.scalarCount <= range.upperBound {
      let weight = w.vector(index)
      let gradient = g.vector(index) + decay * weight
      let mean = m.vector(index)
      let variance = v.vector(index)
      let newMean = mean + rest1 * (gradient - mean)
      let newVariance = variance + rest2 * (gradient * gradient - variance)
      m.store(newMean, index)
      v.store(newVariance, index)
      w.store(weight - alpha * newMean / (newVariance.squareRoot() + epsilon), index)
      index += Vector.scalarCount
    }
    // Multiply and add, not fused: without FMA instructions a fused one is a library call.
    // The same arithmetic for the rest: where the vectors end must not show.
    while index < range.upperBound {
      let gradient = g[index] + decay * w[index]
      m[index] = m[index] + rest1 * (gradient - m[index])
      v[index] = v[index] + rest2 * (gradient * gradient - v[index])
      w[index] -= alpha * m[index] / (v[index].squareRoot() + epsilon)
      index += 1
    }
  }
}

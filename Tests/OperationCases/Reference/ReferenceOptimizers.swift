import Programs

/// The optimizers.
extension ReferenceMachine {
  mutating func run(_ update: OptimizerUpdate, _ context: StepContext, _ replica: Int) {
    let l2 = loadScalar(update.l2, replica)
    let width = update.method.stepScalarCount
    let table = load(update.stepScalars, replica)
    let step = ReferenceStep(
      method: update.method, c: load(update.coefficients, replica),
      s: Array(table[context.batch * width..<(context.batch + 1) * width]))
    var parameters = load(update.parameters, replica)
    var moments = update.moments.map { load($0, replica) }
    for (index, dataGradient) in load(update.gradients, replica).enumerated() {
      let penalty = index < update.regularizedCount && l2 != 0 ? 2 * l2 * parameters[index] : 0
      var (m, v) = (moments.first?[index] ?? 0, moments.last?[index] ?? 0)
      step.update(&parameters[index], &m, &v, gradient: dataGradient + penalty)
      for (number, moment) in [m, v].prefix(moments.count).enumerated() {
        moments[number][index] = moment
      }
    }
    store(parameters, to: update.parameters, replica)
    for (tensor, moment) in zip(update.moments, moments) { store(moment, to: tensor, replica) }
  }
}

/// One step of one replica, after the formulas of ``Programs/OptimizerMethod``.
private struct ReferenceStep {
  let method: OptimizerMethod
  /// The coefficients and the step's scalars.
  let c, s: [Double]

  func update(_ w: inout Double, _ m: inout Double, _ v: inout Double, gradient g: Double) {
    switch method {
    case .sgd:
      w -= s[0] * g
    case .momentum:
      m = c[0] * m - s[0] * g
      w += m
    case .nesterov:
      m = c[0] * m - s[0] * g
      w += c[0] * m - s[0] * g
    case .adagrad:
      m += g * g
      w -= s[0] * g / (m + c[0]).squareRoot()
    case .adadelta:
      m += c[0] * (g * g - m)
      let d = (v + c[1]).squareRoot() / (m + c[1]).squareRoot() * g
      v += c[0] * (d * d - v)
      w -= s[0] * d
    case .rmsprop:
      m += c[0] * (g * g - m)
      w -= s[0] * g / (m + c[1]).squareRoot()
    case .adam:
      average(&m, &v, g)
      w -= s[0] * m / (v.squareRoot() + c[2])
    case .adamw:
      average(&m, &v, g)
      w -= s[1] * w + s[0] * m / (v.squareRoot() + c[2])
    case .adamax:
      m += c[0] * (g - m)
      v = g.isNaN ? g : max(c[1] * v, abs(g))
      w -= s[0] * m / (v + c[2])
    case .nadam:
      average(&m, &v, g)
      w -= (s[0] * m + s[1] * g) / (v.squareRoot() + s[2])
    }
  }

  private func average(_ m: inout Double, _ v: inout Double, _ g: Double) {
    m += c[0] * (g - m)
    v += c[1] * (g * g - v)
  }
}

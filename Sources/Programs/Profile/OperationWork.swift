// Work estimates that differ from the defaults of `WorkEstimate.swift`, one extension for each family;
// n is the number of elements in one replica.

extension Activation {
  /// Flops for one element of the formula in ``reference(_:)``.
  var flops: Int {
    switch self {
    case .identity: 0
    case .relu: 1
    case .leakyReLU, .relu6: 2
    case .sigmoid, .elu: 3
    case .selu, .softplus, .silu: 4
    case .tanh, .gelu, .hardSwish: 5
    case .geluTanh: 11
    }
  }

  /// Flops for one element of a gradient times ``referenceDerivative(from:)``.
  var gradientFlops: Int {
    switch self {
    case .identity: 0
    case .relu: 1
    case .leakyReLU, .relu6: 2
    case .sigmoid, .tanh, .elu, .selu, .softplus: 3
    case .hardSwish: 4
    case .silu: 6
    case .gelu: 9
    case .geluTanh: 15
    }
  }
}

extension BiasActivation {
  /// For each element one addition if there is a bias, and the activation.
  public var flops: Int { values.count * ((bias == nil ? 0 : 1) + activation.flops) }
  /// Extent and activation: `32x128 relu`.
  public var detail: String { "\(values.extent) \(activation.rawValue)" }
}

extension BiasActivationGradient {
  /// For each element the activation's derivative times the gradient, and one addition if the bias has a
  /// gradient.
  public var flops: Int {
    gradient.count * ((biasGradient == nil ? 0 : 1) + activation.gradientFlops)
  }
  /// Extent and activation: `32x128 relu`.
  public var detail: String { "\(gradient.extent) \(activation.rawValue)" }
}

extension Dropout {
  /// A comparison and a multiplication for each element; the random bits are integers.
  public var flops: Int { 2 * input.count }
}

extension Fill {
  /// None.
  public var flops: Int { 0 }
}

extension FusedGemm {
  /// The work of the parts, without the traffic between them.
  private var work: WorkEstimate {
    guard case .update(let update) = epilogue else { return WorkEstimate(fusing: parts) }
    var work = WorkEstimate(fusing: parts, notStored: [gemm.output])
    // The update reads the product as a flat view, which goes through registers too.
    work.bytesRead -= update.gradients.byteCount
    return work
  }
  /// Those of the parts.
  public var flops: Int { work.flops }
  /// What the parts read, left out what an earlier one wrote.
  public var bytesRead: Int { work.bytesRead }
  /// What the parts write, each tensor once; an update stores no gradient.
  public var bytesWritten: Int { work.bytesWritten }
  /// The product and what follows it: `32x128x784 NN relu dropout`.
  public var detail: String {
    switch epilogue {
    case .forward(let activation, let dropout):
      "\(gemm.detail) \(activation.activation.rawValue)" + (dropout == nil ? "" : " dropout")
    case .gradient(let dropout, let gradient):
      "\(gemm.detail)" + (dropout == nil ? "" : " dropout") + " \(gradient.activation.rawValue)'"
    case .update(let update): "\(gemm.detail) \(update.method.rawValue)"
    }
  }
}

extension Gather {
  /// A multiplication and an addition for each feature of the batch.
  public var flops: Int { 2 * inputs.count }
  /// The batch's examples, targets and places in the order, and one data set's normalisation: not the
  /// whole data sets.
  public var bytesRead: Int {
    let batch = inputs.count / features
    return inputs.count * examples.element.byteCount + batchTargets.byteCount
      + 2 * normalizedChannels * normalization.element.byteCount + dataSet.byteCount
      + (order.map { batch * $0.element.byteCount } ?? 0)
  }
}

extension GradientTransform {
  /// A multiplication and an addition for each regularised parameter and penalty; for each element two
  /// comparisons, a square and its sum, and the product with the scale.
  public var flops: Int { 4 * regularizedCount + 5 * gradients.count }
  /// The number of gradients.
  public var detail: String { "\(gradients.count)" }
}

extension Gemm {
  /// A multiplication and an addition for each of m · n · k products.
  public var flops: Int { 2 * m * n * k }
  /// m x n x k, and for either factor whether it is transposed: `784x128x32 TN`.
  public var detail: String {
    "\(m)x\(n)x\(k) \(transposeLeft ? "T" : "N")\(transposeRight ? "T" : "N")"
  }
}

extension InputNoise {
  /// Ten for each element.
  ///
  /// A sum, a difference, a square and a sum for the deviation; a logarithm, a root, a sine or cosine, two
  /// products and a sum for the noise. The random bits are integers.
  public var flops: Int { 10 * input.count }
}

extension WeightPenalty {
  /// A multiplication and an addition for each weight, then lambda and batch; the same again for L1.
  public var flops: Int { (2 * weights.count + 2) * (l1 == nil ? 1 : 2) }
  /// The metrics; partial sums are a device's own affair.
  public var bytesWritten: Int { metrics.byteCount }
  /// The number of weights.
  public var detail: String { "\(weights.count)" }
}

extension MaxNorm {
  /// A square and its sum for each weight, and its product with the scale.
  public var flops: Int { 3 * weights.count }
}

extension OptimizerMethod {
  /// Flops for one parameter of the formula.
  var flops: Int {
    switch self {
    case .sgd: 2
    case .momentum: 4
    case .nesterov: 6
    case .adagrad: 7
    case .rmsprop: 9
    case .adamax: 10
    case .adam: 12
    case .adamw, .nadam: 14
    case .adadelta: 15
    }
  }
}

extension OptimizerUpdate {
  /// The formula for each parameter, and a multiplication and an addition for each regularised one.
  public var flops: Int { parameters.count * method.flops + 2 * regularizedCount }
  /// Parameters, gradients, moments and settings; of the table of step scalars one step's.
  public var bytesRead: Int {
    let whole = Set(reads).subtracting([stepScalars]).reduce(0) { $0 + $1.byteCount }
    return whole + stepScalars.channels * stepScalars.element.byteCount
  }
  /// Method and number of parameters: `adam 109386`.
  public var detail: String { "\(method.rawValue) \(parameters.count)" }
}

extension Shuffle {
  /// None: the permutation is integers.
  public var flops: Int { 0 }
}

extension Softmax {
  /// Maximum, difference, exponential, sum and quotient for each element.
  public var flops: Int { 5 * logits.count }
}

extension SoftmaxGradient {
  /// Product, sum, difference and product for each element.
  public var flops: Int { 4 * gradient.count }
}

extension SoftmaxCrossEntropy {
  /// For each element maximum, difference, exponential and sum; for each row a logarithm, a difference
  /// and the sum; with a gradient a quotient and a product for each element and a difference for each row;
  /// with label smoothing a sum for each element, and with a gradient a difference.
  public var flops: Int {
    let (perElement, perRow) = gradient == nil ? (4, 3) : (6, 4)
    let smooth = smoothing == nil ? 0 : gradient == nil ? 1 : 2
    return logits.count * (perElement + smooth) + logits.rows * perRow
  }
  /// The extent of the logits.
  public var detail: String { logits.extent }
}

extension SquaredError {
  /// For each element difference, square and sum; for each row a quotient and the sum; with a gradient a
  /// product for each element.
  public var flops: Int { predictions.count * (gradient == nil ? 3 : 4) + predictions.rows * 2 }
  /// The extent of the predictions.
  public var detail: String { predictions.extent }
}

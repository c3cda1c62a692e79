/// A file of OpenCL C in this folder, embedded into the binary.
public enum KernelFile: String, CaseIterable, Sendable {
  case prelude, philox
  case roofline
  case rowMetrics = "row_metrics"
  case gemmBlock = "gemm_block"
  case activation, dropout, fill, gather, gemm
  case gemmGroup = "gemm_group"
  case l2Penalty = "l2_penalty"
  case optimizer, shuffle, softmax
  case softmaxCrossEntropy = "softmax_cross_entropy"
  case squaredError = "squared_error"

  /// The name in this folder, the same in compiler messages.
  public var fileName: String { rawValue + ".cl" }

  /// The files it is joined with, in order, before it can be compiled.
  public var dependencies: [KernelFile] {
    switch self {
    case .prelude, .philox, .gemmBlock: []
    case .rowMetrics: [.prelude]
    case .dropout, .shuffle: [.prelude, .philox]
    case .softmaxCrossEntropy, .squaredError: [.prelude, .rowMetrics]
    case .gemm: [.prelude, .gemmBlock]
    case .activation, .fill, .gather, .gemmGroup, .l2Penalty, .optimizer, .roofline, .softmax:
      [.prelude]
    }
  }

  /// The text of this file alone.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The text to compile: the dependencies, then this file, each after a `#line` directive that makes
  /// compiler messages name the file and its own line numbers.
  public var source: String {
    (dependencies + [self]).map { "#line 1 \"\($0.fileName)\"\n\($0.text)" }.joined(separator: "\n")
  }

  private var bytes: [UInt8] {
    switch self {
    case .prelude: PackageResources.prelude_cl
    case .philox: PackageResources.philox_cl
    case .roofline: PackageResources.roofline_cl
    case .rowMetrics: PackageResources.row_metrics_cl
    case .activation: PackageResources.activation_cl
    case .dropout: PackageResources.dropout_cl
    case .fill: PackageResources.fill_cl
    case .gather: PackageResources.gather_cl
    case .gemm: PackageResources.gemm_cl
    case .gemmBlock: PackageResources.gemm_block_cl
    case .gemmGroup: PackageResources.gemm_group_cl
    case .l2Penalty: PackageResources.l2_penalty_cl
    case .optimizer: PackageResources.optimizer_cl
    case .shuffle: PackageResources.shuffle_cl
    case .softmax: PackageResources.softmax_cl
    case .softmaxCrossEntropy: PackageResources.softmax_cross_entropy_cl
    case .squaredError: PackageResources.squared_error_cl
    }
  }
}

/// A kernel function, by its name in OpenCL C.
public enum KernelName: String, CaseIterable, Sendable {
  case activationGradient = "activation_gradient"
  case biasActivation = "bias_activation"
  case biasActivationGradient = "bias_activation_gradient"
  case dropout, fill, gather
  case gemmGroup = "gemm_group"
  case gemmTile = "gemm_tile"
  case l2Penalty = "l2_penalty"
  case optimizerAdam = "optimizer_adam"
  case optimizerSGD = "optimizer_sgd"
  case rooflineEmpty = "roofline_empty"
  case rooflineMultiplyAdd = "roofline_multiply_add"
  case rooflineTriad = "roofline_triad"
  case shuffleOrder = "shuffle_order"
  case softmax
  case softmaxCrossEntropy = "softmax_cross_entropy"
  case softmaxGradient = "softmax_gradient"
  case squaredError = "squared_error"

  /// The file that defines it.
  public var file: KernelFile {
    switch self {
    case .activationGradient, .biasActivation, .biasActivationGradient: .activation
    case .dropout: .dropout
    case .fill: .fill
    case .gather: .gather
    case .gemmGroup: .gemmGroup
    case .gemmTile: .gemm
    case .l2Penalty: .l2Penalty
    case .optimizerAdam, .optimizerSGD: .optimizer
    case .rooflineEmpty, .rooflineMultiplyAdd, .rooflineTriad: .roofline
    case .shuffleOrder: .shuffle
    case .softmax, .softmaxGradient: .softmax
    case .softmaxCrossEntropy: .softmaxCrossEntropy
    case .squaredError: .squaredError
    }
  }
}

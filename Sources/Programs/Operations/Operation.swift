/// One step of a program, applied to every replica.
///
/// The list is closed on purpose: a backend is one `switch` over it, and the compiler names every
/// backend that a new operation still lacks.
public enum Operation: Sendable {
  case gather(Gather)
  case shuffle(Shuffle)
  case fill(Fill)
  case gemm(Gemm)
  case biasActivation(BiasActivation)
  case biasActivationGradient(BiasActivationGradient)
  case batchNorm(BatchNorm)
  case batchNormInference(BatchNormInference)
  case batchNormGradient(BatchNormGradient)
  case leakyRectifier(LeakyRectifier)
  case leakyRectifierGradient(LeakyRectifierGradient)
  case uniformDraw(UniformDraw)
  case dropout(Dropout)
  case inputNoise(InputNoise)
  case softmax(Softmax)
  case softmaxGradient(SoftmaxGradient)
  case softmaxCrossEntropy(SoftmaxCrossEntropy)
  case squaredError(SquaredError)
  case weightPenalty(WeightPenalty)
  case gradientTransform(GradientTransform)
  case optimizerUpdate(OptimizerUpdate)
  case maxNorm(MaxNorm)
  case convolution(Convolution)
  case convolutionInputGradient(ConvolutionInputGradient)
  case convolutionWeightGradient(ConvolutionWeightGradient)
  case depthwiseConvolution(DepthwiseConvolution)
  case depthwiseInputGradient(DepthwiseInputGradient)
  case depthwiseWeightGradient(DepthwiseWeightGradient)
  case maxPool(MaxPool)
  case maxPoolGradient(MaxPoolGradient)
  case averagePool(AveragePool)
  case averagePoolGradient(AveragePoolGradient)
  case addition(Addition)
  case augmentation(Augmentation)
  case fusedGemm(FusedGemm)

  /// The operands behind the case.
  public var payload: any OperationPayload {
    switch self {
    case .gather(let payload): payload
    case .shuffle(let payload): payload
    case .fill(let payload): payload
    case .gemm(let payload): payload
    case .biasActivation(let payload): payload
    case .biasActivationGradient(let payload): payload
    case .batchNorm(let payload): payload
    case .batchNormInference(let payload): payload
    case .batchNormGradient(let payload): payload
    case .leakyRectifier(let payload): payload
    case .leakyRectifierGradient(let payload): payload
    case .uniformDraw(let payload): payload
    case .dropout(let payload): payload
    case .inputNoise(let payload): payload
    case .softmax(let payload): payload
    case .softmaxGradient(let payload): payload
    case .softmaxCrossEntropy(let payload): payload
    case .squaredError(let payload): payload
    case .weightPenalty(let payload): payload
    case .gradientTransform(let payload): payload
    case .optimizerUpdate(let payload): payload
    case .maxNorm(let payload): payload
    case .convolution(let payload): payload
    case .convolutionInputGradient(let payload): payload
    case .convolutionWeightGradient(let payload): payload
    case .depthwiseConvolution(let payload): payload
    case .depthwiseInputGradient(let payload): payload
    case .depthwiseWeightGradient(let payload): payload
    case .maxPool(let payload): payload
    case .maxPoolGradient(let payload): payload
    case .averagePool(let payload): payload
    case .averagePoolGradient(let payload): payload
    case .addition(let payload): payload
    case .augmentation(let payload): payload
    case .fusedGemm(let payload): payload
    }
  }

  /// The operations it stands for, in order: itself, or what was fused.
  public var parts: [Operation] {
    switch self {
    case .fusedGemm(let fused): fused.parts
    case .convolution(let convolution) where convolution.epilogue != nil: convolution.parts
    default: [self]
    }
  }

  /// The family's name, the same in messages, profiles, kernels and tests.
  public var family: String { type(of: payload).family }
}

/// What every operation tells about itself.
public protocol OperationPayload: Sendable {
  /// The family's name in kebab case.
  static var family: String { get }
  /// The tensors the operation reads.
  var reads: [Tensor] { get }
  /// The tensors the operation writes; one that is updated in place stands in both lists.
  var writes: [Tensor] { get }
  /// The first rule the operands break, or `nil` if they are right.
  func check() -> CheckFailure?
  /// Floating-point operations in one replica, as ``WorkEstimate`` counts them.
  var flops: Int { get }
  /// Bytes that must be read in one replica, as ``WorkEstimate`` counts them.
  var bytesRead: Int { get }
  /// Bytes that must be written in one replica, as ``WorkEstimate`` counts them.
  var bytesWritten: Int { get }
  /// What tells it from others of its family in a profile: extents, method.
  var detail: String { get }
}

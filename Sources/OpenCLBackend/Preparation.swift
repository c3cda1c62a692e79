import Kernels
import Programs

/// Turns the operations of a program into commands; each operation's part is in `Operations/`.
struct Preparation {
  let backend: OpenCLBackend
  let memory: DeviceMemory

  var style: LaunchStyle { backend.style }

  /// What a step submits for one operation.
  func commands(for operation: Operation) throws -> [any Command] {
    switch operation {
    case .gather(let operation): [try gather(operation)]
    case .shuffle(let operation): [try shuffle(operation)]
    case .fill(let operation): [try fill(operation)]
    case .gemm(let operation): [try gemm(operation)]
    case .biasActivation(let operation): try biasActivation(operation)
    case .biasActivationGradient(let operation): try biasActivationGradient(operation)
    case .batchNorm(let operation): [try batchNorm(operation)]
    case .batchNormInference(let operation): [try batchNormInference(operation)]
    case .batchNormGradient(let operation): [try batchNormGradient(operation)]
    case .leakyRectifier(let operation): [try leakyRectifier(operation)]
    case .leakyRectifierGradient(let operation): [try leakyRectifierGradient(operation)]
    case .uniformDraw(let operation): [try uniformDraw(operation)]
    case .dropout(let operation): [try dropout(operation)]
    case .inputNoise(let operation): try inputNoise(operation)
    case .softmax(let operation): [try softmax(operation)]
    case .softmaxGradient(let operation): [try softmaxGradient(operation)]
    case .softmaxCrossEntropy(let operation): [try softmaxCrossEntropy(operation)]
    case .squaredError(let operation): [try squaredError(operation)]
    case .weightPenalty(let operation): [try weightPenalty(operation)]
    case .gradientTransform(let operation): [try gradientTransform(operation)]
    case .maxNorm(let operation): [try maxNorm(operation)]
    case .optimizerUpdate(let operation): [try optimizerUpdate(operation)]
    case .convolution(let operation): try convolution(operation)
    case .convolutionInputGradient(let operation): try convolutionInputGradient(operation)
    case .convolutionWeightGradient(let operation): try convolutionWeightGradient(operation)
    case .depthwiseConvolution(let operation): [try depthwiseConvolution(operation)]
    case .depthwiseInputGradient(let operation): [try depthwiseInputGradient(operation)]
    case .depthwiseWeightGradient(let operation): [try depthwiseWeightGradient(operation)]
    case .maxPool(let operation): [try maxPool(operation)]
    case .maxPoolGradient(let operation): [try maxPoolGradient(operation)]
    case .averagePool(let operation): [try averagePool(operation)]
    case .averagePoolGradient(let operation): [try averagePoolGradient(operation)]
    case .addition(let operation): [try addition(operation)]
    case .augmentation(let operation): [try augmentation(operation)]
    case .fusedGemm(let operation): [try fusedGemm(operation)]
    }
  }

  /// A launch of one kernel with its arguments bound.
  func launch(
    _ name: KernelName, size: WorkSize, defines: [String: Int] = [:],
    types: [String: String] = [:], _ arguments: [Argument]
  ) throws -> Launch {
    try Launch(
      backend.cache.kernel(name, defines: defines, types: types), size: size,
      arguments: arguments)
  }

  /// A tensor bound as a view, without a row stride: for tensors whose rows follow one another.
  func view(_ tensor: Tensor) -> Argument {
    demand(tensor.isContiguous, "operand \(tensor) must be contiguous")
    return .view(memory.operand(tensor))
  }

  /// A tensor bound with its row stride.
  func rows(_ tensor: Tensor) -> Argument { .rows(memory.operand(tensor)) }

  /// A tensor of `width` numbers for each row, written [rows, width] or flat, bound with the elements
  /// from one row's numbers to the next.
  func column(_ tensor: Tensor, width: Int = 1) -> Argument {
    let operand = memory.operand(tensor)
    guard tensor.channels != width else { return .rows(operand) }
    demand(tensor.isContiguous, "operand \(tensor) must be contiguous")
    return .rows(
      Operand(
        memory: operand.memory, offset: operand.offset, replicaStride: operand.replicaStride,
        rowStride: width))
  }
}

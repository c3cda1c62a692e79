/// A file of OpenCL C in this folder, embedded into the binary.
public enum KernelFile: String, CaseIterable, Sendable {
  case prelude, philox
  case roofline
  case rowMetrics = "row_metrics"
  case permutation, vector
  case batchNorm = "batch_norm"
  case batchNormGradient = "batch_norm_gradient"
  case columnSum = "column_sum"
  case leakyRectifier = "leaky_rectifier"
  case uniformDraw = "uniform_draw"
  case activationFunctions = "activation_functions"
  case activation, dropout, fill, gather
  case gradientTransform = "gradient_transform"
  case inputNoise = "input_noise"
  case maxNorm = "max_norm"
  case groupProduct = "group_product"
  case gemmGroup = "gemm_group"
  case gemmGroupLayer = "gemm_group_layer"
  case gemmGroupUpdate = "gemm_group_update"
  case weightPenalty = "weight_penalty"
  case optimizer
  case optimizerStep = "optimizer_step"
  case shuffle, softmax
  case softmaxCrossEntropy = "softmax_cross_entropy"
  case squaredError = "squared_error"
  case addition, augmentation, depthwise, patches, window
  case imagePlacement = "image_placement"
  case coreAugmentation = "core_augmentation"
  case averagePool = "average_pool"
  case maxPool = "max_pool"
  case coreConvolution = "core_convolution"
  case coreDepthwise = "core_depthwise"
  case coreDepthwiseGradients = "core_depthwise_gradients"
  case corePatches = "core_patches"
  case corePooling = "core_pooling"
  case corePoolingRows = "core_pooling_rows"
  case coreBatchNorm = "core_batch_norm"
  case coreColumn = "core_column"
  case coreDropout = "core_dropout"
  case coreEpoch = "core_epoch"
  case coreGather = "core_gather"
  case coreGemm = "core_gemm"
  case coreGemmTransposed = "core_gemm_transposed"
  case coreGemmUpdate = "core_gemm_update"
  case coreLayer = "core_layer"
  case coreLeakyRectifier = "core_leaky_rectifier"
  case coreLoss = "core_loss"
  case coreNoise = "core_noise"
  case coreSoftmax = "core_softmax"
  case coreTile = "core_tile"
  case coreUniformDraw = "core_uniform_draw"
  case coreUpdate = "core_update"
  case coreWeights = "core_weights"

  /// The name in this folder, the same in compiler messages.
  public var fileName: String { rawValue + ".cl" }

  /// The files it is joined with, in order, before it can be compiled.
  public var dependencies: [KernelFile] {
    switch self {
    case .prelude, .philox: []
    case .permutation: [.philox]
    case .rowMetrics: [.prelude]
    case .dropout, .inputNoise, .uniformDraw: [.prelude, .philox]
    case .shuffle: [.prelude, .philox, .permutation]
    case .softmaxCrossEntropy, .squaredError: [.prelude, .rowMetrics]
    case .weightPenalty: [.prelude, .vector]
    case .activationFunctions, .addition, .columnSum, .fill, .gather, .gradientTransform,
      .groupProduct,
      .leakyRectifier, .maxNorm, .optimizerStep, .roofline, .softmax, .vector:
      [.prelude]
    case .window: [.prelude]
    case .imagePlacement: [.prelude, .philox]
    case .augmentation, .coreAugmentation: [.prelude, .philox, .imagePlacement]
    case .averagePool, .maxPool, .patches: [.prelude, .window]
    case .depthwise: [.prelude, .columnSum, .window]
    case .batchNorm, .batchNormGradient: [.prelude, .columnSum]
    case .activation: [.prelude, .activationFunctions]
    case .optimizer: [.prelude, .optimizerStep]
    case .gemmGroup: [.prelude, .groupProduct]
    case .gemmGroupLayer: [.prelude, .philox, .groupProduct, .activationFunctions, .activation]
    case .gemmGroupUpdate: [.prelude, .groupProduct, .optimizerStep, .optimizer]
    case .coreColumn, .coreDropout, .coreGather, .coreLeakyRectifier, .coreSoftmax, .coreTile,
      .coreWeights:
      [.prelude, .vector]
    case .coreBatchNorm: [.prelude, .vector, .coreColumn]
    case .corePatches, .coreDepthwise, .corePooling: [.prelude, .vector, .window]
    case .coreDepthwiseGradients: [.prelude, .vector, .window, .coreDepthwise]
    case .corePoolingRows: [.prelude, .vector, .window, .corePooling]
    case .coreConvolution:
      [.prelude, .vector, .coreTile, .coreGemm, .coreGemmTransposed, .window, .corePatches]
    case .coreLayer: [.prelude, .vector, .activationFunctions]
    case .coreEpoch: [.prelude, .philox, .permutation, .vector]
    case .coreGemm, .coreGemmTransposed: [.prelude, .vector, .coreTile]
    case .coreUpdate: [.prelude, .vector, .optimizerStep]
    case .coreGemmUpdate: [.prelude, .vector, .coreTile, .coreGemm, .optimizerStep, .coreUpdate]
    case .coreLoss: [.prelude, .vector, .coreSoftmax]
    case .coreNoise, .coreUniformDraw: [.prelude, .vector, .coreDropout]
    }
  }

  /// The text of this file alone.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The text to compile: the dependencies, then this file, each after a `#line` directive that makes
  /// compiler messages name the file and its own line numbers.
  public var source: String { Self.source([self]) }

  /// The text of several files with all their dependencies, each once and after its dependencies.
  public static func source(_ files: [KernelFile]) -> String {
    var joined: [KernelFile] = []
    for file in files.flatMap({ $0.dependencies + [$0] }) where !joined.contains(file) {
      joined.append(file)
    }
    return joined.map { "#line 1 \"\($0.fileName)\"\n\($0.text)" }.joined(separator: "\n")
  }

  private var bytes: [UInt8] {
    switch self {
    case .prelude: PackageResources.prelude_cl
    case .philox: PackageResources.philox_cl
    case .roofline: PackageResources.roofline_cl
    case .rowMetrics: PackageResources.row_metrics_cl
    case .activationFunctions: PackageResources.activation_functions_cl
    case .activation: PackageResources.activation_cl
    case .addition: PackageResources.addition_cl
    case .augmentation: PackageResources.augmentation_cl
    case .imagePlacement: PackageResources.image_placement_cl
    case .coreAugmentation: PackageResources.core_augmentation_cl
    case .averagePool: PackageResources.average_pool_cl
    case .depthwise: PackageResources.depthwise_cl
    case .maxPool: PackageResources.max_pool_cl
    case .patches: PackageResources.patches_cl
    case .window: PackageResources.window_cl
    case .coreConvolution: PackageResources.core_convolution_cl
    case .coreDepthwise: PackageResources.core_depthwise_cl
    case .coreDepthwiseGradients: PackageResources.core_depthwise_gradients_cl
    case .corePatches: PackageResources.core_patches_cl
    case .corePooling: PackageResources.core_pooling_cl
    case .corePoolingRows: PackageResources.core_pooling_rows_cl
    case .batchNorm: PackageResources.batch_norm_cl
    case .batchNormGradient: PackageResources.batch_norm_gradient_cl
    case .columnSum: PackageResources.column_sum_cl
    case .leakyRectifier: PackageResources.leaky_rectifier_cl
    case .uniformDraw: PackageResources.uniform_draw_cl
    case .dropout: PackageResources.dropout_cl
    case .fill: PackageResources.fill_cl
    case .gather: PackageResources.gather_cl
    case .gradientTransform: PackageResources.gradient_transform_cl
    case .inputNoise: PackageResources.input_noise_cl
    case .maxNorm: PackageResources.max_norm_cl
    case .groupProduct: PackageResources.group_product_cl
    case .gemmGroup: PackageResources.gemm_group_cl
    case .gemmGroupLayer: PackageResources.gemm_group_layer_cl
    case .gemmGroupUpdate: PackageResources.gemm_group_update_cl
    case .weightPenalty: PackageResources.weight_penalty_cl
    case .optimizer: PackageResources.optimizer_cl
    case .optimizerStep: PackageResources.optimizer_step_cl
    case .shuffle: PackageResources.shuffle_cl
    case .softmax: PackageResources.softmax_cl
    case .softmaxCrossEntropy: PackageResources.softmax_cross_entropy_cl
    case .squaredError: PackageResources.squared_error_cl
    case .permutation: PackageResources.permutation_cl
    case .vector: PackageResources.vector_cl
    case .coreBatchNorm: PackageResources.core_batch_norm_cl
    case .coreColumn: PackageResources.core_column_cl
    case .coreLeakyRectifier: PackageResources.core_leaky_rectifier_cl
    case .coreDropout: PackageResources.core_dropout_cl
    case .coreEpoch: PackageResources.core_epoch_cl
    case .coreGather: PackageResources.core_gather_cl
    case .coreGemm: PackageResources.core_gemm_cl
    case .coreGemmTransposed: PackageResources.core_gemm_transposed_cl
    case .coreLayer: PackageResources.core_layer_cl
    case .coreLoss: PackageResources.core_loss_cl
    case .coreNoise: PackageResources.core_noise_cl
    case .coreSoftmax: PackageResources.core_softmax_cl
    case .coreTile: PackageResources.core_tile_cl
    case .coreGemmUpdate: PackageResources.core_gemm_update_cl
    case .coreUniformDraw: PackageResources.core_uniform_draw_cl
    case .coreUpdate: PackageResources.core_update_cl
    case .coreWeights: PackageResources.core_weights_cl
    }
  }
}

/// A kernel function, by its name in OpenCL C.
public enum KernelName: String, CaseIterable, Sendable {
  case activationGradient = "activation_gradient"
  case addPatches = "add_patches"
  case addition, augmentation, depthwise, patches
  case averagePool = "average_pool"
  case averagePoolGradient = "average_pool_gradient"
  case depthwiseInputGradient = "depthwise_input_gradient"
  case depthwiseWeightGradient = "depthwise_weight_gradient"
  case maxPool = "max_pool"
  case maxPoolGradient = "max_pool_gradient"
  case batchNorm = "batch_norm"
  case batchNormGradient = "batch_norm_gradient"
  case batchNormInference = "batch_norm_inference"
  case biasActivation = "bias_activation"
  case biasActivationGradient = "bias_activation_gradient"
  case dropout, fill, gather
  case gemmGroup = "gemm_group"
  case gemmGroupForward = "gemm_group_forward"
  case gemmGroupGradient = "gemm_group_gradient"
  case gemmGroupUpdate = "gemm_group_update"
  case gradientTransform = "gradient_transform"
  case inputDeviation = "input_deviation"
  case inputNoise = "input_noise"
  case leakyRectifier = "leaky_rectifier"
  case leakyRectifierGradient = "leaky_rectifier_gradient"
  case maxNorm = "max_norm"
  case weightPenalty = "weight_penalty"
  case optimizerUpdate = "optimizer_update"
  case rooflineEmpty = "roofline_empty"
  case rooflineMultiplyAdd = "roofline_multiply_add"
  case rooflineTriad = "roofline_triad"
  case shuffleOrder = "shuffle_order"
  case softmax
  case softmaxCrossEntropy = "softmax_cross_entropy"
  case softmaxGradient = "softmax_gradient"
  case squaredError = "squared_error"
  case uniformDraw = "uniform_draw"

  /// The file that defines it.
  public var file: KernelFile {
    switch self {
    case .activationGradient, .biasActivation, .biasActivationGradient: .activation
    case .addition: .addition
    case .augmentation: .augmentation
    case .addPatches, .patches: .patches
    case .averagePool, .averagePoolGradient: .averagePool
    case .depthwise, .depthwiseInputGradient, .depthwiseWeightGradient: .depthwise
    case .maxPool, .maxPoolGradient: .maxPool
    case .batchNorm, .batchNormInference: .batchNorm
    case .batchNormGradient: .batchNormGradient
    case .leakyRectifier, .leakyRectifierGradient: .leakyRectifier
    case .uniformDraw: .uniformDraw
    case .dropout: .dropout
    case .fill: .fill
    case .gather: .gather
    case .gemmGroup: .gemmGroup
    case .gradientTransform: .gradientTransform
    case .inputDeviation, .inputNoise: .inputNoise
    case .maxNorm: .maxNorm
    case .gemmGroupForward, .gemmGroupGradient: .gemmGroupLayer
    case .gemmGroupUpdate: .gemmGroupUpdate
    case .weightPenalty: .weightPenalty
    case .optimizerUpdate: .optimizer
    case .rooflineEmpty, .rooflineMultiplyAdd, .rooflineTriad: .roofline
    case .shuffleOrder: .shuffle
    case .softmax, .softmaxGradient: .softmax
    case .softmaxCrossEntropy: .softmaxCrossEntropy
    case .squaredError: .squaredError
    }
  }
}

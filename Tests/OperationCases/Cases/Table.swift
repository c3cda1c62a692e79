/// The table of operation cases.
extension OperationCase {
  /// Sizes on both sides of the edges of work-groups and vectors.
  public static let edgeSizes = [1, 7, 31, 32, 33, 63, 64, 65, 257]

  /// Every case.
  public static let table: [OperationCase] =
    FillCases.all + ShuffleCases.all + GatherCases.all + DropoutCases.all + InputNoiseCases.all
    + GemmCases.all
    + ActivationCases.all + ActivationGradientCases.all + SoftmaxCases.all + CrossEntropyCases.all
    + BatchNormCases.all + LeakyRectifierCases.all + UniformDrawCases.all + SquaredErrorCases.all
    + WeightPenaltyCases.all + WeightCases.all + OptimizerCases.all + FusedGemmCases.all
    + ConvolutionCases.all + DepthwiseCases.all + PoolingCases.all
    + AugmentationCases.all + ordered

  /// The cases whose operations use what others of the same step leave.
  public static let ordered: [OperationCase] = RowOrderCases.all + TrainingCases.all
}

/// The table of gradients.
extension GradientCase {
  /// Every backward operation.
  public static let table: [GradientCase] =
    LayerGradients.all + LossGradients.all + ImageGradients.all
}

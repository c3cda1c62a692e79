import Programs

extension Model {
  /// SqueezeNet 1.1, its stem fitted to the images.
  ///
  /// A stem of 64 filters, eight fire modules in groups of two, two and four with max pooling before each
  /// group, a convolution of single pixels for each class, the mean over all positions. A fire module squeezes
  /// the channels with single pixels, then expands them with single pixels and with 3 x 3 pixels side by side.
  /// The stem has stride 2 as published; on images below 64 pixels stride 1 and padding, which leaves 28 x 28 pixels 14,
  /// 7 and 3 to the groups. As published the last convolution is rectified too.
  ///
  /// Source: Iandola, Han, Moskewicz, Ashraf, Dally, Keutzer, "SqueezeNet: AlexNet-level accuracy with 50x fewer
  /// parameters and <0.5 MB model size", 2016; version 1.1 of its authors' repository.
  /// - Parameters:
  ///   - input: the shape of one example.
  ///   - outputs: the number of classes or values.
  ///   - width: what the numbers of filters are multiplied with.
  ///   - batchNorm: where batch normalisation stands in each convolution but the last.
  ///   - dropout: whether a dropout layer is recorded before the last convolution.
  public static func squeezeNet(
    input: FeatureShape, outputs: Int, width: Double = 1,
    activation: HiddenActivation = .function(.relu), batchNorm: BatchNormPlacement = .none,
    dropout: Bool = false
  ) -> Model {
    Model(
      input: input,
      layers: squeezeNetLayers(
        input: input, outputs: outputs, width: width, activation: activation,
        batchNorm: batchNorm, dropout: dropout))
  }

  /// The layers of ``squeezeNet(input:outputs:width:activation:batchNorm:dropout:)``.
  public static func squeezeNetLayers(
    input: FeatureShape, outputs: Int, width: Double, activation: HiddenActivation,
    batchNorm: BatchNormPlacement, dropout: Bool
  ) -> [any Layer] {
    func convolution(_ filters: Int, _ form: WindowForm) -> [any Layer] {
      activation.layers(
        after: { ConvolutionLayer(scaled(filters, by: width), form, activation: $0) },
        batchNorm: batchNorm)
    }
    func fire(_ squeezed: Int, _ expanded: Int) -> [any Layer] {
      convolution(squeezed, WindowForm(size: 1)) + [
        Branches(
          [
            convolution(expanded, WindowForm(size: 1)),
            convolution(expanded, WindowForm(size: 3, padding: .same)),
          ], joint: .concatenation)
      ]
    }
    let pool = PoolingLayer(.max, WindowForm(size: 3, stride: 2, padding: .covering))
    let isSmall = min(input.height, input.width) < smallImage
    let stem =
      isSmall ? WindowForm(size: 3, padding: .same) : WindowForm(size: 3, stride: 2)
    var layers = convolution(64, stem)
    for group in squeezeNetGroups {
      layers.append(pool)
      for (squeezed, expanded) in group { layers += fire(squeezed, expanded) }
    }
    if dropout { layers.append(DropoutLayer()) }
    layers += activation.layers(
      after: { ConvolutionLayer(outputs, WindowForm(size: 1), activation: $0) }, batchNorm: .none)
    layers.append(PoolingLayer(.average(countsPadding: true)))
    return layers
  }

  /// Squeezed and expanded channels of the fire modules, table 1 of the paper.
  private static let squeezeNetGroups = [
    [(16, 64), (16, 64)], [(32, 128), (32, 128)], [(48, 192), (48, 192), (64, 256), (64, 256)],
  ]

  /// Images below so many pixels are not made smaller by the stem.
  static let smallImage = 64
}

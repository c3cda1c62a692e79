import Programs

extension Model {
  /// A small convolutional network: two convolutions of 3 x 3 pixels (32 and 64 filters) with max pooling, a
  /// dense layer of 128 units, a plain dense layer at the end.
  ///
  /// After LeCun, Bottou, Bengio, Haffner, "Gradient-based learning applied to document recognition",
  /// Proceedings of the IEEE 86, 1998, in the form in which it is taught today: smaller windows, more filters,
  /// rectifiers, the largest number for pooling.
  /// - Parameters:
  ///   - input: the shape of one example, at least 10 x 10 pixels.
  ///   - outputs: the number of classes or values.
  ///   - width: what the numbers of filters and units are multiplied with.
  ///   - batchNorm: where batch normalisation stands in the three hidden layers.
  ///   - dropout: whether a dropout layer is recorded before the last layer.
  public static func leNet(
    input: FeatureShape, outputs: Int, width: Double = 1,
    activation: HiddenActivation = .function(.relu), batchNorm: BatchNormPlacement = .none,
    dropout: Bool = false
  ) -> Model {
    Model(
      input: input,
      layers: leNetLayers(
        outputs: outputs, width: width, activation: activation, batchNorm: batchNorm,
        dropout: dropout))
  }

  /// The layers of ``leNet(input:outputs:width:activation:batchNorm:dropout:)``.
  public static func leNetLayers(
    outputs: Int, width: Double, activation: HiddenActivation, batchNorm: BatchNormPlacement,
    dropout: Bool
  ) -> [any Layer] {
    var layers: [any Layer] = []
    for filters in [32, 64] {
      layers += activation.layers(
        after: {
          ConvolutionLayer(scaled(filters, by: width), WindowForm(size: 3), activation: $0)
        }, batchNorm: batchNorm)
      layers.append(PoolingLayer(.max, WindowForm(size: 2, stride: 2)))
    }
    layers.append(Flatten())
    layers += activation.layers(
      after: { Dense(scaled(128, by: width), activation: $0) }, batchNorm: batchNorm)
    if dropout { layers.append(DropoutLayer()) }
    layers.append(Dense(outputs, activation: .identity))
    return layers
  }

  /// A number of filters or units times a width, at least 1.
  static func scaled(_ count: Int, by width: Double) -> Int {
    max(1, Int((Double(count) * width).rounded()))
  }
}

import Programs

/// What can be chosen of a MobileNetV2.
public struct MobileNetV2Form: Hashable, Sendable {
  /// The width multiplier; numbers of channels are rounded to multiples of 8, and the last convolution does
  /// not get narrower.
  public var width = 1.0
  /// The filters of the stem before they are multiplied.
  public var stem = 32
  /// Whether convolutions have biases, which have no effect before their normalisation.
  public var hasBias = false
  /// Whether also the first block has a convolution that expands its channels, to as many as there are.
  public var expandsFirst = false
  /// The activation of all convolutions but those that project.
  public var activation = HiddenActivation.function(.relu6)

  /// The network as it was published.
  public init() {}
}

extension Model {
  /// MobileNetV2, its stem fitted to the images.
  ///
  /// A stem of 32 filters, 17 inverted residuals, a convolution of single pixels, the mean over all positions,
  /// a dense layer. An inverted residual expands the channels with single pixels, filters each with 3 x 3
  /// pixels and projects to few channels without an activation; its input is added where the shape is the
  /// same. All convolutions are normalised. The stem has stride 2 as published; on images below 64 pixels
  /// stride 1, which leaves 28 x 28 pixels 28, 14, 7, 4 and 2.
  ///
  /// Source: Sandler, Howard, Zhu, Zhmoginov, Chen, "MobileNetV2: inverted residuals and linear bottlenecks",
  /// CVPR 2018.
  /// - Parameters:
  ///   - input: the shape of one example.
  ///   - outputs: the number of classes or values.
  ///   - form: what differs from the published network.
  ///   - dropout: whether a dropout layer is recorded before the dense layer.
  public static func mobileNetV2(
    input: FeatureShape, outputs: Int, form: MobileNetV2Form = MobileNetV2Form(),
    dropout: Bool = false
  ) -> Model {
    Model(
      input: input,
      layers: mobileNetV2Layers(input: input, outputs: outputs, form: form, dropout: dropout))
  }

  /// The layers of ``mobileNetV2(input:outputs:form:dropout:)``.
  public static func mobileNetV2Layers(
    input: FeatureShape, outputs: Int, form: MobileNetV2Form, dropout: Bool
  ) -> [any Layer] {
    let (width, activation, hasBias) = (form.width, form.activation, form.hasBias)
    func convolution(_ filters: Int, _ form: WindowForm = WindowForm(size: 1)) -> [any Layer] {
      activation.layers(
        after: { ConvolutionLayer(filters, form, hasBias: hasBias, activation: $0) },
        batchNorm: .before)
    }
    func spatial(_ stride: Int) -> WindowForm {
      WindowForm(size: 3, stride: stride, padding: .explicit(Window.Padding(all: 1)))
    }
    func inverted(_ channels: Int, _ outputs: Int, expansion: Int, stride: Int) -> [any Layer] {
      let expands = expansion > 1 || form.expandsFirst
      var layers = expands ? convolution(channels * expansion) : []
      layers += activation.layers(
        after: { DepthwiseConvolutionLayer(spatial(stride), hasBias: hasBias, activation: $0) },
        batchNorm: .before)
      layers += [
        ConvolutionLayer(outputs, WindowForm(size: 1), hasBias: hasBias), BatchNormalization(),
      ]
      return stride == 1 && channels == outputs ? [Branches.residual(layers)] : layers
    }
    let isSmall = min(input.height, input.width) < smallImage
    var channels = multipleOf8(Double(form.stem) * width)
    var layers = convolution(channels, spatial(isSmall ? 1 : 2))
    for (expansion, filters, count, stride) in mobileNetV2Groups {
      let next = multipleOf8(Double(filters) * width)
      for index in 0..<count {
        layers += inverted(
          channels, next, expansion: expansion, stride: index == 0 ? stride : 1)
        channels = next
      }
    }
    layers += convolution(multipleOf8(1280 * max(width, 1)))
    layers.append(PoolingLayer(.average(countsPadding: true)))
    if dropout { layers.append(DropoutLayer()) }
    layers.append(Dense(outputs, activation: .identity))
    return layers
  }

  /// Expansion, channels, number and stride of the inverted residuals, table 2 of the paper.
  private static let mobileNetV2Groups = [
    (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2),
    (6, 320, 1, 1),
  ]

  /// The multiple of 8 nearest to a number of channels, but no less than 90 % of it.
  private static func multipleOf8(_ channels: Double) -> Int {
    let nearest = max(8, Int(channels + 4) / 8 * 8)
    return Double(nearest) < 0.9 * channels ? nearest + 8 : nearest
  }
}

import Programs

/// Broken rules of convolutions, pooling and sums of tensors.
enum BrokenImages {
  typealias Broken = CheckTests.Broken
  static let all: [Broken] =
    convolution + gradients + depthwise + maxPool + averagePool + addition
    + augmentation

  /// Two images of 4 x 5 pixels become 2 x 3.
  private static let window = Window(inputHeight: 4, inputWidth: 5, size: 3)
  /// A window that may see nothing but padding.
  private static let blind = Window(
    inputHeight: 2, inputWidth: 2, size: 1, padding: .explicit(Window.Padding(all: 1)))

  private static let convolution: [Broken] = {
    let operands = Operands()
    let (input, output) = (operands.float("x", 40, 3), operands.float("y", 12, 7))
    let weights = operands.float("w", 27, 7)
    func broken(
      input other: Tensor? = nil, weights otherWeights: Tensor? = nil, output target: Tensor? = nil,
      epilogue: BiasActivation? = nil, _ sentence: String
    ) -> Broken {
      Broken(
        Convolution(
          input: other ?? input, weights: otherWeights ?? weights, output: target ?? output,
          window: window, epilogue: epilogue), "convolution: " + sentence)
    }
    return [
      broken(
        input: operands.of(.uint8, "bytes", 40, 3),
        "input must be float32, is uint8; input bytes [R=2, 40, 3]"),
      broken(
        output: operands.of(.int32, "labels", 12, 7),
        "output must be float32, is int32; output labels [R=2, 12, 7]"),
      broken(
        input: operands.float("part", 39, 3),
        "input must have images of 4 x 5 pixels; input part [R=2, 39, 3]"),
      broken(
        output: operands.float("long", 40, 7),
        "output must have 2 x 3 pixels for each image; input x [R=2, 40, 3], "
          + "output long [R=2, 40, 7]"
      ),
      broken(
        weights: operands.of(.int32, "codes", 27, 7),
        "weights must be float32, is int32; weights codes [R=2, 27, 7]"),
      broken(
        weights: operands.float("thin", 27, 6),
        "weights must be 27 x 7: window and channels of input by channels of output; "
          + "weights thin [R=2, 27, 6]"),
      broken(
        epilogue: BiasActivation(
          values: output, bias: operands.float("bias", 6), activation: .relu),
        "bias-activation: bias must have one element for each channel; values y [R=2, 12, 7], "
          + "bias bias [R=2, 6]"),
      broken(
        epilogue: BiasActivation(
          values: operands.float("other", 12, 7), bias: nil, activation: .relu),
        "the activation's values must be the output; values other [R=2, 12, 7], "
          + "output y [R=2, 12, 7]"),
      inPlace,
    ]
  }()

  private static let inPlace: Broken = {
    let operands = Operands()
    let x = operands.float("x", 4, 3)
    return Broken(
      Convolution(
        input: x, weights: operands.float("w", 3, 3), output: x,
        window: Window(inputHeight: 2, inputWidth: 2, size: 1)),
      "convolution: what is written must not overlap another operand; written x [R=2, 4, 3], "
        + "operand x [R=2, 4, 3]")
  }()

  private static let gradients: [Broken] = {
    let operands = Operands()
    let (input, output) = (operands.float("x", 40, 3), operands.float("y", 12, 7))
    let weights = operands.float("w", 27, 7)
    return [
      Broken(
        ConvolutionInputGradient(
          gradient: operands.float("short", 11, 7), weights: weights, inputGradient: input,
          window: window),
        "convolution-input-gradient: gradient must have 2 x 3 pixels for each image; "
          + "inputGradient x [R=2, 40, 3], gradient short [R=2, 11, 7]"),
      Broken(
        ConvolutionInputGradient(
          gradient: output, weights: operands.float("thin", 26, 7), inputGradient: input,
          window: window),
        "convolution-input-gradient: weights must be 27 x 7: window and channels of inputGradient "
          + "by channels of gradient; weights thin [R=2, 26, 7]"),
      Broken(
        ConvolutionWeightGradient(
          input: input, gradient: output, weightGradient: operands.float("wide", 27, 8),
          window: window),
        "convolution-weight-gradient: weightGradient must be 27 x 7: window and channels of input "
          + "by channels of gradient; weightGradient wide [R=2, 27, 8]"),
      Broken(
        ConvolutionWeightGradient(
          input: operands.float("part", 39, 3), gradient: output, weightGradient: weights,
          window: window),
        "convolution-weight-gradient: input must have images of 4 x 5 pixels; "
          + "input part [R=2, 39, 3]"),
    ]
  }()

  private static let depthwise: [Broken] = {
    let operands = Operands()
    let (input, output) = (operands.float("x", 40, 3), operands.float("y", 12, 3))
    let weights = operands.float("w", 9, 3)
    let thin = operands.float("thin", 8, 3)
    return [
      Broken(
        DepthwiseConvolution(
          input: input, weights: weights, output: operands.float("wide", 12, 4), window: window),
        "depthwise-convolution: input and output must have the same channels; "
          + "input x [R=2, 40, 3], output wide [R=2, 12, 4]"),
      Broken(
        DepthwiseConvolution(input: input, weights: thin, output: output, window: window),
        "depthwise-convolution: weights must be 9 x 3, the window by the channels; "
          + "weights thin [R=2, 8, 3], input x [R=2, 40, 3]"),
      Broken(
        DepthwiseInputGradient(
          gradient: output, weights: thin, inputGradient: input, window: window),
        "depthwise-input-gradient: weights must be 9 x 3, the window by the channels; "
          + "weights thin [R=2, 8, 3], gradient y [R=2, 12, 3]"),
      Broken(
        DepthwiseWeightGradient(
          input: input, gradient: output, weightGradient: thin, window: window),
        "depthwise-weight-gradient: weightGradient must be 9 x 3, the window by the channels; "
          + "weightGradient thin [R=2, 8, 3], input x [R=2, 40, 3]"),
    ]
  }()

  private static let maxPool: [Broken] = {
    let operands = Operands()
    let (input, output) = (operands.float("x", 40, 3), operands.float("y", 12, 3))
    let places = operands.of(.uint8, "places", 12, 3)
    let large = Window(inputHeight: 17, inputWidth: 17, size: 17)
    return [
      Broken(
        MaxPool(
          input: input, output: output, places: operands.of(.int32, "numbers", 12, 3),
          window: window),
        "max-pool: places must be uint8, is int32; places numbers [R=2, 12, 3]"),
      Broken(
        MaxPool(
          input: input, output: output, places: operands.of(.uint8, "few", 11, 3), window: window),
        "max-pool: places and output must have the same shape; places few [R=2, 11, 3], "
          + "output y [R=2, 12, 3]"),
      Broken(
        MaxPool(
          input: operands.float("dots", 4, 3), output: operands.float("rim", 16, 3), places: nil,
          window: blind),
        "max-pool: a window 1x1 of 2x2 must see a pixel at every output; output rim [R=2, 16, 3]"),
      Broken(
        MaxPool(
          input: operands.float("large", 289, 3), output: operands.float("one", 1, 3),
          places: operands.of(.uint8, "place", 1, 3), window: large),
        "max-pool: a window of 289 places is more than a byte can tell; places place [R=2, 1, 3]"),
      Broken(
        MaxPoolGradient(
          gradient: output, places: places, inputGradient: operands.float("wide", 40, 4),
          window: window),
        "max-pool-gradient: inputGradient and gradient must have the same channels; "
          + "inputGradient wide [R=2, 40, 4], gradient y [R=2, 12, 3]"),
    ]
  }()

  private static let averagePool: [Broken] = {
    let operands = Operands()
    let (dots, rim) = (operands.float("dots", 4, 3), operands.float("rim", 16, 3))
    return [
      Broken(
        AveragePool(input: dots, output: rim, window: blind, countsPadding: false),
        "average-pool: a window 1x1 of 2x2 must see a pixel at every output; "
          + "output rim [R=2, 16, 3]"),
      Broken(
        AveragePoolGradient(
          gradient: rim, inputGradient: dots, window: blind, countsPadding: true),
        "average-pool-gradient: a window 1x1 of 2x2 must see a pixel at every output; "
          + "gradient rim [R=2, 16, 3]"),
    ]
  }()

  private static let augmentation: [Broken] = {
    let operands = Operands()
    let (x, y) = (operands.float("x", 40, 3), operands.float("y", 40, 3))
    let (settings, seed) = (operands.float("settings", 4), operands.of(.uint32, "seed", 2))
    return [
      Broken(
        Augmentation(input: x, output: y, height: 4, width: 7, settings: settings, seed: seed),
        "augmentation: input must have images of 4 x 7 pixels; input x [R=2, 40, 3]"),
      Broken(
        Augmentation(
          input: x, output: y, height: 4, width: 5, settings: operands.float("few", 3), seed: seed),
        "augmentation: settings must have 4 elements, has 3; settings few [R=2, 3]"),
      Broken(
        Augmentation(
          input: x, output: y, height: 4, width: 5, settings: settings,
          seed: operands.of(.int32, "number", 2)),
        "augmentation: seed must be uint32, is int32; seed number [R=2, 2]"),
      Broken(
        Augmentation(input: x, output: x, height: 4, width: 5, settings: settings, seed: seed),
        "augmentation: what is written must not overlap another operand; written x [R=2, 40, 3], "
          + "operand x [R=2, 40, 3]"),
    ]
  }()

  private static let addition: [Broken] = {
    let operands = Operands()
    let (x, y) = (operands.float("x", 5, 3), operands.float("y", 5, 3))
    let wide = operands.float("wide", 5, 9)
    return [
      Broken(
        Addition(left: operands.float("short", 4, 3), right: x, output: y),
        "addition: left and output must have the same shape; left short [R=2, 4, 3], "
          + "output y [R=2, 5, 3]"),
      Broken(
        Addition(left: x, right: operands.of(.int32, "labels", 5, 3), output: y),
        "addition: right must be float32, is int32; right labels [R=2, 5, 3]"),
      Broken(
        Addition(left: wide.columns(1..<4), right: nil, output: wide.columns(2..<5)),
        "addition: left must be the output or lie apart from it; left wide [R=2, 5, 3], "
          + "output wide [R=2, 5, 3]"),
    ]
  }()
}

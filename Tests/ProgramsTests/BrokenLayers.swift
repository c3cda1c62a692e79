import Programs

/// Broken rules of the operations of layers.
enum BrokenLayers {
  typealias Broken = CheckTests.Broken
  static let all: [Broken] = gemm + activation + softmax + dropout + inputNoise

  private static let gemm: [Broken] = {
    let operands = Operands()
    let (left, right) = (operands.float("left", 3, 4), operands.float("right", 4, 6))
    let output = operands.float("output", 3, 6)
    let labels = operands.of(.int32, "labels", 3, 4)
    return [
      Broken(
        Gemm(left: left, right: operands.float("other", 5, 6), output: output),
        "gemm: the inner dimensions must agree, 4 and 5; left left [R=2, 3, 4], right other [R=2, 5, 6]"
      ),
      Broken(
        Gemm(left: left, transposeLeft: true, right: right, output: output),
        "gemm: the inner dimensions must agree, 3 and 4; left left [R=2, 3, 4], right right [R=2, 4, 6]"
      ),
      Broken(
        Gemm(left: left, right: right, transposeRight: true, output: output),
        "gemm: the inner dimensions must agree, 4 and 6; left left [R=2, 3, 4], right right [R=2, 4, 6]"
      ),
      Broken(
        Gemm(left: left, right: right, output: operands.float("small", 3, 5)),
        "gemm: output must be 3 x 6; left left [R=2, 3, 4], right right [R=2, 4, 6], "
          + "output small [R=2, 3, 5]"),
      Broken(
        Gemm(left: labels, right: right, output: output),
        "gemm: left must be float32, is int32; left labels [R=2, 3, 4]"),
      Broken(
        Gemm(left: left, right: operands.of(.uint8, "bytes", 4, 6), output: output),
        "gemm: right must be float32, is uint8; right bytes [R=2, 4, 6]"),
      Broken(
        Gemm(left: left, right: right, output: operands.of(.uint32, "words", 3, 6)),
        "gemm: output must be float32, is uint32; output words [R=2, 3, 6]"),
      Broken(
        Gemm(
          left: operands.float("square", 3, 3), right: operands.float("factor", 3, 6),
          output: output.columns(0..<5)),
        "gemm: output must be 3 x 6; left square [R=2, 3, 3], right factor [R=2, 3, 6], "
          + "output output [R=2, 3, 5]"),
      Broken(
        inPlaceGemm,
        "gemm: output must not be an operand; left x [R=2, 3, 3], right y [R=2, 3, 3], "
          + "output x [R=2, 3, 3]"),
    ]
  }()

  private static let inPlaceGemm: Gemm = {
    let operands = Operands()
    let x = operands.float("x", 3, 3)
    return Gemm(left: x, right: operands.float("y", 3, 3), output: x)
  }()

  private static let activation: [Broken] = {
    let operands = Operands()
    let (x, y) = (operands.float("x", 5, 3), operands.float("y", 5, 3))
    let labels = operands.of(.int32, "labels", 5, 3)
    return [
      Broken(
        BiasActivation(values: labels, bias: nil, activation: .relu),
        "bias-activation: values must be float32, is int32; values labels [R=2, 5, 3]"),
      Broken(
        BiasActivation(values: x, bias: operands.of(.int32, "b", 3), activation: .relu),
        "bias-activation: bias must be float32, is int32; bias b [R=2, 3]"),
      Broken(
        BiasActivation(values: x, bias: operands.float("bias", 4), activation: .relu),
        "bias-activation: bias must have one element for each channel; values x [R=2, 5, 3], "
          + "bias bias [R=2, 4]"),
      Broken(
        BiasActivation(values: x, bias: operands.columns("gaps", 3, 1), activation: .relu),
        "bias-activation: bias must be contiguous; bias gaps [R=2, 3, 1]"),
      Broken(
        BiasActivation(values: x, bias: nil, activation: .elu, preactivation: y),
        "bias-activation: elu finds its derivative without the pre-activation; "
          + "preactivation y [R=2, 5, 3]"),
      Broken(
        BiasActivation(values: x, bias: nil, activation: .gelu, preactivation: labels),
        "bias-activation: preactivation must be float32, is int32; preactivation labels [R=2, 5, 3]"
      ),
      Broken(
        BiasActivation(
          values: x, bias: nil, activation: .gelu, preactivation: operands.float("z", 3, 5)),
        "bias-activation: values and preactivation must have the same shape; values x [R=2, 5, 3], "
          + "preactivation z [R=2, 3, 5]"),
      Broken(
        BiasActivation(values: x, bias: nil, activation: .silu, preactivation: x),
        "bias-activation: preactivation must not overlap another operand; "
          + "preactivation x [R=2, 5, 3], operand x [R=2, 5, 3]"),
      Broken(
        BiasActivationGradient(
          gradient: x, source: y, biasGradient: operands.of(.int32, "i", 3), activation: .tanh),
        "bias-activation-gradient: biasGradient must be float32, is int32; biasGradient i [R=2, 3]"),
      Broken(
        BiasActivationGradient(
          gradient: x, source: y, biasGradient: operands.columns("gaps", 3, 1), activation: .tanh),
        "bias-activation-gradient: biasGradient must be contiguous; biasGradient gaps [R=2, 3, 1]"),
      Broken(
        BiasActivationGradient(
          gradient: x, source: operands.float("z", 5, 4), biasGradient: nil, activation: .tanh),
        "bias-activation-gradient: gradient and source must have the same shape; "
          + "gradient x [R=2, 5, 3], source z [R=2, 5, 4]"),
      Broken(
        BiasActivationGradient(gradient: labels, source: y, biasGradient: nil, activation: .tanh),
        "bias-activation-gradient: gradient must be float32, is int32; gradient labels [R=2, 5, 3]"),
      Broken(
        BiasActivationGradient(gradient: x, source: labels, biasGradient: nil, activation: .tanh),
        "bias-activation-gradient: source must be float32, is int32; source labels [R=2, 5, 3]"),
      Broken(
        BiasActivationGradient(
          gradient: x, source: y, biasGradient: operands.float("db", 5), activation: .tanh),
        "bias-activation-gradient: bias gradient must have one element for each channel; "
          + "gradient x [R=2, 5, 3], biasGradient db [R=2, 5]"),
    ]
  }()

  private static let softmax: [Broken] = {
    let operands = Operands()
    let (x, y) = (operands.float("x", 5, 3), operands.float("y", 5, 4))
    let labels = operands.of(.int32, "labels", 5, 3)
    return [
      Broken(
        Softmax(logits: x, probabilities: y),
        "softmax: logits and probabilities must have the same shape; logits x [R=2, 5, 3], "
          + "probabilities y [R=2, 5, 4]"),
      Broken(
        Softmax(logits: labels, probabilities: x),
        "softmax: logits must be float32, is int32; logits labels [R=2, 5, 3]"),
      Broken(
        Softmax(logits: x, probabilities: labels),
        "softmax: probabilities must be float32, is int32; probabilities labels [R=2, 5, 3]"),
      Broken(
        SoftmaxGradient(gradient: x, probabilities: y),
        "softmax-gradient: gradient and probabilities must have the same shape; "
          + "gradient x [R=2, 5, 3], probabilities y [R=2, 5, 4]"),
      Broken(
        SoftmaxGradient(gradient: labels, probabilities: x),
        "softmax-gradient: gradient must be float32, is int32; gradient labels [R=2, 5, 3]"),
      Broken(
        SoftmaxGradient(gradient: x, probabilities: labels),
        "softmax-gradient: probabilities must be float32, is int32; "
          + "probabilities labels [R=2, 5, 3]"),
    ]
  }()

  private static let dropout: [Broken] = {
    let operands = Operands()
    let (x, y) = (operands.float("x", 5, 3), operands.float("y", 5, 3))
    let (rate, seed) = (operands.float("rate", 1), operands.of(.uint32, "seed", 2))
    let gaps = operands.columns("gaps", 5, 3)
    func dropout(
      _ input: Tensor, _ output: Tensor, rate otherRate: Tensor? = nil,
      seed otherSeed: Tensor? = nil
    ) -> Dropout {
      Dropout(
        input: input, output: output, rate: otherRate ?? rate, seed: otherSeed ?? seed,
        stream: .dropout(0))
    }
    return [
      Broken(
        dropout(x, operands.float("z", 3, 5)),
        "dropout: input and output must have the same shape; input x [R=2, 5, 3], "
          + "output z [R=2, 3, 5]"),
      Broken(
        dropout(operands.of(.uint8, "bytes", 5, 3), y),
        "dropout: input must be float32, is uint8; input bytes [R=2, 5, 3]"),
      Broken(
        dropout(x, operands.of(.uint8, "bytes", 5, 3)),
        "dropout: output must be float32, is uint8; output bytes [R=2, 5, 3]"),
      Broken(
        dropout(x, y, seed: operands.of(.int32, "signed", 2)),
        "dropout: seed must be uint32, is int32; seed signed [R=2, 2]"),
      Broken(
        dropout(x, y, rate: operands.of(.int32, "percent", 1)),
        "dropout: rate must be float32, is int32; rate percent [R=2, 1]"),
      Broken(
        dropout(x, y, rate: operands.float("rates", 3)),
        "dropout: rate must have 1 elements, has 3; rate rates [R=2, 3]"),
      Broken(
        dropout(x, y, seed: operands.of(.uint32, "word", 1)),
        "dropout: seed must have 2 elements, has 1; seed word [R=2, 1]"),
      Broken(dropout(gaps, y), "dropout: input must be contiguous; input gaps [R=2, 5, 3]"),
      Broken(dropout(x, gaps), "dropout: output must be contiguous; output gaps [R=2, 5, 3]"),
    ]
  }()

  private static let inputNoise: [Broken] = {
    let operands = Operands()
    let (x, y) = (operands.float("x", 5, 3), operands.float("y", 5, 3))
    let (deviation, share) = (operands.float("s", 1), operands.float("share", 1))
    let seed = operands.of(.uint32, "seed", 2)
    let gaps = operands.columns("gaps", 5, 3)
    func noise(
      _ input: Tensor, _ output: Tensor, deviation otherDeviation: Tensor? = nil,
      share otherShare: Tensor? = nil, seed otherSeed: Tensor? = nil
    ) -> InputNoise {
      InputNoise(
        input: input, output: output, deviation: otherDeviation ?? deviation,
        share: otherShare ?? share, seed: otherSeed ?? seed)
    }
    return [
      Broken(
        noise(x, operands.float("z", 3, 5)),
        "input-noise: input and output must have the same shape; input x [R=2, 5, 3], "
          + "output z [R=2, 3, 5]"),
      Broken(
        noise(x, x),
        "input-noise: output must not be the input; input x [R=2, 5, 3], output x [R=2, 5, 3]"),
      Broken(noise(gaps, y), "input-noise: input must be contiguous; input gaps [R=2, 5, 3]"),
      Broken(noise(x, gaps), "input-noise: output must be contiguous; output gaps [R=2, 5, 3]"),
      Broken(
        noise(operands.of(.uint8, "bytes", 5, 3), y),
        "input-noise: input must be float32, is uint8; input bytes [R=2, 5, 3]"),
      Broken(
        noise(x, operands.of(.int32, "i", 5, 3)),
        "input-noise: output must be float32, is int32; output i [R=2, 5, 3]"),
      Broken(
        noise(x, y, deviation: operands.of(.int32, "i", 1)),
        "input-noise: deviation must be float32, is int32; deviation i [R=2, 1]"),
      Broken(
        noise(x, y, deviation: operands.float("by row", 5)),
        "input-noise: deviation must have 1 elements, has 5; deviation by row [R=2, 5]"),
      Broken(
        noise(x, y, share: operands.of(.uint8, "percent", 1)),
        "input-noise: share must be float32, is uint8; share percent [R=2, 1]"),
      Broken(
        noise(x, y, share: operands.float("shares", 3)),
        "input-noise: share must have 1 elements, has 3; share shares [R=2, 3]"),
      Broken(
        noise(x, y, seed: operands.of(.int32, "signed", 2)),
        "input-noise: seed must be uint32, is int32; seed signed [R=2, 2]"),
      Broken(
        noise(x, y, seed: operands.of(.uint32, "word", 1)),
        "input-noise: seed must have 2 elements, has 1; seed word [R=2, 1]"),
    ]
  }()
}

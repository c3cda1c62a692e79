import Programs

/// Broken rules of products with an epilogue.
enum BrokenFusions {
  typealias Broken = CheckTests.Broken

  static let all: [Broken] = {
    let operands = Operands()
    let (left, right) = (operands.float("left", 3, 4), operands.float("right", 4, 6))
    let (output, other) = (operands.float("output", 3, 6), operands.float("other", 3, 6))
    let (rate, seed) = (operands.float("rate", 1), operands.of(.uint32, "seed", 2))
    let (l2, scalars) = (operands.float("l2", 1), operands.float("s", 4, 1))
    let parameters = operands.float("w", 18)
    let wide = operands.float("wide", 4, 6)
    let product = Gemm(left: left, right: right, output: output)
    func activation(_ values: Tensor, _ bias: Tensor? = nil) -> BiasActivation {
      BiasActivation(values: values, bias: bias, activation: .relu)
    }
    func dropout(_ input: Tensor, _ output: Tensor) -> Dropout {
      Dropout(input: input, output: output, rate: rate, seed: seed, stream: .dropout(0))
    }
    func gradient(
      _ gradient: Tensor, _ outputs: Tensor, _ bias: Tensor? = nil
    ) -> BiasActivationGradient {
      BiasActivationGradient(
        gradient: gradient, source: outputs, biasGradient: bias, activation: .relu)
    }
    func update(_ parameters: Tensor, _ gradients: Tensor) -> OptimizerUpdate {
      OptimizerUpdate(
        method: .sgd, parameters: parameters, gradients: gradients, moments: [],
        regularizedCount: 0, l2: l2, coefficients: l2, stepScalars: scalars)
    }
    func broken(_ epilogue: FusedGemm.Epilogue, of gemm: Gemm? = nil, _ sentence: String) -> Broken
    {
      Broken(FusedGemm(gemm: gemm ?? product, epilogue: epilogue), "fused-gemm: " + sentence)
    }
    let overlap = "what is written must not overlap another operand; written "
    return [
      broken(
        .forward(activation(output), dropout: nil),
        of: Gemm(left: left, right: operands.float("tall", 5, 6), output: output),
        "gemm: the inner dimensions must agree, 4 and 5; left left [R=2, 3, 4], right tall [R=2, 5, 6]"
      ),
      broken(
        .forward(activation(output, operands.float("b", 5)), dropout: nil),
        "bias-activation: bias must have one element for each channel; "
          + "values output [R=2, 3, 6], bias b [R=2, 5]"),
      broken(
        .forward(activation(output), dropout: nil),
        of: Gemm(left: left, right: right, output: output, accumulate: true),
        "the product must not accumulate; output output [R=2, 3, 6]"),
      broken(
        .forward(activation(other), dropout: nil),
        "values must be the product; values other [R=2, 3, 6], output output [R=2, 3, 6]"),
      broken(
        .forward(activation(output.reshaped([6, 3])), dropout: nil),
        "values and output must have the same shape; "
          + "values output [R=2, 6, 3], output output [R=2, 3, 6]"),
      broken(
        .forward(activation(output), dropout: dropout(other, output)),
        "input must be the product; input other [R=2, 3, 6], output output [R=2, 3, 6]"),
      broken(
        .forward(
          activation(output),
          dropout: dropout(output.reshaped([6, 3]), output.reshaped([6, 3]))),
        "input and output must have the same shape; "
          + "input output [R=2, 6, 3], output output [R=2, 3, 6]"),
      broken(
        .forward(activation(output, output.elements(6..<12)), dropout: nil),
        overlap + "output [R=2, 3, 6], operand output [R=2, 6]"),
      broken(
        .forward(
          activation(output),
          dropout: dropout(output, Tensor(buffer: right.buffer, offset: 6, dimensions: [3, 6]))),
        overlap + "right [R=2, 3, 6], operand right [R=2, 4, 6]"),
      broken(
        .forward(
          BiasActivation(
            values: output, bias: nil, activation: .gelu,
            preactivation: Tensor(buffer: wide.buffer, offset: 6, dimensions: [3, 6])),
          dropout: nil),
        of: Gemm(left: left, right: wide, output: output),
        overlap + "wide [R=2, 3, 6], operand wide [R=2, 4, 6]"),
      broken(
        .forward(
          BiasActivation(values: output, bias: nil, activation: .gelu, preactivation: other),
          dropout: dropout(output, other)),
        overlap + "other [R=2, 3, 6], operand other [R=2, 3, 6]"),
      broken(
        .gradient(dropout: dropout(output, other), gradient(output, other)),
        "dropped must be the product; dropped other [R=2, 3, 6], output output [R=2, 3, 6]"),
      broken(
        .gradient(dropout: nil, gradient(other, output)),
        "gradient must be the product; gradient other [R=2, 3, 6], output output [R=2, 3, 6]"),
      broken(
        .gradient(dropout: nil, gradient(output, other, operands.float("db", 6))),
        "the bias gradient must be summed apart; biasGradient db [R=2, 6]"),
      broken(
        .gradient(dropout: nil, gradient(output, output)),
        overlap + "output [R=2, 3, 6], operand output [R=2, 3, 6]"),
      broken(
        .update(update(parameters, other.reshaped([18]))),
        "gradients must be the product; gradients other [R=2, 18], output output [R=2, 3, 6]"),
      broken(
        .update(update(right.elements(0..<18), output)),
        overlap + "right [R=2, 18], operand right [R=2, 4, 6]"),
    ]
  }()
}

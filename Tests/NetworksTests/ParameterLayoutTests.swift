import Networks
import Programs
import Testing

@Suite("Parameter layout")
struct ParameterLayoutTests {
  private let model = Model.mlp(
    input: FeatureShape(height: 28, width: 28, channels: 1), hidden: [128, 64], outputs: 10,
    dropout: true)

  @Test func studyANetHasItsParameterCount() {
    #expect(model.parameterCount == 784 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10)
  }

  @Test func namesCountTheLayersThatHaveParameters() {
    #expect(
      ParameterLayout(model).entries.map(\.name) == [
        "layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias", "layers.2.weight",
        "layers.2.bias",
      ])
  }

  @Test func regularizedParametersComeFirstAndNothingOverlaps() {
    let layout = ParameterLayout(model)
    let ranges = layout.entries.map { $0.offset..<$0.offset + $0.parameter.count }
    for (index, range) in ranges.enumerated() {
      #expect(range.lowerBound % 16 == 0)
      #expect(
        layout.entries[index].parameter.isRegularized
          == (range.upperBound <= layout.regularizedCount))
      for other in ranges[(index + 1)...] { #expect(!range.overlaps(other)) }
    }
  }

  @Test func weightsSurviveTheRoundTripAndAreTransposed() throws {
    let layout = ParameterLayout(model)
    let flat = layout.initialValues(seed: 7)
    let weights = layout.weights(flat[...])
    #expect(weights[0].shape == [128, 784])
    // PyTorch's element [out 3, in 5] is ours [in 5, out 3].
    #expect(weights[0].values[3 * 784 + 5] == flat[layout.entries[0].offset + 5 * 128 + 3])
    #expect(try layout.flatten(weights) == flat)
  }

  @Test func missingAndSuperfluousTensorsAreNamed() {
    let layout = ParameterLayout(model)
    let weights = layout.weights(layout.initialValues(seed: 7)[...])
    #expect(throws: WeightsMismatch(reason: "tensor layers.2.bias is missing")) {
      try layout.flatten(Array(weights.dropLast()))
    }
    #expect(throws: WeightsMismatch(reason: "tensor extra belongs to no layer of the model")) {
      try layout.flatten(weights + [NamedWeights(name: "extra", shape: [1], values: [0])])
    }
  }
}

@Suite("Optimizer scalars")
struct StepScalarTests {
  @Test(arguments: [0, 1, 9, 999])
  func adamCorrectsItsBias(step: Int) {
    let t = Double(step + 1)
    var (power1, power2) = (1.0, 1.0)
    for _ in 0...step {
      power1 *= 0.9
      power2 *= 0.999
    }
    let expected = 0.001 * (1 - power2).squareRoot() / (1 - power1)
    let scalars = OptimizerMethod.adam.stepScalars(
      rate: 0.001, step: step, coefficients: [0.9, 0.999, 1e-7])
    #expect(scalars.count == 1)
    #expect(abs(Double(scalars[0]) - expected) < 1e-6 * expected, "t = \(t)")
  }

  @Test(arguments: [0, 1, 9, 999, 4999])
  func nadamSchedulesItsMomentum(step: Int) {
    // A beta1 so near 1 that the product of 5000 momenta is not 0.
    let (beta1, beta2) = (0.9999, 0.99999)
    var (product, power2, decay) = (1.0, 1.0, 1.0)
    var momentum = 0.0
    for _ in 0...step {
      decay *= 0.96
      momentum = beta1 * (1 - 0.5 * decay)
      product *= momentum
      power2 *= beta2
    }
    let next = beta1 * (1 - 0.5 * decay * 0.96)
    let root = (1 - power2).squareRoot()
    let expected = [
      0.01 * next / (1 - product * next) * root, 0.01 * (1 - momentum) / (1 - product) * root,
      1e-3 * root,
    ]
    let scalars = OptimizerMethod.nadam.stepScalars(
      rate: 0.01, step: step, coefficients: [beta1, beta2, 1e-3])
    #expect(scalars.count == 3)
    for (scalar, right) in zip(scalars, expected) {
      #expect(abs(Double(scalar) - right) < 1e-6 * right, "step \(step)")
    }
  }

  @Test("as many numbers as the method says", arguments: OptimizerMethod.allCases)
  func counts(method: OptimizerMethod) {
    let defaults = method.defaultCoefficients
    #expect(defaults.count == method.coefficientNames.count)
    #expect(method.deviceCoefficients(defaults).count == method.coefficientCount)
    #expect(
      method.stepScalars(rate: 0.1, step: 3, coefficients: defaults).count
        == method.stepScalarCount)
    #expect(max(method.coefficientCount, method.stepScalarCount) <= OptimizerMethod.largestCount)
  }
}

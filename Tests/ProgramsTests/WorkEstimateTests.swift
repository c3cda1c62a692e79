import Programs
import Testing

/// Numbers worked out by hand from the formulas in the documentation of each operation.
@Suite("Work estimates")
struct WorkEstimateTests {
  private let recorder = Recorder(replicas: 7)
  private let rate: Tensor
  private let seed: Tensor
  private let metrics: Tensor
  private let rows: Tensor

  init() {
    rate = recorder.constant("rate", [1])
    seed = recorder.constant("seed", [2], .uint32)
    metrics = recorder.persistent("metrics", [MetricSlot.count])
    rows = recorder.persistent("rows", [32, 10])
  }

  private func tensor(_ name: String, _ dimensions: [Int], _ element: ElementType = .float32)
    -> Tensor
  {
    recorder.persistent(name, dimensions, element)
  }

  /// The estimate of an operation that the recorder accepts.
  private func work(_ operation: Operation) -> WorkEstimate {
    #expect(recorder.check(operation.payload) == nil)
    return operation.work
  }

  @Test("gemm: every operand once, the sum once more if it accumulates")
  func gemm() {
    let (x, w, y) = (tensor("x", [32, 784]), tensor("w", [784, 128]), tensor("y", [32, 128]))
    #expect(
      work(.gemm(Gemm(left: x, right: w, output: y)))
        == WorkEstimate(flops: 6_422_528, bytesRead: 100_352 + 401_408, bytesWritten: 16_384))
    #expect(
      work(.gemm(Gemm(left: x, right: w, output: y, accumulate: true)))
        == WorkEstimate(
          flops: 6_422_528, bytesRead: 100_352 + 401_408 + 16_384, bytesWritten: 16_384))
    let square = work(
      .gemm(Gemm(left: y, transposeLeft: true, right: y, output: tensor("s", [128, 128]))))
    #expect(
      square == WorkEstimate(flops: 1_048_576, bytesRead: 16_384, bytesWritten: 65_536),
      "one tensor as both factors is read once")
    let narrow = Gemm(
      left: x.columns(0..<100), right: tensor("v", [100, 4]), output: tensor("z", [32, 4]))
    #expect(
      work(.gemm(narrow))
        == WorkEstimate(flops: 25_600, bytesRead: 12_800 + 1600, bytesWritten: 512),
      "gaps between rows are not counted")
  }

  @Test("bias and activation, and their backward")
  func activations() {
    let bias = tensor("bias", [10])
    func forward(_ activation: Activation, _ bias: Tensor?) -> WorkEstimate {
      work(.biasActivation(BiasActivation(values: rows, bias: bias, activation: activation)))
    }
    #expect(forward(.relu, bias) == WorkEstimate(flops: 640, bytesRead: 1320, bytesWritten: 1280))
    #expect(forward(.identity, bias).flops == 320)
    #expect(forward(.identity, nil) == WorkEstimate(flops: 0, bytesRead: 1280, bytesWritten: 1280))
    #expect(forward(.sigmoid, nil).flops == 960)
    #expect(forward(.tanh, bias).flops == 1920)
    let outputs = tensor("outputs", [32, 10])
    let kept = BiasActivation(values: rows, bias: nil, activation: .gelu, preactivation: outputs)
    #expect(
      work(.biasActivation(kept))
        == WorkEstimate(flops: 1600, bytesRead: 1280, bytesWritten: 2560))
    func backward(_ activation: Activation, _ bias: Tensor?) -> WorkEstimate {
      work(
        .biasActivationGradient(
          BiasActivationGradient(
            gradient: rows, source: outputs, biasGradient: bias, activation: activation)))
    }
    #expect(backward(.relu, bias) == WorkEstimate(flops: 640, bytesRead: 2560, bytesWritten: 1320))
    #expect(backward(.tanh, nil) == WorkEstimate(flops: 960, bytesRead: 2560, bytesWritten: 1280))
  }

  @Test("batch normalisation and its backward, rectifiers, draws")
  func normalization() {
    let channels = ["scale", "shift", "mean", "variance"].map { tensor($0, [10]) }
    let (output, statistics) = (tensor("outputs", [32, 10]), tensor("statistics", [2, 10]))
    let constants = tensor("constants", [2])
    let forward = BatchNorm(
      input: rows, output: output, scale: channels[0], shift: channels[1],
      runningMean: channels[2], runningVariance: channels[3], statistics: statistics,
      constants: constants)
    #expect(
      work(.batchNorm(forward))
        == WorkEstimate(
          flops: 320 * 6 + 110, bytesRead: 1280 + 160 + 8, bytesWritten: 1280 + 80 + 80))
    let inference = BatchNormInference(
      input: rows, output: output, scale: channels[0], shift: channels[1],
      runningMean: channels[2], runningVariance: channels[3], constants: constants)
    #expect(
      work(.batchNormInference(inference))
        == WorkEstimate(flops: 690, bytesRead: 1280 + 160 + 8, bytesWritten: 1280))
    let backward = BatchNormGradient(
      gradient: output, input: rows, statistics: statistics, scale: channels[0],
      scaleGradient: channels[1], shiftGradient: channels[2])
    #expect(
      work(.batchNormGradient(backward))
        == WorkEstimate(flops: 320 * 9 + 30, bytesRead: 2560 + 80 + 40, bytesWritten: 1280 + 80))
    #expect(
      work(.leakyRectifier(LeakyRectifier(input: rows, output: output, slope: channels[0])))
        == WorkEstimate(flops: 640, bytesRead: 1320, bytesWritten: 1280))
    let byInput = LeakyRectifierGradient(
      gradient: output, input: rows, slope: channels[0], slopeGradient: channels[1])
    #expect(
      work(.leakyRectifierGradient(byInput))
        == WorkEstimate(flops: 1280, bytesRead: 2600, bytesWritten: 1320))
    let draw = UniformDraw(
      output: output, lower: 0, upper: 1, seed: tensor("seed", [2], .uint32), stream: .slopes(0))
    #expect(
      work(.uniformDraw(draw)) == WorkEstimate(flops: 640, bytesRead: 8, bytesWritten: 1280))
  }

  @Test(
    "convolutions: two flops for each output and weight of its filter; pooling one for each place")
  func images() {
    // Two images of 4 x 5 pixels become 2 x 3.
    let window = Window(inputHeight: 4, inputWidth: 5, size: 3)
    let (x, y) = (tensor("images", [40, 3]), tensor("maps", [12, 7]))
    let (w, z) = (tensor("filters", [27, 7]), tensor("pooled", [12, 3]))
    let (bytesOfX, bytesOfY, bytesOfW) = (480, 336, 756)
    let epilogue = BiasActivation(values: y, bias: tensor("biases", [7]), activation: .relu)
    let convolution = Convolution(
      input: x, weights: w, output: y, window: window, epilogue: epilogue)
    #expect(
      work(.convolution(convolution))
        == WorkEstimate(
          flops: 2 * 84 * 27 + 84 * 2, bytesRead: bytesOfX + bytesOfW + 28, bytesWritten: bytesOfY))
    #expect(convolution.detail == "3x3 of 4x5 3>7 relu")
    #expect(
      work(
        .convolutionInputGradient(
          ConvolutionInputGradient(
            gradient: y, weights: w, inputGradient: x, window: window, accumulate: true)))
        == WorkEstimate(
          flops: 2 * 84 * 27, bytesRead: bytesOfY + bytesOfW + bytesOfX, bytesWritten: bytesOfX))
    #expect(
      work(
        .convolutionWeightGradient(
          ConvolutionWeightGradient(input: x, gradient: y, weightGradient: w, window: window)))
        == WorkEstimate(
          flops: 2 * 84 * 27, bytesRead: bytesOfX + bytesOfY, bytesWritten: bytesOfW))
    #expect(
      work(
        .depthwiseConvolution(
          DepthwiseConvolution(
            input: x, weights: tensor("places", [9, 3]), output: z, window: window)))
        == WorkEstimate(flops: 2 * 36 * 9, bytesRead: bytesOfX + 108, bytesWritten: 144))
    #expect(
      work(
        .maxPool(
          MaxPool(
            input: x, output: z, places: tensor("found", [12, 3], .uint8), window: window)))
        == WorkEstimate(flops: 36 * 9, bytesRead: bytesOfX, bytesWritten: 144 + 36))
    #expect(
      work(.averagePool(AveragePool(input: x, output: z, window: window, countsPadding: true)))
        == WorkEstimate(flops: 36 * 10, bytesRead: bytesOfX, bytesWritten: 144))
    #expect(
      work(.addition(Addition(left: z, right: z, output: z)))
        == WorkEstimate(flops: 36, bytesRead: 144, bytesWritten: 144))
  }

  @Test("a gather reads its batch, not the data set")
  func gather() {
    let gather = Gather(
      examples: recorder.shared("examples", [2, 7000, 784], .uint8),
      targets: recorder.shared("targets", [2, 7000], .int32),
      normalization: recorder.shared("normalization", [2, 1, 2]),
      dataSet: recorder.constant("dataSet", [1], .int32), order: tensor("order", [7000], .uint32),
      inputs: tensor("inputs", [32, 784]), batchTargets: tensor("labels", [32], .int32))
    #expect(
      work(.gather(gather))
        == WorkEstimate(
          flops: 50_176, bytesRead: 25_088 + 128 + 8 + 4 + 128, bytesWritten: 100_352 + 128))
  }

  @Test("noise reads and writes every input once, beside its share, seed and deviation")
  func inputNoise() {
    let noise = InputNoise(
      input: rows, output: tensor("noisy", [32, 10]), deviation: tensor("deviation", [1]),
      share: rate, seed: seed)
    #expect(
      work(.inputNoise(noise))
        == WorkEstimate(flops: 3200, bytesRead: 1280 + 4 + 8, bytesWritten: 1280 + 4))
  }

  @Test("gradients are read and written once, weights of a limit too")
  func weights() {
    let flat = ["w", "g"].map { tensor($0, [1000]) }
    let transform = GradientTransform(
      gradients: flat[1], parameters: flat[0], regularizedCount: 900, l2: rate, l1: rate,
      largest: rate, norm: rate)
    #expect(
      work(.gradientTransform(transform))
        == WorkEstimate(flops: 8600, bytesRead: 8000 + 4, bytesWritten: 4000))
    #expect(
      work(.maxNorm(MaxNorm(weights: rows, limit: rate)))
        == WorkEstimate(flops: 960, bytesRead: 1284, bytesWritten: 1280))
  }

  @Test("an Adam step: 12 flops a parameter, 16 bytes read and 12 written")
  func optimizer() {
    let flat = ["w", "g", "m", "v"].map { tensor($0, [1000]) }
    func update(_ method: OptimizerMethod) -> WorkEstimate {
      work(
        .optimizerUpdate(
          OptimizerUpdate(
            method: method, parameters: flat[0], gradients: flat[1],
            moments: method == .adam ? Array(flat[2...]) : [], regularizedCount: 900, l2: rate,
            coefficients: tensor("coefficients", [3]), stepScalars: tensor("scalars", [219, 1]))))
    }
    #expect(
      update(.adam)
        == WorkEstimate(flops: 13_800, bytesRead: 16_000 + 4 + 12 + 4, bytesWritten: 12_000))
    #expect(
      update(.sgd)
        == WorkEstimate(flops: 3800, bytesRead: 8000 + 4 + 12 + 4, bytesWritten: 4000))
  }

  @Test("softmax and losses")
  func losses() {
    let gradient = tensor("gradient", [32, 10])
    #expect(
      work(.softmax(Softmax(logits: rows, probabilities: rows)))
        == WorkEstimate(flops: 1600, bytesRead: 1280, bytesWritten: 1280))
    #expect(
      work(.softmaxGradient(SoftmaxGradient(gradient: gradient, probabilities: rows)))
        == WorkEstimate(flops: 1280, bytesRead: 2560, bytesWritten: 1280))
    let labels = tensor("labels", [32], .int32)
    func crossEntropy(_ gradient: Tensor?) -> WorkEstimate {
      work(
        .softmaxCrossEntropy(
          SoftmaxCrossEntropy(logits: rows, labels: labels, gradient: gradient, metrics: metrics)))
    }
    #expect(
      crossEntropy(gradient)
        == WorkEstimate(flops: 2048, bytesRead: 1280 + 128 + 32, bytesWritten: 1280 + 32))
    #expect(
      crossEntropy(nil) == WorkEstimate(flops: 1376, bytesRead: 1280 + 128 + 32, bytesWritten: 32))
    let squared = SquaredError(
      predictions: rows, targets: tensor("values", [32, 10]), gradient: gradient, metrics: metrics)
    #expect(
      work(.squaredError(squared))
        == WorkEstimate(flops: 1344, bytesRead: 2560 + 32, bytesWritten: 1280 + 32))
  }

  @Test("dropout, fill, shuffle and the penalty")
  func others() {
    let dropout = Dropout(
      input: rows, output: rows, rate: rate, seed: seed, stream: RandomStream(id: 3))
    #expect(
      work(.dropout(dropout)) == WorkEstimate(flops: 640, bytesRead: 1292, bytesWritten: 1280))
    #expect(
      work(.fill(Fill(output: rows, value: 1)))
        == WorkEstimate(flops: 0, bytesRead: 0, bytesWritten: 1280))
    let shuffle = Shuffle(order: tensor("order", [500], .uint32), seed: seed, enabled: rate)
    #expect(
      work(.shuffle(shuffle)) == WorkEstimate(flops: 0, bytesRead: 12, bytesWritten: 2000))
    let penalty = WeightPenalty(
      weights: tensor("weights", [900]), l2: rate, metrics: metrics, batch: 32)
    #expect(
      work(.weightPenalty(penalty)) == WorkEstimate(flops: 1802, bytesRead: 3636, bytesWritten: 32))
  }

  @Test("fused operations keep their arithmetic and lose what passes between them")
  func fused() {
    let (x, w, bias) = (tensor("x", [32, 64]), tensor("w", [64, 10]), tensor("bias", [10]))
    let forward: [Operation] = [
      .gemm(Gemm(left: x, right: w, output: rows)),
      .biasActivation(BiasActivation(values: rows, bias: bias, activation: .relu)),
    ]
    #expect(
      WorkEstimate(fusing: forward)
        == WorkEstimate(flops: 40_960 + 640, bytesRead: 8192 + 2560 + 40, bytesWritten: 1280))
    // The weight gradient goes straight into the update and is never stored.
    let gradient = tensor("gradient", [64, 10])
    let update = OptimizerUpdate(
      method: .sgd, parameters: w.reshaped([640]), gradients: gradient, moments: [],
      regularizedCount: 0, l2: rate, coefficients: rate, stepScalars: tensor("scalars", [9, 1]))
    let backward: [Operation] = [
      .gemm(Gemm(left: x, transposeLeft: true, right: rows, output: gradient)),
      .optimizerUpdate(update),
    ]
    #expect(
      WorkEstimate(fusing: backward, notStored: [gradient])
        == WorkEstimate(
          flops: 40_960 + 1280, bytesRead: 8192 + 1280 + 2560 + 4 + 4, bytesWritten: 2560))
  }
}

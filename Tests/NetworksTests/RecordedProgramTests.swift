import Networks
import Programs
import Testing

/// What layers record, operation by operation.
@Suite("Recorded programs")
struct RecordedProgramTests {
  private func listing(_ model: Model, _ routine: String, _ extras: TrainingExtras = []) -> [String]
  {
    let training = TrainingProgram(
      model: model, loss: .crossEntropy, optimizer: .sgd, replicas: 3, batch: 16,
      data: DataExtent(
        sets: 2, train: 45, validation: 0, test: 30, element: .uint8,
        channels: model.input.channels, targetWidth: nil),
      extras: extras)
    return ProgramListing(training.program, routine: routine).lines
  }

  /// Compares line by line, so that a failure names the first that is different.
  private func expect(_ got: [String], _ text: String) {
    let expected = text.split(separator: "\n").map(String.init)
    for (got, expected) in zip(got, expected) where got != expected {
      Issue.record("'\(got)' is recorded, not '\(expected)'")
      return
    }
    #expect(got.count == expected.count)
  }

  /// Programs of dense networks are what they were before there were images: their speed and their numbers
  /// depend on it.
  @Test func denseNetworks() {
    let model = Model.mlp(
      input: FeatureShape(height: 2, width: 1, channels: 3), hidden: [9, 5], outputs: 3,
      activation: .function(.gelu), batchNorm: .after, dropout: true)
    expect(
      listing(model, "train-16", .penalty),
      """
      gather train.examples, train.targets, train.normalization, dataSet, order -> inputs, targets
      gemm inputs, w -> 0.output
      bias-activation 0.output, w+128 -> 0.output, 0.preactivation
      batch-norm 0.output, w+144, w+160, w+240, w+256, batchNorm -> 1.output, w+240, w+256, 1.statistics
      dropout 1.output, dropout, seed -> 2.output
      gemm 2.output, w+64 -> 3.output
      bias-activation 3.output, w+176 -> 3.output, 3.preactivation
      batch-norm 3.output, w+192, w+208, w+272, w+288, batchNorm -> 4.output, w+272, w+288, 4.statistics
      dropout 4.output, dropout, seed -> 5.output
      gemm 5.output, w+112 -> 6.output
      bias-activation 6.output, w+224 -> 6.output
      softmax-cross-entropy 6.output, targets, metrics.train -> lossGradient, metrics.train
      weight-penalty w, l2, metrics.train -> metrics.train
      bias-activation-gradient lossGradient, 6.output -> lossGradient, dw+224
      gemm lossGradient, w+112 -> 6.inputGradient
      gemm 5.output, lossGradient -> dw+112
      dropout 6.inputGradient, dropout, seed -> 6.inputGradient
      batch-norm-gradient 6.inputGradient, 3.output, 4.statistics, w+192 -> 6.inputGradient, dw+192, dw+208
      bias-activation-gradient 6.inputGradient, 3.preactivation -> 6.inputGradient, dw+176
      gemm 6.inputGradient, w+64 -> 3.inputGradient
      gemm 2.output, 6.inputGradient -> dw+64
      dropout 3.inputGradient, dropout, seed -> 3.inputGradient
      batch-norm-gradient 3.inputGradient, 0.output, 1.statistics, w+144 -> 3.inputGradient, dw+144, dw+160
      bias-activation-gradient 3.inputGradient, 0.preactivation -> 3.inputGradient, dw+128
      gemm inputs, 3.inputGradient -> dw
      optimizer-update w, dw, l2, coefficients, stepScalars -> w
      """)
  }

  /// A bit of everything: branches of several kinds, and a residual that an activation follows.
  private let tree = Model(
    input: FeatureShape(height: 4, width: 4, channels: 2),
    layers: [
      ConvolutionLayer(3, WindowForm(size: 3, padding: .same), activation: .relu),
      Branches(
        [
          [ConvolutionLayer(4, WindowForm(size: 1), activation: .relu)],
          [ConvolutionLayer(2, WindowForm(size: 3, padding: .same), activation: .gelu)],
          [], [DropoutLayer()],
        ], joint: .concatenation),
      PoolingLayer(.max, WindowForm(size: 2, stride: 2)),
      Branches.residual([
        ConvolutionLayer(5, WindowForm(size: 1), hasBias: false),
        BatchNormalization(activation: .relu6),
        DepthwiseConvolutionLayer(WindowForm(size: 3, padding: .same), hasBias: false),
        BatchNormalization(),
        ConvolutionLayer(12, WindowForm(size: 1), hasBias: false),
        BatchNormalization(),
      ]),
      ActivationLayer(.relu),
      PoolingLayer(.average(countsPadding: true)),
      Dense(3, activation: .identity),
    ])

  /// Branches write channels of one tensor, and those that cannot are copied there.
  ///
  /// Their gradients by the input are added up by the products where that is possible. The residual is added
  /// in place, since nobody reads what a batch normalisation came to, and so is the activation after it.
  @Test func aTrainingStepOfATree() {
    expect(
      listing(tree, "train-16"),
      """
      gather train.examples, train.targets, train.normalization, dataSet, order -> inputs, targets
      convolution inputs, w, w+368 -> 0.output
      gemm 0.output, w+64 -> 1.output[4 of 12]
      bias-activation 1.output[4 of 12], w+384 -> 1.output[4 of 12]
      convolution 0.output, w+80, w+400 -> 1.output+4[2 of 12], 3.preactivation
      addition 0.output -> 1.output+6[3 of 12]
      dropout 0.output, dropout, seed -> 4.output
      addition 4.output -> 1.output+9[3 of 12]
      max-pool 1.output -> 5.output, 5.places
      gemm 5.output, w+144 -> 7.output
      batch-norm 7.output, w+416, w+432, w+528, w+544, batchNorm -> 8.output, w+528, w+544, 8.statistics
      bias-activation 8.output -> 8.output
      depthwise-convolution 8.output, w+208 -> 9.output
      batch-norm 9.output, w+448, w+464, w+560, w+576, batchNorm -> 10.output, w+560, w+576, 10.statistics
      gemm 10.output, w+256 -> 11.output
      batch-norm 11.output, w+480, w+496, w+592, w+608, batchNorm -> 12.output, w+592, w+608, 12.statistics
      addition 5.output, 12.output -> 12.output
      bias-activation 12.output -> 12.output
      average-pool 12.output -> 14.output
      gemm 14.output, w+320 -> 15.output
      bias-activation 15.output, w+512 -> 15.output
      softmax-cross-entropy 15.output, targets, metrics.train -> lossGradient, metrics.train
      bias-activation-gradient lossGradient, 15.output -> lossGradient, dw+512
      gemm lossGradient, w+320 -> 15.inputGradient
      gemm 14.output, lossGradient -> dw+320
      average-pool-gradient 15.inputGradient -> 14.inputGradient
      bias-activation-gradient 14.inputGradient, 12.output -> 14.inputGradient
      addition 14.inputGradient -> 6.gradient0
      batch-norm-gradient 14.inputGradient, 11.output, 12.statistics, w+480 -> 14.inputGradient, dw+480, dw+496
      gemm 14.inputGradient, w+256 -> 11.inputGradient
      gemm 10.output, 14.inputGradient -> dw+256
      batch-norm-gradient 11.inputGradient, 9.output, 10.statistics, w+448 -> 11.inputGradient, dw+448, dw+464
      depthwise-input-gradient 11.inputGradient, w+208 -> 9.inputGradient
      depthwise-weight-gradient 8.output, 11.inputGradient -> dw+208
      bias-activation-gradient 9.inputGradient, 8.output -> 9.inputGradient
      batch-norm-gradient 9.inputGradient, 7.output, 8.statistics, w+416 -> 9.inputGradient, dw+416, dw+432
      gemm 9.inputGradient, w+144, 6.gradient0 -> 6.gradient0
      gemm 5.output, 9.inputGradient -> dw+144
      max-pool-gradient 6.gradient0, 5.places -> 5.inputGradient
      bias-activation-gradient 5.inputGradient[4 of 12], 1.output[4 of 12] -> 5.inputGradient[4 of 12], dw+384
      gemm 5.inputGradient[4 of 12], w+64 -> 2.inputGradient
      gemm 0.output, 5.inputGradient[4 of 12] -> dw+64
      bias-activation-gradient 5.inputGradient+4[2 of 12], 3.preactivation -> 5.inputGradient+4[2 of 12], dw+400
      convolution-input-gradient 5.inputGradient+4[2 of 12], w+80, 2.inputGradient -> 2.inputGradient
      convolution-weight-gradient 0.output, 5.inputGradient+4[2 of 12] -> dw+80
      addition 5.inputGradient+6[3 of 12] -> 1.gradient2
      addition 2.inputGradient, 1.gradient2 -> 2.inputGradient
      addition 5.inputGradient+9[3 of 12] -> 1.gradient3
      dropout 1.gradient3, dropout, seed -> 1.gradient3
      addition 2.inputGradient, 1.gradient3 -> 2.inputGradient
      bias-activation-gradient 2.inputGradient, 0.output -> 2.inputGradient, dw+368
      convolution-weight-gradient inputs, 2.inputGradient -> dw
      optimizer-update w, dw, l2, coefficients, stepScalars -> w
      """)
  }

  @Test func inferenceOfATree() {
    expect(
      listing(tree, "test-30"),
      """
      gather test.examples, test.targets, test.normalization, dataSet -> inputs, targets
      convolution inputs, w, w+368 -> 0.output
      gemm 0.output, w+64 -> 1.output[4 of 12]
      bias-activation 1.output[4 of 12], w+384 -> 1.output[4 of 12]
      convolution 0.output, w+80, w+400 -> 1.output+4[2 of 12]
      addition 0.output -> 1.output+6[3 of 12]
      addition 0.output -> 1.output+9[3 of 12]
      max-pool 1.output -> 5.output
      gemm 5.output, w+144 -> 7.output
      batch-norm-inference 7.output, w+416, w+432, w+528, w+544, batchNorm -> 8.output
      bias-activation 8.output -> 8.output
      depthwise-convolution 8.output, w+208 -> 9.output
      batch-norm-inference 9.output, w+448, w+464, w+560, w+576, batchNorm -> 10.output
      gemm 10.output, w+256 -> 11.output
      batch-norm-inference 11.output, w+480, w+496, w+592, w+608, batchNorm -> 12.output
      addition 5.output, 12.output -> 12.output
      bias-activation 12.output -> 12.output
      average-pool 12.output -> 14.output
      gemm 14.output, w+320 -> 15.output
      bias-activation 15.output, w+512 -> 15.output
      softmax-cross-entropy 15.output, targets, metrics.test -> metrics.test
      """)
  }

  /// What a residual adds to must not be what a backward reads: the output of an activation, the input.
  @Test func residualsKeepWhatBackwardsRead() {
    let input = FeatureShape(height: 2, width: 2, channels: 2)
    func sum(_ layers: [any Layer], shortcut: [any Layer] = []) -> String? {
      let model = Model(
        input: input,
        layers: [
          ConvolutionLayer(2, WindowForm(size: 1)), Branches.residual(layers, shortcut: shortcut),
          PoolingLayer(.average(countsPadding: true)), Dense(3, activation: .identity),
        ])
      return listing(model, "train-16").first { $0.hasPrefix("addition") }
    }
    let pointwise = ConvolutionLayer(2, WindowForm(size: 1), hasBias: false)
    let rectified = ConvolutionLayer(2, WindowForm(size: 1), activation: .relu)
    #expect(sum([pointwise]) == "addition 0.output, 2.output -> 2.output")
    #expect(sum([rectified]) == "addition 0.output, 2.output -> 1.output")
    #expect(sum([]) == "addition 0.output, 0.output -> 1.output")
    #expect(sum([rectified], shortcut: [pointwise]) == "addition 2.output, 3.output -> 2.output")
    #expect(sum([rectified], shortcut: [rectified]) == "addition 2.output, 3.output -> 1.output")
  }

  /// Nothing before the first trained layer needs a gradient.
  @Test func gradientsEndAtTheFirstTrainedLayer() {
    let model = Model(
      input: FeatureShape(height: 4, width: 4, channels: 2),
      layers: [
        PoolingLayer(.max, WindowForm(size: 2)), DropoutLayer(),
        Branches([[ActivationLayer(.tanh)], []], joint: .sum),
        Flatten(), Dense(3, activation: .identity),
      ])
    let lines = listing(model, "train-16")
    #expect(lines.contains { $0.hasPrefix("max-pool inputs -> ") && !$0.contains("places") })
    let last = lines.suffix(3).map { $0.split(separator: " ").first ?? "" }
    #expect(last == ["bias-activation-gradient", "gemm", "optimizer-update"])
  }
}

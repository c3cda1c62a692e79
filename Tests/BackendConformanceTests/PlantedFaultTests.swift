import OperationCases
import Programs
import Testing

/// Every judgement finds its planted fault and passes without it.
///
/// The backend below is the reference machine with single-precision stores, which is right, so what is
/// found is the fault and nothing else.
@Suite("Planted faults")
struct PlantedFaultTests {
  static let sound = ReferenceBackend()

  /// A fault, and a case that must bring it to light.
  struct Plant: Sendable, CustomTestStringConvertible {
    let fault: Fault
    let name: String
    /// What the findings must name.
    let names: [String]
    var testDescription: String { "\(fault) in \(name)" }

    init(_ fault: Fault, in name: String, names: [String]) {
      self.fault = fault
      self.name = name
      self.names = names
    }
  }

  private func operationCase(_ name: String) throws -> OperationCase {
    try #require(OperationCase.table.first { $0.name == name }, "no case \(name)")
  }

  private func gradientCase(_ name: String) throws -> GradientCase {
    try #require(GradientCase.table.first { $0.name == name }, "no case \(name)")
  }

  private func expectFound(_ verdict: Verdict, _ plant: Plant) {
    #expect(!verdict.passes, "\(plant.testDescription) was not found")
    let text = "\(verdict)"
    for name in [plant.name] + plant.names {
      #expect(text.contains(name), "the findings do not name \(name): \(text)")
    }
  }

  // MARK: Against the reference

  static let valueFaults: [Plant] = [
    Plant(
      .element(of: "output-33x64x63", replica: 2, index: 33 * 64 - 1, share: 0.001),
      in: "gemm NN of layers", names: ["output-33x64x63 replica 2 index 2111: got ", "bound "]),
    Plant(
      .element(of: "left-33x64x63", replica: 0, index: 5, share: 0.1),
      in: "gemm NN of layers", names: ["left-33x64x63 replica 0 index 5"]),
    Plant(.firstReplicaForAll, in: "gemm NT of layers", names: ["replica 1"]),
    Plant(.firstReplicaForAll, in: "dropout of rows", names: ["output-1 replica 1"]),
    Plant(.readsNothing, in: "fill with 0.0", names: ["output-1 replica 0 index 0"]),
    Plant(
      .operations("no operations") { _ in nil }, in: "softmax of rows",
      names: ["probabilities-1x10 replica 0"]),
    Plant(
      .operations("offset of the right factor ignored") { operation in
        guard case .gemm(let gemm) = operation else { return operation }
        return .gemm(
          Gemm(
            left: gemm.left, transposeLeft: gemm.transposeLeft,
            right: Tensor(
              buffer: gemm.right.buffer, offset: 0, dimensions: gemm.right.dimensions,
              rowStride: gemm.right.rowStride), transposeRight: gemm.transposeRight,
            output: gemm.output, accumulate: gemm.accumulate))
      }, in: "gemm NN in columns of layers", names: ["output-32x65x257"]),
    Plant(
      .operations("row stride of the output ignored") { operation in
        guard case .softmax(let softmax) = operation else { return operation }
        let output = softmax.probabilities
        return .softmax(
          Softmax(
            logits: softmax.logits,
            probabilities: Tensor(
              buffer: output.buffer, offset: output.offset, dimensions: output.dimensions)))
      }, in: "softmax of columns", names: ["probabilities replica 0"]),
    Plant(
      .operations("accumulation forgotten") { operation in
        guard case .gemm(let gemm) = operation else { return operation }
        return .gemm(
          Gemm(
            left: gemm.left, transposeLeft: gemm.transposeLeft, right: gemm.right,
            transposeRight: gemm.transposeRight, output: gemm.output))
      }, in: "gemm TT accumulating at edges", names: ["output-1x7x9"]),
    Plant(
      .operations("padding on the other side") { operation in
        guard case .convolution(let convolution) = operation else { return operation }
        return .convolution(
          Convolution(
            input: convolution.input, weights: convolution.weights, output: convolution.output,
            window: convolution.window.withPaddingExchanged, epilogue: convolution.epilogue))
      }, in: "convolution of windows", names: ["output-4 replica 0"]),
    Plant(
      .operations("places forgotten") { operation in
        guard case .maxPool(let pool) = operation else { return operation }
        return .maxPool(
          MaxPool(
            input: pool.input, output: pool.output, places: nil, window: pool.window))
      }, in: "max-pool of windows", names: ["places-0 replica 0"]),
    Plant(
      .operations("padding that counts") { operation in
        guard case .averagePool(let pool) = operation else { return operation }
        return .averagePool(
          AveragePool(
            input: pool.input, output: pool.output, window: pool.window, countsPadding: true))
      }, in: "average-pool of windows", names: ["output-0 replica 0"]),
    Plant(
      .operations("another dropout layer") { operation in
        guard case .dropout(let dropout) = operation else { return operation }
        return .dropout(
          Dropout(
            input: dropout.input, output: dropout.output, rate: dropout.rate, seed: dropout.seed,
            stream: .dropout(7)))
      }, in: "training with sgd", names: ["parameters replica 1"]),
    Plant(
      .operations("the penalty on all but the last weight") { operation in
        guard case .optimizerUpdate(let update) = operation else { return operation }
        return .optimizerUpdate(
          OptimizerUpdate(
            method: update.method, parameters: update.parameters, gradients: update.gradients,
            moments: update.moments, regularizedCount: max(0, update.regularizedCount - 1),
            l2: update.l2, coefficients: update.coefficients, stepScalars: update.stepScalars))
      }, in: "optimizer-update sgd of biases beyond the weights", names: ["parameters-7 replica 2"]),
  ]

  @Test("against the reference", arguments: valueFaults)
  func againstReference(_ plant: Plant) throws {
    let operationCase = try operationCase(plant.name)
    expectPass(try operationCase.judgeAgainstReference(Self.sound))
    let faulty = FaultyBackend(Self.sound, plant.fault)
    expectFound(try operationCase.judgeAgainstReference(faulty), plant)
  }

  // MARK: Backend against backend

  static let disagreements: [Plant] = [
    Plant(
      .element(of: "gradient-7x257", replica: 4, index: 7 * 257 - 1, share: 0.01),
      in: "softmax-cross-entropy of channels", names: ["gradient-7x257 replica 4 index 1798"]),
    Plant(.firstReplicaForAll, in: "gather of bytes with labels", names: ["inputs-1 replica 1"]),
    Plant(.readsNothing, in: "shuffle of epoch 1", names: ["order-7 replica 0"]),
  ]

  @Test("backend against backend", arguments: disagreements)
  func againstBackend(_ plant: Plant) throws {
    let operationCase = try operationCase(plant.name)
    expectPass(try operationCase.judgeAgreement(ReferenceBackend(), Self.sound))
    let faulty = FaultyBackend(ReferenceBackend(), plant.fault)
    expectFound(try operationCase.judgeAgreement(faulty, Self.sound), plant)
  }

  // MARK: Gradients

  static let gradientFaults: [Plant] = [
    Plant(
      .operations("derivative left out") { operation in
        guard case .biasActivationGradient(let payload) = operation else { return operation }
        return .biasActivationGradient(
          BiasActivationGradient(
            gradient: payload.gradient, source: payload.source,
            biasGradient: payload.biasGradient, activation: .identity))
      }, in: "bias-activation-gradient sigmoid of 7x5", names: ["gradient replica 0"]),
    Plant(
      .operations("derivative of a neighbour") { operation in
        guard case .biasActivationGradient(let payload) = operation else { return operation }
        return .biasActivationGradient(
          BiasActivationGradient(
            gradient: payload.gradient, source: payload.source,
            biasGradient: payload.biasGradient, activation: .geluTanh))
      }, in: "bias-activation-gradient gelu of 7x5", names: ["gradient replica 0"]),
    Plant(
      .operations("softmax gradient left out") { operation in
        if case .softmaxGradient = operation { nil } else { operation }
      }, in: "softmax-gradient of 3x33", names: ["gradient replica 1"]),
    Plant(
      .operations("dropout gradient of another layer") { operation in
        guard case .dropout(let payload) = operation, payload.input.buffer.name == "gradient" else {
          return operation
        }
        return .dropout(
          Dropout(
            input: payload.input, output: payload.output, rate: payload.rate, seed: payload.seed,
            stream: .dropout(3)))
      }, in: "dropout of 9x7", names: ["input-gradient replica 0"]),
    Plant(
      .element(of: "gradient", replica: 1, index: 0, share: 0.001),
      in: "softmax-cross-entropy of 5x7", names: ["gradient replica 1 index 0"]),
    Plant(
      .operations("a gradient that is not added") { operation in
        guard case .addition(let sum) = operation, sum.right != nil,
          sum.output.buffer.name == "gradient"
        else { return operation }
        return .addition(Addition(left: sum.left, right: nil, output: sum.output))
      }, in: "addition around a branch", names: ["gradient replica 0"]),
    Plant(
      .operations("no penalty in the update") { operation in
        guard case .optimizerUpdate(let update) = operation else { return operation }
        return .optimizerUpdate(
          OptimizerUpdate(
            method: update.method, parameters: update.parameters, gradients: update.gradients,
            moments: update.moments, regularizedCount: 0, l2: update.l2,
            coefficients: update.coefficients, stepScalars: update.stepScalars))
      }, in: "weight-penalty of 65 weights", names: ["parameters replica 0"]),
    Plant(
      .operations("backward dropout left out") { operation in
        if case .dropout(let dropout) = operation, dropout.input == dropout.output { return nil }
        return operation
      }, in: "training of a tanh network", names: ["parameters replica 2"]),
  ]

  @Test("gradients", arguments: gradientFaults)
  func gradients(_ plant: Plant) throws {
    let gradientCase = try gradientCase(plant.name)
    expectPass(try gradientCase.judgeGradient(Self.sound))
    let faulty = FaultyBackend(Self.sound, plant.fault)
    expectFound(try gradientCase.judgeGradient(faulty), plant)
  }

  // MARK: Replica invariance

  static let replicaFaults: [Plant] = [
    Plant(
      .firstReplicaForAll, in: "bias-activation tanh of channels", names: ["values-3x1 replica 1"]),
    Plant(
      .lastBitAmongReplicas(of: "output"), in: "gemm of one factor with itself",
      names: ["output replica 0 index 0", "0 bits"]),
    Plant(
      .element(of: "parameters", replica: 2, index: 0, share: Float.ulpOfOne * 2),
      in: "training with adam", names: ["parameters replica 2 index 0"]),
  ]

  @Test("replica invariance", arguments: replicaFaults)
  func replicaInvariance(_ plant: Plant) throws {
    let operationCase = try operationCase(plant.name)
    expectPass(try operationCase.judgeReplicaInvariance(Self.sound))
    let faulty = FaultyBackend(Self.sound, plant.fault)
    expectFound(try operationCase.judgeReplicaInvariance(faulty), plant)
  }

  // MARK: Repeatability

  @Test(
    "repeatability",
    arguments: [
      Plant(
        .lastBitEverySecondRun(of: "parameters"), in: "training with sgd",
        names: ["parameters replica 0 index 0", "0 bits"]),
      Plant(
        .lastBitEverySecondRun(of: "output-65"), in: "fill of a part of a buffer",
        names: ["output-65 replica 0 index 0"]),
    ])
  func repeatability(_ plant: Plant) throws {
    let operationCase = try operationCase(plant.name)
    expectPass(try operationCase.judgeRepeatability(Self.sound))
    let faulty = FaultyBackend(Self.sound, plant.fault)
    expectFound(try operationCase.judgeRepeatability(faulty), plant)
  }
}

extension Window {
  /// The same window with what lies above below, and what lies on the left on the right.
  fileprivate var withPaddingExchanged: Window {
    Window(
      inputHeight: inputHeight, inputWidth: inputWidth, height: height, width: width,
      strideY: strideY, strideX: strideX, dilationY: dilationY, dilationX: dilationX,
      padding: .explicit(
        Padding(
          top: padding.bottom, bottom: padding.top, left: padding.right, right: padding.left)))
  }
}

import Datasets
import ExportMessages
import Foundation
import Networks
import Programs
import SwiftProtobuf
import Testing

@testable import Exports

/// A network with drawn weights.
func exported(
  _ model: Model, areBytes: Bool = true, scales: [ChannelScale]? = nil,
  task: ExportedNetwork.Task? = nil, slope: Double? = nil,
  batchNorm: BatchNormConstants = BatchNormConstants()
) throws -> ExportedNetwork {
  let layout = ParameterLayout(model)
  let scale = ChannelScale(scale: areBytes ? 1 / 255 : 1, shift: 0)
  return try ExportedNetwork(
    title: "a network", model: model,
    weights: layout.weights(layout.initialValues(seed: 7)[...]), slope: slope,
    batchNorm: batchNorm,
    inputs: ExportedNetwork.Inputs(
      areBytes: areBytes,
      scales: scales ?? [ChannelScale](repeating: scale, count: model.input.channels)),
    task: task ?? .classification(classNames: (0..<model.output.count).map { "class \($0)" }),
    origin: ["study": "example"])
}

/// The message in the file of a network.
func onnx(_ network: ExportedNetwork, preprocesses: Bool = true) throws -> ONNXModel {
  let file = try ONNXFile(network, preprocesses: preprocesses, version: "1.2.3")
  return try ONNXModel(serializedBytes: file.data)
}

/// A network and how it is called.
struct NamedModel: Sendable, CustomTestStringConvertible {
  let name: String
  let model: Model
  var testDescription: String { name }

  init(_ name: String, _ model: Model) {
    self.name = name
    self.model = model
  }

  static let image = FeatureShape(height: 12, width: 14, channels: 3)

  static func layers(_ layers: [any Layer]) -> Model { Model(input: image, layers: layers) }

  static let all: [NamedModel] = [
    NamedModel("mlp", .mlp(input: image, hidden: [5, 4], outputs: 3, dropout: true)),
    NamedModel("lenet", .leNet(input: image, outputs: 3, width: 0.125)),
    NamedModel(
      "lenet, prelu, batch norm",
      .leNet(
        input: image, outputs: 3, width: 0.125, activation: .rectifier(.learnt), batchNorm: .before)
    ),
    NamedModel(
      "squeezenet",
      .squeezeNet(input: image, outputs: 3, width: 0.125, batchNorm: .after)),
    NamedModel("mobilenetv2", .mobileNetV2(input: image, outputs: 3, form: narrow)),
    NamedModel(
      "branches that flatten beside one that does not",
      layers([
        Branches(
          [
            [Flatten(), Dense(5, activation: .relu)],
            [PoolingLayer(.max), Flatten(), Dense(4, activation: .relu)],
            [Dense(2, activation: .tanh)],
          ],
          joint: .concatenation),
        Dense(3, activation: .identity),
      ])),
    NamedModel(
      "images of one pixel beside features",
      layers([
        Branches(
          [[PoolingLayer(.max)], [Flatten(), Dense(4, activation: .relu)]], joint: .concatenation),
        Dense(3, activation: .identity),
      ])),
    NamedModel(
      "one branch, flattened",
      layers([
        Branches([[Flatten()]], joint: .concatenation), Dense(3, activation: .identity),
      ])),
    NamedModel(
      "features as images",
      layers([
        Flatten(), ConvolutionLayer(4, WindowForm(size: 1)),
        Branches.residual([Dense(4, activation: .relu)]),
        PoolingLayer(.average(countsPadding: true)),
        Dense(3, activation: .identity),
      ])),
  ]

  private static var narrow: MobileNetV2Form {
    var form = MobileNetV2Form()
    form.width = 0.125
    return form
  }
}

@Suite("ONNX files")
struct ONNXTests {
  @Test(arguments: NamedModel.all, [true, false])
  func graphsAreWhole(named: NamedModel, preprocesses: Bool) throws {
    let network = try exported(named.model)
    let graph = try onnx(network, preprocesses: preprocesses).graph
    var known = Set(graph.input.map(\.name))
    for constant in graph.initializer {
      #expect(known.insert(constant.name).inserted, "\(constant.name) stands twice")
      let size = constant.dataType == .int64 ? 8 : 4
      #expect(constant.rawData.count == size * Int(constant.dims.reduce(1, *)))
    }
    for node in graph.node {
      for input in node.input { #expect(known.contains(input), "\(node.name) reads \(input)") }
      for output in node.output { #expect(known.insert(output).inserted, "\(output) twice") }
    }
    #expect(Set(graph.node.map(\.name)).count == graph.node.count)
    #expect(graph.output.map(\.name) == ["logits", "probabilities"])
    for output in graph.output {
      #expect(known.contains(output.name))
      #expect(output.type.tensorType.shape.dim.map(\.dimParam) == ["batch", ""])
      #expect(output.type.tensorType.shape.dim.map(\.dimValue) == [0, 3])
    }
  }

  @Test(arguments: NamedModel.all)
  func constantsAreTheWeights(named: NamedModel) throws {
    let network = try exported(named.model)
    let constants = try onnx(network).graph.initializer
    for tensor in network.weights {
      let constant = try #require(constants.first { $0.name == tensor.name })
      // Slopes of images have two dimensions more.
      #expect(constant.dims.map(Int.init).filter { $0 != 1 } == tensor.shape.filter { $0 != 1 })
      var reader = ByteReader(constant.rawData)
      let values = tensor.values.map { _ in Float(bitPattern: reader.number()) }
      let difference = zip(values, tensor.values).enumerated().first { $1.0 != $1.1 }
      #expect(difference == nil, "\(tensor.name)")
      #expect(reader.isAtEnd)
    }
  }

  @Test func lenetIsTheUsualChain() throws {
    let image = FeatureShape(height: 28, width: 28, channels: 1)
    let graph = try onnx(exported(.leNet(input: image, outputs: 10))).graph
    #expect(
      graph.node.map(\.opType) == [
        "Cast", "Mul", "Conv", "Relu", "MaxPool", "Conv", "Relu", "MaxPool", "Flatten", "Gemm",
        "Relu", "Gemm", "Identity", "Softmax",
      ])
  }

  @Test func windowsSayWhatTheyAre() throws {
    let form = WindowForm(
      height: 3, width: 2, strideY: 2, strideX: 1, dilation: 2,
      padding: .explicit(Window.Padding(top: 1, bottom: 2, left: 3, right: 4)))
    let layers: [any Layer] = [
      DepthwiseConvolutionLayer(form, hasBias: false), PoolingLayer(.average(countsPadding: false)),
    ]
    let graph = try onnx(exported(NamedModel.layers(layers))).graph
    let node = try #require(graph.node.first { $0.opType == "Conv" })
    let ints = Dictionary(node.attribute.map { ($0.name, $0.ints) }) { first, _ in first }
    #expect(ints["kernel_shape"] == [3, 2])
    #expect(ints["strides"] == [2, 1])
    #expect(ints["dilations"] == [2, 2])
    #expect(ints["pads"] == [1, 3, 2, 4])
    #expect(node.attribute.first { $0.name == "group" }?.i == 3)
    #expect(node.input.count == 2)
  }

  private static let operators: [(activation: Activation, names: [String])] = [
    (.identity, []), (.relu, ["Relu"]), (.sigmoid, ["Sigmoid"]), (.tanh, ["Tanh"]),
    (.leakyReLU, ["LeakyRelu"]), (.elu, ["Elu"]), (.selu, ["Selu"]), (.softplus, ["Softplus"]),
    (.relu6, ["Clip"]), (.gelu, ["Mul", "Erf", "Add", "Mul", "Mul"]),
    (.geluTanh, ["Mul", "Mul", "Mul", "Add", "Mul", "Tanh", "Add", "Mul", "Mul"]),
    (.silu, ["Sigmoid", "Mul"]), (.hardSwish, ["HardSwish"]),
  ]

  @Test(arguments: operators)
  func activations(activation: Activation, operators: [String]) throws {
    let model = Model(
      input: FeatureShape(channels: 2), layers: [ActivationLayer(activation)])
    let graph = try onnx(exported(model, areBytes: false)).graph
    #expect(graph.node.map(\.opType) == operators + ["Identity", "Softmax"])
  }

  @Test func everyActivationIsTested() {
    #expect(Self.operators.map(\.activation) == Activation.allCases)
  }

  @Test func numbersOfTheTrialAreTaken() throws {
    let layers: [any Layer] = [
      Dense(2, activation: .leakyReLU), BatchNormalization(activation: .elu), Rectifier(.drawn),
    ]
    let network = try exported(
      NamedModel.layers(layers), slope: 0.125,
      batchNorm: BatchNormConstants(momentum: 0.5, epsilon: 0.25))
    let nodes = try onnx(network).graph.node
    func number(_ operation: String, _ name: String) -> [Float] {
      nodes.filter { $0.opType == operation }.flatMap(\.attribute).filter { $0.name == name }
        .map(\.f)
    }
    #expect(number("LeakyRelu", "alpha") == [0.125, 0.125])
    #expect(number("Elu", "alpha") == [0.125])
    #expect(number("BatchNormalization", "epsilon") == [0.25])
    // Without a number of the trial all share the default of the first that has one.
    let mixed = try exported(
      NamedModel.layers([Dense(2, activation: .elu), Dense(2, activation: .leakyReLU)]))
    let alphas = try onnx(mixed).graph.node.flatMap(\.attribute).filter { $0.name == "alpha" }
    #expect(alphas.map(\.f) == [1, 1])
    let drawn = try exported(NamedModel.layers([Rectifier(.drawn), Dense(2, activation: .relu)]))
    let alpha = try onnx(drawn).graph.node.first { $0.opType == "LeakyRelu" }?.attribute.first?.f
    #expect(alpha == Float(Rectifier.meanSlope))
  }

  // MARK: - Preprocessing

  private func dimensions(_ info: ONNXValueInfo) -> [Int] {
    info.type.tensorType.shape.dim.dropFirst().map { Int($0.dimValue) }
  }

  @Test func pixelsAreScaled() throws {
    let network = try exported(NamedModel.all[0].model)
    let graph = try onnx(network).graph
    let input = try #require(graph.input.first)
    #expect(input.name == "pixels")
    #expect(input.type.tensorType.elemType == .uint8)
    #expect(input.type.tensorType.shape.dim.first?.dimParam == "batch")
    #expect(dimensions(input) == [3, 12, 14])
    #expect(graph.node.prefix(2).map(\.opType) == ["Cast", "Mul"])
    let scale = try #require(graph.initializer.first { $0.name == "input.scale" })
    #expect(scale.dims == [3, 1, 1])
    var reader = ByteReader(scale.rawData)
    #expect(Float(bitPattern: reader.number()) == Float(1) / 255)
  }

  @Test func standardisationIsFoldedIn() throws {
    let scales = [ChannelScale(scale: 2, shift: -1), ChannelScale(scale: 1, shift: 0)]
    let model = Model(input: FeatureShape(channels: 2), layers: [Dense(1, activation: .identity)])
    let network = try exported(model, areBytes: false, scales: scales, task: .regression)
    let graph = try onnx(network).graph
    #expect(graph.node.map(\.opType) == ["Mul", "Add", "Gemm", "Identity"])
    #expect(graph.input.map(\.name) == ["features"])
    #expect(graph.input.map(\.type.tensorType.elemType) == [.float])
    #expect(graph.input.map(dimensions) == [[2]])
    #expect(graph.output.map(\.name) == ["predictions"])
    #expect(graph.output.map(dimensions) == [[1]])
  }

  @Test func featuresOfATableAreNamed() throws {
    let model = Model(input: FeatureShape(channels: 2), layers: [Dense(1, activation: .identity)])
    var network = try exported(model, areBytes: false, task: .regression)
    #expect(network.facts(preprocesses: true)["feature_names"] == nil)
    network.inputs.featureNames = ["area", "kind=flat"]
    for preprocesses in [true, false] {
      #expect(
        network.facts(preprocesses: preprocesses)["feature_names"] == #"["area","kind=flat"]"#)
    }
  }

  @Test func withoutPreprocessingTheFactsAreSaid() throws {
    let scales = [ChannelScale(scale: 2, shift: -1), ChannelScale(scale: 0.5, shift: 0)]
    let model = Model(
      input: FeatureShape(channels: 2),
      layers: [Dense(2, activation: .leakyReLU), BatchNormalization()])
    let file = try onnx(
      exported(model, areBytes: false, scales: scales), preprocesses: false)
    #expect(file.graph.input.map(\.name) == ["inputs"])
    #expect(file.graph.node.first?.opType == "Gemm")
    let facts = Dictionary(file.metadataProps.map { ($0.key, $0.value) }) { first, _ in first }
    #expect(facts["input_scale"] == "[2.0, 0.5]")
    #expect(facts["input_shift"] == "[-1.0, 0.0]")
    #expect(facts["class_names"] == #"["class 0","class 1"]"#)
    #expect(facts["task"] == "classification")
    #expect(facts["batch_norm_epsilon"] == "0.001")
    #expect(facts["negative_slope"] == "0.3")
    #expect(facts["elu_alpha"] == nil)
    #expect(facts["study"] == "example")
  }

  @Test func theAlphaOfELUIsNoSlope() throws {
    let model = Model(
      input: FeatureShape(channels: 2),
      layers: [Dense(3, activation: .elu), Dense(2, activation: .identity)])
    let file = try onnx(exported(model))
    let facts = Dictionary(file.metadataProps.map { ($0.key, $0.value) }) { first, _ in first }
    #expect(facts["elu_alpha"] == "1.0")
    #expect(facts["negative_slope"] == nil)
  }

  @Test func versionsAreSaid() throws {
    let file = try onnx(exported(NamedModel.all[0].model))
    #expect(file.irVersion == 8)
    #expect(file.opsetImport.map(\.version) == [17])
    #expect(file.producerName == "lockstep")
    #expect(file.producerVersion == "1.2.3")
  }

  // MARK: - Order of features

  @Test func whatCountsOnPixelsGetsPixels() throws {
    let flattened = try onnx(
      exported(NamedModel.layers([Flatten(), Dense(2, activation: .identity)])))
    #expect(flattened.graph.node.map(\.opType).contains("Transpose") == false)
    let dense = try onnx(exported(NamedModel.layers([Dense(2, activation: .identity)])))
    #expect(dense.graph.node.map(\.opType).filter { $0 == "Transpose" }.count == 1)
    let perm = dense.graph.node.first { $0.opType == "Transpose" }?.attribute.first?.ints
    #expect(perm == [0, 2, 3, 1])
  }

  // MARK: - Refusals

  private struct Unknown: Layer {
    var title: String { "unheard of" }
    func output(input: FeatureShape) -> FeatureShape { input }
    func forward(_ input: Tensor, _ context: LayerContext) -> LayerRecord {
      LayerRecord(input: input, output: input)
    }
    func backward(
      _ gradient: Tensor, _ record: LayerRecord, _ context: LayerContext
    ) -> Tensor? { nil }
  }

  @Test func unknownLayersAreRefused() throws {
    let network = try exported(NamedModel.layers([Unknown(), Dense(2, activation: .relu)]))
    #expect {
      try ONNXFile(network, preprocesses: true, version: "")
    } throws: {
      "\($0)".contains("unheard of")
    }
  }

  @Test func dilatedMeansAreRefused() throws {
    let pool = PoolingLayer(.average(countsPadding: true), WindowForm(size: 2, dilation: 2))
    let network = try exported(NamedModel.layers([pool, Dense(2, activation: .relu)]))
    #expect {
      try ONNXFile(network, preprocesses: true, version: "")
    } throws: {
      "\($0)".contains("layer0: average pooling with dilation")
    }
  }

  @Test func weightsBeyondOneFileAreRefused() throws {
    try ONNXFile.checkSize(ofWeights: 2_000_000_000)
    #expect {
      try ONNXFile.checkSize(ofWeights: 1 << 31)
    } throws: {
      "\($0)".contains("weights of 2048 MiB do not fit into an ONNX file, which holds 2031 MiB")
    }
  }

  @Test func foreignWeightsAreRefused() throws {
    let model = NamedModel.all[0].model
    #expect(throws: WeightsMismatch.self) {
      try ExportedNetwork(
        title: "", model: model, weights: [],
        inputs: ExportedNetwork.Inputs(areBytes: true, scales: []), task: .regression)
    }
  }
}

import Networks
import Programs
import Testing

/// What is advised where a window is too large.
private let windowAdvice = "; take larger images, pool less before it, or pad them"

/// The networks that are known by their names, and the layers that they are made of.
@Suite("Models")
struct ModelTests {
  private static let digits = FeatureShape(height: 28, width: 28, channels: 1)
  private static let photos = FeatureShape(height: 224, width: 224, channels: 3)

  @Test func parametersAreThoseOfPyTorch() {
    // torchvision's squeezenet1_1; its mobilenet_v2 has 3,504,872 and 34,112 running statistics.
    #expect(Model.squeezeNet(input: Self.photos, outputs: 1000).parameterCount == 1_235_496)
    #expect(Model.mobileNetV2(input: Self.photos, outputs: 1000).parameterCount == 3_538_984)
    #expect(Model.leNet(input: Self.digits, outputs: 10).parameterCount == 225_034)
    #expect(Model.squeezeNet(input: Self.digits, outputs: 10).parameterCount == 726_474)
    #expect(Model.mobileNetV2(input: Self.digits, outputs: 10).parameterCount == 2_270_218)
  }

  @Test func oneFormOfMobileNetHasThePublishedNumber() {
    var form = MobileNetV2Form()
    (form.stem, form.hasBias, form.expandsFirst) = (64, true, true)
    #expect(
      Model.mobileNetV2(input: Self.digits, outputs: 10, form: form).parameterCount == 2_293_098)
  }

  @Test func multiplyAddsAreThoseOfThePapers() {
    // 0.35 and 0.30 billion.
    let squeezeNet = ModelTable(.squeezeNet(input: Self.photos, outputs: 1000), batch: 1)
    let mobileNet = ModelTable(.mobileNetV2(input: Self.photos, outputs: 1000), batch: 1)
    #expect(squeezeNet.multiplyAdds == 349_151_936)
    #expect(mobileNet.multiplyAdds == 300_774_272)
  }

  @Test func stemsFitTheImages() {
    func shapes(_ model: Model) -> [Int] {
      model.placedLayers.filter { $0.depth == 0 }.map { $0.layer.output(input: $0.input).height }
        .reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }
    #expect(shapes(.squeezeNet(input: Self.digits, outputs: 10)) == [28, 14, 7, 3, 1])
    #expect(shapes(.squeezeNet(input: Self.photos, outputs: 10)) == [111, 55, 27, 13, 1])
    #expect(shapes(.mobileNetV2(input: Self.digits, outputs: 10)) == [28, 14, 7, 4, 2, 1])
    #expect(shapes(.mobileNetV2(input: Self.photos, outputs: 10)) == [112, 56, 28, 14, 7, 1])
  }

  @Test func tablesCountWhatIsKept() {
    let table = ModelTable(.leNet(input: Self.digits, outputs: 10, dropout: true), batch: 32)
    #expect(
      table.rows.map(\.title).prefix(2) == ["conv 3x3, 32 filters, relu", "max pool 2x2 by 2"])
    #expect(table.rows[0].activationBytes == 32 * 26 * 26 * 32 * 4)
    // The largest numbers and a byte for the place of each.
    #expect(table.rows[1].activationBytes == 32 * 13 * 13 * 32 * 5)
    #expect(table.rows.reduce(0) { $0 + $1.parameters } == table.parameters)
    #expect(table.parameters == 225_034)
    // What stands within branches is counted once, at their joint.
    let fire = ModelTable(.squeezeNet(input: Self.digits, outputs: 10), batch: 1).rows[3...5]
    #expect(fire.map(\.depth) == [0, 1, 1])
    #expect(fire.map(\.activationBytes) == [14 * 14 * 128 * 4, 0, 0])
  }

  @Test func filtersAreStoredAsInPyTorch() throws {
    let model = Model(
      input: FeatureShape(height: 5, width: 6, channels: 3),
      layers: [
        ConvolutionLayer(4, WindowForm(height: 2, width: 3)),
        DepthwiseConvolutionLayer(WindowForm(height: 2, width: 1)), Flatten(),
        BatchNormalization(), Dense(7, activation: .identity),
      ])
    let layout = ParameterLayout(model)
    // Every number is its place in memory.
    let flat = (0..<layout.count).map(Float.init)
    let weights = layout.weights(flat[...])
    func tensor(_ name: String) throws -> NamedWeights {
      try #require(weights.first { $0.name == name })
    }
    func start(_ name: String) throws -> Float {
      Float(try #require(layout.entries.first { $0.name == name }).offset)
    }
    let filters = try tensor("layers.0.weight")
    #expect(filters.shape == [4, 3, 2, 3])
    // [n 1, c 2, y 1, x 0] is at [y 1, x 0, c 2, n 1].
    #expect(
      filters.values[((1 * 3 + 2) * 2 + 1) * 3 + 0]
        == Float(((1 * 3 + 0) * 3 + 2) * 4 + 1) + (try start("layers.0.weight")))
    let depthwise = try tensor("layers.1.weight")
    #expect(depthwise.shape == [4, 1, 2, 1])
    #expect(depthwise.values[3 * 2 + 1] == Float(1 * 4 + 3) + (try start("layers.1.weight")))
    // 3 x 4 pixels of 4 channels: [c 2, y 1, x 3] is at [y 1, x 3, c 2].
    let (inFile, inMemory) = ((2 * 3 + 1) * 4 + 3, (1 * 4 + 3) * 4 + 2)
    let scale = try tensor("layers.2.weight")
    #expect(scale.shape == [48])
    #expect(scale.values[inFile] == Float(inMemory) + (try start("layers.2.weight")))
    let dense = try tensor("layers.3.weight")
    #expect(dense.shape == [7, 48])
    #expect(
      dense.values[5 * 48 + inFile] == Float(inMemory * 7 + 5) + (try start("layers.3.weight")))
    let again = try layout.flatten(weights)
    for entry in layout.entries {
      let range = entry.offset..<entry.offset + entry.parameter.count
      #expect(Array(again[range]) == Array(flat[range]), "\(entry.name)")
    }
  }

  @Test func fansCountTheWindow() throws {
    let model = Model(
      input: FeatureShape(height: 5, width: 5, channels: 6),
      layers: [
        ConvolutionLayer(4, WindowForm(height: 3, width: 2)),
        DepthwiseConvolutionLayer(WindowForm(size: 3, padding: .same)),
      ])
    let weights = ParameterLayout(model).entries.filter(\.parameter.isRegularized).map(\.parameter)
    #expect(weights.map(\.fanIn) == [36, 9])
    #expect(weights.map(\.fanOut) == [24, 9])
    #expect(weights.map(\.dimensions) == [[36, 4], [9, 4]])
  }

  @Test(
    "what does not fit is told",
    arguments: [
      (
        [ConvolutionLayer(1, WindowForm(size: 5))],
        "a window of 5 x 5 pixels does not fit into 4 x 4" + windowAdvice
      ),
      (
        [
          PoolingLayer(.max, WindowForm(size: 3, stride: 3)),
          PoolingLayer(.max, WindowForm(size: 2)),
        ],
        "a window of 2 x 2 pixels does not fit into 1 x 1" + windowAdvice
      ),
      (
        [
          PoolingLayer(
            .max, WindowForm(size: 2, dilation: 5, padding: .explicit(.init(all: 1))))
        ],
        "a window of 2x2 dilated 5 sees nothing but padding somewhere on 4 x 4 pixels"
      ),
      (
        [Branches([[ConvolutionLayer(1, WindowForm(size: 2))], []], joint: .concatenation)],
        "branches must come to images of one size, not 3 x 3 x 1 and 4 x 4 x 2; pool or pad "
          + "them alike"
      ),
      (
        [Branches.residual([ConvolutionLayer(3, WindowForm(size: 1))])],
        "branches must come to the same shape to be added, not 4 x 4 x 2 and 4 x 4 x 3; "
          + "change one of them, or put a layer into the shortcut"
      ),
      (
        [Branches([[], [ConvolutionLayer(1, WindowForm(size: 9))]], joint: .sum)],
        "a window of 9 x 9 pixels does not fit into 4 x 4" + windowAdvice
      ),
    ] as [([any Layer], String)])
  func misfits(_ layers: [any Layer], _ reason: String) {
    let input = FeatureShape(height: 4, width: 4, channels: 2)
    #expect(LayerSequence(layers).misfit(input: input)?.reason == reason)
  }

  @Test func aMisfitHasAPlace() {
    let wide = ConvolutionLayer(1, WindowForm(size: 9))
    func place(_ layers: [any Layer]) -> String? {
      LayerSequence(layers).misfit(input: FeatureShape(height: 4, width: 4, channels: 2))?.place
    }
    #expect(place([Flatten(), wide]) == "layer 2")
    let inner = Branches([[], [Flatten(), ActivationLayer(.tanh), wide]], joint: .sum)
    #expect(place([ActivationLayer(.tanh), inner]) == "layer 2, branch 2, layer 3")
    #expect(
      place([Branches([[inner]], joint: .concatenation)])
        == "layer 1, branch 1, layer 1, branch 2, layer 3")
    let large = ConvolutionLayer(1 << 29, WindowForm(size: 1, padding: .same))
    #expect(place([ActivationLayer(.tanh), large]) == "layer 2")
    #expect(place([ConvolutionLayer(1 << 26, WindowForm(size: 1))]) == nil)
  }

  /// Weight files have flattened images channel by channel, other features as they are.
  @Test func flattenedImagesAreJoinedWithTheirLikeOnly() {
    let dense = Dense(12, activation: .identity)
    func reason(_ layers: [any Layer], channels: Int = 3) -> String? {
      LayerSequence(layers).misfit(
        input: FeatureShape(height: 2, width: 12 / 2 / channels, channels: channels))?.reason
    }
    let mixed =
      "a branch ends with flattened images, another does not; put a dense layer behind the flatten"
    #expect(reason([Branches.residual([Flatten()], shortcut: [dense])]) == mixed)
    #expect(reason([Flatten(), Branches.residual([dense])]) == mixed)
    let pooled = [PoolingLayer(.max)] as [any Layer]
    #expect(reason([Branches([[Flatten()], pooled], joint: .concatenation)]) == mixed)
    #expect(reason([Branches([[Flatten(), dense], pooled], joint: .concatenation)]) == nil)
    #expect(reason([Branches.residual([Flatten()], shortcut: [Flatten()])]) == nil)
    // Of one channel there is one order.
    #expect(reason([Flatten(), Branches.residual([dense])], channels: 1) == nil)
  }

  @Test func theShortcutComesFirstInWeightFiles() {
    let block = Branches.residual(
      [ConvolutionLayer(2, WindowForm(size: 1)), BatchNormalization()],
      shortcut: [ConvolutionLayer(2, WindowForm(size: 1), hasBias: false)])
    let model = Model(
      input: FeatureShape(height: 2, width: 2, channels: 2),
      layers: [block, Dense(3, activation: .identity)])
    let names = ParameterLayout(model).entries.map(\.name)
    #expect(names.filter { $0.hasPrefix("layers.0.") } == ["layers.0.weight"])
    #expect(names.contains("layers.1.bias") && names.contains("layers.2.running_mean"))
  }

  @Test func testSetsTakeSmallBatchesWhereLayersAreWide() {
    func rows(_ model: Model, batch: Int = 4) -> [Int] {
      TrainingProgram(
        model: model, loss: .crossEntropy, optimizer: .sgd, replicas: 1, batch: batch,
        data: DataExtent(
          sets: 1, train: 4, validation: 0, test: 130, element: .uint8, channels: 1,
          targetWidth: nil), extras: []
      ).program.routines.filter { $0.name.hasPrefix("test-") }.map(\.rows)
    }
    #expect(rows(.mlp(input: Self.digits, hidden: [8], outputs: 10)) == [128, 2])
    let wide = Model.leNet(input: Self.digits, outputs: 10)
    #expect(rows(wide) == [8, 2])
    #expect(rows(wide, batch: 20) == [20, 10])
    #expect(rows(wide, batch: 100) == [32, 2])
  }

  @Test func numbersGoThroughTheTree() {
    let model = Model.squeezeNet(input: Self.digits, outputs: 10)
    let placed = model.placedLayers
    #expect(placed.map(\.number) == Array(placed.indices))
    let layout = ParameterLayout(model)
    #expect(layout.entries.map(\.index) == Array(layout.entries.indices))
    #expect(layout.entries.suffix(1).map(\.name) == ["layers.25.bias"])
  }
}

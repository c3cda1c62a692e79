import Networks
import Programs
import Studies
import Testing

/// Networks other than `mlp`: reading, writing in full, short texts, errors.
@Suite("Convolutional networks in configs")
struct LayerConfigTests {
  /// A config with this text under `model`.
  private func config(_ model: String, _ more: String = "") -> String {
    """
    name: minimal
    data: {set: mnist}
    model: \(model)
    loss: cross-entropy
    optimizer: adam
    epochs: 1
    \(more)
    """
  }

  private func model(_ text: String) throws -> ModelConfig {
    try study(config(text)).trials[0].config.model
  }

  /// Every kind of layer and setting, with what each means.
  private let everything = """
    {layers: [{conv: {filters: 8, size: [3, 5], stride: [2, 1], dilation: 2, padding: [1, 0, 2, 0],
    bias: false, activation: {leaky-relu: 0.1}}}, {depthwise-conv: {size: 3, padding: same}}, {max-pool: 2},
    {average-pool: {size: 3, stride: 1, padding: 1}}, {max-pool: {size: 3, stride: 2, padding: cover}},
    batch-norm, {batch-norm: {activation: prelu}}, {activation: leaky-relu}, dropout, flatten,
    {dense: {units: 4, activation: tanh}}, {dense: outputs}], initializer: he-normal,
    batch-norm: {momentum: 0.5}}
    """.replacing("{activation: leaky-relu}", with: "{activation: {leaky-relu: 0.1}}")

  @Test func everyLayerMeansWhatItSays() throws {
    let leaky = HiddenActivation.function(.leakyReLU)
    let none = HiddenActivation.function(.identity)
    let wide = WindowForm(
      height: 3, width: 5, strideY: 2, strideX: 1, dilation: 2,
      padding: .explicit(Window.Padding(top: 1, left: 2)))
    let expected: [LayerConfig] = [
      .convolution(filters: 8, form: wide, hasBias: false, activation: leaky),
      .depthwise(form: WindowForm(size: 3, padding: .same), hasBias: true, activation: none),
      .pool(.max, WindowForm(size: 2, stride: 2)),
      .pool(
        .average(countsPadding: true),
        WindowForm(size: 3, padding: .explicit(Window.Padding(all: 1)))),
      .pool(.max, WindowForm(size: 3, stride: 2, padding: .covering)),
      .batchNorm(activation: none), .batchNorm(activation: .rectifier(.learnt)),
      .activation(leaky), .dropout, .flatten, .dense(units: 4, activation: .function(.tanh)),
      .dense(units: nil, activation: none),
    ]
    let config = try study(config(everything)).trials[0].config
    #expect(config.model == .layers(expected))
    #expect(config.slope == 0.1)
    #expect(config.initializer == .heNormal)
    #expect(config.batchNorm == BatchNormConstants(momentum: 0.5))
  }

  @Test func branchesAndResidualsNest() throws {
    let text = """
      {layers: [{branch: [[], [flatten, {residual: [dropout]}]]},
      {residual: {layers: [flatten], shortcut: [dropout]}}]}
      """
    #expect(
      try model(text)
        == .layers([
          .branch([[], [.flatten, .residual([.dropout], shortcut: [])]]),
          .residual([.flatten], shortcut: [.dropout]),
        ]))
  }

  @Test func networksByNameHaveTheirSettings() throws {
    var lenet = ConvolutionalConfig(.lenet)
    #expect(try model("{lenet: {}}") == .convolutional(lenet))
    (lenet.width, lenet.activation, lenet.batchNorm) = (0.5, .rectifier(.drawn), .after)
    #expect(
      try model("{lenet: {width: 0.5, activation: rrelu, batch-norm: after}}")
        == .convolutional(lenet))
    #expect(try model("{squeezenet: {}}") == .convolutional(ConvolutionalConfig(.squeezenet)))
    var mobile = MobileNetV2Form()
    #expect(try model("{mobilenetv2: {}}") == .mobileNetV2(mobile))
    (mobile.width, mobile.stem, mobile.hasBias, mobile.expandsFirst) = (0.25, 64, true, true)
    #expect(
      try model("{mobilenetv2: {width: 0.25, stem: 64, bias: true, expand-first: true}}")
        == .mobileNetV2(mobile))
  }

  @Test(
    "a resolved config means the same network",
    arguments: [
      "{lenet: {}}", "{squeezenet: {width: 0.5, activation: {elu: 0.5}, batch-norm: before}}",
      "{mobilenetv2: {stem: 64, bias: true, batch-norm: {momentum: 0.9}, initializer: orthogonal}}",
      "{layers: [flatten, {dense: outputs}]}",
      "{layers: [{branch: [[], [{residual: [batch-norm]}]]}, {conv: {filters: outputs, size: 2}}]}",
      "{layers: [{residual: {layers: [{dense: 3}], shortcut: [flatten, {dense: 3}]}}, {dense: outputs}]}",
    ])
  func resolved(_ text: String) throws {
    for text in [text, everything] {
      let study = try study(config(text))
      let again = try StudyConfig.parse(yaml: study.resolvedYAML, file: "runs/x/config.yaml")
      #expect(again.trials[0].config == study.trials[0].config, "\(study.resolvedYAML)")
      #expect(again.resolvedYAML == study.resolvedYAML)
    }
  }

  @Test(
    "varied parts of one network",
    arguments: [
      (
        "{mobilenetv2: {}}",
        "model.mobilenetv2.batch-norm: [{momentum: 0.9}, {epsilon: 0.1}, {momentum: 0.99}]",
        ["momentum=0.9", "epsilon=0.1", "default"]
      ),
      (
        "{layers: [{dense: outputs}]}",
        "model.layers: [[{dense: outputs}], [{residual: {layers: [{dense: 784}], shortcut: [dropout]}}, "
          + "{dense: outputs}]]",
        ["dense outputs", "residual (dense 784 with dropout) + dense outputs"]
      ),
    ])
  func variedParts(_ model: String, _ trials: String, _ texts: [String]) throws {
    let study = try study(config(model, "trials: {\(trials)}"))
    #expect(study.trials.map { $0.varied[0] } == texts)
    #expect(Set(study.trials.map(\.config)).count == texts.count)
    let again = try StudyConfig.parse(yaml: study.resolvedYAML, file: "runs/x/config.yaml")
    #expect(again.trials.map(\.config) == study.trials.map(\.config), "\(study.resolvedYAML)")
  }

  @Test(
    "varied keys of networks",
    arguments: [
      ("model: [{lenet: {}}, {mobilenetv2: {width: 0.5}}]", ["lenet", "mobilenetv2 width=0.5"]),
      (
        "model.lenet: [{width: 2}, {batch-norm: before}]",
        ["lenet width=2", "lenet batch-norm before"]
      ),
      ("model.lenet.width: [0.5, 1]", ["0.5", "1"]),
      ("model.lenet.activation: [relu, {elu: 0.5}]", ["relu", "elu 0.5"]),
      ("model.lenet.initializer: [he-normal, orthogonal]", ["he-normal", "orthogonal"]),
    ])
  func varied(_ trials: String, _ texts: [String]) throws {
    let study = try study(config("{lenet: {}}", "trials: {\(trials)}"))
    #expect(study.trials.map { $0.varied[0] } == texts)
    let again = try StudyConfig.parse(yaml: study.resolvedYAML, file: "runs/x/config.yaml")
    #expect(again.trials.map(\.config) == study.trials.map(\.config), "\(study.resolvedYAML)")
    #expect(again.trials.map(\.varied) == study.trials.map(\.varied))
  }

  @Test func variedLayersAreShortTexts() throws {
    let study = try study(
      config(
        "{layers: [{dense: outputs}]}",
        """
        trials:
          model.layers:
            - [{conv: {filters: 8, size: 3, stride: 2, padding: same, activation: relu}}, {dense: outputs}]
            - [{branch: [[], [batch-norm]]}, {max-pool: 2}, {dense: 10}]
        """))
    #expect(
      study.trials.map { $0.varied[0] } == [
        "conv 3x3 by 2x2 same 8 relu + dense outputs",
        "( | batch-norm) + max-pool 2x2 by 2x2 + dense 10",
      ])
  }

  @Test(
    "errors name line, key and what is expected",
    arguments: [
      ("{}", "model.mlp: missing; add one, such as 'mlp: {hidden: [128, 64]}'"),
      ("{mlp: {hidden: [3]}, lenet: {}}", "model.lenet: stands beside model.mlp; keep one of them"),
      ("{lent: {}}", "model.lent: unknown key; did you mean 'lenet'?"),
      ("{lenet: {widht: 2}}", "model.lenet.widht: unknown key; did you mean 'width'?"),
      ("{lenet: {width: 0}}", "model.lenet.width: must be above 0, is 0"),
      ("{lenet: {width: 17}}", "model.lenet.width: must be at most 16, is 17.0"),
      (
        "{lenet: {}, initializer: zeros}",
        "model.initializer: goes with 'layers'; write it under model.lenet"
      ),
      (
        "{mobilenetv2: {batch-norm: before}}",
        "model.mobilenetv2.batch-norm: 'before' is not a map such as {momentum: 0.9}"
      ),
      ("{mobilenetv2: {bias: 1}}", "model.mobilenetv2.bias: '1' is not one of true, false"),
      (
        "{layers: []}",
        "model.layers: the list is empty; write one such as "
          + "[{conv: {filters: 8, size: 3}}, flatten, {dense: outputs}]"
      ),
      (
        "{layers: [convv]}",
        "model.layers: 'convv' is not one of flatten, dropout, batch-norm, global-max-pool, "
          + "global-average-pool, dense, conv, depthwise-conv, max-pool, average-pool, activation, "
          + "branch, residual; did you mean 'conv'?"
      ),
      ("{layers: [dense]}", "model.layers: 'dense' needs its settings, such as {dense: 128}"),
      ("{layers: [{dnese: 3}]}", "model.layers.dnese: unknown key; did you mean 'dense'?"),
      (
        "{layers: [{dense: 3, flatten: 1}]}",
        "model.layers: each layer is a list element of its own, such as {dense: 128}"
      ),
      (
        "{layers: [{flatten: 3}]}",
        "model.layers.flatten: takes no settings; write the word 'flatten'"
      ),
      (
        "{layers: [{dense: many}]}", "model.layers.dense: 'many' is not a whole number or 'outputs'"
      ),
      ("{layers: [{dense: 0}]}", "model.layers.dense: must be at least 1, is 0"),
      (
        "{layers: [{conv: 3}]}",
        "model.layers.conv: '3' is not a map such as {conv: {filters: 32, size: 3}}"
      ),
      (
        "{layers: [{conv: {filters: 3}}]}",
        "model.layers.conv.size: missing; add one, such as 'size: 3'"
      ),
      (
        "{layers: [{conv: {filters: 3, size: [1, 2, 3]}}]}",
        "model.layers.conv.size: needs one number, or height and width such as [3, 5]"
      ),
      (
        "{layers: [{conv: {filters: 3, size: 3, padding: smae}}]}",
        "model.layers.conv.padding: 'smae' is not one of valid, same, cover; did you mean 'same'?"
      ),
      (
        "{layers: [{conv: {filters: 3, size: 3, padding: [1, 2]}}]}",
        "model.layers.conv.padding: needs four numbers: top, bottom, left, right"
      ),
      (
        "{layers: [{conv: {filters: 3, size: 3, strid: 2}}]}",
        "model.layers.conv.strid: unknown key; did you mean 'stride'?"
      ),
      (
        "{layers: [{max-pool: {size: 2, padding: 2}}]}",
        "model.layers.max-pool: the padding must be at most half of the window"
      ),
      (
        "{layers: [{activation: elu}, {activation: {elu: 0.5}}]}",
        "model.layers.activation: has the slope 0.5, a layer before it 1.0; a network has one for all layers, "
          + "so give each the same, such as {leaky-relu: 0.3} and {elu: 0.3}"
      ),
      (
        "{layers: [{activation: elu}, {activation: leaky-relu}]}",
        "model.layers.activation: has the slope 0.3 by default, a layer before it 1.0; a network has one for "
          + "all layers, so give each the same, such as {leaky-relu: 0.3} and {elu: 0.3}"
      ),
      (
        "{layers: [{residual: {layer: [flatten]}}]}",
        "model.layers.residual.layer: unknown key; did you mean 'layers'?"
      ),
      (
        "{layers: [flatten], batch-norm: {momentum: 0.5}}",
        "model.batch-norm: no layer normalises; add one such as 'batch-norm'"
      ),
    ])
  func errors(_ text: String, _ error: String) {
    #expect(errorText(config(text)) == "configs/x.yaml:3: " + error)
  }

  @Test func dropoutNeedsAPlace() {
    #expect(
      errorText(config("{layers: [flatten, {dense: outputs}]}", "regularizer: {dropout: 0.5}"))
        == "configs/x.yaml:7: regularizer.dropout: no layer drops out; add 'dropout' to model.layers"
    )
    #expect(
      errorText(config("{layers: [dropout, {dense: outputs}]}", "regularizer: {dropout: 0.5}"))
        == nil)
  }
}

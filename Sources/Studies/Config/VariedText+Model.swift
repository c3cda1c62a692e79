import Networks
import Programs

/// Networks as short text for tables.
extension VariedText {
  /// The network and what differs from the defaults: `mlp 128-64`, `mlp 128-64 tanh`, `lenet width=0.5`,
  /// `conv 3x3 8 + flatten + dense outputs`.
  static func model(_ config: NetworkConfig) -> String {
    var parts: [String]
    var placement = BatchNormPlacement.none
    switch config.model {
    case .mlp(let hidden, let activation, let batchNorm):
      parts = ["mlp", widths(hidden)]
      if activation != .function(.relu) { parts.append(self.activation(activation, config.slope)) }
      placement = batchNorm
    case .convolutional(let network):
      parts = [network.name.rawValue]
      if network.width != 1 { parts.append("width=\(number(network.width))") }
      if network.activation != .function(.relu) {
        parts.append(self.activation(network.activation, config.slope))
      }
      placement = network.batchNorm
    case .mobileNetV2(let form):
      let standard = MobileNetV2Form()
      parts = ["mobilenetv2"]
      if form.width != 1 { parts.append("width=\(number(form.width))") }
      if form.stem != standard.stem { parts.append("stem=\(form.stem)") }
      if form.hasBias { parts.append("bias") }
      if form.expandsFirst { parts.append("expand-first") }
      if form.activation != standard.activation {
        parts.append(self.activation(form.activation, config.slope))
      }
      parts += constants(config.batchNorm)
    case .layers(let layers):
      parts = [self.layers(layers, config.slope)]
      parts += constants(config.batchNorm)
    }
    if config.initializer != .glorotUniform { parts.append(initializer(config.initializer)) }
    if placement != .none { parts.append("batch-norm \(batchNorm(placement, config.batchNorm))") }
    return parts.joined(separator: " ")
  }

  /// Layers one after another: `conv 3x3 8 relu + flatten + dense outputs`.
  static func layers(_ layers: [LayerConfig], _ slope: Double?) -> String {
    layers.map { layer($0, slope) }.joined(separator: " + ")
  }

  private static func layer(_ layer: LayerConfig, _ slope: Double?) -> String {
    func count(_ count: Int?) -> String { count.map(String.init) ?? "outputs" }
    func words(_ words: [String], _ activation: HiddenActivation) -> String {
      let last = activation == .function(.identity) ? [] : [self.activation(activation, slope)]
      return (words + last).joined(separator: " ")
    }
    switch layer {
    case .dense(let units, let activation): return words(["dense", count(units)], activation)
    case .convolution(let filters, let form, let hasBias, let activation):
      let start = ["conv", window(form), count(filters)]
      return words(start + (hasBias ? [] : ["without bias"]), activation)
    case .depthwise(let form, let hasBias, let activation):
      let start = ["depthwise-conv", window(form)]
      return words(start + (hasBias ? [] : ["without bias"]), activation)
    case .pool(let kind, let form):
      let name = kind == .max ? "max-pool" : "average-pool"
      return form.map { "\(name) \(window($0))" } ?? "global-\(name)"
    case .batchNorm(let activation): return words(["batch-norm"], activation)
    case .activation(let activation): return self.activation(activation, slope)
    case .dropout: return "dropout"
    case .flatten: return "flatten"
    case .branch(let branches):
      return "(" + branches.map { layers($0, slope) }.joined(separator: " | ") + ")"
    case .residual(let inner, let shortcut):
      let rest = shortcut.isEmpty ? "" : " with \(layers(shortcut, slope))"
      return "residual (\(layers(inner, slope))\(rest))"
    }
  }

  private static func window(_ form: WindowForm) -> String {
    var parts = ["\(form.height)x\(form.width)"]
    if form.strideY * form.strideX > 1 { parts.append("by \(form.strideY)x\(form.strideX)") }
    if form.dilation > 1 { parts.append("dilated \(form.dilation)") }
    switch form.padding {
    case .valid: break
    case .same: parts.append("same")
    case .covering: parts.append("cover")
    case .explicit(let padding):
      let sides = [padding.top, padding.bottom, padding.left, padding.right]
      parts.append("padded " + sides.map(String.init).joined(separator: "/"))
    }
    return parts.joined(separator: " ")
  }
}

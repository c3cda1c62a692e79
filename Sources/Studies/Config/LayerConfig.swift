import Networks
import Programs

/// One layer of a network that a config lists layer by layer.
public indirect enum LayerConfig: Sendable, Hashable {
  /// A fully connected layer; `nil` units are as many as the data has classes or values.
  case dense(units: Int?, activation: HiddenActivation)
  /// A convolution; `nil` filters are as many as the data has classes or values.
  case convolution(filters: Int?, form: WindowForm, hasBias: Bool, activation: HiddenActivation)
  /// A convolution of each channel for itself.
  case depthwise(form: WindowForm, hasBias: Bool, activation: HiddenActivation)
  /// Pooling; without a window that of whole images.
  case pool(PoolingLayer.Kind, WindowForm?)
  /// Batch normalisation and an activation.
  case batchNorm(activation: HiddenActivation)
  /// An activation on its own.
  case activation(HiddenActivation)
  /// A place for dropout.
  case dropout
  /// Images as rows of numbers.
  case flatten
  /// Branches whose channels stand side by side.
  case branch([[LayerConfig]])
  /// Layers whose outcome is added to that of a shortcut, or to their input.
  case residual([LayerConfig], shortcut: [LayerConfig])
}

extension LayerConfig {
  /// What it records.
  ///
  /// - Parameters:
  ///   - outputs: the number of classes or values.
  ///   - dropout: whether dropout layers are recorded.
  func layers(outputs: Int, dropout: Bool) -> [any Layer] {
    switch self {
    case .dense(let units, let activation):
      return activation.layers { Dense(units ?? outputs, activation: $0) }
    case .convolution(let filters, let form, let hasBias, let activation):
      return activation.layers {
        ConvolutionLayer(filters ?? outputs, form, hasBias: hasBias, activation: $0)
      }
    case .depthwise(let form, let hasBias, let activation):
      return activation.layers {
        DepthwiseConvolutionLayer(form, hasBias: hasBias, activation: $0)
      }
    case .pool(let kind, let form): return [PoolingLayer(kind, form)]
    case .batchNorm(let activation):
      return activation.layers { BatchNormalization(activation: $0) }
    case .activation(.function(let function)): return [ActivationLayer(function)]
    case .activation(.rectifier(let slopes)): return [Rectifier(slopes)]
    case .dropout: return dropout ? [DropoutLayer()] : []
    case .flatten: return [Flatten()]
    case .branch(let branches):
      let sequences = branches.map { branch in
        branch.flatMap { $0.layers(outputs: outputs, dropout: dropout) }
      }
      return [Branches(sequences, joint: .concatenation)]
    case .residual(let layers, let shortcut):
      return [
        Branches.residual(
          layers.flatMap { $0.layers(outputs: outputs, dropout: dropout) },
          shortcut: shortcut.flatMap { $0.layers(outputs: outputs, dropout: dropout) })
      ]
    }
  }

  /// The number of layers that it records; a place for dropout counts as none.
  fileprivate var recordedCount: Int { layers(outputs: 1, dropout: false).count }

  /// The layers inside.
  private var inner: [LayerConfig] {
    switch self {
    case .branch(let branches): branches.flatMap(\.self)
    case .residual(let layers, let shortcut): layers + shortcut
    default: []
    }
  }

  /// Whether dropout has a place here.
  var hasDropout: Bool { self == .dropout || inner.contains(where: \.hasDropout) }

  /// Whether it normalises.
  var hasBatchNorm: Bool {
    if case .batchNorm = self { true } else { inner.contains(where: \.hasBatchNorm) }
  }
}

extension [LayerConfig] {
  /// Which of the listed layers recorded the layer at this path, in words: `layer 3`,
  /// `layer 3, branch 2, layer 1`, `layer 2, shortcut, layer 1`.
  ///
  /// - Parameter path: that of a ``LayerMisfit`` in what the list records.
  func place(of path: ArraySlice<Int>) -> String {
    guard var left = path.first else { return "" }
    for (index, layer) in enumerated() {
      guard left >= layer.recordedCount else {
        return "layer \(index + 1)" + layer.place(ofInner: path.dropFirst())
      }
      left -= layer.recordedCount
    }
    return ""
  }
}

extension LayerConfig {
  /// Where in it: a sequence, and the rest of the path in that.
  fileprivate func place(ofInner path: ArraySlice<Int>) -> String {
    guard let sequence = path.first else { return "" }
    let rest = path.dropFirst()
    switch self {
    case .branch(let branches):
      return ", branch \(sequence + 1), " + branches[sequence].place(of: rest)
    case .residual(let layers, let shortcut):
      // As they are recorded, the shortcut first.
      return sequence == 0
        ? ", shortcut, " + shortcut.place(of: rest) : ", " + layers.place(of: rest)
    default: return ""
    }
  }
}

extension HiddenActivation {
  /// A layer of sums with this activation.
  fileprivate func layers(after sums: (Activation) -> any Layer) -> [any Layer] {
    layers(after: sums, batchNorm: .none)
  }
}

import Programs

/// A leaky rectifier whose slopes are learnt or drawn: x, or slope x below 0.
public struct Rectifier: Layer {
  /// Where slopes come from.
  public enum Slopes: String, CaseIterable, Sendable {
    /// PReLU: each unit learns its own, from 0.25 on, free of penalties.
    /// Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers", ICCV 2015.
    case learnt = "prelu"
    /// Randomised leaky ReLU: drawn from ``Rectifier/drawnSlopes`` for each unit, example and step; inference
    /// takes the replica's slope, which should be their mean.
    /// Source: Xu, Wang, Chen, Li, "Empirical evaluation of rectified activations in convolutional network",
    /// 2015.
    case drawn = "rrelu"
  }

  /// Where slopes come from.
  public let slopes: Slopes

  /// What slopes are drawn from, uniformly.
  public static let drawnSlopes: Range<Float> = 1.0 / 8..<1.0 / 3
  /// What inference takes for slopes that are drawn.
  public static let meanSlope = (1.0 / 8 + 1.0 / 3) / 2

  /// A rectifier.
  public init(_ slopes: Slopes) { self.slopes = slopes }

  /// `prelu` or `rrelu`.
  public var title: String { slopes.rawValue }

  /// What is trained: a slope for each channel, if they are learnt.
  public func parameters(input: FeatureShape) -> [Parameter] {
    guard slopes == .learnt else { return [] }
    return [Parameter(name: "weight", channelsOf: input, initializer: .constant(0.25))]
  }

  /// The shape of one example after this layer.
  public func output(input: FeatureShape) -> FeatureShape { input }

  /// The mean of slopes that are drawn, for inference.
  public var defaultSlope: Double? { slopes == .drawn ? Self.meanSlope : nil }

  /// Records the forward operations.
  public func forward(_ input: Tensor, _ context: LayerContext) -> LayerRecord {
    let output = context.output(input.rows, input.channels)
    let slope =
      switch slopes {
      case .learnt: context.parameters[0]
      case .drawn where context.isTraining: draw([input.rows, input.channels], context)
      case .drawn: context.settings.slope
      }
    context.recorder.append(
      .leakyRectifier(LeakyRectifier(input: input, output: output, slope: slope)))
    return LayerRecord(input: input, output: output, saved: [slope], isOutputFree: true)
  }

  private func draw(_ dimensions: [Int], _ context: LayerContext) -> Tensor {
    let slopes = context.scratch("slopes", dimensions)
    context.recorder.append(
      .uniformDraw(
        UniformDraw(
          output: slopes, lower: Self.drawnSlopes.lowerBound, upper: Self.drawnSlopes.upperBound,
          seed: context.settings.seed, stream: .slopes(context.rectifierOrdinal))))
    return slopes
  }

  /// Records the backward operations.
  public func backward(
    _ gradient: Tensor, _ record: LayerRecord, _ context: LayerContext
  ) -> Tensor? {
    context.recorder.append(
      .leakyRectifierGradient(
        LeakyRectifierGradient(
          gradient: gradient, input: record.input, slope: record.saved[0],
          slopeGradient: context.gradients.first)))
    return context.needsInputGradient ? gradient : nil
  }
}

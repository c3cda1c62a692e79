import Programs

/// How the weights of a trial are drawn; formulas as in Keras.
///
/// Starting weights are data of a replica, not part of its program: trials that differ in nothing else
/// train in one lockstep group.
public enum Initializer: Hashable, Sendable {
  /// Random numbers whose variance depends on a layer's inputs and outputs.
  case scaled(VarianceScaling)
  /// `gain` times a random matrix whose rows or columns, whichever are fewer, are orthonormal.
  ///
  /// Source: Saxe, McClelland, Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep
  /// linear neural networks", ICLR 2014.
  case orthogonal(gain: Double)
  /// All the same number.
  case constant(Double)
  /// All 0.
  case zeros

  /// Uniform in ±sqrt(6 / (in + out)), Keras's default.
  public static let glorotUniform = scaled(VarianceScaling(.glorot, .uniform))
  /// Normal with variance 2 / in, the natural pair of relu.
  public static let heNormal = scaled(VarianceScaling(.he, .normal))
  /// Uniform in ±sqrt(6 / in).
  public static let heUniform = scaled(VarianceScaling(.he, .uniform))
  /// Normal with variance 1 / in, the natural pair of SELU.
  public static let lecunNormal = scaled(VarianceScaling(.lecun, .normal))

  /// Those that are complete without a number of their own.
  public static let named: [Initializer] =
    VarianceScaling.all.map(Initializer.scaled) + [.orthogonal(gain: 1), .zeros]

  /// The word for it: `glorot-uniform`, `orthogonal`, `constant`.
  public var name: String {
    switch self {
    case .scaled(let scaling): scaling.name
    case .orthogonal: "orthogonal"
    case .constant: "constant"
    case .zeros: "zeros"
    }
  }

  /// The number behind the name, where there is one that the name does not imply.
  public var number: Double? {
    switch self {
    case .constant(let value): value
    case .orthogonal(let gain): gain == 1 ? nil : gain
    case .scaled, .zeros: nil
    }
  }

  /// Draws the values of a parameter, a pure function of seed and stream.
  ///
  /// - Parameters:
  ///   - dimensions: those in memory; the last one counts outputs.
  ///   - fanIn: inputs of one unit.
  ///   - fanOut: units that one input feeds.
  ///   - seed: the trial's seed.
  ///   - stream: the parameter's stream.
  public func values(
    dimensions: [Int], fanIn: Int, fanOut: Int, seed: UInt64, stream: RandomStream
  ) -> [Float] {
    let count = dimensions.reduce(1, *)
    let draws = ParameterDraws(seed: seed, stream: stream)
    switch self {
    case .scaled(let scaling):
      let fan = scaling.rule.fan(in: fanIn, out: fanOut)
      switch scaling.distribution {
      case .uniform:
        return draws.uniform(count, limit: Float((3 * scaling.rule.scale / fan).squareRoot()))
      case .normal:
        let deviation = (scaling.rule.scale / fan).squareRoot()
        return draws.truncatedNormal(
          count, deviation: deviation / VarianceScaling.truncatedDeviation)
      }
    case .orthogonal(let gain):
      let columns = dimensions.last ?? 1
      return OrthogonalMatrix.values(
        rows: count / columns, columns: columns, gain: gain, draws: draws)
    case .constant(let value): return [Float](repeating: Float(value), count: count)
    case .zeros: return [Float](repeating: 0, count: count)
    }
  }
}

/// A variance of `scale / fan`, so that signals keep their size from layer to layer.
public struct VarianceScaling: Hashable, Sendable {
  /// What the variance is.
  public enum Rule: String, CaseIterable, Sendable {
    /// 2 / (in + out).
    /// Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
    /// networks", AISTATS 2010.
    case glorot
    /// 2 / in.
    /// Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers", ICCV 2015.
    case he
    /// 1 / in.
    /// Source: LeCun, Bottou, Orr, Müller, "Efficient backprop", 1998.
    case lecun

    /// What is divided by the fan.
    var scale: Double { self == .he ? 2 : 1 }

    /// What the variance is inverse to.
    func fan(in fanIn: Int, out fanOut: Int) -> Double {
      self == .glorot ? Double(fanIn + fanOut) / 2 : Double(fanIn)
    }
  }

  /// What the numbers are drawn from.
  public enum Distribution: String, CaseIterable, Sendable {
    /// A range around 0.
    case uniform
    /// Normal, numbers beyond two standard deviations drawn again.
    case normal
  }

  /// What the variance is.
  public let rule: Rule
  /// What the numbers are drawn from.
  public let distribution: Distribution

  /// The standard deviation of a standard normal distribution that is cut at ±2, as Keras has it: drawing
  /// from a wider one makes up for the tails.
  static let truncatedDeviation = 0.87962566103423978

  /// A rule with a distribution.
  public init(_ rule: Rule, _ distribution: Distribution) {
    self.rule = rule
    self.distribution = distribution
  }

  /// Every combination.
  public static let all = Rule.allCases.flatMap { rule in
    Distribution.allCases.map { VarianceScaling(rule, $0) }
  }

  /// `glorot-uniform`, `he-normal`.
  var name: String { "\(rule.rawValue)-\(distribution.rawValue)" }
}

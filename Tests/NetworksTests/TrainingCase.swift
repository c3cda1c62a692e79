import Networks
import Programs
import Testing

/// A small training in which everything that a program records takes part: what a study varies, in
/// miniature.
struct TrainingCase: Sendable, CustomTestStringConvertible {
  /// What one trial varies.
  struct Replica: Sendable {
    var seed: UInt64
    var dataSet: Int
    var rate: Double
    var dropout: Double
    var l2: Double
    var isShuffled: Bool
    /// Adam's beta1, beta2 and epsilon.
    ///
    /// Epsilon is large, so that the update stays smooth where a gradient is near 0: with a small one
    /// it is almost `rate * sign(g)`, and a rounding of g would show as a whole rate.
    var coefficients: [Double]
    /// What the activation multiplies with below 0, where there is a choice.
    var slope = 0.3
    /// Momentum and epsilon of batch normalisation; a large epsilon keeps roundings of variances small.
    var batchNorm = BatchNormConstants(momentum: 0.75, epsilon: 0.125)
  }

  var name: String
  var loss = LossKind.crossEntropy
  /// Whether examples have values to predict and not labels.
  var hasValues = false
  var optimizer = OptimizerMethod.sgd
  var activation = Activation.tanh
  /// Takes the place of the activation.
  var rectifier: Rectifier.Slopes?
  var batchNorm = BatchNormPlacement.none
  /// 9 and 5 are one more than vectors of 8 and 4 lanes.
  var hidden = [9, 5]
  var hasDropout = true
  /// The shape of one example.
  var shape = FeatureShape(height: 2, width: 1, channels: 3)
  /// Takes the place of dense layers, of `hidden` and what goes with it.
  var layers: [any Layer]?
  var batch = 16
  /// Two whole batches and 13 examples.
  var train = 45
  /// One whole batch of evaluation and 22 examples.
  var validation = 150
  /// One whole batch of evaluation and 5 examples.
  var test = 133
  var replicas = [
    Replica(
      seed: 11, dataSet: 0, rate: 0.1, dropout: 0, l2: 0, isShuffled: true,
      coefficients: [0.9, 0.999, 1e-3]),
    Replica(
      seed: 7 << 40 | 5, dataSet: 1, rate: 0.05, dropout: 0.3, l2: 0.01, isShuffled: false,
      coefficients: [0.8, 0.99, 2e-3], slope: 0.01,
      batchNorm: BatchNormConstants(momentum: 0.5, epsilon: 0.25)),
    Replica(
      seed: 3, dataSet: 1, rate: 0.2, dropout: 0.5, l2: 0, isShuffled: true,
      coefficients: [0.9, 0.95, 5e-3]),
    Replica(
      seed: 4, dataSet: 0, rate: 0.1, dropout: 0, l2: 0.05, isShuffled: false,
      coefficients: [0.7, 0.999, 1e-3]),
    Replica(
      seed: 11, dataSet: 0, rate: 0.15, dropout: 0.25, l2: 0.03, isShuffled: true,
      coefficients: [0.9, 0.999, 4e-3]),
  ]

  var testDescription: String { name }

  static let dataSets = 2
  static let outputs = 3

  var model: Model {
    if let layers { return Model(input: shape, layers: layers) }
    return .mlp(
      input: shape, hidden: hidden, outputs: Self.outputs,
      activation: rectifier.map { .rectifier($0) } ?? .function(activation), batchNorm: batchNorm,
      dropout: hasDropout)
  }

  /// A replica's constants in the order of the optimizer's names, those that Adam has not from its.
  func coefficients(_ replica: Replica) -> [Double] {
    optimizer.coefficientNames.map { name in
      switch name {
      case "beta1", "momentum", "rho": replica.coefficients[0]
      case "beta2": replica.coefficients[1]
      case "epsilon": replica.coefficients[2]
      default: optimizer.defaultCoefficient(name)
      }
    }
  }

  /// The number of parameters that are trained.
  var trainableCount: Int {
    ParameterLayout(model).entries.filter(\.parameter.isTrainable)
      .reduce(0) { $0 + $1.parameter.count }
  }

  func record() -> TrainingProgram {
    TrainingProgram(
      model: model, loss: loss, optimizer: optimizer, replicas: replicas.count, batch: batch,
      data: DataExtent(
        sets: Self.dataSets, train: train, validation: validation, test: test, element: .uint8,
        channels: shape.channels, targetWidth: hasValues ? Self.outputs : nil),
      extras: replicas.contains { $0.l2 > 0 } ? .penalty : [])
  }
}

// MARK: - What the memory holds at the start

extension TrainingCase {
  /// The part of the data that a table belongs to; keys its draws.
  enum Part: UInt32 { case train, test }

  /// Training and held-out examples lie one behind the other.
  func exampleCount(_ part: Part) -> Int { part == .train ? train + validation : test }

  /// A pixel of an example.
  func pixel(_ part: Part, dataSet: Int, example: Int, feature: Int) -> Double {
    Double(Self.draw(part, 0, dataSet, example, feature) >> 24)
  }

  /// The right class of an example.
  func label(_ part: Part, dataSet: Int, example: Int) -> Int {
    Int(Self.draw(part, 1, dataSet, example, 0) % UInt32(Self.outputs))
  }

  /// One of the values to predict for an example, -1...1.
  func value(_ part: Part, dataSet: Int, example: Int, index: Int) -> Double {
    2 * Double(Philox.uniform(Self.draw(part, 2, dataSet, example, index))) - 1
  }

  /// Scale and shift of a channel, which take pixels to about -1...1, other in each data set and part and
  /// for most seeds.
  func normalization(
    _ part: Part, dataSet: Int, channel: Int, seed: UInt64
  ) -> (scale: Double, shift: Double) {
    let set = Float(dataSet) + Float(seed % 3) / 4
    let channel = Float(channel) + Float(part.rawValue) / 2
    return (Double((1 + 0.3 * set + 0.1 * channel) / 128), Double(0.1 * channel - 0.2 * set - 1))
  }

  /// Drawn weights as in a study, and biases that are not 0, which would hide much; single precision.
  func startingParameters(_ layout: ParameterLayout) -> [Double] {
    replicas.flatMap { replica in
      var values = layout.initialValues(seed: replica.seed).map(Double.init)
      let philox = Philox(seed: replica.seed)
      for entry in layout.entries where entry.parameter.name == "bias" {
        // Also the shifts of batch normalisation.
        for index in 0..<entry.parameter.count {
          let word = philox.block(UInt32(index), UInt32(entry.index), 0, 9).0
          values[entry.offset + index] = Double(0.6 * Philox.uniform(word) - 0.3)
        }
      }
      return values
    }
  }

  /// Everything that a run is given, apart from the table of rates.
  func inputs(_ program: TrainingProgram) -> [(tensor: Tensor, values: [Double])] {
    let settings = program.settings
    func each(_ value: (Replica) -> Double) -> [Double] { replicas.map { single(value($0)) } }
    let coefficients = replicas.flatMap { replica in
      let values = optimizer.deviceCoefficients(self.coefficients(replica)).map(Double.init)
      return values.isEmpty ? [0] : values
    }
    return [
      (program.parameters, startingParameters(program.layout)),
      (program.coefficients, coefficients),
      (
        settings.seed,
        replicas.flatMap { [Double($0.seed & 0xFFFF_FFFF), Double($0.seed >> 32)] }
      ),
      (settings.dataSet, each { Double($0.dataSet) }),
      (settings.shuffled, each { $0.isShuffled ? 1 : 0 }),
      (settings.dropout, each(\.dropout)), (settings.l2, each(\.l2)),
      (settings.slope, each(\.slope)),
      (settings.batchNorm, replicas.flatMap { $0.batchNorm.deviceValues.map(Double.init) }),
    ] + inputs(.train, program.trainData) + inputs(.test, program.testData)
  }

  private func inputs(
    _ part: Part, _ tensors: TrainingProgram.DataTensors
  ) -> [(tensor: Tensor, values: [Double])] {
    func table(_ width: Int, _ value: (Int, Int, Int) -> Double) -> [Double] {
      (0..<Self.dataSets).flatMap { set in
        (0..<exampleCount(part)).flatMap { example in
          (0..<width).map { value(set, example, $0) }
        }
      }
    }
    let targets =
      hasValues
      ? table(Self.outputs) { value(part, dataSet: $0, example: $1, index: $2) }
      : table(1) { set, example, _ in Double(label(part, dataSet: set, example: example)) }
    return [
      (
        tensors.examples,
        table(shape.count) { pixel(part, dataSet: $0, example: $1, feature: $2) }
      ),
      (tensors.targets, targets),
      (
        tensors.normalization,
        replicas.flatMap { replica in
          (0..<Self.dataSets).flatMap { set in
            (0..<shape.channels).flatMap { channel in
              let (scale, shift) = normalization(
                part, dataSet: set, channel: channel, seed: replica.seed)
              return [scale, shift]
            }
          }
        }
      ),
    ]
  }

  private static func draw(
    _ part: Part, _ use: UInt32, _ dataSet: Int, _ example: Int, _ index: Int
  ) -> UInt32 {
    Philox(seed: 2_024).block(
      UInt32(index), UInt32(example), UInt32(dataSet), 2 * use + part.rawValue
    ).0
  }
}

/// A number rounded to single precision, as a device gets it.
func single(_ value: Double) -> Double { Double(Float(value)) }

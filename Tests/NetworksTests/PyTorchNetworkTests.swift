import Foundation
import Networks
import Programs
import Testing

/// Small convolutional networks against PyTorch: losses, predictions, trained tensors, gradients.
///
/// The files in `PyTorch` hold what `Benchmarks/yardstick/convolutional.py` found in double precision. Weights
/// and pixels come from the same formula on both sides, weights in the order of PyTorch's files.
struct PyTorchNetwork: Decodable, Sendable, CustomTestStringConvertible {
  /// Signed sums over the elements of one tensor, see ``signedSums(_:)``.
  struct Sums: Decodable, Sendable {
    let name: String
    /// After training.
    let values: [Double]
    /// Of a further step; `nil` for running statistics.
    let gradients: [Double]?
  }

  let name: String
  let shape: [Int]
  let width: Double
  let rate: Double
  let losses: [Double]
  let logProbabilities: [[Double]]
  let tensors: [Sums]

  static let classes = 5
  static let batch = 8

  static let all: [PyTorchNetwork] = ["lenet", "squeezenet", "mobilenetv2"].map { name in
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "PyTorch/\(name).json")
    do {
      return try JSONDecoder().decode(PyTorchNetwork.self, from: Data(contentsOf: path))
    } catch {
      fatalError("\(path.path): \(error)")
    }
  }

  var testDescription: String { name }

  var model: Model {
    let input = FeatureShape(height: shape[0], width: shape[1], channels: shape[2])
    switch name {
    case "lenet": return .leNet(input: input, outputs: Self.classes, width: width)
    case "squeezenet": return .squeezeNet(input: input, outputs: Self.classes, width: width)
    default:
      var form = MobileNetV2Form()
      form.width = width
      return .mobileNetV2(input: input, outputs: Self.classes, form: form)
    }
  }

  // MARK: - Numbers by formula

  /// Pseudo-random numbers of 16 bits, others for each key.
  static func words(_ count: Int, key: UInt64) -> [UInt64] {
    (0..<UInt64(count)).map { index in
      var word = (index &* 2_654_435_761 &+ key &* 40503 &+ 12345) & 0xFFFF_FFFF
      word = (word ^ (word >> 15)) &* 2_246_822_519 & 0xFFFF_FFFF
      return (word ^ (word >> 13)) & 0xFFFF
    }
  }

  private static func spread(_ count: Int, key: UInt64, limit: Double) -> [Float] {
    words(count, key: key).map { Float((Double($0) / 32768 - 1) * limit) }
  }

  /// The first values of all tensors, in the order of files.
  static func start(_ layout: ParameterLayout) -> [NamedWeights] {
    layout.entries.enumerated().map { key, entry in
      let (shape, count) = (entry.parameter.fileOrder.shape, entry.parameter.count)
      let key = UInt64(key)
      let values: [Float]
      switch entry.parameter.name {
      case "weight" where shape.count > 1:
        let inputs = shape.dropFirst().reduce(1, *)
        values = spread(count, key: key, limit: (6 / Double(inputs)).squareRoot())
      case "weight": values = spread(count, key: key, limit: 0.25).map { 0.5 + $0 }
      case "running_var": values = spread(count, key: key, limit: 0.25).map { 1 + $0 }
      default: values = spread(count, key: key, limit: 0.125)
      }
      return NamedWeights(name: entry.name, shape: shape, values: values)
    }
  }

  /// Two sums over all elements, each with signs of its own: what is wrong or in the wrong place shows.
  static func signedSums(_ values: [Float]) -> [Double] {
    [1001, 1002].map { key in
      zip(values, words(values.count, key: key)).reduce(0) {
        $0 + ($1.1 >> 15 == 0 ? Double($1.0) : -Double($1.0))
      }
    }
  }
}

/// One training of such a network.
private struct PyTorchRun {
  let program: TrainingProgram
  private var machine: any TrainingMachine
  private let network: PyTorchNetwork

  init(
    _ network: PyTorchNetwork, on runner: Runner, altered alter: (Program) -> Program = { $0 }
  ) throws {
    self.network = network
    let (train, test) = (
      PyTorchNetwork.batch * network.losses.count, network.logProbabilities.count
    )
    program = TrainingProgram(
      model: network.model, loss: .crossEntropy, optimizer: .sgd, replicas: 1,
      batch: PyTorchNetwork.batch,
      data: DataExtent(
        sets: 1, train: train, validation: 0, test: test, element: .uint8,
        channels: network.shape[2], targetWidth: nil),
      extras: .predictions)
    machine = try runner.machine(alter(program.program))
    let settings = program.settings
    let zeros = [
      settings.dataSet, settings.shuffled, settings.dropout, settings.l2, settings.slope,
      program.coefficients,
    ]
    for tensor in zeros {
      try machine.write([Double](repeating: 0, count: tensor.count), to: tensor)
    }
    try machine.write([1, 0], to: settings.seed)
    try machine.write([0.25, 0.5], to: settings.batchNorm)
    for (data, count, key) in [(program.trainData, train, 2001), (program.testData, test, 3001)] {
      let words = PyTorchNetwork.words(count * network.shape.reduce(1, *), key: UInt64(key))
      try machine.write(words.map { Double($0 >> 8) }, to: data.examples)
      let labels = PyTorchNetwork.words(count, key: UInt64(key + 1))
      try machine.write(
        labels.map { Double($0 % UInt64(PyTorchNetwork.classes)) }, to: data.targets)
      try machine.write(
        (0..<network.shape[2]).flatMap { _ in [1.0 / 256, 0] }, to: data.normalization)
    }
    try machine.write(
      program.layout.flatten(PyTorchNetwork.start(program.layout)).map(Double.init),
      to: program.parameters)
    let scalars = (0..<program.stepsPerEpoch).flatMap {
      OptimizerMethod.sgd.stepScalars(rate: network.rate, step: $0, coefficients: [])
    }
    try machine.write(scalars.map(Double.init), to: program.stepScalars)
    try machine.run([program.beginEpoch(0)])
  }

  /// Trains one step.
  /// - Returns: Its mean loss.
  mutating func train(step: Int) throws -> Double {
    let before = try lossSum()
    try machine.run(program.train(epoch: 0, steps: step..<step + 1))
    return (try lossSum() - before) / Double(PyTorchNetwork.batch)
  }

  private func lossSum() throws -> Double {
    let sums = try machine.read(try #require(program.metrics[.train]))
    return sums[MetricSlot.loss.rawValue] - sums[MetricSlot.lossCompensation.rawValue]
  }

  /// The logarithms of the class probabilities of the test examples.
  mutating func logProbabilities() throws -> [Double] {
    try machine.run(program.predict().map(\.pass))
    return try machine.read(try #require(program.predictions)).map { log($0) }
  }

  func parameters() throws -> [Double] { try machine.read(program.parameters) }

  mutating func write(parameters: [Double]) throws {
    try machine.write(parameters, to: program.parameters)
  }

  /// The gradients that the last step left, at the places of their parameters.
  func gradients() throws -> [Double] {
    let buffer = try #require(program.program.buffers.first { $0.name == "gradients" })
    let gradients = try machine.read(buffer.tensor)
    return gradients + [Double](repeating: 0, count: program.layout.count - gradients.count)
  }
}

extension TrainingProgramTests {
  @Suite("Convolutional networks against PyTorch")
  struct PyTorchTests {
    /// Relative to the largest that is compared; of tensors to their lengths as vectors.
    ///
    /// Of double precision what weight files keep, of single precision what roundings gather in some fifty
    /// layers whose statistics are taken over eight examples: PyTorch's own single precision is off by 1e-4.
    private func tolerance(_ runner: Runner) -> Double { runner.isReference ? 3e-7 : 5e-4 }

    @Test(
      "the same losses, predictions, tensors, gradients", arguments: Runner.all, PyTorchNetwork.all)
    func agrees(_ runner: Runner, _ network: PyTorchNetwork) throws {
      let tolerance = tolerance(runner)
      var run = try PyTorchRun(network, on: runner)
      let layout = run.program.layout
      var comparisons = Comparisons()
      for (step, loss) in network.losses.enumerated() {
        comparisons.compare(
          try run.train(step: step), loss, within: tolerance * loss, "loss of step \(step)")
      }
      let trained = try run.parameters()
      let expected = network.logProbabilities.flatMap(\.self)
      for (index, got) in try run.logProbabilities().enumerated() {
        comparisons.compare(
          got, expected[index], within: 4 * tolerance, "logarithm of probability \(index)")
      }
      var still = try PyTorchRun(network, on: runner) { $0.withoutUpdates() }
      try still.write(parameters: trained)
      _ = try still.train(step: 0)
      let values = layout.weights(trained.map { Float($0) }[...])
      let gradients = layout.weights(try still.gradients().map { Float($0) }[...])
      #expect(values.map(\.name) == network.tensors.map(\.name))
      for (index, tensor) in network.tensors.enumerated() {
        for (kind, weights, sums) in [
          ("value", values[index], tensor.values), ("gradient", gradients[index], tensor.gradients),
        ] {
          guard let sums else { continue }
          let length = weights.values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
          for (got, expected) in zip(PyTorchNetwork.signedSums(weights.values), sums) {
            comparisons.compare(
              got, expected, within: tolerance * max(length, 1e-3), "\(kind) of \(tensor.name)")
          }
        }
      }
      let trainable = network.tensors.filter { $0.gradients != nil }.count
      comparisons.finish(
        network.losses.count + expected.count + 2 * (network.tensors.count + trainable))
    }
  }
}

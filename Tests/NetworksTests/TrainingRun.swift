import CPUBackend
import Foundation
import Networks
import OpenCLBackend
import OperationCases
import Programs
import Testing

/// Something that runs programs, with numbers as `Double` in and out.
protocol TrainingMachine {
  mutating func write(_ values: [Double], to tensor: Tensor) throws
  mutating func run(_ passes: [Pass]) throws
  func read(_ tensor: Tensor) throws -> [Double]
}

extension ReferenceMachine: TrainingMachine {
  mutating func write(_ values: [Double], to tensor: Tensor) { write(values, to: tensor.buffer) }
  func read(_ tensor: Tensor) -> [Double] { contents(of: tensor.buffer) }
}

/// A program on a backend.
struct DeviceMachine: TrainingMachine {
  let executable: any Executable

  func write(_ values: [Double], to tensor: Tensor) throws {
    switch tensor.element {
    case .float32: try executable.write(values.map { Float($0) }, to: tensor)
    case .int32: try executable.write(values.map { Int32($0) }, to: tensor)
    case .uint32: try executable.write(values.map { UInt32($0) }, to: tensor)
    case .uint8: try executable.write(values.map { UInt8($0) }, to: tensor)
    }
  }

  func run(_ passes: [Pass]) throws { try executable.run(passes) }

  func read(_ tensor: Tensor) throws -> [Double] {
    precondition(tensor.element == .float32, "only results are read, got \(tensor)")
    return try executable.read(tensor, as: Float.self).map(Double.init)
  }
}

/// A way to run a training.
struct Runner: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// `nil` for the double-precision reference.
  private let backend: (any Backend)?

  static let reference = Runner(testDescription: "reference", backend: nil)

  static let openCLDevices = OpenCLBackend.discover().devices
  /// Whether the absence of an OpenCL device is a failure.
  static let requiresOpenCL =
    ProcessInfo.processInfo.environment["LOCKSTEP_REQUIRE_OPENCL"] == "1"

  /// The processor, and the OpenCL devices each with the code for processors and for GPUs.
  static let devices: [Runner] =
    [Runner(testDescription: "cpu", backend: CPUBackend())]
    + openCLDevices.flatMap { device in
      [
        ("", OpenCLOptions()), (" as a GPU", OpenCLOptions(engine: .batched, treatAs: .gpu)),
      ].compactMap { name, options in
        guard let backend = try? OpenCLBackend(device: device, options: options) else { return nil }
        return Runner(testDescription: device.identifier + name, backend: backend)
      }
    }

  static let all = [reference] + devices

  var isReference: Bool { backend == nil }

  func machine(_ program: Program) throws -> any TrainingMachine {
    guard let backend else { return ReferenceMachine(program) }
    return DeviceMachine(executable: try backend.prepare(program))
  }
}

/// A training that goes on: a program, and a machine with its memory.
///
/// A copy of a run on the reference machine goes its own way.
struct TrainingRun {
  let form: TrainingCase
  let program: TrainingProgram
  private var machine: any TrainingMachine

  /// A run with all inputs in place and nothing trained.
  ///
  /// - Parameter alter: what is run in place of the recorded program; buffers keep their ids.
  init(
    _ form: TrainingCase, on runner: Runner, altered alter: (Program) -> Program = { $0 }
  ) throws {
    self.form = form
    program = form.record()
    machine = try runner.machine(alter(program.program))
    for (tensor, values) in form.inputs(program) { try machine.write(values, to: tensor) }
  }

  var replicas: Range<Int> { form.replicas.indices }

  /// Starts an epoch: rates, order, sums of the training at 0.
  ///
  /// - Parameter ratesAreZero: whether the parameters stay as they are.
  mutating func beginEpoch(_ epoch: Int, ratesAreZero: Bool = false) throws {
    let scalars = form.replicas.flatMap { replica in
      (0..<program.stepsPerEpoch).flatMap { step in
        form.optimizer.stepScalars(
          rate: ratesAreZero ? 0 : replica.rate, step: epoch * program.stepsPerEpoch + step,
          coefficients: form.coefficients(replica)
        ).map(Double.init)
      }
    }
    try machine.write(scalars, to: program.stepScalars)
    try machine.run([program.beginEpoch(epoch)])
  }

  /// Trains some steps of an epoch, by default all.
  mutating func train(epoch: Int, steps: Range<Int>? = nil) throws {
    try machine.run(program.train(epoch: epoch, steps: steps ?? 0..<program.stepsPerEpoch))
  }

  mutating func evaluate() throws { try machine.run(program.evaluate()) }

  mutating func write(_ values: [Double], to tensor: Tensor) throws {
    try machine.write(values, to: tensor)
  }

  /// The elements of a tensor, an array for each replica.
  func read(_ tensor: Tensor) throws -> [[Double]] {
    let values = try machine.read(tensor)
    let count = tensor.buffer.shape.elementsPerReplica
    return replicas.map { Array(values[$0 * count..<($0 + 1) * count]) }
  }

  /// The gradients that the last step left: a backend need not store them if it updates the parameters.
  func gradients() throws -> [[Double]] {
    try read(try #require(program.program.buffers.first { $0.name == "gradients" }).tensor)
  }

  /// A running sum of each replica, less its compensation.
  func sums(_ slot: MetricSlot, of split: TrainingProgram.Split) throws -> [Double] {
    let metrics = try read(try #require(program.metrics[split]))
    return metrics.map { sums in
      switch slot {
      case .loss: sums[slot.rawValue] - sums[MetricSlot.lossCompensation.rawValue]
      case .penalty: sums[slot.rawValue] - sums[MetricSlot.penaltyCompensation.rawValue]
      case .absoluteError:
        sums[slot.rawValue] - sums[MetricSlot.absoluteErrorCompensation.rawValue]
      default: sums[slot.rawValue]
      }
    }
  }

  /// The sum of the squared weights of each replica, biases left out.
  func squaredWeights() throws -> [Double] {
    try read(program.parameters).map { parameters in
      program.layout.entries.filter { $0.parameter.name == "weight" }.reduce(0) { sum, entry in
        parameters[entry.offset..<entry.offset + entry.parameter.count]
          .reduce(sum) { $0 + $1 * $1 }
      }
    }
  }
}

extension Program {
  /// The same program with parameters that stay as they are, so that all gradients are stored.
  func withoutUpdates() -> Program {
    replacingOperations { operation in
      if case .optimizerUpdate = operation { nil } else { operation }
    }
  }
}

/// Counts comparisons and keeps what was off, so that a test that compared nothing fails.
struct Comparisons {
  private(set) var count = 0
  private var findings: [String] = []

  /// Compares two numbers that may differ by `distance`.
  mutating func compare(
    _ got: Double, _ expected: Double, within distance: Double, _ place: @autoclosure () -> String
  ) {
    count += 1
    // Not `>`, which nothing that is not a number would ever be.
    if !(abs(got - expected) <= distance) {
      findings.append("\(place()): \(got), expected \(expected) within \(distance)")
    }
  }

  /// Fails unless exactly `expected` numbers were compared and none was off.
  func finish(_ expected: Int, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(expected > 0 && count == expected, sourceLocation: sourceLocation)
    #expect(
      findings.isEmpty,
      "\(findings.count) of \(count) are off: \(findings.prefix(5).joined(separator: "; "))",
      sourceLocation: sourceLocation)
  }
}

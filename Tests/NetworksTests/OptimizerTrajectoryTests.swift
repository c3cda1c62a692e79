import Foundation
import Networks
import OperationCases
import Programs
import Testing

/// Every optimizer against Keras, step by step.
///
/// `optimizer-trajectories.json` holds what Keras 3 makes of twelve weights in twenty steps, in double
/// precision; `Benchmarks/yardstick/optimizers.py` writes it.
@Suite("Trajectories of optimizers")
struct OptimizerTrajectoryTests {
  /// The file.
  struct Recorded: Decodable {
    let start: [Double]
    let gradients: [[Double]]
    let trajectories: [Trajectory]

    static let file: Recorded = {
      let path = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "optimizer-trajectories.json")
      do {
        return try JSONDecoder().decode(Recorded.self, from: Data(contentsOf: path))
      } catch {
        fatalError("\(path.path): \(error)")
      }
    }()
  }

  /// An optimizer as configs write it, and the weights after each step.
  struct Trajectory: Decodable, Sendable, CustomTestStringConvertible {
    let optimizer: [String: Setting]
    let weights: [[Double]]

    enum Setting: Decodable, Sendable {
      case word(String), number(Double), flag(Bool)

      init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let flag = try? value.decode(Bool.self) {
          self = .flag(flag)
        } else if let number = try? value.decode(Double.self) {
          self = .number(number)
        } else {
          self = .word(try value.decode(String.self))
        }
      }
    }

    private func number(_ name: String) -> Double? {
      if case .number(let number) = optimizer[name] { number } else { nil }
    }

    var method: OptimizerMethod {
      if case .flag(true) = optimizer["nesterov"] { return .nesterov }
      if optimizer["momentum"] != nil { return .momentum }
      guard case .word(let name) = optimizer["name"] else { fatalError("no name in \(optimizer)") }
      return OptimizerMethod(rawValue: name) ?? .sgd
    }

    var rate: Double { number("rate") ?? method.defaultRate }

    var coefficients: [Double] {
      method.coefficientNames.map { number($0) ?? method.defaultCoefficient($0) }
    }

    var testDescription: String {
      let numbers = optimizer.keys.sorted().compactMap { name in
        number(name).map { "\(name) \($0)" }
      }
      return ([method.rawValue] + numbers).joined(separator: " ")
    }
  }

  @Test("there are two of every method, one with Keras's defaults")
  func everyMethod() {
    let file = Recorded.file
    for method in OptimizerMethod.allCases {
      let recorded = file.trajectories.filter { $0.method == method }
      #expect(recorded.count == 2, "\(method)")
      #expect(recorded[0].rate == method.defaultRate && recorded[1].rate != method.defaultRate)
      for (name, numbers) in zip(
        method.coefficientNames, zip(recorded[0].coefficients, recorded[1].coefficients))
      where name != "momentum" {
        #expect(numbers.0 == method.defaultCoefficient(name) && numbers.1 != numbers.0, "\(name)")
      }
    }
    #expect(file.gradients.count == 20 && file.gradients.allSatisfy { $0.count == 12 })
  }

  @Test(
    "the weights are Keras's after every step", arguments: Recorded.file.trajectories, Runner.all)
  func follows(_ trajectory: Trajectory, _ runner: Runner) throws {
    for isFused in [false, true] {
      var comparisons = Comparisons()
      var last = Recorded.file.start
      // How far each weight has gone: what single precision may be off by grows with it.
      var ways = last.map(abs)
      // Two replicas: the other one has another rate and must not matter.
      var run = try OptimizerRun(trajectory, on: runner, isFused: isFused)
      for (step, expected) in trajectory.weights.enumerated() {
        let got = try run.step(Recorded.file.gradients[step])
        for index in ways.indices { ways[index] += abs(expected[index] - last[index]) }
        last = expected
        for (index, (weight, right)) in zip(got, expected).enumerated() {
          // The reference gets its scalars in single precision too.
          comparisons.compare(
            weight, right, within: 3e-6 * ways[index],
            "\(isFused ? "fused" : "alone"), step \(step + 1), weight \(index)")
        }
      }
      comparisons.finish(20 * 12)
    }
  }
}

/// Weights and an optimizer on a backend, fed with given gradients.
private struct OptimizerRun {
  private let trajectory: OptimizerTrajectoryTests.Trajectory
  private let program: Program
  private let parameters, factor: Tensor
  private var machine: any TrainingMachine
  private var steps = 0
  private static let count = OptimizerTrajectoryTests.Recorded.file.start.count

  /// - Parameter isFused: whether the gradient is a product of two factors, the first of them ones, so that
  ///   a backend may fuse it with the update.
  init(
    _ trajectory: OptimizerTrajectoryTests.Trajectory, on runner: Runner, isFused: Bool
  ) throws {
    self.trajectory = trajectory
    let (method, count) = (trajectory.method, Self.count)
    let stepCount = trajectory.weights.count
    let recorder = Recorder(replicas: 2)
    let parameters = recorder.persistent("parameters", [count])
    let gradients = recorder.persistent("gradients", [count])
    let moments = (0..<method.momentCount).map { recorder.persistent("moment\($0)", [count]) }
    let l2 = recorder.constant("l2", [1])
    let coefficients = recorder.constant("coefficients", [max(1, method.coefficientCount)])
    let scalars = recorder.constant("scalars", [stepCount, method.stepScalarCount])
    let ones = recorder.constant("ones", [1, 1])
    let values = recorder.constant("values", [1, count])
    (self.parameters, factor) = (parameters, isFused ? values : gradients)
    recorder.routine("step") {
      if isFused {
        recorder.append(
          .gemm(
            Gemm(
              left: ones, transposeLeft: true, right: values,
              output: gradients.reshaped([1, count]))))
      }
      recorder.append(
        .optimizerUpdate(
          OptimizerUpdate(
            method: method, parameters: parameters, gradients: gradients, moments: moments,
            regularizedCount: 0, l2: l2, coefficients: coefficients, stepScalars: scalars)))
    }
    program = recorder.finish()
    machine = try runner.machine(program)
    func both(_ values: [Double]) -> [Double] { values + values }
    try machine.write(both(OptimizerTrajectoryTests.Recorded.file.start), to: parameters)
    try machine.write(both([1]), to: ones)
    try machine.write(both([0]), to: l2)
    let constants = method.deviceCoefficients(trajectory.coefficients).map(Double.init)
    try machine.write(both(constants.isEmpty ? [0] : constants), to: coefficients)
    try machine.write(
      [2, 1].flatMap { factor in
        (0..<stepCount).flatMap { step in
          method.stepScalars(
            rate: factor * trajectory.rate, step: step, coefficients: trajectory.coefficients
          ).map(Double.init)
        }
      }, to: scalars)
  }

  /// The weights of the second replica after a step with these gradients.
  mutating func step(_ gradients: [Double]) throws -> [Double] {
    try machine.write(gradients + gradients, to: factor)
    try machine.run([Pass(routine: 0, steps: 1, first: StepContext(batch: steps))])
    steps += 1
    return Array(try machine.read(parameters)[Self.count...])
  }
}

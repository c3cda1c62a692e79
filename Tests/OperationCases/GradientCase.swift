import Programs

/// A forward computation with its backward operations, judged by finite differences.
public struct GradientCase: Sendable, CustomStringConvertible {
  /// What the gradient is of, a number for each replica.
  enum Objective: Sendable {
    /// The sum of a view's elements, each times the element of another.
    case weightedSum(Tensor, weights: Tensor)
    /// The total of some running sums divided by a number.
    case metrics([MetricSlot], of: Tensor, dividedBy: Int)
  }

  /// What the objective is differentiated by.
  struct Variable: Sendable {
    /// The view that is varied, an input of the forward computation.
    var input: Tensor
    /// The view in which the backward operations leave the derivative.
    var gradient: Tensor
    /// The elements are the input's decrease, as after a step of gradient descent, and not `gradient`.
    var isDecrease = false
    /// How far off an element may be.
    var bound: Bound
  }

  /// What recording a case gives.
  struct Question: Sendable {
    var objective: Objective
    var variables: [Variable]
  }

  /// The name, unique in the table.
  public let name: String
  /// The family of the backward operation.
  public let family: String
  /// The number of replicas R.
  public let replicas: Int
  private let context: StepContext
  private let record: @Sendable (CaseBuilder) -> Question

  /// A case whose `record` opens the routines `forward` and `backward`.
  init(
    _ name: String, family: String, replicas: Int = 2, context: StepContext = StepContext(),
    record: @escaping @Sendable (CaseBuilder) -> Question
  ) {
    self.name = "\(family) \(name)"
    self.family = family
    self.replicas = replicas
    self.context = context
    self.record = record
  }

  /// The name.
  public var description: String { name }

  private func recorded() -> (RecordedCase, Question) {
    let builder = CaseBuilder(name: name, replicaNumbers: Array(0..<replicas))
    let question = record(builder)
    let program = builder.recorder.finish()
    let passes = ["forward", "backward"].map {
      CasePass($0, first: context).resolved(in: program)
    }
    return (
      RecordedCase(
        name: name, program: program, passes: passes, inputs: builder.inputs,
        comparisons: builder.comparisons), question
    )
  }
}

/// The judgement.
extension GradientCase {
  /// At most this many elements of a variable are varied, evenly spread.
  static let elementsPerVariable = 40
  /// Half the distance of a central difference: its truncation error is near 1e-10 and its rounding
  /// error near 1e-11, both far below single precision.
  static let halfStep = 1e-5

  /// A backend's backward operations against central differences of the reference's forward ones.
  public func judgeGradient(_ backend: any Backend) throws -> Verdict {
    let (recorded, question) = recorded()
    let contents = try Execution(recorded, on: backend).run()
    let start = ReferenceMachine(recorded)
    var tally = Tally(name, "\(backend.device.identifier) against finite differences")
    for variable in question.variables {
      let got = variable.gradient.buffer.values(in: contents)
      let spacing = max(1, variable.input.count / Self.elementsPerVariable)
      for replica in 0..<replicas {
        let positions = variable.gradient.positions(replica: replica)
        let before = start.load(variable.input, replica)
        for index in stride(from: 0, to: variable.input.count, by: spacing) {
          let value = got[positions[index]]
          let gradient = variable.isDecrease ? before[index] - value : value
          let expected = Self.difference(
            of: question.objective, by: variable.input, index: index, replica: replica,
            from: start, forward: recorded.passes[0])
          tally.compare(
            variable.bound.allows(gradient, for: expected), tensor: variable.gradient.buffer.name,
            replica: replica, index: variable.gradient.offset + index,
            ("\(gradient)", "\(expected)", "\(variable.bound.distance(at: expected))"))
        }
      }
    }
    return tally.verdict()
  }

  private static func difference(
    of objective: Objective, by input: Tensor, index: Int, replica: Int,
    from start: ReferenceMachine, forward: Pass
  ) -> Double {
    let values = [halfStep, -halfStep].map { step in
      var machine = start
      machine.add(step, to: input, replica: replica, index: index)
      machine.run([forward])
      return machine.value(of: objective, replica)
    }
    return (values[0] - values[1]) / (2 * halfStep)
  }
}

extension ReferenceMachine {
  fileprivate func value(of objective: GradientCase.Objective, _ replica: Int) -> Double {
    switch objective {
    case .weightedSum(let tensor, let weights):
      zip(load(tensor, replica), load(weights, replica)).reduce(0) { $0 + $1.0 * $1.1 }
    case .metrics(let slots, let metrics, let divisor):
      slots.reduce(0) { $0 + load(metrics, replica)[$1.rawValue] } / Double(divisor)
    }
  }
}

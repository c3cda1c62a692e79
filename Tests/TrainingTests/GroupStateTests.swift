import CPUBackend
import Datasets
import Networks
import Programs
import Testing

@testable import Training

/// Training that is stopped and gone on with from its state, in a group made anew: every bit is as if it had
/// never stopped, on every backend.
@Suite("State of a group")
struct GroupStateTests {
  /// A network and a method, with replicas that differ in all that may.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var optimizer = OptimizerMethod.adam
    var batchNorm = BatchNormPlacement.none
    var isConvolutional = false
    var change: @Sendable (inout ReplicaSettings) -> Void = { _ in }

    static let all: [Case] =
      OptimizerMethod.allCases.map { Case(testDescription: $0.rawValue, optimizer: $0) } + [
        Case(testDescription: "batch norm", batchNorm: .before),
        Case(testDescription: "convolutions", isConvolutional: true),
        Case(testDescription: "early stopping", batchNorm: .after) {
          $0.earlyStopping = EarlyStopping(patience: 2, minDelta: 0.3)
        },
        Case(testDescription: "plateaus", optimizer: .momentum) {
          $0.schedule = Schedule(
            .reduceOnPlateau, ["patience": 1, "min-delta": 0.05, "factor": 0.5, "cooldown": 1])
        },
        Case(testDescription: "cosine") { $0.schedule = Schedule(.cosine, ["warm-up": 1]) },
        Case(testDescription: "noise, smoothing, max-norm") {
          $0.inputNoise = 0.1
          $0.labelSmoothing = 0.1
          $0.maxNorm = 1
        },
        Case(testDescription: "l1 and clipping") {
          $0.l1 = 0.0001
          $0.clip = .norm(1)
        },
      ]
  }

  private func settings(_ test: Case) throws -> GroupSettings {
    let data = try GroupData(
      sets: [blobs(), blobs(name: "others", seed: 9)], train: nil, validation: 20, test: nil)
    let replicas = [
      replica(seed: 1), replica(seed: 2, dropout: 0.3), replica(seed: 3, dataSet: 1, l2: 0.01),
      replica(seed: 0xFFFF_FFFF_FFFF_FFFF, rate: 0.03, dropout: 0.5, l2: 0.001),
      replica(seed: 5, dataSet: 1, isShuffled: false),
    ].map { plain in
      var replica = plain
      replica.coefficients = test.optimizer.defaultCoefficients
      test.change(&replica)
      return replica
    }
    let layers: [any Layer] = [
      ConvolutionLayer(5, WindowForm(size: 2), hasBias: false),
      BatchNormalization(activation: .relu),
      PoolingLayer(.max, WindowForm(size: 2, stride: 1)), Flatten(), DropoutLayer(),
      Dense(data.outputs, activation: .identity),
    ]
    let model =
      test.isConvolutional
      ? Model(input: data.input, layers: layers)
      : Model.mlp(
        input: data.input, hidden: [24, 12], outputs: data.outputs, batchNorm: test.batchNorm,
        dropout: true)
    return GroupSettings(
      model: model, loss: .crossEntropy, optimizer: test.optimizer, batch: 32, epochs: 5,
      data: data,
      replicas: replicas)
  }

  /// All that a group leaves behind, but for times.
  private struct Trace: Equatable {
    var epochs: [[EpochRecord]]
    var ends: [[Int?]]
    var weights: [[NamedWeights]]
    var tensors: [[UInt8]]

    init(_ outcomes: [TrialOutcome], _ group: LockstepGroup) throws {
      epochs = outcomes.map { outcome in
        outcome.epochs.map { record in
          var record = record
          record.seconds = 0
          return record
        }
      }
      ends = outcomes.map {
        [$0.bestEpoch, $0.stoppedEarly == true ? 1 : 0, $0.trainedExamples, $0.parameterCount]
      }
      weights = try group.weights()
      tensors = try group.state().tensors.map(\.bytes)
    }
  }

  /// Trains to the end, going on in a new group at every state that `isTaken` picks by its number.
  private func traceOfPieces(
    _ test: Case, on backend: any Backend, change: (inout GroupState) -> Void = { _ in },
    isTaken: (Int) -> Bool
  ) throws -> (trace: Trace, restarts: Int, positions: [TrainingPosition]) {
    var group = try LockstepGroup(settings(test), on: backend)
    var (number, restarts) = (0, 0)
    var positions: [TrainingPosition] = []
    while true {
      var state: GroupState?
      let outcomes = try group.train(
        checkpoint: { isStopping in
          if isStopping { state = try group.state() }
        },
        shouldStop: {
          number += 1
          return isTaken(number)
        })
      guard var taken = state else { return (try Trace(outcomes, group), restarts, positions) }
      restarts += 1
      positions.append(taken.position)
      change(&taken)
      group = try LockstepGroup(settings(test), on: backend)
      try group.restore(taken)
    }
  }

  private func expectSame(_ left: Trace, _ right: Trace, _ comment: Comment) {
    // Weights are long: a difference is told by its place alone.
    #expect(left.epochs == right.epochs, comment)
    #expect(left.ends == right.ends, comment)
    let places = zip(left.weights, right.weights).enumerated().filter { $1.0 != $1.1 }.map(\.offset)
    #expect(places.isEmpty, comment)
    let tensors = zip(left.tensors, right.tensors).enumerated().filter { $1.0 != $1.1 }.map(
      \.offset)
    #expect(tensors.isEmpty, comment)
  }

  @Test(arguments: NamedBackend.all, Case.all)
  func goesOnBitForBit(_ backend: NamedBackend, _ test: Case) throws {
    let whole = try LockstepGroup(settings(test), on: backend.backend)
    let expected = try Trace(whole.train(), whole)
    // The first piece of every group is one step, so this stops within epochs and between them.
    let pieces = try traceOfPieces(test, on: backend.backend, isTaken: { $0 % 3 != 0 })
    #expect(pieces.restarts > 3)
    #expect(
      pieces.positions.contains { $0.steps > 0 } && pieces.positions.contains { $0.steps == 0 })
    expectSame(pieces.trace, expected, "\(pieces.positions)")
  }

  /// What a state must not lack, and a case in which it matters.
  struct Loss: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let test: String
    let lose: @Sendable (inout GroupState) -> Void

    static let all = [
      Loss(testDescription: "moments", test: "adam") { zero(&$0, "moment0") },
      Loss(testDescription: "second moments", test: "adam") { zero(&$0, "moment1") },
      Loss(testDescription: "order", test: "sgd") { zero(&$0, "order") },
      Loss(testDescription: "the loss so far", test: "sgd") { state in
        let place = state.tensors.firstIndex { $0.name == "metrics.train" } ?? 0
        // Counts that are lost are refused.
        let size = 4 * MetricSlot.count
        for start in stride(from: 0, to: state.tensors[place].bytes.count, by: size) {
          let loss = start + 4 * MetricSlot.loss.rawValue
          state.tensors[place].bytes.replaceSubrange(loss..<loss + 4, with: [0, 0, 0, 0])
        }
      },
      Loss(testDescription: "running statistics", test: "batch norm") { state in
        // They lie behind what is trained: where there are no moments.
        let place = state.tensors.firstIndex { $0.name == "parameters" } ?? 0
        let moments = state.tensors.first { $0.name == "moment0" }
        let (count, trained) = (state.tensors[place].shape[1], moments?.shape[1] ?? 0)
        for index in trained..<count {
          for byte in 0..<4 { state.tensors[place].bytes[4 * index + byte] = 0 }
        }
      },
      Loss(testDescription: "a step", test: "sgd") {
        $0.position = TrainingPosition(
          epochs: $0.position.epochs, steps: max($0.position.steps - 1, 0))
      },
      Loss(testDescription: "the plateaus", test: "plateaus") { state in
        state.courses = state.courses.map {
          ReplicaCourse(seed: $0.seed, rate: RateCourse.Memory(), stopping: $0.stopping)
        }
      },
      Loss(testDescription: "what early stopping waited", test: "early stopping") { state in
        state.courses = state.courses.map { course in
          var memory = course.stopping
          memory.plateau = LossPlateau()
          return ReplicaCourse(seed: course.seed, rate: course.rate, stopping: memory)
        }
      },
      Loss(testDescription: "the best weights", test: "early stopping") { zero(&$0, "best") },
    ]

    private static func zero(_ state: inout GroupState, _ name: String) {
      guard let place = state.tensors.firstIndex(where: { $0.name == name }) else { return }
      state.tensors[place].bytes = [UInt8](repeating: 0, count: state.tensors[place].bytes.count)
    }
  }

  @Test("a state that lacks something does not go on bit for bit", arguments: Loss.all)
  func nothingMayBeLost(_ loss: Loss) throws {
    let test = try #require(Case.all.first { $0.testDescription == loss.test })
    let backend = CPUBackend(workers: 2)
    let whole = try LockstepGroup(settings(test), on: backend)
    let expected = try Trace(whole.train(), whole)
    let pieces = try traceOfPieces(
      test, on: backend, change: loss.lose, isTaken: { $0 % 3 != 0 })
    #expect(pieces.restarts > 3)
    #expect(pieces.trace != expected)
  }

  @Test func aStateOfAnotherGroupIsRefused() throws {
    let test = Case(testDescription: "early stopping") {
      $0.earlyStopping = EarlyStopping(patience: 9)
    }
    let backend = CPUBackend(workers: 1)
    let group = try LockstepGroup(settings(test), on: backend)
    func stop(_ isThere: (TrainingPosition) -> Bool) throws -> GroupState {
      var taken: GroupState?
      _ = try group.train(
        checkpoint: { if $0 { taken = try group.state() } },
        shouldStop: { isThere(group.position) })
      return try #require(taken)
    }
    // The first piece is one step.
    let early = try stop { $0.steps == 1 }
    try group.restore(early)
    let state = try stop { $0.epochs == 2 }
    func refusal(
      of other: GroupState? = nil, _ change: (inout GroupState) -> Void
    ) throws -> String {
      var state = other ?? state
      change(&state)
      let fresh = try LockstepGroup(settings(test), on: backend)
      do {
        try fresh.restore(state)
        return "none"
      } catch let error as StateMisfit {
        #expect(fresh.position == TrainingPosition(epochs: 0, steps: 0))
        return error.description
      }
    }
    #expect(try refusal { _ in } == "none")
    #expect(try refusal { $0.courses.removeLast() }.contains("4 replicas, the group has 5"))
    #expect(try refusal { $0.position = TrainingPosition(epochs: 6, steps: 0) }.contains("beyond"))
    #expect(try refusal { $0.position = TrainingPosition(epochs: 2, steps: 4) }.contains("beyond"))
    #expect(try refusal { $0.position = TrainingPosition(epochs: 1, steps: 0) }.contains("records"))
    #expect(try refusal { $0.records[0].removeLast() }.contains("records"))
    #expect(try refusal { $0.records[0][1].epoch = 7 }.contains("records"))
    #expect(try refusal { $0.tensors.removeFirst() }.contains("lacks the tensor"))
    #expect(try refusal { $0.tensors[0].name = "other" }.contains("tensor 'other'"))
    #expect(
      try refusal { $0.tensors.removeAll { $0.name == "best" } }.contains("lacks the tensor 'best'")
    )
    #expect(
      try refusal { state in
        let place = state.tensors.firstIndex { $0.name == "order" } ?? 0
        state.tensors[place].bytes[3] = 0xFF
      }.contains("beyond the 110"))
    #expect(try refusal { $0.work.trainedExamples = .max }.contains("beyond"))
    // Numbers that cannot be shown.
    #expect(try refusal { $0.work.trainingSeconds = .nan }.contains("times"))
    #expect(try refusal { $0.work.trainingSeconds = 1e-300 }.contains("times"))
    #expect(try refusal { $0.work.secondsBeforeEpoch = 1e300 }.contains("times"))
    #expect(
      try refusal { state in
        let course = state.courses[1]
        var memory = course.rate
        memory.reduction = .infinity
        state.courses[1] = ReplicaCourse(
          seed: course.seed, rate: memory, stopping: course.stopping)
      }.contains("plateaus"))
    #expect(try refusal(of: early) { _ in } == "none")
    for (slot, value) in [
      (MetricSlot.examples, Float.nan), (.examples, 0), (.examples, 111), (.correct, -1),
      (.correct, 33),
    ] {
      let reason = try refusal(of: early) { state in
        let place = state.tensors.firstIndex { $0.name == "metrics.train" } ?? 0
        withUnsafeBytes(of: value) { bytes in
          let start = 4 * (MetricSlot.count + slot.rawValue)
          state.tensors[place].bytes.replaceSubrange(start..<start + 4, with: bytes)
        }
      }
      #expect(reason.contains("metrics"), "\(slot) \(value): \(reason)")
    }
  }

  @Test func recordsAreTheSameAfterATable() throws {
    var odd = EpochRecord(
      epoch: 1,
      train: SplitMetrics(loss: .nan, penalty: -.infinity, accuracy: nil, examples: 3),
      validation: nil,
      test: SplitMetrics(
        loss: 0.1, penalty: 1 / 3, accuracy: nil, examples: 1 << 40,
        errors: RegressionErrors(rootMeanSquare: 2, meanAbsolute: 1, determination: nil)),
      seconds: 1e-3)
    let plain = SplitMetrics(loss: 0.7, penalty: 0, accuracy: 0, examples: 9)
    let records = [
      (owner: 2, record: odd),
      (
        owner: 0,
        record: EpochRecord(
          epoch: 2, train: plain, validation: plain, test: nil, seconds: 0.25, rate: 0.001)
      ),
    ]
    var table = RecordTable.tensor(records, name: "records")
    let again = try #require(RecordTable.records(table))
    #expect(again.map(\.owner) == [2, 0])
    #expect(again[1].record == records[1].record)
    // What is no number is not equal to itself.
    #expect(again[0].record.train.loss.isNaN)
    odd.train.loss = 0
    var first = again[0].record
    first.train.loss = 0
    #expect(first == odd)
    // An owner, an epoch, examples that are no whole numbers; seconds that are no number; an accuracy above 1.
    for place in [0, 8, 8 * 9, 8 * 2, 8 * 8] {
      var damaged = table
      damaged.bytes[place + 7] = 0x7F
      damaged.bytes[place + 6] = 0xF8
      #expect(RecordTable.records(damaged) == nil)
    }
    table.shape = [1, 58]
    #expect(RecordTable.records(table) == nil)
  }
}

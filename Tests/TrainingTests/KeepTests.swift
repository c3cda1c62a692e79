import CPUBackend
import Datasets
import Foundation
import Networks
import OpenCLBackend
import Programs
import Testing

@testable import Training

/// A backend by name, for the arguments of a test.
struct NamedBackend: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let backend: any Backend

  /// The CPU and every OpenCL device.
  static let all: [NamedBackend] =
    [NamedBackend(testDescription: "cpu", backend: CPUBackend(workers: 2))]
    + OpenCLBackend.discover().devices.compactMap { device in
      (try? OpenCLBackend(device: device, options: OpenCLOptions())).map {
        NamedBackend(testDescription: "opencl:\(device.index)", backend: $0)
      }
    }
}

/// Replicas that leave a running group, on every backend.
@Suite("Dropping replicas")
struct KeepTests {
  /// Everything that may differ in a group, at once.
  private let mixed = [
    replica(seed: 1), replica(seed: 2, dropout: 0.3), replica(seed: 3, dataSet: 1, l2: 0.01),
    replica(seed: 0xFFFF_FFFF_FFFF_FFFF, rate: 0.003, dropout: 0.5, l2: 0.001),
    replica(seed: 5, dataSet: 1, isShuffled: false),
  ]

  private func settings(_ replicas: [ReplicaSettings], epochs: Int = 5) throws -> GroupSettings {
    let data = try GroupData(
      sets: [blobs(), blobs(name: "others", seed: 9)], train: nil, validation: 20, test: nil)
    return GroupSettings(
      model: .mlp(input: data.input, hidden: [24, 12], outputs: data.outputs, dropout: true),
      loss: .crossEntropy, optimizer: .adam, batch: 32, epochs: epochs, data: data,
      replicas: replicas)
  }

  /// Metrics of the epochs without their seconds.
  private func figures(_ outcome: TrialOutcome) -> [[SplitMetrics?]] {
    outcome.epochs.map { [$0.train, $0.validation, $0.test] }
  }

  /// Whether two replicas carry the same bits.
  private func same(_ left: ReplicaState, _ right: ReplicaState) -> Bool {
    left.position == right.position && left.contents == right.contents && left.rate == right.rate
  }

  @Test func thereIsAnOpenCLDeviceWhereOneIsRequired() {
    let isRequired = ProcessInfo.processInfo.environment["LOCKSTEP_REQUIRE_OPENCL"] == "1"
    #expect(!isRequired || NamedBackend.all.count > 1)
  }

  @Test(arguments: NamedBackend.all)
  func keptReplicasGoOnAsIfNothingHadBeenDropped(_ backend: NamedBackend) throws {
    let whole = try LockstepGroup(settings(mixed), on: backend.backend)
    let outcomes = try whole.train()
    let dropping = try LockstepGroup(settings(mixed), on: backend.backend)
    let first = try dropping.train(upTo: 2)
    #expect(first.map { $0.epochs.map(\.epoch) } == mixed.map { _ in [1, 2] })
    try dropping.keep([1, 2, 3])
    let second = try dropping.train(upTo: 3)
    try dropping.keep([0, 2])
    #expect(dropping.program.program.replicas == 2)
    #expect(dropping.settings.replicas == [mixed[1], mixed[3]])
    let last = try dropping.train()
    let (expected, states) = (try whole.states(), try dropping.states())
    for (place, original) in [1, 3].enumerated() {
      let parts = [first[original], second[place * 2], last[place]]
      #expect(parts.flatMap(figures) == figures(outcomes[original]), "replica \(original)")
      #expect(same(states[place], expected[original]), "replica \(original)")
    }
    #expect(!same(states[0], states[1]))
  }

  @Test(arguments: NamedBackend.all)
  func anEpochIsFinishedWhereItWasLeft(_ backend: NamedBackend) throws {
    let whole = try LockstepGroup(settings(mixed, epochs: 3), on: backend.backend)
    let outcomes = try whole.train()
    let dropping = try LockstepGroup(settings(mixed, epochs: 3), on: backend.backend)
    _ = try dropping.train(upTo: 1)
    // The first piece of a group is one step, of the four that the epoch has.
    let stopped = try LockstepGroup(
      settings(mixed, epochs: 3), continuing: dropping.states(), on: backend.backend)
    #expect(try stopped.train(shouldStop: { true }).allSatisfy { $0.epochs.isEmpty })
    #expect(stopped.position == TrainingPosition(epochs: 1, steps: 1))
    try stopped.keep([0, 3])
    let rest = try stopped.train()
    let (expected, states) = (try whole.states(), try stopped.states())
    for (place, original) in [0, 3].enumerated() {
      #expect(figures(rest[place]) == Array(figures(outcomes[original]).dropFirst()))
      #expect(same(states[place], expected[original]))
    }
  }

  @Test(arguments: NamedBackend.all)
  func replicasOfTwoGroupsGoOnInOne(_ backend: NamedBackend) throws {
    let whole = try LockstepGroup(settings(mixed, epochs: 3), on: backend.backend)
    _ = try whole.train()
    let groups = try [Array(mixed[0...2]), Array(mixed[3...4])].map {
      try LockstepGroup(settings($0, epochs: 3), on: backend.backend)
    }
    for group in groups { _ = try group.train(upTo: 2) }
    let joint = try LockstepGroup(
      settings([mixed[4], mixed[1]], epochs: 3),
      continuing: groups[1].states(of: [1]) + groups[0].states(of: [1]), on: backend.backend)
    #expect(try joint.train().map { $0.epochs.map(\.epoch) } == [[3], [3]])
    let (expected, states) = (try whole.states(), try joint.states())
    #expect(same(states[0], expected[4]) && same(states[1], expected[1]))
  }

  @Test func whatPlateausMadeOfTheRateIsKept() throws {
    var plateaus = mixed
    for index in plateaus.indices {
      // Never lower by a whole loss: every epoch counts as a plateau.
      plateaus[index].schedule = Schedule(
        .reduceOnPlateau, ["patience": 2, "min-delta": 100, "factor": 0.5])
    }
    let whole = try LockstepGroup(settings(plateaus), on: CPUBackend())
    let outcomes = try whole.train()
    let rates = outcomes[3].epochs.map(\.rate)
    #expect(Set(rates).count > 1)
    let dropping = try LockstepGroup(settings(plateaus), on: CPUBackend())
    _ = try dropping.train(upTo: 2)
    try dropping.keep([1, 3])
    _ = try dropping.train(upTo: 3)
    let file = try dropping.states(of: [1])[0].data()
    let later = try LockstepGroup(
      settings([plateaus[3]]), continuing: [#require(ReplicaState(file))], on: CPUBackend())
    let rest = try later.train()[0]
    #expect(rest.epochs.map(\.rate) == Array(rates.dropFirst(3)))
    #expect(figures(rest) == Array(figures(outcomes[3]).dropFirst(3)))
    #expect(try same(later.states()[0], whole.states()[3]))
  }

  @Test func aStateIsTheSameAfterAFile() throws {
    let group = try LockstepGroup(settings(mixed, epochs: 2), on: CPUBackend())
    _ = try group.train(upTo: 1)
    let state = try group.states()[3]
    let data = try state.data()
    #expect(try same(#require(ReplicaState(data)), state))
    #expect(ReplicaState.position(in: data.prefix(4096)) == TrainingPosition(epochs: 1, steps: 0))
    // What is cut off, or something else, is no state.
    for damaged in [data.dropLast(), data + [0], data.prefix(60), Data("lockstep".utf8), Data()] {
      #expect(ReplicaState(damaged) == nil)
    }
  }

  @Test func onlyStatesThatFitAreGoneOnFrom() throws {
    let group = try LockstepGroup(settings(mixed, epochs: 2), on: CPUBackend())
    let fresh = try group.states()
    _ = try group.train(upTo: 1)
    let states = try group.states()
    #expect(try LockstepGroup.canContinue(settings(mixed), from: states))
    #expect(try !LockstepGroup.canContinue(settings(mixed), from: Array(states.dropLast())))
    #expect(try !LockstepGroup.canContinue(settings(mixed), from: [fresh[0]] + states.dropFirst()))
    var wider = try settings(mixed)
    wider.model = .mlp(
      input: wider.data.input, hidden: [25, 12], outputs: wider.data.outputs, dropout: true)
    #expect(!LockstepGroup.canContinue(wider, from: states))
  }

  @Test func withoutTestingTheTestExamplesStayUnseen() throws {
    let group = try LockstepGroup(settings(mixed, epochs: 1), on: CPUBackend())
    let outcome = try group.train(testing: false)[0]
    #expect(outcome.epochs[0].test == nil)
    #expect(outcome.epochs[0].validation?.examples == 20)
  }
}

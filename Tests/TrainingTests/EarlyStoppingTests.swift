import CPUBackend
import Networks
import Programs
import Testing

@testable import Training

@Suite("Early stopping")
struct EarlyStoppingTests {
  /// The best epoch after these losses, and in which epoch training stopped.
  private func course(
    _ rule: EarlyStopping?, _ losses: [Double]
  ) -> [Int?] {
    var course = StoppingCourse(rule)
    for (index, loss) in losses.enumerated() {
      if course.finishEpoch(index + 1, loss: loss) { course.keep([Float(index + 1)]) }
      #expect(course.bestWeights == course.bestEpoch.map { [Float($0)] })
      if course.isStopped { return [course.bestEpoch, index + 1] }
    }
    return [course.bestEpoch, nil]
  }

  @Test func patienceCountsEpochsSinceTheBest() {
    let losses = [5, 4, 4.5, 3, 3.5, 3.25, 3, 2]
    #expect(course(EarlyStopping(patience: 1), losses) == [2, 3])
    #expect(course(EarlyStopping(patience: 2), losses) == [4, 6])
    #expect(course(EarlyStopping(patience: 3), losses) == [4, 7])
    #expect(course(EarlyStopping(patience: 4), losses) == [8, nil])
    #expect(course(EarlyStopping(patience: 2, minDelta: 1.5), losses) == [1, 3])
    #expect(course(nil, losses) == [nil, nil])
    #expect(course(EarlyStopping(patience: 2), [.nan, .nan, .nan]) == [1, 2])
    #expect(course(EarlyStopping(patience: 2), [.nan, 5, .nan, 4]) == [4, nil])
  }

  private func group(_ replicas: [ReplicaSettings], epochs: Int) throws -> LockstepGroup {
    let data = try GroupData(sets: [blobs()], train: nil, validation: 30, test: nil)
    return try LockstepGroup(
      GroupSettings(
        model: .mlp(input: data.input, hidden: [12], outputs: data.outputs, dropout: false),
        loss: .crossEntropy, optimizer: .adam, batch: 32, epochs: epochs, data: data,
        replicas: replicas), on: CPUBackend())
  }

  private func replica(_ rule: EarlyStopping?, rate: Double = 0.01) -> ReplicaSettings {
    var replica = TrainingTests.replica(rate: rate)
    replica.earlyStopping = rule
    return replica
  }

  @Test func aStoppedReplicaKeepsItsBestWeightsWhileOthersGoOn() throws {
    let replicas = [
      replica(nil), replica(EarlyStopping(patience: 2, minDelta: 9)),
      replica(EarlyStopping(patience: 1), rate: 2),
      replica(EarlyStopping(patience: 100), rate: 0.5),
    ]
    let group = try group(replicas, epochs: 8)
    let outcomes = try group.train()
    #expect(outcomes.map(\.epochs.count).prefix(2) == [8, 3])
    #expect(outcomes.map(\.bestEpoch).prefix(2) == [nil, 1])
    #expect(outcomes.map(\.stoppedEarly).prefix(2) == [false, true])
    let weights = try group.weights()
    let test = try group.evaluate().test
    for (index, outcome) in outcomes.enumerated() {
      // The same trial trained no longer than to its best epoch.
      let epochs = outcome.bestEpoch ?? 8
      let alone = try self.group([replica(nil, rate: replicas[index].rate)], epochs: epochs)
      let last = try alone.train()[0].epochs.last
      #expect(try alone.weights()[0] == weights[index])
      #expect(outcome.final?.test == last?.test && test[index] == last?.test)
      #expect(group.positions[index] == TrainingPosition(epochs: epochs, steps: 0))
      let lowest = outcome.epochs.compactMap { $0.validation?.loss }.min()
      if index > 1 { #expect(outcome.final?.validation?.loss == lowest) }
    }
  }

  @Test("running statistics are those of the best epoch, too")
  func batchNorm() throws {
    func group(_ rule: EarlyStopping?, epochs: Int) throws -> LockstepGroup {
      let data = try GroupData(sets: [blobs()], train: nil, validation: 30, test: nil)
      return try LockstepGroup(
        GroupSettings(
          model: .mlp(
            input: data.input, hidden: [12], outputs: data.outputs, batchNorm: .before),
          loss: .crossEntropy, optimizer: .adam, batch: 32, epochs: epochs, data: data,
          replicas: [replica(rule), replica(nil, rate: 0.02)]), on: CPUBackend())
    }
    let stopped = try group(EarlyStopping(patience: 2, minDelta: 9), epochs: 8)
    #expect(try stopped.train()[0].bestEpoch == 1)
    let short = try group(nil, epochs: 1)
    _ = try short.train()
    let weights = try stopped.weights()[0]
    #expect(weights.contains { $0.name.hasSuffix("running_mean") })
    #expect(try short.weights()[0] == weights)
  }

  @Test func trialsThatRunShareTheWallTime() throws {
    let group = try group(
      [replica(nil), replica(EarlyStopping(patience: 1, minDelta: 9))], epochs: 6)
    let outcomes = try group.train()
    let seconds = outcomes.reduce(0) { $0 + $1.seconds }
    #expect(abs(seconds - group.trainingSeconds - group.evaluationSeconds) < 1e-6)
    #expect(outcomes[1].epochs.count == 2)
  }

  @Test func trainingEndsWhenAllHaveStopped() throws {
    let rules = [1, 3].map { EarlyStopping(patience: $0, minDelta: 9) }
    let group = try group(rules.map { replica($0) }, epochs: 50)
    let outcomes = try group.train()
    #expect(outcomes.map(\.epochs.count) == [2, 4])
    #expect(group.position == TrainingPosition(epochs: 4, steps: 0))
  }

  @Test func tablesByEpochCountAStoppedTrialAsItEnded() throws {
    let outcome = try group([replica(EarlyStopping(patience: 2, minDelta: 9))], epochs: 8).train()[
      0]
    #expect(outcome.record(epoch: 2) == outcome.epochs[1])
    #expect(outcome.record(epoch: 7) == outcome.epochs[0])
    #expect(outcome.final == outcome.epochs[0])
  }
}

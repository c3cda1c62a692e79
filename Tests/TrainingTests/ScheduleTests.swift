import CPUBackend
import Foundation
import Networks
import Programs
import Testing

@testable import Training

@Suite("Schedules")
struct ScheduleTests {
  /// The factors of all steps.
  private func factors(_ schedule: Schedule, epochs: Int, stepsPerEpoch: Int) -> [Double] {
    (0..<epochs * stepsPerEpoch).map {
      schedule.factor(step: $0, stepsPerEpoch: stepsPerEpoch, epochs: epochs)
    }
  }

  private func expect(_ found: [Double], _ expected: [Double], _ tolerance: Double = 1e-12) {
    #expect(found.count == expected.count)
    let worst = zip(found, expected).map { abs($0 - $1) }.max() ?? 0
    #expect(worst <= tolerance, "off by \(worst): \(found)")
  }

  @Test func constantIsOne() {
    expect(factors(.constant, epochs: 2, stepsPerEpoch: 3), [1, 1, 1, 1, 1, 1])
  }

  @Test func stepsChangeTheRateEverySoManyEpochs() {
    let schedule = Schedule(.step, ["every": 2])
    expect(
      factors(schedule, epochs: 5, stepsPerEpoch: 2),
      [1, 1, 1, 1, 0.1, 0.1, 0.1, 0.1, 0.01, 0.01])
  }

  @Test func exponentialDecaysOnceAnEpoch() {
    let schedule = Schedule(.exponential, ["decay": 0.95])
    expect(
      factors(schedule, epochs: 3, stepsPerEpoch: 2), [1, 1, 0.95, 0.95, 0.95 * 0.95, 0.95 * 0.95])
  }

  @Test func cosineFallsInEveryStep() {
    let half = 0.5.squareRoot()
    expect(
      factors(Schedule(.cosine), epochs: 2, stepsPerEpoch: 2),
      [1, (1 + half) / 2, 0.5, (1 - half) / 2])
    expect(
      factors(Schedule(.cosine, ["final": 0.5]), epochs: 2, stepsPerEpoch: 1), [1, 0.75])
  }

  @Test func oneCycleRisesAndFalls() {
    let schedule = Schedule(.oneCycle, ["start": 0.5, "rise": 0.25, "final": 0.125])
    // Two steps up, the second of them at the top, six down.
    let down = (0...6).map { step in 0.125 + 0.875 * (1 + cos(Double.pi * Double(step) / 6)) / 2 }
    expect(factors(schedule, epochs: 2, stepsPerEpoch: 4), [0.5] + down)
    // torch.optim.lr_scheduler.OneCycleLR(max_lr=1, total_steps=10, pct_start=0.3).
    let steps = factors(Schedule(.oneCycle), epochs: 1, stepsPerEpoch: 10)
    expect([steps[0], steps[1], steps[2], steps[9]], [0.04, 0.52, 1, 4e-6])
  }

  @Test func cyclesAreTriangles() {
    let schedule = Schedule(.cyclical, ["cycle": 2, "low": 0.2])
    let cycle = [0.2, 0.6, 1, 0.6]
    expect(factors(schedule, epochs: 4, stepsPerEpoch: 2), cycle + cycle)
  }

  @Test func aWarmUpLeadsToWhereTheScheduleBegins() {
    let schedule = Schedule(.exponential, ["decay": 0.5, "warm-up": 1])
    expect(
      factors(schedule, epochs: 3, stepsPerEpoch: 4),
      [0.25, 0.5, 0.75, 1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5])
    // What is left of the epochs is all that the cosine has.
    let rest = (0..<6).map { step in (1 + cos(Double.pi * Double(step) / 6)) / 2 }
    expect(
      factors(Schedule(.cosine, ["warm-up": 0.5]), epochs: 2, stepsPerEpoch: 4), [0.5, 1] + rest)
    let cycle = Schedule(.oneCycle, ["start": 0.5, "rise": 0.5, "warm-up": 1])
    #expect(cycle.factor(step: 0, stepsPerEpoch: 2, epochs: 3) == 0.25)
  }

  /// The rate in each epoch, given the loss after it.
  private func rates(_ settings: [String: Double], _ losses: [Double]) -> [Double] {
    var course = RateCourse(
      Schedule(.reduceOnPlateau, settings), rate: 2, stepsPerEpoch: 3, epochs: losses.count)
    return losses.enumerated().map { epoch, loss in
      defer { course.finishEpoch(loss: loss) }
      #expect(course.rate(step: 3 * epoch) == course.lastRate(epoch: epoch))
      return course.rate(step: 3 * epoch)
    }
  }

  @Test func aPlateauReducesTheRate() {
    let losses: [Double] = [5, 4, 4, 4, 4, 4, 3, 3, 3]
    expect(rates(["factor": 0.5, "patience": 2], losses), [2, 2, 2, 2, 1, 1, 0.5, 0.5, 0.5])
    // One epoch that is not counted after the reduction.
    expect(
      rates(["factor": 0.5, "patience": 2, "cooldown": 2], losses),
      [2, 2, 2, 2, 1, 1, 1, 1, 1])
    expect(
      rates(["factor": 0.5, "patience": 1, "min-rate": 0.75], losses),
      [2, 2, 2, 1, 0.75, 0.75, 0.75, 0.75, 0.75])
    // An improvement that is too small is none, and a loss that is no number neither.
    expect(
      rates(["factor": 0.5, "patience": 2, "min-delta": 0.5], [5, 4.75, 4.5, 4.25]), [2, 2, 2, 1])
    expect(rates(["factor": 0.5, "patience": 2], [5, .nan, .nan, 4]), [2, 2, 2, 1])
  }

  /// All kinds of schedules, for the replicas of one group.
  private let replicas: [ReplicaSettings] = [
    Schedule.constant, Schedule(.step, ["every": 1, "factor": 0.5]),
    Schedule(.exponential, ["decay": 0.9, "warm-up": 1]), Schedule(.cosine),
    Schedule(.oneCycle), Schedule(.cyclical, ["cycle": 2]),
    Schedule(.reduceOnPlateau, ["patience": 1, "min-delta": 0.25]),
  ].map { schedule in
    var settings = replica()
    settings.schedule = schedule
    return settings
  }

  private func group(_ replicas: [ReplicaSettings]) throws -> LockstepGroup {
    let data = try GroupData(sets: [blobs()], train: nil, validation: 20, test: nil)
    return try LockstepGroup(
      GroupSettings(
        model: .mlp(input: data.input, hidden: [12], outputs: data.outputs, dropout: false),
        loss: .crossEntropy, optimizer: .adam, batch: 32, epochs: 4, data: data,
        replicas: replicas), on: CPUBackend())
  }

  @Test func everyReplicaOfAGroupHasItsOwnSchedule() throws {
    let together = try group(replicas)
    let outcomes = try together.train()
    let weights = try together.weights()
    for (index, replica) in replicas.enumerated() {
      let alone = try group([replica])
      let outcome = try alone.train()[0]
      #expect(outcome.epochs.map(\.train) == outcomes[index].epochs.map(\.train))
      #expect(try alone.weights()[0] == weights[index])
    }
    for other in weights.dropFirst() { #expect(other != weights[0]) }
    let rates = outcomes.map { $0.epochs.compactMap(\.rate) }
    expect(rates[0], [0.01, 0.01, 0.01, 0.01])
    expect(rates[1], [0.01, 0.005, 0.0025, 0.00125])
    expect(rates[2], [0.01, 0.01, 0.009, 0.0081])
  }

  @Test func heldOutExamplesDecideAboutAPlateau() throws {
    func held(_ epoch: EpochRecord) throws -> Double { try #require(epoch.validation).loss }
    func outcome(minDelta: Double) throws -> TrialOutcome {
      var settings = replica()
      settings.schedule = Schedule(.reduceOnPlateau, ["patience": 1, "min-delta": minDelta])
      return try group([settings]).train()[0]
    }
    // The second epoch lowers both losses, and enough in one of them only.
    let first = try outcome(minDelta: 0).epochs
    let falls = [
      try held(first[0]) - held(first[1]), first[0].train.loss - first[1].train.loss,
    ]
    let minDelta = (falls[0] + falls[1]) / 2
    let epochs = try outcome(minDelta: minDelta).epochs
    func rates(_ loss: (EpochRecord) throws -> Double) throws -> [Double] {
      var course = RateCourse(
        Schedule(.reduceOnPlateau, ["patience": 1, "min-delta": minDelta]), rate: 0.01,
        stepsPerEpoch: 4, epochs: 4)
      return try epochs.map { epoch in
        let rate = course.lastRate(epoch: epoch.epoch - 1)
        course.finishEpoch(loss: try loss(epoch))
        return rate
      }
    }
    expect(epochs.compactMap(\.rate), try rates(held))
    #expect(try rates(held) != rates { $0.train.loss })
  }
}

import Datasets
import Networks
import Programs
import Testing

@testable import Studies

@Suite("Widths and memory in plans")
struct PlanningTests {
  private let digits = DataLayout(
    example: ExampleShape(height: 28, width: 28, channels: 1), features: .bytes,
    targets: .labels(classes: 10), train: 60_000, test: 10_000)

  private func plans(_ trials: String) throws -> [LockstepGroupPlan] {
    try GroupPlanner.plan(
      study(minimalConfig + "trials: {\(trials)}").trials, layouts: ["mnist": digits])
  }

  private func hidden(_ plan: LockstepGroupPlan) -> [Int] {
    switch plan.common.model {
    case .mlp(let hidden, _, _): hidden
    case .convolutional, .mobileNetV2, .layers: []
    }
  }

  /// A group costs `preparation`, and each trial the product of its widths.
  private func padding(
    _ choice: ExecutionConfig.Padding = .auto, preparation: Double
  ) -> WidthPadding {
    WidthPadding(choice: choice) { plan in
      preparation + Double(plan.trials.count * self.hidden(plan).reduce(1, *))
    }
  }

  private let widths = "model.mlp.hidden: [[10, 4], [5, 8], [100, 90], [11, 4]], seed: [1, 2]"

  @Test("networks of one depth are padded to the widest of each layer where that costs less")
  func merges() throws {
    let merged = try padding(preparation: 400).merged(plans(widths))
    #expect(merged.map(\.trials) == [[0, 1, 2, 3, 6, 7], [4, 5]])
    #expect(merged.map(hidden) == [[11, 8], [100, 90]])
    #expect(merged.map(\.isPadded) == [true, false])
    #expect("\(merged[0])".contains("widths up to mlp 784-11-8-10 relu"))
  }

  @Test("nothing is merged where it costs more, or must not be")
  func keeps() throws {
    let plans = try plans(widths)
    #expect(try padding(preparation: 0).merged(plans) == plans)
    #expect(try padding(.never, preparation: 1e9).merged(plans) == plans)
  }

  @Test("networks whose absent units would wake up are not padded")
  func wakes() throws {
    for (activation, optimizer, count) in [
      ("sigmoid", "adam", 1), ("sigmoid", "adamw", 2), ("relu", "adamw", 1), ("rrelu", "adam", 2),
    ] {
      let plans = try plans(
        "model.mlp.hidden: [[10], [20]], model.mlp.activation: [\(activation)], "
          + "optimizer: [\(optimizer)]")
      #expect(try padding(.always, preparation: 0).merged(plans).count == count)
    }
  }

  @Test("trials that are judged on other examples do not share a group")
  func heldOut() throws {
    let plans = try plans("data.hold-out: [first, last], seed: [1, 2], data.validation: [100]")
    #expect(plans.map(\.trials) == [[0, 1], [2, 3]])
  }

  @Test("everything is merged where it must be, if only the widths differ")
  func always() throws {
    let merged = try padding(.always, preparation: 0).merged(plans(widths))
    #expect(merged.map(hidden) == [[100, 90]])
    let others = try padding(.always, preparation: 0).merged(
      plans("model.mlp.hidden: [[4], [5, 5], [6]], batch: [1, 2]"))
    #expect(others.map(\.trials) == [[0, 4], [1, 5], [2], [3]])
    #expect(others.map(hidden) == [[6], [6], [5, 5], [5, 5]])
  }

  @Test("a group that is too large becomes the fewest equal parts that fit")
  func splits() throws {
    struct TooLarge: Error {}
    let plan = try plans("seed: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]")[0]
    func parts(_ limit: Int) throws -> [[Int]] {
      try MemorySplit { $0.trials.count > limit ? TooLarge() : nil }.parts(plan).map(\.trials)
    }
    #expect(try parts(10).map(\.count) == [10])
    #expect(try parts(9).map(\.count) == [5, 5])
    #expect(try parts(4).map(\.count) == [4, 3, 3])
    #expect(try parts(4).flatMap(\.self) == Array(0..<10))
    let split = try MemorySplit { $0.trials.count > 9 ? TooLarge() : nil }.parts(plan)
    #expect(
      split.allSatisfy {
        "\($0)".hasPrefix("5 trials (the device has no memory for more at once) on mnist: ")
      })
    #expect(!"\(plan)".contains("memory"))
    #expect(try parts(1).count == 10)
    #expect(throws: TooLarge.self) { try parts(0) }
  }

  @Test("no group is larger than asked for, padded or not")
  func limits() throws {
    let parts = try plans(widths).flatMap { $0.parts(ofAtMost: 1) }
    #expect(parts.map(\.trials.count) == [Int](repeating: 1, count: 8))
    #expect(
      try plans("seed: [1, 2, 3, 4, 5]")[0].parts(ofAtMost: 2).map(\.trials) == [
        [0, 1], [2, 3], [4],
      ])
    for (choice, limit, counts) in [
      (ExecutionConfig.Padding.auto, 3, [2, 2, 2, 2]), (.auto, 4, [4, 2, 2]), (.always, 4, [4, 4]),
      (.always, 3, [2, 2, 2, 2]),
    ] {
      var padding = padding(choice, preparation: 1e9)
      padding.largestGroup = limit
      #expect(try padding.merged(plans(widths)).map(\.trials.count).sorted(by: >) == counts)
    }
  }

  // MARK: Estimates

  private func program(replicas: Int, hidden: [Int] = [128, 64]) -> TrainingProgram {
    TrainingProgram(
      model: .mlp(
        input: FeatureShape(height: 28, width: 28, channels: 1), hidden: hidden, outputs: 10),
      loss: .crossEntropy, optimizer: .adam, replicas: replicas, batch: 32,
      data: DataExtent(
        sets: 1, train: 7000, validation: 0, test: 1500, element: .uint8, channels: 1,
        targetWidth: nil), extras: [])
  }

  private func seconds(_ replicas: Int, _ speed: DeviceSpeed, hidden: [Int] = [128, 64]) -> Double {
    GroupEstimate(program(replicas: replicas, hidden: hidden), epochs: 10, speed: speed).seconds
  }

  @Test("a processor's time grows with the replicas beyond its cores")
  func processor() {
    let speed = DeviceSpeed(
      cores: 2, flops: 165e9, bandwidth: 20e9, launchSeconds: 0, preparationSeconds: 0)
    // 14.5 MFLOP a step, 2,190 steps, and the test set ten times: 60 of them took 11 s on such a machine.
    #expect((8...16).contains(seconds(60, speed)))
    #expect(abs(seconds(60, speed) / seconds(4, speed) - 15) < 0.01)
    #expect(seconds(1, speed) > 0.5 * seconds(2, speed))
    #expect(seconds(1, speed) < seconds(2, speed))
  }

  @Test("on a device of launches few replicas take as long as one")
  func launches() {
    let speed = DeviceSpeed(
      cores: nil, flops: 30e12, bandwidth: 2e12, launchSeconds: 5e-6, preparationSeconds: 1)
    #expect(seconds(2, speed) == seconds(1, speed))
    #expect(seconds(2000, speed) > 2 * seconds(1, speed))
  }

  @Test("memory is what the backend needs, else the program's own")
  func memory() {
    let program = program(replicas: 3)
    let estimate = GroupEstimate(program, epochs: 1, speed: nil)
    #expect(estimate.byteCount == program.program.byteCount)
    #expect(estimate.parameterCount == 109_386)
    #expect(estimate.seconds == 0)
    #expect(estimate.patchByteCount == 0)
    let backend = GroupEstimate(
      program, epochs: 1, speed: nil, memory: MemoryNeed(3000, patches: 1000))
    #expect(backend.byteCount == 3000)
    #expect(backend.patchByteCount == 1000)
  }
}

import Programs
import Testing

@testable import OpenCLBackend

@Suite("Training a small network on the device", .needsOpenCL)
struct TrainingTests {
  private static let seeds: [UInt64] = [3, 4, 5, 6, 7, 8, 9]

  private func train(
    _ seeds: [UInt64], _ options: OpenCLOptions = OpenCLOptions(), epochs: Int = 3
  ) throws -> TestNetwork.Result {
    let network = TestNetwork(seeds: seeds)
    let executable = try TestDevice.backend(options).prepare(network.program)
    return try network.train(executable, epochs: epochs)
  }

  @Test("learns, counts every example and reports a penalty where there is one")
  func learns() throws {
    let result = try train(Self.seeds, epochs: 12)
    for (replica, seed) in Self.seeds.enumerated() {
      let metrics = result.metrics.map { TestNetwork.metrics($0, of: replica) }
      let (first, last) = (metrics[0], metrics[11])
      let examples = Float(TestNetwork.batchesPerEpoch * TestNetwork.batch)
      #expect(metrics.allSatisfy { $0[MetricSlot.examples.rawValue] == examples })
      #expect(last[MetricSlot.loss.rawValue] < 0.5 * first[MetricSlot.loss.rawValue])
      #expect(
        last[MetricSlot.correct.rawValue] > first[MetricSlot.correct.rawValue]
          && last[MetricSlot.correct.rawValue] <= examples)
      #expect((last[MetricSlot.penalty.rawValue] > 0) == (seed % 3 == 2))
    }
  }

  @Test("gives the same bits twice", arguments: engineOptions)
  func repeats(options: OpenCLOptions) throws {
    let network = TestNetwork(seeds: Self.seeds)
    let executable = try TestDevice.backend(options).prepare(network.program)
    let first = try network.train(executable, epochs: 3)
    let second = try network.train(executable, epochs: 3)
    let fresh = try train(Self.seeds, options)
    #expect(first.parameters.bits == second.parameters.bits)
    #expect(first.parameters.bits == fresh.parameters.bits)
    #expect(first.metrics.map(\.bits) == fresh.metrics.map(\.bits))
  }

  @Test("gives each replica the bits it has alone", arguments: engineOptions)
  func replicaInvariance(options: OpenCLOptions) throws {
    let together = try train(Self.seeds, options)
    let count = together.parameters.count / Self.seeds.count
    for (replica, seed) in Self.seeds.enumerated() {
      let alone = try train([seed], options)
      let part = Array(together.parameters[replica * count..<(replica + 1) * count])
      #expect(part.bits == alone.parameters.bits)
      let metrics = together.metrics.map { TestNetwork.metrics($0, of: replica).bits }
      #expect(metrics == alone.metrics.map(\.bits))
    }
  }

  @Test("does not show how replicas were divided into waves", arguments: [1, 2, 3, 4, 6])
  func waves(size: Int) throws {
    let whole = try train(Self.seeds, OpenCLOptions(waveSize: 7))
    let divided = try train(Self.seeds, OpenCLOptions(waveSize: size))
    #expect(whole.parameters.bits == divided.parameters.bits)
    #expect(whole.metrics.map(\.bits) == divided.metrics.map(\.bits))
  }

  @Test("does not change under a profile, which sees every launch of every family")
  func profile() throws {
    let network = TestNetwork(seeds: Self.seeds)
    let executable = try TestDevice.backend(OpenCLOptions(waveSize: 4)).prepare(network.program)
    let plain = try network.train(executable, epochs: 2)
    let trace = OperationTrace()
    let profile = OperationProfile(executable.program, trace: trace)
    let profiled = try network.train(executable, epochs: 2, profile: profile)
    #expect(plain.parameters.bits == profiled.parameters.bits)
    let operations = network.program.routines.flatMap { $0.operations.map(\.family) }
    let families = Set(profile.families.map(\.name))
    #expect(families.subtracting([FusedGemm.family]).isSubset(of: operations))
    let steps = 2 * TestNetwork.batchesPerEpoch
    let products = [Gemm.family, FusedGemm.family].flatMap { profile[$0]?.entries ?? [] }
    // A launch serves all replicas on a CPU device, else those of one of two waves.
    let waves = try TestDevice.device().kind == .cpu ? 1 : 2
    #expect(products.count == 5 && products.allSatisfy { $0.count == waves * steps })
    #expect(products.allSatisfy { $0.replicaSteps == 7 * steps })
    #expect(profile.entries.allSatisfy { $0.seconds > 0 })
    #expect(profile.concurrency == 1)
    check(trace, of: profile)
  }

  /// Spans of every launch, one after another, that add up to what the profile says.
  private func check(_ trace: OperationTrace, of profile: OperationProfile) {
    #expect(trace.omitted == 0 && trace.trackName == "queue")
    #expect(trace.spans.count == profile.entries.reduce(0) { $0 + $1.count })
    #expect(trace.spans.allSatisfy { $0.track == 0 })
    #expect(
      zip(trace.spans, trace.spans.dropFirst()).allSatisfy { $0.start + $0.duration <= $1.start })
    #expect(Set(trace.spans.flatMap(\.replicas)) == Set(0..<7))
    let seconds = trace.spans.reduce(0) { $0 + Double($1.duration) * 1e-9 }
    let total = profile.entries.reduce(0) { $0 + $1.seconds }
    #expect(abs(seconds - total) < 0.01 * total)
  }

  @Test("has ceilings that were measured")
  func roofline() throws {
    let roofline = try #require(try TestDevice.backend().roofline())
    #expect(roofline.peakFlops > 1e9 && roofline.peakFlops < 1e16)
    #expect(roofline.bandwidth > 1e8 && roofline.bandwidth < 1e14)
    let launch = try #require(roofline.launchSeconds)
    #expect(launch > 1e-8 && launch < 1e-2)
  }

  @Test("has the same bits whether or not cores share the steps of a replica")
  func sharing() throws {
    var (apart, shared) = (OpenCLOptions(), OpenCLOptions())
    apart.sharesCores = false
    shared.sharesCores = true
    for seeds in [Self.seeds, Array(Self.seeds.prefix(1))] {
      let (left, right) = (try train(seeds, apart), try train(seeds, shared))
      #expect(left.parameters.bits == right.parameters.bits)
      #expect(left.metrics.map(\.bits) == right.metrics.map(\.bits))
    }
  }

  @Test("takes fewer launches a step where products are fused, none of its own on a CPU device")
  func launches() throws {
    func launches(_ options: OpenCLOptions) throws -> Int {
      let network = TestNetwork(seeds: [Self.seeds[0]])
      let executable = try TestDevice.backend(options).prepare(network.program)
      return try #require(
        executable.launchesPerStep(network.program.routine(named: "step")))
    }
    // Of the 15 operations.
    #expect(try launches(OpenCLOptions(engine: .clblast)) == 15)
    #expect(try launches(OpenCLOptions(engine: .batched, treatAs: .gpu)) < 15)
    guard try TestDevice.device().kind == .cpu else { return }
    #expect(try launches(OpenCLOptions()) == 0)
    var shared = OpenCLOptions()
    shared.sharesCores = true
    #expect((1..<15).contains(try launches(shared)))
  }

  @Test("starts from zeroed memory although every launch was warmed up")
  func zeroed() throws {
    let network = TestNetwork(seeds: Self.seeds)
    let executable = try TestDevice.backend().prepare(network.program)
    #expect(executable.preparationSeconds > 0)
    for name in ["parameters", "m", "v", "metrics"] {
      let values: [Float] = try executable.read(network[name])
      #expect(values.bits.allSatisfy { $0 == 0 })
    }
    let order: [UInt32] = try executable.read(network["order"])
    #expect(order.allSatisfy { $0 == 0 })
  }
}

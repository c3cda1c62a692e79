import CPUBackend
import Dispatch
import Networks
import Programs
import Testing
import Training

@Suite("Group profile")
struct GroupProfileTests {
  private func settings(_ replicas: [ReplicaSettings]) throws -> GroupSettings {
    let data = try GroupData(sets: [blobs()], train: nil, validation: 0, test: nil)
    return GroupSettings(
      model: .mlp(input: data.input, hidden: [24, 12], outputs: data.outputs, dropout: true),
      loss: .crossEntropy, optimizer: .adam, batch: 32, epochs: 1, data: data, replicas: replicas)
  }

  @Test func everyOperationOfTheStepIsMeasured() throws {
    let backend = CPUBackend(CPUOptions(engine: .tiles))
    let group = try LockstepGroup(settings([replica(l2: 0.1)]), on: backend)
    let profile = try group.profile(steps: 2)
    for family in [
      "gather", "fused-gemm", "bias-activation-gradient", "optimizer-update", "weight-penalty",
    ] {
      #expect(try #require(profile.operations[family]).seconds > 0, "\(family)")
    }
    // Three layers: three forward products, three by weights, two by inputs, in two steps; all of them
    // take what follows them in.
    let gemm = try #require(profile.operations["fused-gemm"])
    #expect(profile.operations["gemm"] == nil && profile.operations["dropout"] == nil)
    #expect(gemm.entries.count == 8 && gemm.count == 16)
    #expect(gemm.entries.allSatisfy { $0.count == 2 && $0.replicaSteps == 2 })
    #expect(Set(gemm.entries.map { $0.detail + $0.result }).count == 8)
    #expect(profile.steps == 2 && profile.stepSeconds > 0)
    #expect(profile.epochEntries.map(\.family) == ["shuffle", "fill"])
    #expect(profile.stepEntries.count + 2 == profile.operations.entries.count)
    #expect(profile.callsPerStep == Double(profile.stepEntries.count))
  }

  @Test func onlyFullBatchesAreProfiled() throws {
    let group = try LockstepGroup(settings([replica()]), on: CPUBackend())
    let profile = try group.profile(steps: 1000)
    let settings = group.settings
    #expect(settings.data.train % settings.batch > 0)
    #expect(profile.steps == settings.data.train / settings.batch)
    #expect(Set(profile.stepEntries.map(\.routine)) == ["train-\(settings.batch)"])
  }

  @Test func spansOfACoreFollowOneAnotherWithinTheWallTime() throws {
    let backend = CPUBackend(workers: 2)
    let replicas = [1, 2, 3, 4, 5].map { replica(seed: $0) }
    let group = try LockstepGroup(settings(replicas), on: backend)
    let trace = OperationTrace()
    let start = DispatchTime.now().uptimeNanoseconds
    let profile = try group.profile(steps: 3, trace: trace)
    let wall = DispatchTime.now().uptimeNanoseconds - start
    #expect(profile.operations.concurrency == 2)
    #expect(trace.omitted == 0 && trace.trackName == "core")
    #expect(trace.spans.count == profile.operations.entries.reduce(0) { $0 + $1.count })
    #expect(Set(trace.spans.map(\.replicas)) == Set((0..<5).map { $0..<$0 + 1 }))
    let tracks = Dictionary(grouping: trace.spans, by: \.track)
    #expect(Set(tracks.keys).isSubset(of: [0, 1]))
    for spans in tracks.values {
      let ordered = spans.sorted { $0.start < $1.start }
      #expect(zip(ordered, ordered.dropFirst()).allSatisfy { $0.start + $0.duration <= $1.start })
      #expect(spans.reduce(0) { $0 + $1.duration } <= wall)
    }
    let traced = trace.spans.reduce(0) { $0 + Double($1.duration) } * 1e-9
    let profiled = profile.operations.entries.reduce(0) { $0 + $1.seconds }
    #expect(abs(traced - profiled) < 1e-6)
  }

  @Test func aFullTraceKeepsTheFirstCallsOfEveryReplica() throws {
    let group = try LockstepGroup(settings([replica(), replica(seed: 2)]), on: CPUBackend())
    let trace = OperationTrace(limit: 64)
    let profile = try group.profile(steps: 4, trace: trace)
    let calls = profile.operations.entries.reduce(0) { $0 + $1.count }
    #expect(trace.spans.count <= 64 && trace.spans.count > 48)
    #expect(trace.spans.count + trace.omitted == calls)
    #expect(Set(trace.spans.map(\.replicas)) == [0..<1, 1..<2])
  }

  @Test func theProcessorHasCeilings() throws {
    let all = try #require(try CPUBackend().roofline())
    #expect(all.peakFlops > 1e9 && all.peakFlops < 1e15)
    #expect(all.bandwidth > 1e8 && all.bandwidth < 1e13)
    #expect(all.launchSeconds == nil)
  }
}

import Programs
import Testing

@Suite("Operation profile")
struct OperationProfileTests {
  /// Two products and two fills: in `step` gemm, fill, gemm; in `begin` fill.
  private static let program: Program = {
    let recorder = Recorder(replicas: 3)
    let x = recorder.persistent("x", [4, 8])
    let weights = recorder.persistent("weights", [2, 8, 5])
    let hidden = recorder.scratch("step.0.hidden", [4, 5])
    let output = recorder.persistent("output", [9, 5])
    func weight(_ index: Int) -> Tensor {
      Tensor(buffer: weights.buffer, offset: index * 40, dimensions: [8, 5])
    }
    recorder.routine("begin") { recorder.append(.fill(Fill(output: output, value: 0))) }
    recorder.routine("step") {
      recorder.append(.gemm(Gemm(left: x, right: weight(0), output: hidden)))
      recorder.append(.fill(Fill(output: weights, value: 0)))
      recorder.append(
        .gemm(
          Gemm(
            left: hidden, transposeLeft: true, right: hidden,
            output: Tensor(buffer: output.buffer, offset: 10, dimensions: [5, 5]))))
    }
    return recorder.finish()
  }()

  @Test("measurements of an operation add up, those of two products stay apart")
  func adding() throws {
    let profile = OperationProfile(Self.program)
    #expect(profile.entries.isEmpty && profile.families.isEmpty)
    profile.add(routine: 1, position: 2, seconds: 0.5, count: 2, replicaSteps: 6)
    profile.add(routine: 1, position: 2, seconds: 0.25, replicaSteps: 3)
    profile.add(routine: 1, position: 0, seconds: 1, replicaSteps: 3)
    // A second launch for the same replicas adds time but no work.
    profile.add(routine: 1, position: 0, seconds: 0.125, replicaSteps: 0)
    profile.add(routine: 0, position: 0, seconds: 0.75, replicaSteps: 3)
    let entries = profile.entries
    #expect(entries.map(\.family) == ["fill", "gemm", "gemm"])
    #expect(entries.map(\.routine) == ["begin", "step", "step"])
    #expect(entries.map(\.position) == [0, 0, 2])
    #expect(entries.map(\.seconds) == [0.75, 1.125, 0.75])
    #expect(entries.map(\.count) == [1, 2, 3])
    #expect(entries.map(\.replicaSteps) == [3, 3, 9])
    #expect(entries.map(\.detail) == ["9x5", "4x5x8 NN", "5x5x4 TN"])
    #expect(entries.map(\.result) == ["output", "0.hidden", "output@10"])
    // Two flops for each of 4 · 5 · 8 products in 3 replica-steps, of 5 · 5 · 4 in 9.
    #expect(entries.map(\.flops) == [0, 960, 1800])
    // x, one weight and the hidden layer, once each, in bytes, for three replica-steps.
    #expect(entries[1].bytes == 1104)
  }

  @Test("families are sums, the longest first, and so are the operations in them")
  func families() throws {
    let profile = OperationProfile(Self.program)
    profile.add(routine: 1, position: 0, seconds: 1, replicaSteps: 3)
    profile.add(routine: 1, position: 2, seconds: 2, count: 4, replicaSteps: 3)
    profile.add(routine: 0, position: 0, seconds: 5, replicaSteps: 3)
    profile.add(routine: 1, position: 1, seconds: 0.5, replicaSteps: 3)
    #expect(profile.families.map(\.name) == ["fill", "gemm"])
    #expect(profile.families.map(\.seconds) == [5.5, 3])
    #expect(profile.families.map(\.count) == [2, 5])
    #expect(try #require(profile["gemm"]).entries.map(\.seconds) == [2, 1])
    #expect(profile["gather"] == nil)
  }

  @Test("a trace keeps no more than its limit and counts the rest")
  func traceLimit() {
    func span(_ start: UInt64) -> OperationTrace.Span {
      OperationTrace.Span(
        routine: 0, position: 0, track: 0, replicas: 0..<1, step: 0, start: start, duration: 1)
    }
    let trace = OperationTrace(limit: 5)
    trace.append((0..<3).map { span($0) }, omitted: 2)
    #expect(trace.room == 2 && trace.omitted == 2)
    trace.append((3..<9).map { span($0) })
    #expect(trace.spans.map(\.start) == [0, 1, 2, 3, 4])
    #expect(trace.omitted == 6 && trace.room == 0)
    trace.append([span(9)])
    #expect(trace.spans.count == 5 && trace.omitted == 7)
  }

  @Test("a ceiling is the best of many runs, each long enough")
  func ceilings() {
    var runs: [Int] = []
    // 1 µs a unit, except that every second run is disturbed; 50 ns for the clock.
    let seconds = Roofline.secondsPerUnit(run: 0.001, total: 0.02) { units in
      runs.append(units)
      return Double(units) * 1e-6 * (runs.count.isMultiple(of: 2) ? 3 : 1) + 5e-8
    }
    #expect(abs(seconds - 1e-6) < 1e-9)
    #expect(runs.count > 10 && runs.suffix(5).allSatisfy { $0 >= 256 && $0 <= 2048 })
  }
}

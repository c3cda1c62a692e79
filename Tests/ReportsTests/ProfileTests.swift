import Foundation
import Programs
import Testing
import Training

@testable import Reports

/// A program of a product and a fill, and profiles with times that a test sets.
private struct ProfileFixture {
  let program: Program
  let trace = OperationTrace()
  let operations: OperationProfile

  init() {
    let recorder = Recorder(replicas: 4)
    let x = recorder.persistent("x", [100, 50])
    let y = recorder.scratch("train-100.0.output", [100, 20])
    recorder.routine("begin-epoch") { recorder.append(.fill(Fill(output: x, value: 0))) }
    recorder.routine("train-100", rows: 100) {
      recorder.append(.gemm(Gemm(left: x, right: recorder.persistent("w", [50, 20]), output: y)))
      recorder.append(
        .gemm(
          Gemm(left: x, transposeLeft: true, right: y, output: recorder.persistent("g", [50, 20]))))
      recorder.append(.fill(Fill(output: y, value: 0)))
    }
    program = recorder.finish()
    operations = OperationProfile(program, trace: trace)
    operations.concurrency = 2
    operations.add(routine: 0, position: 0, seconds: 3e-6, count: 4, replicaSteps: 4)
    // 40 calls of 200,000 flops each.
    operations.add(routine: 1, position: 0, seconds: 40e-6, count: 40, replicaSteps: 40)
    operations.add(routine: 1, position: 1, seconds: 120e-6, count: 40, replicaSteps: 40)
    operations.add(routine: 1, position: 2, seconds: 40e-6, count: 40, replicaSteps: 40)
  }

  func summary(
    _ roofline: Roofline?, backend: String = "cpu", launches: Int? = nil
  ) -> ProfileSummary {
    ProfileSummary(
      GroupProfile(
        operations: operations, steps: 10, stepSeconds: 9e-6, profiledStepSeconds: 11e-6,
        launchesPerStep: launches, operationsPerStep: 3),
      group: "4 trials",
      device: DeviceDescription(
        identifier: backend, backend: backend, name: "a device", kind: "cpu", details: [:],
        computeUnits: 2, memoryByteCount: 1), roofline: roofline)
  }
}

@Suite("Profile summary")
struct ProfileSummaryTests {
  private let roofline = Roofline(peakFlops: 800e9, bandwidth: 160e9)

  @Test func ratesAreThoseOfAllCoresTogether() throws {
    let summary = ProfileFixture().summary(roofline)
    #expect(summary.families.map(\.family) == ["gemm", "fill"])
    #expect(summary.operations.map(\.detail) == ["50x20x100 TN", "100x20x50 NN", "100x20"])
    #expect(summary.operations.map(\.result) == ["g", "0.output", "0.output"])
    #expect(summary.operations.map { ($0.share * 1000).rounded() } == [600, 200, 200])
    let (slow, fast) = (summary.operations[0], summary.operations[1])
    // 8 MFLOP in 60 µs and 20 µs of wall time on two cores.
    #expect(abs(slow.flopsPerSecond / 133.333333e9 - 1) < 1e-6)
    #expect(abs(fast.flopsPerSecond / 400e9 - 1) < 1e-9)
    // x, w and y are 5000 + 1000 + 2000 floats, 40 times in 20 µs.
    #expect(abs(fast.bytesPerSecond / 64e9 - 1) < 1e-9)
    #expect(abs(fast.secondsPerCall - 1e-6) < 1e-15)
    #expect(abs(summary.total.flopsPerSecond / 160e9 - 1) < 1e-9)
    #expect(summary.total.calls == 120 && abs(summary.total.share - 1) < 1e-12)
    #expect(summary.stepFlops == 1.6e6)
    #expect(summary.callsPerStep == 12 && summary.replicasPerCall == 1)
    #expect(summary.epochOperations.map(\.calls) == [4])
  }

  @Test func theTableHasARowForEachProductBelowTheirSum() throws {
    let text = ProfileFixture().summary(roofline).text
    let lines = text.split(separator: "\n").map(String.init)
    func words(_ prefix: String) -> [String] {
      lines.first { $0.hasPrefix(prefix) }?.split(separator: " ").map(String.init) ?? []
    }
    #expect(
      words("gemm") == ["gemm", "80", "2.00", "80.0", "200.0", "25.0", "32.0", "20.0"])
    #expect(
      words("  100x20x50 NN").suffix(7) == ["40", "1.00", "20.0", "400.0", "50.0", "64.0", "40.0"])
    #expect(words("fill").prefix(3) == ["fill", "100x20", "40"])
    #expect(words("fill").suffix(4) == ["–", "–", "16.0", "10.0"])
    #expect(
      text.contains(
        "A step of 4 replicas takes 9.00 µs, 2.25 µs a replica: 178 GFLOP/s in all. "
          + "With clocks it took 11.0 µs, 91 % of it in operations."))
    #expect(text.contains("once an epoch: fill 0.75 µs a call"))
    #expect(text.contains("Ceilings, measured: 800 GFLOP/s in fp32, 160 GB/s of memory."))
    #expect(lines.allSatisfy { $0.count < 150 })
  }

  @Test func withoutCeilingsThereAreNoSharesOfThem() {
    let text = ProfileFixture().summary(nil, backend: "opencl").text
    #expect(!text.contains("of peak") && !text.contains("Ceilings"))
    #expect(text.contains("A call is a launch, timed by the device; 12 launches a step"))
  }

  @Test func launchesOfAStepAreThoseWithoutClocks() {
    func text(_ launches: Int?, _ backend: String = "opencl") -> String {
      ProfileFixture().summary(nil, backend: backend, launches: launches).text
    }
    #expect(text(2).contains("Without clocks, a step of 3 operations is 2 launches."))
    #expect(text(1).contains("Without clocks, a step of 3 operations is 1 launch."))
    #expect(text(0).contains("one launch takes every replica through many steps of 3 operations."))
    #expect(!text(nil, "cpu").contains("launch"))
  }

  @Test func rooflineInWords() {
    let roofline = Roofline(peakFlops: 61.23e12, bandwidth: 3021e9, launchSeconds: 2.345e-6)
    #expect(
      roofline.words == "61.2 TFLOP/s in fp32, 3021 GB/s of memory, 2.35 µs an empty launch")
  }
}

@Suite("Chrome trace")
struct ChromeTraceTests {
  /// Three steps of two tracks whose operations follow one another without a gap.
  private func fixture() -> ProfileFixture {
    let fixture = ProfileFixture()
    for track in 0..<2 {
      var time: UInt64 = 7_000_000_123 + UInt64(track) * 37
      for step in 0..<3 {
        for position in 0..<3 {
          let duration = UInt64(1 + 611 * (position + 1) * (step + 1) + track)
          fixture.trace.append(
            CollectionOfOne(
              OperationTrace.Span(
                routine: 1, position: position, track: track, replicas: track * 2..<track * 2 + 2,
                step: UInt32(step), start: time, duration: duration)))
          time += duration
        }
      }
    }
    return fixture
  }

  private func events(_ trace: ChromeTrace) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(try trace.json().utf8))
    return try #require((object as? [String: Any])?["traceEvents"] as? [[String: Any]])
  }

  @Test func hasASpanForEveryCallAndEveryStep() throws {
    let fixture = fixture()
    var trace = ChromeTrace()
    trace.add(fixture.trace, of: fixture.program, name: "group 1")
    let events = try events(trace)
    let names = events.filter { $0["ph"] as? String == "M" }
      .map { ($0["args"] as? [String: Any])?["name"] as? String }
    #expect(names == ["group 1", "core 0", "core 1"])
    let spans = events.filter { $0["ph"] as? String == "X" }
    #expect(spans.count == 18 + 6)
    #expect(spans.filter { $0["cat"] as? String == "step" }.count == 6)
    #expect(spans.contains { $0["name"] as? String == "gemm 100x20x50 NN" })
    #expect(spans.contains { $0["name"] as? String == "train-100, step 2" })
    let replicas = Set(spans.compactMap { ($0["args"] as? [String: Any])?["replicas"] as? String })
    #expect(replicas == ["0–1", "2–3"])
    let first = try #require(spans.compactMap { $0["ts"] as? Double }.min())
    #expect(first == 0)
    // Microseconds: the last operation of the last step takes 5.5.
    let longest = try #require(
      spans.filter { $0["cat"] as? String == "fill" }.compactMap { $0["dur"] as? Double }.max())
    #expect(abs(longest - 5.501) < 0.006)
    #expect(trace.notice == nil)
  }

  @Test func nestsWhenReadersCutTimesDownToNanoseconds() throws {
    let fixture = fixture()
    var trace = ChromeTrace()
    trace.add(fixture.trace, of: fixture.program, name: "group 1")
    var open: [Int: [(start: Int, end: Int)]] = [:]
    for event in try events(trace) where event["ph"] as? String == "X" {
      let track = try #require(event["tid"] as? Int)
      let start = Int(try #require(event["ts"] as? Double) * 1000)
      let end = start + Int(try #require(event["dur"] as? Double) * 1000)
      #expect(end >= start)
      if event["cat"] as? String == "step" {
        if let last = open[track]?.first { #expect(last.end <= start) }
        open[track] = [(start, end)]
      } else {
        let stack = try #require(open[track])
        #expect(stack[0].start <= start && end <= stack[0].end)
        if stack.count > 1 { #expect(stack[1].end <= start) }
        open[track] = [stack[0], (start, end)]
      }
    }
    #expect(open.count == 2)
  }

  @Test func saysWhatDidNotFit() throws {
    let fixture = fixture()
    let small = OperationTrace(limit: 10)
    small.append(fixture.trace.spans)
    var trace = ChromeTrace()
    trace.add(small, of: fixture.program, name: "group 1")
    #expect(try #require(trace.notice).contains("the last 8 calls"))
    #expect(
      try events(trace).filter { $0["cat"] as? String != "step" && $0["ph"] as? String == "X" }
        .count == 10)
  }

  @Test func isWrittenWholeAndNowhereElse() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("trace.json")
    try ChromeTrace.checkWritable(file)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    try ChromeTrace().write(to: file)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["trace.json"])
    #expect(throws: OutputError.self) {
      try ChromeTrace.checkWritable(folder.url.appendingPathComponent("missing/trace.json"))
    }
    #expect(throws: OutputError.self) { try ChromeTrace.checkWritable(folder.url) }
  }
}

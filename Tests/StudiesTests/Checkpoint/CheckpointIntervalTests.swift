import Testing

@testable import Studies

@Suite("Intervals of checkpoints")
struct CheckpointIntervalTests {
  @Test func intervalsAreReadAndWritten() throws {
    for (text, interval) in [
      ("auto", CheckpointInterval.automatic), ("none", .never), ("0", .seconds(0)),
      ("2.5", .seconds(2.5)),
    ] {
      let read = try study(minimalConfig + "checkpoint: \(text)")
      #expect(read.execution.checkpoint == interval)
      #expect(read.resolvedYAML.contains("checkpoint: \(text)\n"))
      #expect(try study(read.resolvedYAML).execution.checkpoint == interval)
    }
    #expect(try study(minimalConfig).execution.checkpoint == .automatic)
    for wrong in ["often", "-1", "[1]", "1e999"] {
      #expect(errorText(minimalConfig + "checkpoint: \(wrong)") != nil, "\(wrong)")
    }
  }
}

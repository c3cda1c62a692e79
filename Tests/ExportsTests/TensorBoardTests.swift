import ExportMessages
import Foundation
import Reports
import Studies
import SwiftProtobuf
import Testing
import Training

@testable import Exports

@Suite("Event files")
struct TensorBoardTests {
  /// When the run of the fixture began: 2026-01-02 03:04:05 UTC.
  private static let start = 1_767_323_045.0
  private static let file = "events.out.tfevents.1767323045.lockstep"

  /// The checks by long division, bit by bit: another way than the writer's table.
  private func masked(_ bytes: Data) -> UInt32 {
    var rest: UInt32 = .max
    for byte in bytes {
      for bit in 0..<8 {
        let isSet = (rest ^ UInt32(byte) >> bit) & 1 == 1
        rest = rest >> 1 ^ (isSet ? 0x82F6_3B78 : 0)
      }
    }
    let checksum = ~rest
    return (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8
  }

  /// The events of a file, with their frames checked.
  private func events(_ data: Data) throws -> [TensorBoardEvent] {
    var reader = ByteReader(data)
    var events: [TensorBoardEvent] = []
    while !reader.isAtEnd {
      let length = reader.data(8)
      #expect(reader.number(UInt32.self) == masked(length))
      var count = ByteReader(length)
      let bytes = reader.data(Int(count.number(UInt64.self)))
      #expect(reader.number(UInt32.self) == masked(bytes))
      events.append(try TensorBoardEvent(serializedBytes: bytes))
    }
    return events
  }

  private func events(_ folder: TensorBoardFolder, _ path: String) throws -> [TensorBoardEvent] {
    let file = folder.files.first { $0.path == path }
    return try events(
      try #require(file, "there is no \(path) in \(folder.files.map(\.path))").data)
  }

  /// The numbers of a tag by step.
  private func numbers(_ events: [TensorBoardEvent], _ tag: String) -> [Int64: Float] {
    let pairs = events.flatMap { event in
      event.summary.value.filter { $0.tag == tag }.map { (event.step, $0.simpleValue) }
    }
    return Dictionary(pairs) { _, second in second }
  }

  @Test func everyTrialHasItsFigures() throws {
    let result = try Fixture.result()
    let folder = try TensorBoardFolder(result)
    // 12 trials, 4 settings, and what they have in common.
    #expect(folder.files.count == 17)
    let events = try events(folder, "trials/005-0.001-dropout-0.2-2/\(Self.file)")
    #expect(events.first?.fileVersion == "brain.Event:2")
    #expect(events.first?.wallTime == Self.start)
    let accuracies = numbers(events, "accuracy/test")
    #expect(accuracies.count == 2)
    for epoch in 1...2 {
      let expected = Float(Fixture.accuracy(trial: 5, epoch: epoch))
      #expect(accuracies[Int64(epoch)] == expected)
    }
    #expect(numbers(events, "loss/train") == [1: 1, 2: 0.5])
    #expect(numbers(events, "loss/test") == [1: 0.4, 2: 0.4])
    #expect(numbers(events, "penalty/train") == [1: 0.25, 2: 0.25])
    #expect(numbers(events, "learning_rate") == [1: 0.125, 2: 0.125])
    #expect(numbers(events, "accuracy/validation").isEmpty)
    let times = events.filter { $0.step > 0 }.map(\.wallTime)
    #expect(times == [Self.start + 0.5, Self.start + 1])
  }

  @Test func settingsHaveMeanAndInterval() throws {
    let folder = try TensorBoardFolder(try Fixture.result())
    let events = try events(
      folder, "settings/rate-0.001-dropout-0.2/\(Self.file)")
    // Trials 4 to 6 stand 0.01 apart: mean that of trial 5, deviation 0.01, Student's t of 2 degrees 4.3027.
    let mean = Float(Fixture.accuracy(trial: 5, epoch: 2))
    let half = Float(4.302653 * 0.01 / 3.0.squareRoot())
    let found = try ["accuracy/test", "interval/accuracy/test/low", "interval/accuracy/test/high"]
      .map { try #require(numbers(events, $0)[2]) }
    #expect(abs(found[0] - mean) < 1e-6)
    #expect(abs(found[1] - (mean - half)) < 1e-6)
    #expect(abs(found[2] - (mean + half)) < 1e-6)
  }

  @Test func chartsNameTagsThatAreThere() throws {
    let folder = try TensorBoardFolder(try Fixture.result())
    let root = try events(folder, Self.file).flatMap(\.summary.value)
    let config = try #require(root.first { $0.tag == "custom_scalars__config__" })
    #expect(config.metadata.pluginData.pluginName == "custom_scalars")
    #expect(config.tensor.dtype == .string)
    let layout = try TensorBoardLayout(serializedBytes: config.tensor.stringVal[0])
    let charts = layout.category.flatMap(\.chart)
    #expect(charts.map(\.title) == ["accuracy/test", "accuracy/train", "loss/test", "loss/train"])
    let setting = try #require(folder.files.first { $0.path.hasPrefix("settings/") })
    let tags = Set(try events(setting.data).flatMap(\.summary.value).map(\.tag))
    for series in charts.flatMap(\.margin.series) {
      #expect(tags.isSuperset(of: [series.value, series.lower, series.upper]))
    }
  }

  private func data(_ events: [TensorBoardEvent], _ tag: String) throws -> TensorBoardHParamsData {
    let value = try #require(events.flatMap(\.summary.value).first { $0.tag == tag })
    #expect(value.metadata.pluginData.pluginName == "hparams")
    // Readers refuse a value without any.
    #expect(value.tensor.tensorShape.dim.map(\.size) == [0])
    return try TensorBoardHParamsData(serializedBytes: value.metadata.pluginData.content)
  }

  @Test func sessionsOfOneSettingAreAGroup() throws {
    let folder = try TensorBoardFolder(try Fixture.result())
    let experiment = try data(try events(folder, Self.file), "_hparams_/experiment").experiment
    #expect(experiment.hparamInfos.map(\.name) == ["optimizer.rate", "regularizer"])
    #expect(experiment.hparamInfos.map(\.type) == [.float64, .string])
    #expect(
      experiment.metricInfos.map(\.name.tag)
        == ["accuracy/test", "accuracy/train", "loss/test", "loss/train"])
    var groups: [String: Int] = [:]
    for file in folder.files where file.path.hasPrefix("trials/") {
      let start = try data(try events(file.data), "_hparams_/session_start_info").sessionStartInfo
      groups[start.groupName, default: 0] += 1
      #expect([0.001, 0.01].contains(start.hparams["optimizer.rate"]?.numberValue))
      #expect(["none", "dropout 0.2"].contains(start.hparams["regularizer"]?.stringValue))
      #expect(start.hparams["seed"] == nil)
      let end = try data(try events(file.data), "_hparams_/session_end_info").sessionEndInfo
      #expect(end.status == .success)
      #expect(end.endTimeSecs == Self.start + 1)
    }
    #expect(groups.count == 4)
    #expect(groups.values.allSatisfy { $0 == 3 })
  }

  @Test func aSingleTrialHasItsMainSettings() throws {
    let yaml = Fixture.yaml.components(separatedBy: "trials:")[0]
    let folder = try TensorBoardFolder(try Fixture.result(yaml))
    #expect(folder.files.map(\.path) == ["trials/001/\(Self.file)", Self.file])
    let start = try data(
      try events(folder, "trials/001/\(Self.file)"), "_hparams_/session_start_info"
    ).sessionStartInfo
    #expect(start.hparams["optimizer"]?.stringValue == "adam")
    #expect(start.hparams["learning_rate"]?.numberValue == 0.001)
    #expect(start.hparams["batch"]?.numberValue == 32)
  }

  @Test func oneTrialOfAStudyHasNoSpread() throws {
    let folder = try TensorBoardFolder(try Fixture.result(), trials: [7])
    #expect(folder.files.map(\.path) == ["trials/007-0.01-none-1/\(Self.file)", Self.file])
    let tags = try events(folder, Self.file).flatMap(\.summary.value).map(\.tag)
    #expect(tags == ["_hparams_/experiment"])
  }

  @Test func theSameRunGivesTheSameBytes() throws {
    let first = try TensorBoardFolder(try Fixture.result()).files
    for _ in 0..<5 {
      let second = try TensorBoardFolder(try Fixture.result()).files
      let areAlike = first.map(\.data) == second.map(\.data)
      #expect(areAlike)
    }
  }

  @Test(arguments: [
    ("dropout 0.2", "dropout-0.2"), ("../../etc", "etc"), ("a/b\\c:d", "a-b-c-d"),
    ("{dropout: 0.2}", "dropout-0.2"), ("ünïcode", "n-code"), ("lr 1e-05, x", "lr-1e-05-x"),
  ])
  func pathNames(text: String, name: String) {
    #expect(TensorBoardFolder.pathName(text) == name)
  }

  @Test func writesAllFiles() throws {
    let target = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: target) }
    var earlier = try Fixture.result()
    earlier.run.startedAt = "2025-01-02T03:04:05Z"
    try TensorBoardFolder(earlier).write(to: target)
    let other = target.appending(path: "trials/notes.txt")
    try "mine".write(to: other, atomically: true, encoding: .utf8)
    let folder = try TensorBoardFolder(try Fixture.result())
    try folder.write(to: target)
    let left = try FileManager.default.subpathsOfDirectory(atPath: target.path)
    let events = left.filter { $0.hasSuffix(".lockstep") }
    #expect(events.count == folder.files.count)
    #expect(FileManager.default.fileExists(atPath: other.path))
    for file in folder.files {
      let written = try Data(contentsOf: target.appending(path: file.path))
      let isSame = written == file.data
      #expect(isSame)
    }
  }

  @Test func epochsThatAreNotThereAreLeftOut() throws {
    var result = try Fixture.result()
    for index in result.outcomes.indices { result.outcomes[index].epochs.removeFirst() }
    result.outcomes[0].epochs = []
    let folder = try TensorBoardFolder(result)
    let setting = try #require(folder.files.first { $0.path.hasPrefix("settings/") })
    #expect(try events(setting.data).map(\.step) == [0, 2])
  }
}

import Foundation
import Studies
import Testing

/// What people read of a file that is no config as a whole: empty, unreadable, too large, damaged.
@Suite("Config errors of files")
struct ConfigFileErrorTests {
  @Test func emptyAndWrongDocuments() {
    let empty = "configs/x.yaml: is empty; see configs/smoke.yaml for an example"
    #expect(errorText("") == empty)
    #expect(errorText("# nothing\n") == empty)
    let noMap = "configs/x.yaml:1: a config is a map of keys, such as 'name: my-study'"
    #expect(errorText("hello") == noMap)
    #expect(errorText("[1, 2]") == noMap)
  }

  @Test func hugeGridsAndAliasBombsAreRefused() {
    let seeds = (1...400).map(String.init).joined(separator: ", ")
    #expect(
      errorText(minimalConfig + "trials: {seed: [\(seeds)], batch: [\(seeds)]}")
        == "configs/x.yaml:7: trials.batch: the grid has more than 100000 trials; vary fewer values"
    )
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(
      errorText(bomb) == "configs/x.yaml: has more than 100000 values; that is no config")
    #expect(errorText(String(repeating: "[", count: 100_000)) != nil)
    #expect(errorText(String(repeating: "{a: ", count: 5_000)) != nil)
  }

  @Test func filesThatCannotBeRead() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "lockstep-config-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func text(_ name: String) -> String? {
      do throws(ConfigError) {
        _ = try StudyConfig.load(path: folder.appendingPathComponent(name).path)
        return nil
      } catch {
        return error.description.replacing(folder.path, with: "F")
      }
    }
    #expect(text("no.yaml") == "F/no.yaml: no such file; name a config such as configs/smoke.yaml")
    #expect(text("") == "F: is a folder, not a config file")
    try Data([0x80, 0xFF, 0x00]).write(to: folder.appendingPathComponent("binary.yaml"))
    #expect(text("binary.yaml") == "F/binary.yaml: is not a text file (UTF-8)")
    try Data(repeating: 0x20, count: 1 << 21).write(to: folder.appendingPathComponent("big.yaml"))
    #expect(text("big.yaml") == "F/big.yaml: is larger than 1048576 bytes; that is no config")
    try Data().write(to: folder.appendingPathComponent("empty.yaml"))
    #expect(text("empty.yaml") == "F/empty.yaml: is empty; see configs/smoke.yaml for an example")
  }

  @Test func randomDamageNeverCrashes() throws {
    let yaml = Array(
      (minimalConfig + "trials: {optimizer.rate: [0.1, 1e-3], seed: [1, 2]}\n").utf8)
    var generator = SplitMix(state: 7)
    var refused = 0
    for _ in 0..<2_000 {
      var bytes = yaml
      for _ in 0...generator.next(3) {
        let place = generator.next(bytes.count)
        switch generator.next(3) {
        case 0: bytes[place] = UInt8(generator.next(128))
        case 1: bytes.remove(at: place)
        default: bytes.insert(Array("[]{}:,#&*'\"\n -".utf8)[generator.next(14)], at: place)
        }
      }
      let message = errorText(String(decoding: bytes, as: UTF8.self))
      if let message {
        refused += 1
        #expect(!message.contains("\n"), "more than one line: \(message)")
      }
    }
    #expect(refused > 1_000)
  }
}

/// A small generator of reproducible numbers.
private struct SplitMix {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}

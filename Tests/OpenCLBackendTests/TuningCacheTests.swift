import Foundation
import Programs
import Testing

@testable import OpenCLBackend

@Suite("Tuning cache", .needsOpenCL)
struct TuningCacheTests {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "lockstep-tuning-\(UUID().uuidString)")
  private var file: URL { folder.appending(path: "deep/tuning.json") }

  static func target(_ kind: OpenCLDevice.Kind) throws -> TuningTarget {
    TuningTarget(try TestDevice.device().device, kind: kind)
  }

  static func entry(
    _ shape: GemmShape, _ kind: OpenCLDevice.Kind, engine: GemmEngineChoice = .batched,
    tile: GroupTile? = nil, core: CoreTile? = nil
  ) throws -> TuningEntry {
    TuningEntry(
      target: try target(kind), shape: shape, engine: engine, groupTile: tile, coreTile: core,
      before: 1.5, after: 2.5, date: "2026-01-02")
  }

  @Test("keeps what it is told, the newest of each key, and nothing half written")
  func roundTrip() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let shape = GemmShape(m: 3, n: 5, k: 7, transposeLeft: true)
    let other = GemmShape(m: 3, n: 5, k: 7, transposeLeft: true, accumulate: true)
    var cache = TuningCache(file)
    let first = try Self.entry(shape, .gpu, tile: GroupTile.candidates[3])
    #expect(cache.store([first, try Self.entry(other, .gpu)]) == nil)
    let parameters = CLBlastTuningEntry(
      target: try Self.target(.gpu), parameters: CLBlastParameters.candidates[2], before: 1,
      after: 2, date: "2026-01-02")
    let newer = try Self.entry(shape, .gpu, engine: .clblast)
    var second = TuningCache(nil)
    #expect(second.store([first]) == nil)
    #expect(TuningCache(file).entry(shape, on: first.target) == first)
    var third = TuningCache(file)
    #expect(third.store([newer], clblast: parameters) == nil)
    let read = TuningCache(file)
    #expect(read.warning == nil && read.entries.count == 2 && read.clblast == [parameters])
    #expect(read.entry(shape, on: first.target) == newer)
    #expect(read.entry(other, on: first.target) != nil)
    // Another kind of device is another key.
    #expect(try read.entry(shape, on: Self.target(.cpu)) == nil)
    let names = try FileManager.default.contentsOfDirectory(
      atPath: file.deletingLastPathComponent().path)
    #expect(names == ["tuning.json"])
  }

  @Test(
    "ignores what is damaged or foreign, in one line, and replaces it",
    arguments: [
      "", "{", "[1, 2]", "{\"format\": \"something\", \"version\": 1}",
      "{\"format\": \"lockstep-tuning\", \"version\": 2, \"products\": [], \"clblast\": []}",
      "{\"format\": \"lockstep-tuning\", \"version\": 1, \"products\": [{\"m\": 3}], \"clblast\": []}",
    ])
  func damaged(text: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    var cache = TuningCache(file)
    let warning = try #require(cache.warning)
    #expect(warning.contains(file.path) && !warning.contains("\n") && cache.entries.isEmpty)
    #expect(cache.store([try Self.entry(GemmShape(m: 1, n: 2, k: 3), .gpu)]) == nil)
    let read = TuningCache(file)
    #expect(read.warning == nil && read.entries.count == 1)
  }

  @Test("a place that cannot be written is a warning")
  func unwritable() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let taken = folder.appending(path: "taken")
    try Data().write(to: taken)
    var cache = TuningCache(taken.appending(path: "tuning.json"))
    let warning = try #require(cache.store([try Self.entry(GemmShape(m: 1, n: 2, k: 3), .gpu)]))
    #expect(warning.contains(taken.path) && !warning.contains("\n"))
  }

  @Test("the key has no number of replicas")
  func key() throws {
    let shapes = [1, 60].map { replicas in
      let recorder = Recorder(replicas: replicas)
      let (a, b) = (recorder.scratch("a", [32, 784]), recorder.scratch("b", [784, 128]))
      let output = recorder.persistent("c", [32, 128])
      recorder.routine("gemm") {
        recorder.append(.fill(Fill(output: a, value: 1)))
        recorder.append(.fill(Fill(output: b, value: 1)))
        recorder.append(.gemm(Gemm(left: a, right: b, output: output)))
      }
      return recorder.finish().gemmShapes
    }
    #expect(shapes[0] == shapes[1] && shapes[0] == [GemmShape(m: 32, n: 128, k: 784)])
    let fields = Mirror(reflecting: shapes[0][0]).children.compactMap(\.label)
    #expect(fields == ["m", "n", "k", "transposeLeft", "transposeRight", "accumulate"])
  }
}

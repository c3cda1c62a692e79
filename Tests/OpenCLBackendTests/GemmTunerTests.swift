import Foundation
import Programs
import Synchronization
import Testing

@testable import OpenCLBackend

/// Search, choice and what keeps both from doing harm.
@Suite("Tuning of matrix products", .needsOpenCL, .serialized)
struct GemmTunerTests {
  private static let shape = GemmShape(m: 33, n: 70, k: 41, transposeLeft: true)
  private let file = FileManager.default.temporaryDirectory.appending(
    path: "lockstep-tuning-\(UUID().uuidString).json")

  private func options(_ kind: OpenCLDevice.Kind, deterministic: Bool = false) -> OpenCLOptions {
    var options = OpenCLOptions(treatAs: kind)
    options.isDeterministic = deterministic
    options.tuningFile = file
    return options
  }

  /// A backend that has prepared one product of the shape, in so many replicas.
  private func prepared(_ options: OpenCLOptions, replicas: Int = 2) throws -> OpenCLBackend {
    let backend = try TestDevice.backend(options)
    let shape = Self.shape
    let gemm = GemmCase(m: shape.m, n: shape.n, k: shape.k, transposeLeft: true)
    _ = try gemm.prepare(backend, replicas: replicas)
    return backend
  }

  @Test("a shape is read as it is written, and nothing else is")
  func shapeText() {
    for (left, right) in [(false, false), (false, true), (true, false), (true, true)] {
      let shape = GemmShape(m: 3, n: 16384, k: 5, transposeLeft: left, transposeRight: right)
      #expect(GemmShape(shape.description) == shape)
    }
    #expect(GemmShape("3X5x7") == GemmShape(m: 3, n: 5, k: 7))
    for text in [
      "", "3x5", "3x5x7x9", "3x5x", "-3x5x7", "0x5x7", "3x5x16385", "3x5x7 N", "3x5x7 NN NN",
      "3x5x7 NN accumulating", "3x5x99999999999999999999",
    ] { #expect(GemmShape(text) == nil, "\(text)") }
  }

  @Test("a trial finds one wrong number, the first or the last")
  func trial() throws {
    let trial = GemmTrial(Self.shape)
    let device = try TestDevice.device()
    let prepared = try trial.prepare(device, OpenCLOptions(engine: .batched))
    #expect(try trial.problem(prepared) == nil)
    #expect(try trial.problem(prepared, tamper: { $0[0] += 0.01 })?.contains("element 0") == true)
    #expect(try trial.problem(prepared, tamper: { $0[$0.count - 1] = .nan }) != nil)
    #expect(try trial.speed(prepared) > 0.01)
  }

  @Test(
    "a candidate that computes wrong numbers is rejected and named",
    arguments: [OpenCLDevice.Kind.cpu, .gpu])
  func rejection(kind: OpenCLDevice.Kind) throws {
    let bad =
      kind == .cpu ? CoreTile.candidates[1].description : GroupTile.candidates[0].description
    let tuner = GemmTuner(
      try TestDevice.backend(options(kind, deterministic: true)), seconds: 60)
    tuner.coreTiles = Array(CoreTile.candidates.prefix(3))
    tuner.groupTiles = Array(GroupTile.candidates.prefix(3))
    tuner.clblastCandidates = []
    tuner.tamper = { name, values in if name == bad { values[7] += 1 } }
    let report = try tuner.tune([Self.shape])
    let rejection = try #require(report.rejections.first { $0.candidate == bad })
    #expect(rejection.product == Self.shape.description)
    #expect(rejection.reason.contains("wrong numbers: element 7 of replica 0"))
    #expect(report.products[0].tile != bad && report.products[0].batchedBefore != nil)
    #expect((report.products[0].batchedAfter ?? 0) >= (report.products[0].batchedBefore ?? 1))
    #expect(report.store(in: file) == nil)
    defer { try? FileManager.default.removeItem(at: file) }
    let entry = TuningCache(file).entry(Self.shape, on: try TuningCacheTests.target(kind))
    #expect(entry?.after == report.products[0].speed(isCPU: kind == .cpu)?.after)
  }

  @Test("CLBlast's parameters are searched, and leave it computing right")
  func clblast() throws {
    let tuner = GemmTuner(
      try TestDevice.backend(options(.cpu, deterministic: true)), seconds: 600,
      shouldStop: { false })
    let planted = "clblast \(CLBlastParameters.candidates[0])"
    tuner.coreTiles = []
    tuner.clblastCandidates = [CLBlastParameters.candidates[0], CLBlastParameters.candidates[11]]
    tuner.tamper = { name, values in
      if name == planted { values[0] = .nan }
    }
    let report = try tuner.tune([Self.shape])
    #expect(report.isComplete && report.rejections.contains { $0.candidate == planted })
    #expect(report.clblast?.values.description != CLBlastParameters.candidates[0].description)
    let gemm = GemmCase(m: 33, n: 70, k: 41, transposeLeft: true)
    let found = try gemm.run(TestDevice.backend(OpenCLOptions(engine: .clblast)), replicas: 2)
    let wrong = zip(found, gemm.expected(replicas: 2)).contains { abs(Double($0) - $1) > 1e-4 }
    #expect(!wrong)
  }

  @Test("every candidate obeys the rules that a damaged file is held to")
  func candidates() throws {
    let device = try TestDevice.device().device
    #expect(CLBlastParameters.candidates.allSatisfy { $0.fits(device) })
    #expect(CoreTile.candidates.allSatisfy { $0.isSensible })
    #expect(GroupTile.candidates.allSatisfy { $0.fits(device) } && GroupTile.standard.fits(device))
    let absurd = GroupTile(groupX: 128, groupY: 128, itemRows: 1, itemColumns: 1, depth: 128)
    #expect(!absurd.fits(device))
  }

  @Test("without an entry both engines are measured once, whatever the number of replicas")
  func measured() throws {
    defer { try? FileManager.default.removeItem(at: file) }
    let first = try prepared(options(.gpu), replicas: 1)
    let choice = first.engines.choices[Self.shape]
    #expect(choice.source == .measured)
    let entries = TuningCache(file).entries
    #expect(entries.count == 1 && entries[0].engine == choice.engine && entries[0].after > 0)
    let second = try prepared(options(.gpu), replicas: 7).engines.choices[Self.shape]
    #expect(second.engine == choice.engine && second.source == .tuned)
    #expect(first.device.details["gemm"]?.contains(Self.shape.description) == true)
  }

  @Test("the cache decides, unless the choice is to be deterministic")
  func deterministic() throws {
    defer { try? FileManager.default.removeItem(at: file) }
    let tile = GroupTile.candidates[3]
    var cache = TuningCache(file)
    let core = CoreTile(rows: 5, vectors: 3)
    #expect(
      cache.store([
        try TuningCacheTests.entry(Self.shape, .gpu, tile: tile),
        try TuningCacheTests.entry(Self.shape, .cpu, core: core),
      ]) == nil)
    let tuned = try prepared(options(.gpu)).engines.choices[Self.shape]
    #expect(tuned == GemmChoices.Choice(engine: .batched, groupTile: tile, source: .tuned))
    let fixed = try prepared(options(.gpu, deterministic: true)).engines.choices[Self.shape]
    #expect(fixed == GemmChoices.Choice(engine: .clblast, groupTile: .standard, source: .rule))
    let style = try TestDevice.backend().style
    #expect(try prepared(options(.cpu)).engines.choices.coreTile(for: [Self.shape]) == core)
    #expect(
      try prepared(options(.cpu, deterministic: true)).engines.choices.coreTile(for: [Self.shape])
        == style.coreTile)
    #expect(TuningCache(file).entries.count == 2)
  }

  @Test("a tile that cannot be is ignored with a warning")
  func misfit() throws {
    defer { try? FileManager.default.removeItem(at: file) }
    var cache = TuningCache(file)
    let absurd = GroupTile(groupX: 128, groupY: 128, itemRows: 1, itemColumns: 1, depth: 16)
    _ = cache.store([
      try TuningCacheTests.entry(Self.shape, .gpu, tile: absurd),
      try TuningCacheTests.entry(Self.shape, .cpu, core: CoreTile(rows: -1, vectors: 9)),
    ])
    let heard = Mutex<[String]>([])
    var options = options(.gpu)
    options.engine = .batched
    options.warn = { line in heard.withLock { $0.append(line) } }
    #expect(try prepared(options).engines.choices[Self.shape].groupTile == .standard)
    #expect(heard.withLock { $0.count } == 1)
    let backend = try prepared(self.options(.cpu))
    #expect(backend.engines.choices.coreTile(for: [Self.shape]) == backend.style.coreTile)
  }
}

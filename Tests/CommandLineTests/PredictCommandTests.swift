import Datasets
import Foundation
import Testing

@Suite("lockstep predict")
struct PredictCommandTests {
  private static let config = """
    name: digits
    data: {set: synthetic-digits, train: 2000, test: 300, validation: 200}
    model: {mlp: {hidden: [64]}}
    loss: cross-entropy
    optimizer: adam
    epochs: 6
    trials: {model.mlp.activation: [relu, tanh], seed: [1, 2]}
    published:
      source: a report
      rows: [{model.mlp.activation: tanh, own_accuracy: 90, inference_milliseconds: 141}]

    """

  /// A trained run, and pictures of digits of the test part, four times as large and dark on light.
  nonisolated(unsafe) private static let shared: (folder: TemporaryFolder, labels: [Int32])? = try?
    {
      let folder = try TemporaryFolder()
      let config = try folder.file("digits.yaml", PredictCommandTests.config)
      let run = try CommandLineTool.run(
        ["study", config, "--device", "cpu", "--quiet", "--out", folder.path + "/run"])
      guard run.status == 0 else { throw CocoaError(.featureUnsupported) }
      let examples = SyntheticDigits(seed: 77).examples(.test, count: 30)
      guard case .bytes(let bytes) = examples.features,
        case .labels(let labels, _) = examples.targets
      else { throw CocoaError(.featureUnsupported) }
      try FileManager.default.createDirectory(
        atPath: folder.path + "/own", withIntermediateDirectories: true)
      for index in 0..<30 {
        let side = 28 * 4
        var pixels = [UInt8](repeating: 255, count: side * side)
        for at in 0..<side * side {
          let pixel = bytes[index * 784 + at / side / 4 * 28 + at % side / 4]
          pixels[at] = 255 - (pixel < 60 ? 0 : pixel)
        }
        try PNG.write(
          Raster(width: side, height: side, channels: 1, pixels: pixels),
          to: folder.path + "/own/\(labels[index])-\(index).png")
      }
      return (folder, labels)
    }()

  private func predict(_ arguments: [String]) throws -> CommandLineTool.Output {
    let folder = try #require(Self.shared).folder
    return try CommandLineTool.run(
      ["predict", folder.path + "/run", "--device", "cpu"] + arguments)
  }

  private struct Result: Decodable {
    struct Image: Decodable {
      let className: String?
      let probability: Double?
      let runnerUp: String?
      let isStrange: Bool
    }
    struct Own: Decodable {
      let trial: Int
      let ownAccuracy: Double
    }
    let images: [Image]?
    let own: [Own]?
  }

  private func json(_ arguments: [String]) throws -> Result {
    let result = try predict(arguments + ["--json"])
    #expect(result.status == 0, "\(result.error)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Result.self, from: Data(result.output.utf8))
  }

  @Test("most pictures are told right, with a runner-up, by the best trial")
  func pictures() throws {
    let (folder, labels) = try #require(Self.shared)
    let files = labels.enumerated().map { folder.path + "/own/\($0.element)-\($0.offset).png" }
    let images = try #require(try json(files).images)
    let right = zip(images, labels).count { $0.className == String($1) }
    #expect(right >= 24, "\(right) of 30")
    #expect(images.allSatisfy { ($0.probability ?? 0) > 0.1 && $0.runnerUp != nil })
    #expect(images.count(where: \.isStrange) <= 6)
    let text = try predict([files[0]])
    #expect(text.error.contains("the best by validation"))
    #expect(text.output.contains("one forward pass of 1 image: "))
  }

  @Test("every setting gets an own accuracy, beside the published one")
  func ownAccuracy() throws {
    let own = try #require(Self.shared).folder.path + "/own"
    let rows = try #require(try json(["--own", own]).own)
    #expect(rows.map(\.trial) == [1, 2, 3, 4])
    #expect(rows.allSatisfy { $0.ownAccuracy >= 0.7 })
    let text = try predict(["--own", own])
    #expect(text.output.contains("30 own images"))
    let lines = text.output.split(separator: "\n").map { line in
      line.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    }
    func percent(_ share: Double) -> String { String(format: "%.1f", 100 * share) }
    for (name, pair) in [("relu", rows[0...1]), ("tanh", rows[2...3])] {
      let shares = pair.map(\.ownAccuracy)
      let first = pair[pair.startIndex].trial
      let line = try #require(lines.first { $0.first == name })
      #expect(
        line.prefix(5) == [
          name, "\(first)–\(first + 1)", percent((shares[0] + shares[1]) / 2),
          percent(min(shares[0], shares[1])), percent(max(shares[0], shares[1])),
        ])
    }
    let beside = try #require(lines.last { $0.first == "tanh" })
    #expect([beside[2], beside[4]] == ["90", "141"])
    let report = try String(
      contentsOfFile: try #require(Self.shared).folder.path + "/run/tables.md", encoding: .utf8)
    #expect(!report.contains("own accuracy"))
  }

  @Test("stripes look like nothing it was trained on, and blank paper has nothing on it")
  func strange() throws {
    let folder = try #require(Self.shared).folder.path
    let stripes = (0..<60 * 60).map { $0 % 12 < 6 ? UInt8(255) : 0 }
    try PNG.write(
      Raster(width: 60, height: 60, channels: 1, pixels: stripes), to: folder + "/stripes.png")
    try PNG.write(
      Raster(width: 9, height: 9, channels: 1, pixels: .init(repeating: 250, count: 81)),
      to: folder + "/blank.png")
    let images = try #require(
      try json([folder + "/stripes.png", folder + "/blank.png", "--trial", "2"]).images)
    #expect(images.map(\.isStrange) == [true, true])
    #expect(images[1].className == nil)
    #expect(
      try predict([folder + "/stripes.png"]).output.contains("looks like nothing it was trained on")
    )
  }

  @Test(
    "of a run with several data sets one is to be named, and a network that diverged says nothing")
  func setsAndDivergence() throws {
    let own = try #require(Self.shared).folder.path + "/own"
    let folder = try TemporaryFolder()
    let config = try folder.file(
      "two.yaml",
      """
      name: two
      data: {sets: [synthetic-digits], train: 200, test: 50}
      model: {mlp: {hidden: [8]}}
      loss: mean-squared-error
      optimizer: {name: sgd, rate: 1e30}
      epochs: 2
      trials: {seed: [1, 2]}

      """)
    let run = try CommandLineTool.run(
      ["study", config, "--device", "cpu", "--quiet", "--out", folder.path + "/run"])
    #expect(run.status == 0, "\(run.error)")
    func predict(_ more: String...) throws -> CommandLineTool.Output {
      try CommandLineTool.run(["predict", folder.path + "/run", "--device", "cpu"] + more)
    }
    let accuracy = try predict("--own", own)
    let line = try #require(accuracy.output.split(separator: "\n").first { $0.hasPrefix("two") })
    #expect(line.split(separator: " ").map(String.init).prefix(3) == ["two", "1–2", "0.0"])
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: own).sorted().first)
    let one = try predict("\(own)/\(file)", "--trial", "1")
    #expect(one.output.contains("the network diverged in training"), "\(one.output)")
    let unknown = try predict("--own", own, "--set", "mnist")
    #expect(unknown.status == 64)
    #expect(unknown.error.contains("--set mnist: the run was trained on synthetic-digits"))
  }

  @Test("what cannot be is one line and a documented code")
  func failures() throws {
    let folder = try #require(Self.shared).folder
    _ = try folder.file("text.png", "no picture")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/none", withIntermediateDirectories: true)
    for (arguments, status, part) in [
      ([String](), Int32(64), "name pictures, or a folder with --own"),
      (["a.png", "--own", "b"], 64, "not both"),
      (["missing.png"], 65, "missing.png: no such file"),
      ([folder.path + "/text.png"], 65, "text.png: is no usable PNG"),
      (["--own", folder.path + "/none"], 65, "has no pictures; name them LABEL-anything.png"),
      (["--own", "nowhere"], 65, "nowhere: cannot be read; --own needs a folder"),
      (["x.png", "--trial", "9"], 64, "--trial 9: the run has trials 1 to 4"),
    ] {
      let result = try predict(arguments)
      #expect(result.status == status, "\(arguments): \(result.error)")
      #expect(result.error.contains(part), "\(arguments): \(result.error)")
    }
    try FileManager.default.copyItem(
      atPath: folder.path + "/own", toPath: folder.path + "/wrong")
    try FileManager.default.moveItem(
      atPath: folder.path + "/wrong/\(try #require(Self.shared).labels[0])-0.png",
      toPath: folder.path + "/wrong/cat-0.png")
    let wrong = try predict(["--own", folder.path + "/wrong"])
    #expect(wrong.status == 65)
    #expect(wrong.error.contains("cat-0.png: 'cat' is no class; the classes are 0, 1, 2"))
  }
}

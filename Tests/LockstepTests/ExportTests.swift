import Foundation
import Lockstep
import Testing

/// Files for other programs, written from Swift.
@Suite("Exports from Swift")
struct ExportTests {
  @Test func theCommandLineWritesTheSameFiles() async throws {
    let folder = try TemporaryFolder()
    let study = try Study(
      "digits", data: .syntheticDigits(train: 150, validation: 30, test: 40),
      network: Network {
        Convolution(
          4, kernelSize: WindowExtent(height: 3, width: 2), stride: 2,
          activation: .leakyReLU(slope: 0.1))
        Flatten()
        Dense(.outputs)
      }, epochs: 1, trials: [.seeds(1...2)])
    let trained = try await study.run(on: .cpu)
    let run = folder.url.appending(path: "run")
    try trained.write(to: run)
    let ours = folder.url.appending(path: "ours")
    try trained.writeONNX(trial: 2, to: ours.appending(path: "whole.onnx"))
    try trained.writeONNX(trial: 2, to: ours.appending(path: "plain.onnx"), preprocesses: false)
    try trained.writeSafetensors(trial: 2, to: ours.appending(path: "whole.safetensors"))
    try await trained.writePredictions(trial: 2, to: ours.appending(path: "whole.npz"))
    try await trained.writePredictions(
      trial: 2, to: ours.appending(path: "inputs.npz"), withInputs: true)
    let files = [
      ("whole.onnx", ["onnx"]), ("plain.onnx", ["onnx", "--no-preprocessing"]),
      ("whole.safetensors", ["safetensors"]), ("whole.npz", ["npz", "--device", "cpu"]),
      ("inputs.npz", ["npz", "--with-inputs", "--device", "cpu"]),
    ]
    for (name, options) in files {
      let theirs = folder.url.appending(path: "theirs-\(name)")
      let (status, error) = try runCommandLine(
        ["export", run.path, "--trial", "2", "--out", theirs.path, "--quiet", "--format"]
          + options)
      #expect(status == 0, "\(error)")
      let mine = try Data(contentsOf: ours.appending(path: name))
      let other = try Data(contentsOf: theirs)
      #expect(mine.count > 200)
      #expect(mine == other, "\(name) differs")
    }
    try trained.writeTensorBoard(to: ours.appending(path: "events"))
    let theirs = folder.url.appending(path: "theirs-events")
    let (status, error) = try runCommandLine(
      ["export", run.path, "--format", "tensorboard", "--out", theirs.path, "--quiet"])
    #expect(status == 0, "\(error)")
    let names = try FileManager.default.subpathsOfDirectory(atPath: theirs.path)
      .filter { $0.hasSuffix(".lockstep") }
    // Two trials, their setting, the root.
    #expect(names.count == 4)
    for name in names {
      let mine = try Data(contentsOf: ours.appending(path: "events/\(name)"))
      let other = try Data(contentsOf: theirs.appending(path: name))
      #expect(mine.count > 100)
      #expect(mine == other, "\(name) differs")
    }
    let metadata = String(
      decoding: try Data(contentsOf: ours.appending(path: "whole.safetensors")).prefix(4096),
      as: UTF8.self)
    for words in ["class_names", "negative_slope", "\"epochs\""] {
      #expect(metadata.contains(words), "\(words)")
    }
    #expect(!metadata.contains("elu_alpha"))
  }

  @Test func figuresAreWrittenForTensorBoard() async throws {
    let folder = try TemporaryFolder()
    let trained = try await stripesStudy(epochs: 1).run(on: .cpu)
    func files(_ name: String) throws -> [String] {
      try FileManager.default.subpathsOfDirectory(atPath: "\(folder.path)/\(name)")
        .filter { $0.hasSuffix(".lockstep") }
    }
    try trained.writeTensorBoard(to: folder.url.appending(path: "all"))
    // Two trials, their setting, the root.
    #expect(try files("all").count == 4)
    try trained.writeTensorBoard(to: folder.url.appending(path: "one"), trials: [2])
    let one = try files("one")
    #expect(one.count == 2)
    #expect(one.contains { $0.hasPrefix("trials/002") })
    for trials in [[3], []] as [Set<Int>] {
      #expect(throws: StudyError.self) {
        try trained.writeTensorBoard(to: folder.url, trials: trials)
      }
    }
  }

  @Test func whatCannotBeWrittenIsSaid() async throws {
    let trained = try await stripesStudy(epochs: 1).run(on: .cpu)
    let nowhere = URL(filePath: "/proc/lockstep/net.onnx")
    do throws(StudyError) {
      try trained.writeONNX(trial: 1, to: nowhere)
      Issue.record("it was written")
    } catch {
      guard case .output = error else {
        Issue.record("\(error)")
        return
      }
    }
    #expect(throws: StudyError.self) { try trained.writeSafetensors(trial: 9, to: nowhere) }
  }
}

import Foundation
import Testing

@Suite("lockstep export")
struct ExportCommandTests {
  private struct Written: Decodable {
    let format: String
    let path: String
    let bytes: Int
    let trial: Int?
    let files: Int?
    let input: String?
    let outputs: [String]?
  }

  /// A run of six trials, without a validation part.
  private func run(in folder: TemporaryFolder) throws -> String {
    let config = try folder.file("tiny.yaml", tinyConfig)
    let run = folder.url.appending(path: "run").path
    let output = try CommandLineTool.run(
      ["study", config, "--out", run, "--device", "cpu", "--quiet"])
    #expect(output.status == 0, "\(output.error)")
    return run
  }

  private func export(_ run: String, _ arguments: [String]) throws -> Written {
    let output = try CommandLineTool.run(["export", run, "--json", "--quiet"] + arguments)
    #expect(output.status == 0, "\(output.error)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let written = try decoder.decode(Written.self, from: Data(output.output.utf8))
    return written
  }

  @Test func everyFormatIsWritten() throws {
    let folder = try TemporaryFolder()
    let run = try run(in: folder)
    let network = try export(run, ["--format", "onnx", "--trial", "3"])
    #expect(network.path == "\(run)/exports/trial-003.onnx")
    #expect(network.input == "pixels")
    #expect(network.outputs == ["logits", "probabilities"])
    #expect(try Data(contentsOf: URL(filePath: network.path)).count == network.bytes)

    let plain = try export(
      run, ["--format", "onnx", "--trial", "3", "--no-preprocessing", "--out", "\(run)/a/b.onnx"])
    #expect(plain.path == "\(run)/a/b.onnx")
    #expect(plain.input == "inputs")

    let weights = try export(run, ["--format", "safetensors", "--trial", "3"])
    #expect(weights.path == "\(run)/exports/trial-003.safetensors")
    let predictions = try export(run, ["--format", "npz", "--trial", "3", "--device", "cpu"])
    // 60 examples of ten probabilities, a label and a prediction each.
    #expect(predictions.bytes > 60 * (10 + 1 + 1) * 4)
    let inputs = try export(run, ["--format", "npz", "--trial", "3", "--with-inputs"])
    #expect(inputs.bytes > predictions.bytes + 60 * 28 * 28)

    let events = try export(run, ["--format", "tensorboard"])
    #expect(events.path == "\(run)/tensorboard")
    // Six trials, three settings of two seeds, the root.
    #expect(events.files == 10)
    let folders = try FileManager.default.contentsOfDirectory(atPath: "\(events.path)/trials")
    #expect(folders.contains("003-dropout-0.2-7"), "\(folders)")
  }

  @Test func aRunIsNamedAsEverywhere() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file("tiny.yaml", tinyConfig)
    for name in ["kept", "kind"] {
      let output = try CommandLineTool.run(
        ["study", config, "--out", "runs/\(name)", "--device", "cpu", "--quiet"], in: folder.url)
      #expect(output.status == 0, "\(output.error)")
    }
    for name in ["kept", "ke", "runs/ke"] {
      let output = try CommandLineTool.run(
        ["export", name, "--format", "onnx", "--trial", "1"], in: folder.url)
      #expect(output.status == 0, "\(output.error)")
      #expect(
        output.output.hasPrefix("runs/kept/exports/trial-001.onnx:"), "\(output.output)")
    }
    let several = try CommandLineTool.run(
      ["export", "k", "--format", "onnx", "--trial", "1"], in: folder.url)
    #expect(several.status == 64)
    #expect(several.error.contains("kept, kind"), "\(several.error)")
  }

  /// How much of a set is loaded goes by all trials of a run, also where one is used.
  @Test func aTrialOfLessDataIsTakenAlone() throws {
    let folder = try TemporaryFolder()
    let config = try folder.file(
      "sizes.yaml",
      tinyConfig.replacingOccurrences(of: "seed: [7, 8]", with: "data.train: [100, 200]"))
    let run = folder.url.appending(path: "run").path
    let study = try CommandLineTool.run(
      ["study", config, "--out", run, "--device", "cpu", "--quiet"])
    #expect(study.status == 0, "\(study.error)")
    let uses = [
      ["evaluate", run, "--trial", "1", "--device", "cpu", "--quiet"],
      ["export", run, "--trial", "1", "--format", "onnx", "--quiet"],
    ]
    for use in uses {
      let output = try CommandLineTool.run(use)
      #expect(output.status == 0, "\(use): \(output.error)")
    }
    try "nothing".write(toFile: "\(run)/data.json", atomically: true, encoding: .utf8)
    for use in uses {
      let output = try CommandLineTool.run(use)
      #expect(output.status == 65, "\(use): \(output.error)")
      #expect(output.error.contains("\(run)/data.json: is damaged"), "\(output.error)")
    }
  }

  @Test func whatCannotBeIsSaid() throws {
    let folder = try TemporaryFolder()
    let run = try run(in: folder)
    for (arguments, status, words) in [
      ([run], 64, "--format"),
      ([run, "--format", "pickle"], 64, "onnx"),
      ([run, "--format", "onnx"], 64, "name one with --trial"),
      ([run, "--format", "onnx", "--trial", "7"], 64, "trials 1 to 6"),
      ([run, "--format", "tensorboard", "--trial", "7"], 64, "trials 1 to 6"),
      ([run, "--format", "npz", "--trial", "1", "--no-preprocessing"], 64, "--format onnx"),
      ([run, "--format", "onnx", "--trial", "1", "--with-inputs"], 64, "--format npz"),
      ([run, "--format", "onnx", "--trial", "1", "--device", "cpu"], 64, "--format npz"),
      ([folder.path, "--format", "onnx"], 74, "not a run folder"),
      ([run, "--format", "onnx", "--trial", "1", "--out", folder.path], 74, "a folder is in"),
      ([run, "--format", "onnx", "--trial", "1", "--out", "/proc/x/y.onnx"], 74, "cannot write"),
    ] as [([String], Int32, String)] {
      let output = try CommandLineTool.run(["export"] + arguments)
      #expect(output.status == status, "\(arguments): \(output.error)")
      #expect(output.error.contains(words), "\(arguments): \(output.error)")
    }
    let weights = "\(run)/weights/trial-002.safetensors"
    try FileManager.default.removeItem(atPath: weights)
    let missing = try CommandLineTool.run(["export", run, "--format", "onnx", "--trial", "2"])
    #expect(missing.status == 74)
    #expect(missing.error.contains("\(weights): is missing"), "\(missing.error)")
    try FileManager.default.copyItem(atPath: "\(run)/trials.csv", toPath: weights)
    let foreign = try CommandLineTool.run(["export", run, "--format", "npz", "--trial", "2"])
    #expect(foreign.status == 65)
    let small = try folder.file(
      "small.yaml", tinyConfig.replacingOccurrences(of: "[16, 8]", with: "[4]"))
    let other = try CommandLineTool.run(
      ["study", small, "--out", "\(folder.path)/small", "--device", "cpu", "--quiet"])
    #expect(other.status == 0, "\(other.error)")
    try FileManager.default.removeItem(atPath: weights)
    try FileManager.default.copyItem(
      atPath: "\(folder.path)/small/weights/trial-002.safetensors", toPath: weights)
    let misfit = try CommandLineTool.run(["export", run, "--format", "onnx", "--trial", "2"])
    #expect(misfit.status == 65)
    #expect(misfit.error.contains("\(weights): tensor layers.0.weight"), "\(misfit.error)")
    try "nothing".write(toFile: "\(run)/epochs.csv", atomically: true, encoding: .utf8)
    let damaged = try CommandLineTool.run(["export", run, "--format", "tensorboard"])
    #expect(damaged.status == 65)
    #expect(damaged.error.contains("epochs.csv: has no columns"), "\(damaged.error)")
    try FileManager.default.removeItem(atPath: "\(run)/epochs.csv")
    let without = try CommandLineTool.run(["export", run, "--format", "tensorboard"])
    #expect(without.status == 74)
    #expect(without.error.contains("epochs.csv: is missing"), "\(without.error)")
  }

  /// What is missing ends with another code than what is damaged, by whichever command.
  @Test func damagedFiguresAreToldFromMissingOnes() throws {
    let folder = try TemporaryFolder()
    let run = try run(in: folder)
    let uses = [
      "environment.json": [
        ["export", run, "--format", "tensorboard"],
        ["export", run, "--format", "onnx", "--trial", "1"], ["evaluate", run], ["report", run],
      ],
      "trials.csv": [
        ["export", run, "--format", "onnx"], ["export", run, "--format", "tensorboard"],
        ["report", run],
      ],
      "epochs.csv": [["export", run, "--format", "tensorboard"], ["report", run]],
    ]
    for (name, uses) in uses {
      let file = "\(run)/\(name)"
      let whole = try String(contentsOfFile: file, encoding: .utf8)
      for use in uses {
        try "nothing\n".write(toFile: file, atomically: true, encoding: .utf8)
        let damaged = try CommandLineTool.run(use)
        #expect(damaged.status == 65, "\(use): \(damaged.error)")
        #expect(damaged.error.contains("\(file): "), "\(use): \(damaged.error)")
        try FileManager.default.removeItem(atPath: file)
        let missing = try CommandLineTool.run(use)
        #expect(missing.status == 74, "\(use): \(missing.error)")
        #expect(missing.error.contains("\(file): is missing"), "\(use): \(missing.error)")
      }
      try whole.write(toFile: file, atomically: true, encoding: .utf8)
    }
  }
}

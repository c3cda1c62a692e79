import ArgumentParser
import Datasets
import Exports
import Foundation
import Lockstep
import Networks
import Reports
import Runs
import Studies
import Training

/// `lockstep export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a run's network, predictions or figures for other programs.",
    discussion: """
      onnx         the network, for onnxruntime and others; takes pixels 0...255 or the numbers of a table
      safetensors  the weights by PyTorch's names, with what else must be known as metadata
      npz          predictions for the test examples, for NumPy
      tensorboard  the figures of all trials by epoch, hyper-parameters, and the spread over the seeds

      Examples:
        lockstep export runs/single --format onnx
        lockstep export runs/regularization --trial 12 --format onnx --no-preprocessing --out net.onnx
        lockstep export runs/single --format npz --with-inputs
        lockstep export runs/regularization --format tensorboard
      """)

  /// What is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case onnx, safetensors, npz, tensorboard
  }

  @Argument(help: RunName.help, completion: RunName.completion)
  var runFolder: String

  @Option(help: "onnx, safetensors, npz or tensorboard.")
  var format: Format

  @Option(
    help: ArgumentHelp(
      "The trial, from 1 (default: the only one, else the best by validation; for tensorboard all)."
    ))
  var trial: Int?

  @Option(
    help: ArgumentHelp(
      "The file (default: RUN/exports/trial-NNN.FORMAT); for tensorboard the folder (RUN/tensorboard).",
      valueName: "file"), completion: .file())
  var out: String?

  @Flag(
    help: "onnx: take the network's own inputs, scaled already, in place of pixels or table values."
  )
  var noPreprocessing = false

  @Flag(help: "npz: add the test examples, in the form that the ONNX file takes.")
  var withInputs = false

  @OptionGroup var device: DeviceOption
  @OptionGroup var data: DataOption
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if out?.isEmpty == true { throw ValidationError("--out needs a path") }
    if noPreprocessing, format != .onnx {
      throw ValidationError("--no-preprocessing goes with --format onnx")
    }
    if withInputs, format != .npz { throw ValidationError("--with-inputs goes with --format npz") }
    if device.device != "auto", format != .npz {
      throw ValidationError("--device goes with --format npz: nothing else is computed")
    }
  }

  /// What `--json` prints.
  private struct Written: Encodable {
    let format: String
    let path: String
    var bytes: Int
    var trial: Int?
    var files: Int?
    var input: String?
    var outputs: [String]?
  }

  func run() throws {
    let console = Console(quiet: output.quiet)
    let folder = try RunFolder(named: runFolder)
    let written =
      format == .tensorboard ? try writeEvents(folder) : try writeTrial(folder, console)
    if output.json { return try printJSON(written) }
    let size = ByteCountFormatter.string(fromByteCount: Int64(written.bytes), countStyle: .binary)
    print("\(written.path): \(description(written)), \(size)")
  }

  private func description(_ written: Written) -> String {
    var words = written.trial.map { ["trial \($0)"] } ?? []
    if let files = written.files {
      words.append("\(files) event files; 'tensorboard --logdir \(written.path)' shows them")
    }
    if let input = written.input, let outputs = written.outputs {
      words.append("takes \(input), gives \(outputs.joined(separator: " and "))")
    }
    return words.joined(separator: ", ")
  }

  // MARK: - One trial

  private func writeTrial(_ folder: RunFolder, _ console: Console) throws -> Written {
    let study = try folder.study()
    let trial = try folder.trial(trial, of: study, console)
    let path =
      out ?? folder.exportPath(trial: trial.number, ending: format.rawValue)
    let url = URL(filePath: path)
    try OutputFile.makeFolder(url.deletingLastPathComponent())
    try OutputFile.checkWritable(url)
    // Only predictions are computed; the rest is the same whatever the device.
    let choice = try DeviceChoice(format == .npz ? device.device : "cpu", study.execution)
    if format == .npz { console.note(choice.reason) }
    let trained = try folder.network(
      of: trial, in: study, data: StudyData(data, substitutesMissing: false, console))
    var written = Written(format: format.rawValue, path: path, bytes: 0, trial: trial.number)
    let bytes: Data
    switch format {
    case .onnx:
      let file = try ONNXFile(
        trained.network, preprocesses: !noPreprocessing, version: LockstepVersion.current)
      (written.input, written.outputs) = (file.input, file.outputs)
      bytes = file.data
    case .safetensors: bytes = trained.network.safetensors().data
    case .npz, .tensorboard:
      let outputs = try trained.group(on: choice.backend).predict(trained.tests)[0]
      bytes = try trained.archive(of: outputs, withInputs: withInputs).data()
    }
    try OutputFile.write(bytes, to: url)
    written.bytes = bytes.count
    return written
  }

  // MARK: - TensorBoard

  private func writeEvents(_ folder: RunFolder) throws -> Written {
    let study = try folder.study()
    if let trial, !study.trials.contains(where: { $0.number == trial }) {
      throw UsageError("--trial \(trial): the run has trials 1 to \(study.trials.count)")
    }
    let result = try SavedRun(URL(filePath: folder.path), hasFindings: false).result
    let events = try TensorBoardFolder(result, trials: trial.map { [$0] })
    let path = out ?? "\(folder.path)/tensorboard"
    try events.write(to: URL(filePath: path))
    return Written(
      format: format.rawValue, path: path, bytes: events.files.reduce(0) { $0 + $1.data.count },
      trial: trial, files: events.files.count)
  }
}

extension RunFolder {
  /// Where a trial's exported file goes unless another place is named.
  fileprivate func exportPath(trial: Int, ending: String) -> String {
    let name = URL(filePath: weightsPath(trial: trial)).deletingPathExtension().lastPathComponent
    return "\(path)/exports/\(name).\(ending)"
  }
}

import ArgumentParser
import Foundation

/// The root command: what `lockstep --help` shows.
@main
struct LockstepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lockstep",
    abstract: "Train many small networks at once, and compare them honestly.",
    discussion: """
      All trials of a study (seeds, regularisers, rates, data sets) train in lockstep as replicas of \
      one program, on an OpenCL device or on the CPU.

      Examples:
        lockstep study configs/regularization.yaml
        lockstep train configs/single.yaml --set epochs=3
        lockstep search configs/search.yaml
        lockstep model configs/squeezenet.yaml
        lockstep compare configs/regularization.yaml --set epochs=1
        lockstep tune configs/regularization.yaml --device opencl

      Exit codes: 0 done, 64 wrong usage, 65 bad input data or config, 69 no such device, or one too \
      small, 70 internal error, 74 input/output error, 130 interrupted, 143 terminated.
      """,
    version: Version.current,
    subcommands: [
      DevicesCommand.self, TrainCommand.self, StudyCommand.self, SearchCommand.self,
      ModelCommand.self, CompareCommand.self, EvaluateCommand.self, PredictCommand.self,
      TuneCommand.self,
      DataCommand.self,
    ])

  static func main() {
    // A reader that goes away (`| head`) must not end a study: the work is done, the rest unprinted.
    signal(SIGPIPE, SIG_IGN)
    var command: any ParsableCommand
    do { command = try parseAsRoot() } catch { exit(withError: error) }
    do {
      try command.run()
      try Failure.checkStandardOutput()
    } catch {
      Failure.exit(error)
    }
  }
}

/// What this program is.
enum Version {
  static let current = "0.1.0"
}

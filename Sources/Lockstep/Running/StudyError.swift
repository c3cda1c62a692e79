import Datasets
import Exports
import Networks
import Reports
import Runs
import Studies

/// Why a study did not run to its end, was not read or cannot be used, by whose fault it is.
///
/// What is wrong in the description of a study is a `ConfigError` already when it is made.
public enum StudyError: Error, CustomStringConvertible {
  /// Data that is missing, altered, too short, or does not go with the network.
  case data(DataError)
  /// A file of weights that cannot be read or written: of a run, or that a study starts from.
  case weights(WeightsError)
  /// Weights of another network: a trial's, or those that a study starts from.
  case mismatch(WeightsMismatch)
  /// A device that was asked for and cannot be had.
  case device(DeviceError)
  /// The task was cancelled; of a run what there was of the study by then: figures of whole epochs, and weights
  /// that may be further.
  case cancelled(TrainedStudy?)
  /// A trial number that the study does not have, predictions of another kind than the network gives, and the
  /// like.
  case misuse(String)
  /// The config of a run folder that cannot be read.
  case config(ConfigError)
  /// A run folder that is none, is a search's, or is damaged.
  case run(SavedRunError)
  /// A network that the format has no form for.
  case export(ExportError)
  /// A file or folder that cannot be written, removed, or is another process's.
  case output(OutputError)
  /// What a device refused while it worked, such as for want of memory.
  case backend(String)

  /// One line: what is wrong, what was expected, what to do.
  public var description: String {
    switch self {
    case .data(let error): "\(error)"
    case .weights(let error): "\(error)"
    case .mismatch(let error): "\(error)"
    case .device(let error): "\(error)"
    case .cancelled(let study):
      "cancelled"
        + (study.map { " after \($0.trials.map(\.outcome.epochs.count).max() ?? 0) epochs" } ?? "")
    case .misuse(let reason), .backend(let reason): reason
    case .config(let error): "\(error)"
    case .run(let error): "\(error)"
    case .export(let error): "\(error)"
    case .output(let error): "\(error)"
    }
  }

  /// The same failure as one of these.
  init(_ error: any Error) {
    switch error {
    case let error as StudyError: self = error
    case let error as DataError: self = .data(error)
    case let error as WeightsError: self = .weights(error)
    case let error as WeightsMismatch: self = .mismatch(error)
    case let error as DeviceError: self = .device(error)
    case let error as ConfigError: self = .config(error)
    case let error as SavedRunError: self = .run(error)
    case let error as ExportError: self = .export(error)
    case let error as OutputError: self = .output(error)
    // Of a folder that is to be written: nothing here reads checkpoints.
    case let error as CheckpointError:
      self = .output(OutputError(path: error.path, reason: error.reason))
    case is CancellationError: self = .cancelled(nil)
    default: self = .backend("\(error)")
    }
  }
}

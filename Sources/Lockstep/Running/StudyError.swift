import Datasets
import Networks
import Reports
import Studies

/// Why a study did not run to its end, by whose fault it is.
///
/// What is wrong in the description of a study is a `ConfigError` already when it is made.
public enum StudyError: Error, CustomStringConvertible {
  /// Data that is missing, altered, too short, or does not go with the network.
  case data(DataError)
  /// Starting weights that cannot be read.
  case weights(WeightsError)
  /// Starting weights of another network.
  case mismatch(WeightsMismatch)
  /// A device that was asked for and cannot be had.
  case device(DeviceError)
  /// The task was cancelled; what there was of the study by then: figures of whole epochs, and weights that
  /// may be further.
  case cancelled(TrainedStudy?)
  /// A trial number that the study does not have, or predictions where there are no classes.
  case misuse(String)
  /// A file that cannot be written.
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
    case let error as OutputError: self = .output(error)
    default: self = .backend("\(error)")
    }
  }
}

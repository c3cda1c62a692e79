import ArgumentParser
import CPUBackend
import Datasets
import Exports
import Foundation
import Lockstep
import Networks
import OpenCLBackend
import Reports
import Runs
import Studies

/// Exit codes as documented in `lockstep --help`, after sysexits.h.
enum ExitStatus: Int32 {
  case wrongUsage = 64
  case badData = 65
  /// No such device, or one too small.
  case noDevice = 69
  case internalError = 70
  case inputOutput = 74
  case interrupted = 130
  case terminated = 143
}

/// A run folder that cannot be read or written.
struct RunFolderError: Error, CustomStringConvertible {
  let path: String
  let reason: String
  var description: String { "\(path): \(reason)" }
}

/// A command line that parses but asks for what cannot be.
struct UsageError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// The end of a run that a signal asked for, after everything was saved.
struct Interrupted: Error {
  let signal: Int32
}

/// Turns any error of a command into one line on standard error and a documented exit code.
enum Failure {
  static func exit(_ error: any Error) -> Never {
    switch error {
    case let interrupted as Interrupted:
      Foundation.exit(
        (interrupted.signal == SIGTERM ? ExitStatus.terminated : .interrupted).rawValue)
    case _ where isOfArgumentParser(error): LockstepCommand.exit(withError: error)
    default:
      StandardError.write("lockstep: \(TerminalStyle.error.red("error:")) \(line(error))\n")
      Foundation.exit(status(of: error).rawValue)
    }
  }

  /// Whether the error is for the argument parser to say: help that was asked for, wrong usage.
  private static func isOfArgumentParser(_ error: any Error) -> Bool {
    String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }

  /// The exit code by whose fault it is.
  static func status(of error: any Error) -> ExitStatus {
    switch error {
    case is UsageError: .wrongUsage
    case let error as DataError: error.kind == .inputOutput ? .inputOutput : .badData
    case let error as WeightsError: error.kind == .inputOutput ? .inputOutput : .badData
    case let error as CheckpointError: error.kind == .inputOutput ? .inputOutput : .badData
    case let error as SearchError:
      switch error.kind {
      case .badData: .badData
      case .inputOutput: .inputOutput
      case .failedRuns: .internalError
      }
    case let error as SavedRunError: error.kind == .inputOutput ? .inputOutput : .badData
    case is ConfigError, is WeightsMismatch, is ExportError: .badData
    case is DeviceError, is CPUBackendError, is DeviceLimitError: .noDevice
    case let error as OpenCLError where error.isOutOfMemory: .noDevice
    case is OutputError, is RunFolderError, is CocoaError: .inputOutput
    default: .internalError
    }
  }

  /// Finds out whether what was printed could be written.
  ///
  /// - Throws: ``RunFolderError`` if not, unless the reader went away by itself.
  static func checkStandardOutput() throws {
    guard fflush(nil) != 0, errno != EPIPE else { return }
    throw RunFolderError(
      path: "standard output", reason: "cannot be written: \(String(cString: strerror(errno)))")
  }

  private static func line(_ error: any Error) -> String {
    if let cocoa = error as? CocoaError {
      return [cocoa.filePath, cocoa.localizedDescription].compactMap { $0 }.joined(separator: ": ")
    }
    return "\(error)"
  }
}

/// Standard error as it is: when it is closed or full, what cannot be said is not said.
enum StandardError {
  static func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes {
        Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count)
      }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}

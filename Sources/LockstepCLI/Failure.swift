import ArgumentParser
import CPUBackend
import Datasets
import Foundation
import Networks
import OpenCLBackend
import Reports
import Studies

/// Exit codes as documented in `lockstep --help`, after sysexits.h.
enum ExitStatus: Int32 {
  case badData = 65
  case noDevice = 69
  case internalError = 70
  case inputOutput = 74
  case interrupted = 130
  case terminated = 143
}

/// A device that was asked for and cannot be had.
struct DeviceError: Error, CustomStringConvertible {
  let reason: String
  var description: String { "device: \(reason)" }
}

/// A run folder that cannot be read or written.
struct RunFolderError: Error, CustomStringConvertible {
  let path: String
  let reason: String
  var description: String { "\(path): \(reason)" }
}

/// The end of a run that a signal asked for, after everything was saved.
struct Interrupted: Error {
  let signal: Int32
}

/// Turns any error into one line on standard error and a documented exit code.
enum Failure {
  static func exit(_ error: any Error) -> Never {
    if let interrupted = error as? Interrupted {
      Foundation.exit(interrupted.signal == SIGTERM ? 143 : 130)
    }
    guard let status = status(of: error) else { LockstepCommand.exit(withError: error) }
    FileHandle.standardError.write(Data("lockstep: error: \(line(error))\n".utf8))
    Foundation.exit(status.rawValue)
  }

  /// The exit code by whose fault it is, or `nil` for errors of the command line itself.
  static func status(of error: any Error) -> ExitStatus? {
    switch error {
    case let error as DataError: error.kind == .inputOutput ? .inputOutput : .badData
    case is ConfigError, is WeightsError, is WeightsMismatch: .badData
    case is DeviceError: .noDevice
    case is OutputError, is RunFolderError, is CocoaError: .inputOutput
    case is OpenCLError, is KernelBuildError, is CPUBackendError: .internalError
    default: nil
    }
  }

  private static func line(_ error: any Error) -> String {
    if let cocoa = error as? CocoaError {
      return [cocoa.filePath, cocoa.localizedDescription].compactMap { $0 }.joined(separator: ": ")
    }
    return "\(error)"
  }
}

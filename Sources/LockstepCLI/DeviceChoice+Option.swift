import Lockstep
import Studies

extension DeviceChoice {
  /// Opens what `--device` names, with warnings on standard error.
  ///
  /// - Throws: `DeviceError` if it was named and cannot be had.
  init(_ option: String, _ execution: ExecutionConfig = ExecutionConfig()) throws {
    try self.init(Device(option), execution) { StandardError.write($0 + "\n") }
  }
}

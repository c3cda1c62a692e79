/// A device to train on, by name; a run opens it.
public struct Device: Sendable, Equatable, CustomStringConvertible {
  /// As `--device` takes it: `auto`, `cpu`, `opencl`, `opencl:INDEX` or `opencl:NAME`.
  public let specification: String

  /// A device as `--device` takes it; what cannot be meant is an error when it is opened.
  public init(_ specification: String) { self.specification = specification }

  /// The first OpenCL GPU or accelerator that passes a self-test, else the processor.
  public static let auto = Device("auto")
  /// The processor, through the CPU backend.
  public static let cpu = Device("cpu")
  /// The first OpenCL GPU, else the first OpenCL device.
  public static let openCL = Device("opencl")

  /// The OpenCL device with this index, as `lockstep devices` lists them.
  public static func openCL(_ index: Int) -> Device { Device("opencl:\(index)") }

  /// The first OpenCL device whose name has these letters, in capitals or not.
  public static func openCL(named part: String) -> Device { Device("opencl:\(part)") }

  /// As `--device` takes it.
  public var description: String { specification }
}

/// A device that was asked for and cannot be had.
public struct DeviceError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, and what there is.
  public let reason: String

  /// An error with this reason.
  public init(reason: String) { self.reason = reason }

  /// One line.
  public var description: String { "device: \(reason)" }
}

import COpenCL
import Synchronization

/// The one context of a device in this process.
///
/// CLBlast keeps compiled programs by the address of the context they were built in, and a later context
/// at the same address would get them. So contexts are shared by all backends of a device and live as
/// long as the process.
///
/// `@unchecked Sendable`: OpenCL contexts may be used from any thread.
final class Context: @unchecked Sendable {
  let device: Device
  let handle: cl_context

  private static let contexts = Mutex<[UInt: Context]>([:])

  /// The context of `device`, created at its first use.
  static func shared(_ device: Device) throws -> Context {
    try contexts.withLock { contexts in
      let key = UInt(bitPattern: device.id)
      if let context = contexts[key] { return context }
      let context = try Context(device)
      contexts[key] = context
      return context
    }
  }

  private init(_ device: Device) throws(OpenCLError) {
    var status: cl_int = 0
    var id: cl_device_id? = device.id
    let context = clCreateContext(nil, 1, &id, nil, nil, &status)
    handle = try created(context, status, "clCreateContext", device.name)
    self.device = device
  }

  deinit { clReleaseContext(handle) }
}

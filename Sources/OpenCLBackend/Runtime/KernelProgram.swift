import COpenCL

/// A built kernel file.
///
/// `@unchecked Sendable`: built programs are never changed again.
final class KernelProgram: @unchecked Sendable {
  let handle: cl_program
  let context: Context

  /// Builds source text for a context's device.
  ///
  /// - Parameters:
  ///   - file: the name for messages.
  ///   - defines: `NAME=VALUE` pairs.
  /// - Throws: ``KernelBuildError`` with the whole log, or ``OpenCLError``.
  init(_ context: Context, file: String, source: String, defines: [String], options: [String])
    throws
  {
    var status: cl_int = 0
    let program = source.withCString { text in
      var text: UnsafePointer<CChar>? = text
      return clCreateProgramWithSource(context.handle, 1, &text, nil, &status)
    }
    handle = try created(program, status, "clCreateProgramWithSource", file)
    self.context = context
    let arguments = (options + defines.map { "-D\($0)" }).joined(separator: " ")
    var device: cl_device_id? = context.device.id
    let result = clBuildProgram(handle, 1, &device, arguments, nil, nil)
    guard result != CL_SUCCESS else { return }
    let log = infoString {
      clGetProgramBuildInfo(
        handle, context.device.id, cl_program_build_info(CL_PROGRAM_BUILD_LOG), $0, $1, $2)
    }
    guard result == CL_BUILD_PROGRAM_FAILURE else {
      throw OpenCLError(call: "clBuildProgram", code: result, subject: file)
    }
    throw KernelBuildError(file: file, defines: defines, device: context.device.name, log: log)
  }

  deinit { clReleaseProgram(handle) }
}

import COpenCL

/// A piece of device memory.
final class Memory {
  let name: String
  let byteCount: Int
  let handle: cl_mem

  /// Memory of `byteCount` bytes with unknown contents; drivers may reserve it at its first use only.
  init(_ context: Context, name: String, byteCount: Int) throws(OpenCLError) {
    var status: cl_int = 0
    let memory = clCreateBuffer(
      context.handle, cl_mem_flags(CL_MEM_READ_WRITE), byteCount, nil, &status)
    handle = try created(memory, status, "clCreateBuffer", "\(name), \(byteCount) bytes")
    self.name = name
    self.byteCount = byteCount
  }

  deinit { clReleaseMemObject(handle) }
}

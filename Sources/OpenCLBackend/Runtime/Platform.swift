import COpenCL

/// One OpenCL implementation on this machine.
struct Platform {
  let id: cl_platform_id

  /// All platforms that the loader finds.
  static func all() throws(OpenCLError) -> [Platform] {
    var count: cl_uint = 0
    try check(clGetPlatformIDs(0, nil, &count), "clGetPlatformIDs")
    var ids = [cl_platform_id?](repeating: nil, count: Int(count))
    try check(clGetPlatformIDs(count, &ids, nil), "clGetPlatformIDs")
    return ids.compactMap { $0.map(Platform.init) }
  }

  /// The platform's devices; none is not an error.
  func devices() throws(OpenCLError) -> [Device] {
    var count: cl_uint = 0
    let all = cl_device_type(CL_DEVICE_TYPE_ALL)
    let status = clGetDeviceIDs(id, all, 0, nil, &count)
    if status == CL_DEVICE_NOT_FOUND || count == 0 { return [] }
    try check(status, "clGetDeviceIDs", name)
    var ids = [cl_device_id?](repeating: nil, count: Int(count))
    try check(clGetDeviceIDs(id, all, count, &ids, nil), "clGetDeviceIDs", name)
    return ids.compactMap { $0.map { Device(id: $0, platform: self) } }
  }

  var name: String { string(CL_PLATFORM_NAME) }
  var version: String { string(CL_PLATFORM_VERSION) }

  private func string(_ parameter: Int32) -> String {
    infoString { clGetPlatformInfo(id, cl_platform_info(parameter), $0, $1, $2) }
  }
}

/// Reads a text through one of OpenCL's size-then-value functions; empty if it has none.
func infoString(_ get: (Int, UnsafeMutableRawPointer?, UnsafeMutablePointer<Int>?) -> cl_int)
  -> String
{
  var size = 0
  guard get(0, nil, &size) == CL_SUCCESS, size > 0 else { return "" }
  var bytes = [UInt8](repeating: 0, count: size)
  guard get(size, &bytes, nil) == CL_SUCCESS else { return "" }
  return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
}

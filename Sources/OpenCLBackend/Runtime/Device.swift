import COpenCL

/// One device of a platform, with the properties that decide how programs run on it.
///
/// `@unchecked Sendable`: device ids are plain names of root devices; no call here changes one.
final class Device: @unchecked Sendable {
  let id: cl_device_id
  let name: String
  let platformName: String
  let platformVersion: String
  let vendor: String
  let driverVersion: String
  let version: String
  let languageVersion: String
  let kind: OpenCLDevice.Kind
  let computeUnits: Int
  let memoryByteCount: Int
  let largestAllocation: Int
  let cacheByteCount: Int
  let localMemoryByteCount: Int
  let largestGroup: Int
  let largestGroupByDimension: [Int]
  /// The number of floats in a vector register, at least 1.
  let vectorWidth: Int
  /// Whether divisions and square roots can be rounded correctly.
  let roundsDivisionCorrectly: Bool

  init(id: cl_device_id, platform: Platform) {
    func value<Value: FixedWidthInteger>(_ parameter: Int32, _ type: Value.Type) -> Int {
      var value = Value.zero
      clGetDeviceInfo(
        id, cl_device_info(parameter), MemoryLayout<Value>.size, &value, nil)
      return Int(clamping: value)
    }
    func string(_ parameter: Int32) -> String {
      infoString { clGetDeviceInfo(id, cl_device_info(parameter), $0, $1, $2) }
    }
    self.id = id
    name = string(CL_DEVICE_NAME)
    platformName = platform.name
    platformVersion = platform.version
    vendor = string(CL_DEVICE_VENDOR)
    driverVersion = string(CL_DRIVER_VERSION)
    version = string(CL_DEVICE_VERSION)
    languageVersion = string(CL_DEVICE_OPENCL_C_VERSION)
    let type = value(CL_DEVICE_TYPE, cl_device_type.self)
    if type & Int(CL_DEVICE_TYPE_GPU) != 0 {
      kind = .gpu
    } else if type & Int(CL_DEVICE_TYPE_CPU) != 0 {
      kind = .cpu
    } else {
      kind = .accelerator
    }
    computeUnits = value(CL_DEVICE_MAX_COMPUTE_UNITS, cl_uint.self)
    memoryByteCount = value(CL_DEVICE_GLOBAL_MEM_SIZE, cl_ulong.self)
    largestAllocation = value(CL_DEVICE_MAX_MEM_ALLOC_SIZE, cl_ulong.self)
    cacheByteCount = value(CL_DEVICE_GLOBAL_MEM_CACHE_SIZE, cl_ulong.self)
    localMemoryByteCount = value(CL_DEVICE_LOCAL_MEM_SIZE, cl_ulong.self)
    largestGroup = value(CL_DEVICE_MAX_WORK_GROUP_SIZE, Int.self)
    var sizes = [0, 0, 0]
    clGetDeviceInfo(
      id, cl_device_info(CL_DEVICE_MAX_WORK_ITEM_SIZES), MemoryLayout<Int>.size * 3, &sizes, nil)
    largestGroupByDimension = sizes
    vectorWidth = max(value(CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT, cl_uint.self), 1)
    let rounding = value(CL_DEVICE_SINGLE_FP_CONFIG, cl_device_fp_config.self)
    roundsDivisionCorrectly = rounding & Int(CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0
  }
}

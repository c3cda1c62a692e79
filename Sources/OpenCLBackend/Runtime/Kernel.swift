import COpenCL

/// One kernel function with its own arguments, which stay bound between launches.
final class Kernel {
  let name: String
  let program: KernelProgram
  let handle: cl_kernel
  /// How many arguments the function takes.
  let argumentCount: Int
  /// The largest work-group the device can run it with.
  let largestGroup: Int
  /// Local memory that it declares, in bytes.
  let localMemoryByteCount: Int
  /// The work-group size the source demands, if any.
  let requiredGroup: [Int]?

  /// The function `name` of a built program.
  init(_ program: KernelProgram, name: String) throws(OpenCLError) {
    var status: cl_int = 0
    handle = try created(
      clCreateKernel(program.handle, name, &status), status, "clCreateKernel", name)
    self.name = name
    self.program = program
    var count: cl_uint = 0
    clGetKernelInfo(
      handle, cl_kernel_info(CL_KERNEL_NUM_ARGS), MemoryLayout<cl_uint>.size, &count, nil)
    argumentCount = Int(count)
    let device = program.context.device.id
    var group = 0
    clGetKernelWorkGroupInfo(
      handle, device, cl_kernel_work_group_info(CL_KERNEL_WORK_GROUP_SIZE),
      MemoryLayout<Int>.size, &group, nil)
    largestGroup = group
    var local: cl_ulong = 0
    clGetKernelWorkGroupInfo(
      handle, device, cl_kernel_work_group_info(CL_KERNEL_LOCAL_MEM_SIZE),
      MemoryLayout<cl_ulong>.size, &local, nil)
    localMemoryByteCount = Int(clamping: local)
    var required = [0, 0, 0]
    clGetKernelWorkGroupInfo(
      handle, device, cl_kernel_work_group_info(CL_KERNEL_COMPILE_WORK_GROUP_SIZE),
      MemoryLayout<Int>.size * 3, &required, nil)
    requiredGroup = required[0] == 0 ? nil : required
  }

  deinit { clReleaseKernel(handle) }

  /// Binds an argument to a plain value.
  func set<Value: BitwiseCopyable>(_ index: Int, _ value: Value) throws(OpenCLError) {
    var value = value
    try check(
      clSetKernelArg(handle, cl_uint(index), MemoryLayout<Value>.size, &value), "clSetKernelArg",
      "argument \(index) of kernel \(name)")
  }

  /// Binds an argument to memory.
  func set(_ index: Int, _ memory: Memory) throws(OpenCLError) {
    var handle: cl_mem? = memory.handle
    try check(
      clSetKernelArg(self.handle, cl_uint(index), MemoryLayout<cl_mem?>.size, &handle),
      "clSetKernelArg", "argument \(index) of kernel \(name)")
  }
}

import Kernels
import Programs
import Testing

@testable import OpenCLBackend

@Suite("Error messages of OpenCL")
struct ErrorTests {
  @Test("name the call, the subject, the symbol and the code")
  func symbols() {
    let error = OpenCLError(
      call: "clEnqueueNDRangeKernel", code: -54, subject: "kernel softmax over 1 x 1 x 1")
    #expect(
      error.description
        == "clEnqueueNDRangeKernel failed for kernel softmax over 1 x 1 x 1: "
        + "CL_INVALID_WORK_GROUP_SIZE (-54)")
    #expect(OpenCLError(call: "f", code: -2048).symbol == "CLBlastInvalidOverrideKernel")
    #expect(OpenCLError(call: "f", code: -4).description.contains("use fewer replicas"))
    #expect(OpenCLError(call: "f", code: -4).isOutOfMemory)
    #expect(!OpenCLError(call: "f", code: -5).isOutOfMemory)
    #expect(OpenCLError(call: "f", code: -7777).description == "f failed: unknown status (-7777)")
  }

  @Test("say why there is no device")
  func discovery() {
    let noPlatform = OpenCLError(call: "clGetPlatformIDs", code: -1001)
    for environment in [[:], ["OCL_ICD_VENDORS": ""]] {
      let none = OpenCLDiscovery.reason(loader: noPlatform, environment: environment)
      #expect(none.contains("no OpenCL platform") && none.contains("/etc/OpenCL/vendors"))
    }
    let elsewhere = OpenCLDiscovery.reason(
      loader: noPlatform, environment: ["OCL_ICD_VENDORS": "/else/where"])
    #expect(elsewhere.contains("registered in /else/where, where OCL_ICD_VENDORS points; unset it"))
    #expect(!elsewhere.contains("/etc/OpenCL/vendors"))
    let broken = OpenCLDiscovery.reason(loader: OpenCLError(call: "clGetPlatformIDs", code: -6))
    #expect(broken.contains("CL_OUT_OF_HOST_MEMORY"))
    let empty = OpenCLDiscovery.reason(failures: [
      ("Clover", nil), ("rusticl", OpenCLError(call: "clGetDeviceIDs", code: -6)),
    ])
    #expect(empty.hasPrefix("no OpenCL device on platform Clover, rusticl (clGetDeviceIDs failed"))
    #expect(!empty.contains("\n"))
  }

  @Test("name the file and give the whole log of a build", .needsOpenCL)
  func build() throws {
    let context = try Context.shared(TestDevice.device().device)
    let source = KernelFile.softmax.source + "__kernel void f( {}\n"
    let line = KernelFile.softmax.text.split(separator: "\n", omittingEmptySubsequences: false)
      .count
    let error = #expect(throws: KernelBuildError.self) {
      try KernelProgram(
        context, file: "softmax.cl", source: source, defines: ["GROUP=4"],
        options: ["-cl-std=CL1.2"])
    }
    let found = try #require(error)
    #expect(found.file == "softmax.cl" && found.defines == ["GROUP=4"])
    #expect(found.log.contains("softmax.cl:\(line)"), "the log names our file and its line")
    #expect(found.description.contains("softmax.cl with GROUP=4 does not compile on"))
    #expect(!found.description.contains("\n") && found.description.contains("error"))
  }

  @Test("name the kernel whose work-group does not fit", .needsOpenCL)
  func launch() throws {
    let backend = try TestDevice.backend()
    let device = backend.context.device
    let tensor = Recorder(replicas: 1).persistent("x", [4])
    let memory = try Memory(backend.context, name: "x", byteCount: 64)
    let operand = Operand(memory: memory, offset: 0, replicaStride: 0, rowStride: tensor.channels)
    func launch(_ group: (x: Int, y: Int), _ name: KernelName = .fill) throws -> Launch {
      try Launch(
        backend.cache.kernel(name), size: WorkSize(items: (4, 1), group: group),
        arguments: name == .fill ? [.view(operand), .uint(4), .float(0)] : [])
    }
    _ = try launch((4, 1))
    let large = #expect(throws: DeviceLimitError.self) { try launch((device.largestGroup, 2)) }
    #expect(large?.description.contains("kernel fill: work-group") == true)
    let wrong = #expect(throws: DeviceLimitError.self) { try launch((7, 1), .weightPenalty) }
    #expect(wrong?.description.contains("[64, 1, 1]") == true)
  }

  @Test("name a kernel that does not exist", .needsOpenCL)
  func missingKernel() throws {
    let context = try Context.shared(TestDevice.device().device)
    let program = try KernelProgram(
      context, file: "fill.cl", source: KernelFile.fill.source, defines: [], options: [])
    let error = #expect(throws: OpenCLError.self) { try Kernel(program, name: "fil") }
    #expect(error?.description == "clCreateKernel failed for fil: CL_INVALID_KERNEL_NAME (-46)")
  }

  @Test("say what to reduce when memory does not suffice", .needsOpenCL)
  func memory() throws {
    let backend = try TestDevice.backend()
    let device = backend.context.device
    let fourGiB = 1 << 30
    func program(_ record: (Recorder) -> Tensor) -> Program {
      let recorder = Recorder(replicas: 1000)
      let tensor = record(recorder)
      recorder.routine("fill") {
        // What all replicas share is only read.
        if tensor.replicas != nil { recorder.append(.fill(Fill(output: tensor, value: 0))) }
      }
      return recorder.finish()
    }
    let cases: [(Program, String)] = [
      (program { $0.persistent("weights", [fourGiB]) }, "fewer replicas"),
      (program { $0.shared("examples", [fourGiB * 1000]) }, "fewer examples"),
      (program { $0.scratch("inputs", [fourGiB]) }, "smaller batch"),
    ]
    for (program, advice) in cases {
      let error = #expect(throws: DeviceLimitError.self) { try backend.prepare(program) }
      let text = try #require(error).description
      #expect(text.contains(advice) && text.contains(device.name) && !text.contains("\n"))
    }
    let many = Recorder(replicas: 1)
    for i in 0...device.memoryByteCount / device.largestAllocation {
      _ = many.persistent("piece \(i)", [device.largestAllocation / 4 / 16 * 16])
    }
    let error = #expect(throws: DeviceLimitError.self) { try backend.prepare(many.finish()) }
    #expect(error?.description.contains("of memory") == true)
  }

  @Test("format bytes", arguments: [(1023, "1023 bytes"), (1536, "1.5 KiB"), (5 << 30, "5.0 GiB")])
  func bytes(count: Int, text: String) { #expect(DeviceLimitError.format(count) == text) }
}

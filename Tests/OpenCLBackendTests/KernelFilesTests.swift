import Kernels
import Programs
import Testing

@testable import OpenCLBackend

@Suite("Kernel files", .needsOpenCL)
struct KernelFilesTests {
  @Test("builds alone, with no defines", arguments: KernelFile.allCases)
  func builds(file: KernelFile) throws {
    let context = try Context.shared(TestDevice.device().device)
    _ = try KernelProgram(
      context, file: file.fileName, source: file.source, defines: [],
      options: ["-cl-std=CL1.2", "-Werror"])
  }

  @Test("is created on the device", arguments: KernelName.allCases)
  func creates(name: KernelName) throws {
    let kernel = try TestDevice.backend().cache.kernel(name)
    #expect(kernel.argumentCount > 1)
  }

  @Test("lists exactly the functions in its text", arguments: KernelFile.allCases)
  func names(file: KernelFile) {
    let found = file.text.matches(of: #/__kernel\s[^{]*?(\w+)\(\s*__global/#).map { String($0.1) }
    let listed = KernelName.allCases.filter { $0.file == file }.map(\.rawValue)
    #expect(Set(found) == Set(listed) && found.count == listed.count)
  }

  @Test("stays small: the compiler handles each as one literal", arguments: KernelFile.allCases)
  func size(file: KernelFile) { #expect(file.text.utf8.count <= 4096) }

  @Test("A cache compiles a file once for each set of defines")
  func caches() throws {
    let cache = try TestDevice.backend().cache
    _ = try cache.kernel(.softmax)
    _ = try cache.kernel(.softmaxGradient)
    #expect(cache.count == 1)
    _ = try cache.kernel(.biasActivation, defines: ["ACTIVATION": 1])
    _ = try cache.kernel(.biasActivation, defines: ["ACTIVATION": 2])
    #expect(cache.count == 3)
  }
}

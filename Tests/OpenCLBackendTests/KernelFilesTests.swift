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

  @Test(
    "stays small and ASCII: the Swift compiler takes it as one literal",
    arguments: KernelFile.allCases)
  func size(file: KernelFile) {
    #expect(file.text.utf8.count <= 4096 && file.text.utf8.allSatisfy { $0 < 128 })
  }

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

  @Test("A cache builds generated sources again only when many others came between")
  func keepsGenerated() throws {
    let cache = try TestDevice.backend().cache
    func program(_ number: Int, defines: [String] = []) throws -> KernelProgram {
      try cache.program(
        of: "__kernel void fill(__global float *x) { x[0] = \(number); }", file: "fill",
        defines: defines)
    }
    let first = try program(0)
    #expect(try program(0) === first)
    #expect(try program(0, defines: ["SIZE=1"]) !== first)
    // The first one is used again meanwhile, the second one is not.
    let second = try program(1)
    for number in 2..<40 {
      _ = try program(number)
      #expect(try program(0) === first)
    }
    #expect(try program(1) !== second)
  }
}

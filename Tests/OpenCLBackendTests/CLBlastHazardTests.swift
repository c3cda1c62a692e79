import Programs
import Testing

@testable import OpenCLBackend

/// Why ``CLBlastEngine`` overrides CLBlast's threshold: above it, an offset is ignored.
@Suite("CLBlast's strided-batched hazard", .needsOpenCL, .serialized)
struct CLBlastHazardTests {
  private static let size = 1024
  /// CLBlast 1.5.3's own threshold for devices it does not know; the product here is above it.
  private static let ordinaryThreshold = 896

  /// The largest error of some elements of a product whose right factor starts at an offset.
  private func error(threshold: Int) throws -> Double {
    let size = Self.size
    let backend = try TestDevice.backend(OpenCLOptions(engine: .clblast))
    let device = backend.context.device
    var tensors: [Tensor] = []
    let test = try TestExecutable(backend, replicas: 1) { recorder in
      tensors = [
        recorder.persistent("left", [size, size]), recorder.persistent("right", [size + 8, size]),
        recorder.persistent("output", [size, size]),
      ]
    }
    let (left, output) = (tensors[0], tensors[2])
    let right = Tensor(buffer: tensors[1].buffer, offset: 8 * size, dimensions: [size, size])
    let a = draw(left.count, 1)
    let b = draw(tensors[1].count, 2)
    try test.executable.write(a, to: left)
    try test.executable.write(b, to: tensors[1])
    let command = try CLBlastEngine(backend.context).command(
      Gemm(left: left, right: right, output: output), left: test.operand(left),
      right: test.operand(right), output: test.operand(output))
    try CLBlastEngine.overrideThreshold(threshold, device)
    defer { try? CLBlastEngine.overrideThreshold(CLBlastEngine.alwaysDirect, device) }
    try test.run(command)
    let found: [Float] = try test.executable.read(output)
    return stride(from: 0, to: size, by: 37).map { i in
      let j = (i * 7 + 5) % size
      let expected = (0..<size).reduce(0.0) {
        $0 + Double(a[i * size + $1]) * Double(b[(8 + $1) * size + j])
      }
      return abs(Double(found[i * size + j]) - expected)
    }.max() ?? .infinity
  }

  @Test("is there above the threshold in the version this works around")
  func isThere() throws {
    let error = try error(threshold: Self.ordinaryThreshold)
    if CLBlastEngine.version == "1.5.3" {
      #expect(error > 1, "the override may no longer be needed")
    }
  }

  @Test("is gone with the override")
  func isGone() throws {
    #expect(try error(threshold: CLBlastEngine.alwaysDirect) < 1e-3)
  }
}

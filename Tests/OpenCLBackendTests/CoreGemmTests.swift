import Kernels
import Programs
import Testing

@testable import OpenCLBackend

/// The products of CPU devices for some of their rows, which need not be whole tiles.
@Suite("Products of some rows", .needsOpenCL)
struct CoreGemmTests {
  private static let (m, n, k) = (23, 21, 37)
  /// What the output holds before, different in every place.
  private static let before = (0..<m * n).map { Float(-1000 - $0) }

  @Test(
    "store those rows and no others", arguments: [0, 1, 7, 8, 13],
    [
      "core_gemm(a, 37, false, b, 21, c, 21, 21, 37, ADDS, first, last)",
      "core_gemm(a, 23, true, b, 21, c, 21, 21, 37, ADDS, first, last)",
      "core_gemm_transposed(a, 37, false, b, 37, c, 21, 21, 37, ADDS, first, last)",
      "core_gemm_transposed(a, 23, true, b, 37, c, 21, 21, 37, ADDS, first, last)",
    ])
  func rows(first: Int, call: String) throws {
    for adds in [false, true] {
      let whole = try run(call, adds, rows: 0..<Self.m)
      let isComplete = zip(whole, Self.before).allSatisfy { $0 != $1 }
      #expect(isComplete)
      for last in [first + 1, first + 3, first + 8, Self.m] {
        let found = try run(call, adds, rows: first..<last)
        let range = first * Self.n..<last * Self.n
        let expected = Self.before.indices.map { range.contains($0) ? whole[$0] : Self.before[$0] }
        let isSame = found.bits == expected.bits
        #expect(isSame, "rows \(first) ..< \(last), adds: \(adds)")
      }
    }
  }

  private func run(_ call: String, _ adds: Bool, rows: Range<Int>) throws -> [Float] {
    let backend = try TestDevice.backend()
    let source =
      KernelFile.source([.coreGemm, .coreGemmTransposed]) + """

        __kernel __attribute__((reqd_work_group_size(1, 1, 1))) void some_rows(
            __global const float *a, __global const float *b, __global float *c,
            const uint first, const uint last, const uint unused, const uint steps) {
          if (get_global_id(0) > 0 && steps > 0) \(call);
        }
        """
    let program = try KernelProgram(
      backend.context, file: "test", source: source,
      defines: ["TILE_ROWS=8", "TILE_VECTORS=1", "ADDS=\(adds)"], options: backend.cache.options)
    var tensors: [Tensor] = []
    let test = try TestExecutable(backend, replicas: 1) { recorder in
      tensors = [Self.m * Self.k, Self.k * Self.n, Self.m * Self.n].enumerated().map {
        recorder.persistent("x\($0)", [$1])
      }
    }
    try test.executable.write(draw(Self.m * Self.k, 1), to: tensors[0])
    try test.executable.write(draw(Self.k * Self.n, 2), to: tensors[1])
    try test.executable.write(Self.before, to: tensors[2])
    let kernel = try CoreKernel(
      Kernel(program, name: "some_rows"),
      memories: tensors.map { test.executable.memory.piece($0.buffer) }, items: 1, replicas: 1)
    try kernel.enqueue(
      on: test.queue, first: StepContext(step: UInt32(rows.lowerBound), batch: rows.upperBound),
      steps: 1)
    try test.queue.finish()
    return try test.executable.read(tensors[2])
  }
}

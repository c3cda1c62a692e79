import Kernels
import Programs

/// Our own strided-batched kernel for small matrices on devices with local memory, `gemm_group.cl`.
///
/// It adds the products of an element in the order of k, so a replica's numbers depend neither on the
/// number of replicas nor on the size of a wave.
struct BatchedEngine: GemmEngine {
  let cache: ProgramCache
  let style: LaunchStyle

  /// On CPU devices programs are not run by launches, so `core_gemm.cl` takes this engine's place.
  var name: String { style.kind == .cpu ? "batched, register tiles" : "batched, local tiles" }

  func command(_ gemm: Gemm, left: Operand, right: Operand, output: Operand) throws -> any Command {
    let defines = [
      "TRANSPOSE_LEFT": gemm.transposeLeft ? 1 : 0, "TRANSPOSE_RIGHT": gemm.transposeRight ? 1 : 0,
      "ACCUMULATE": gemm.accumulate ? 1 : 0,
    ]
    return try Launch(
      cache.kernel(.gemmGroup, defines: defines), family: Gemm.family, size: Self.size(gemm),
      arguments: [
        .rows(left), .rows(right), .rows(output), .uint(gemm.m), .uint(gemm.n), .uint(gemm.k),
      ])
  }

  /// Groups of 16 x 8 items for tiles of 64 columns and 32 rows, see `group_product.cl`.
  static func size(_ gemm: Gemm) -> WorkSize {
    WorkSize(items: (tiles(gemm.n, 64) * 16, tiles(gemm.m, 32) * 8), group: (16, 8))
  }

  private static func tiles(_ count: Int, _ size: Int) -> Int { (count + size - 1) / size }
}

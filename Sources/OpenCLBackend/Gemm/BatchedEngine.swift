import Kernels
import Programs

/// Our own strided-batched kernel for small matrices on devices with local memory, `gemm_group.cl`.
///
/// It adds the products of an element in the order of k, so a replica's numbers depend neither on the
/// number of replicas nor on the size of a wave.
struct BatchedEngine: GemmEngine {
  let cache: ProgramCache
  let style: LaunchStyle
  let tile: GroupTile

  /// On CPU devices programs are not run by launches, so `core_gemm.cl` takes this engine's place.
  var name: String { style.kind == .cpu ? "batched, register tiles" : "batched, local tiles" }

  /// The sums of a product in defines: which factors are transposed, and the tile.
  func defines(_ gemm: Gemm) -> [String: Int] {
    tile.defines.merging([
      "TRANSPOSE_LEFT": gemm.transposeLeft ? 1 : 0, "TRANSPOSE_RIGHT": gemm.transposeRight ? 1 : 0,
    ]) { $1 }
  }

  func command(_ gemm: Gemm, left: Operand, right: Operand, output: Operand) throws -> any Command {
    let defines = defines(gemm).merging(["ACCUMULATE": gemm.accumulate ? 1 : 0]) { $1 }
    return try Launch(
      cache.kernel(.gemmGroup, defines: defines), size: size(gemm),
      arguments: [
        .rows(left), .rows(right), .rows(output), .uint(gemm.m), .uint(gemm.n), .uint(gemm.k),
      ])
  }

  /// A work-group for every tile of the product.
  func size(_ gemm: Gemm) -> WorkSize {
    func groups(_ count: Int, _ size: Int) -> Int { (count + size - 1) / size }
    return WorkSize(
      items: (
        groups(gemm.n, tile.columns) * tile.groupX, groups(gemm.m, tile.rows) * tile.groupY
      ), group: (tile.groupX, tile.groupY))
  }
}

import Kernels
import Programs

extension Preparation {
  /// The positions one work-item of `shuffle.cl` computes.
  private static let positionsPerItem = 16

  /// `shuffle.cl`: x = run of positions.
  func shuffle(_ shuffle: Shuffle) throws -> Launch {
    let count = shuffle.order.count
    let items = (count + Self.positionsPerItem - 1) / Self.positionsPerItem
    return try launch(
      .shuffleOrder, size: style.elements(items),
      defines: ["POSITIONS": Self.positionsPerItem],
      [
        view(shuffle.order), view(shuffle.seed), view(shuffle.enabled), .uint(count),
        .uint(Int(IndexPermutation.bits(for: count))), .step,
      ])
  }
}

import Kernels
import Programs

extension Preparation {
  /// `l2_penalty.cl`: one work-group of 64 items for each replica; their sums stay in local memory.
  func l2Penalty(_ penalty: L2Penalty) throws -> Launch {
    let size = style.oneGroup(64)
    return try launch(
      .l2Penalty, size: size, defines: ["GROUP": size.group.x],
      [
        view(penalty.weights), view(penalty.l2), view(penalty.metrics),
        .uint(penalty.weights.count), .float(Float(penalty.batch)),
      ])
  }
}

import Kernels
import Programs

extension Preparation {
  /// `weight_penalty.cl`: one work-group of 64 items for each replica; their sums stay in local memory.
  func weightPenalty(_ penalty: WeightPenalty) throws -> Launch {
    let size = style.oneGroup(64)
    return try launch(
      .weightPenalty, size: size,
      defines: ["GROUP": size.group.x, "HAS_L1": penalty.l1 == nil ? 0 : 1],
      [
        view(penalty.weights), view(penalty.l2),
        .view(memory.operand(penalty.l1 ?? penalty.l2)), view(penalty.metrics),
        .uint(penalty.weights.count), .float(Float(penalty.batch)),
      ])
  }
}

import Kernels
import Programs

extension Preparation {
  /// `gradient_transform.cl`: one work-group for each replica.
  func gradientTransform(_ transform: GradientTransform) throws -> Launch {
    let count = transform.gradients.count
    let size = style.oneGroup(count, largest: 256)
    return try launch(
      .gradientTransform, size: size, defines: ["GROUP": size.group.x],
      [
        view(transform.gradients), view(transform.parameters), view(transform.l2),
        view(transform.l1), view(transform.largest), view(transform.norm),
        .uint(transform.regularizedCount), .uint(count),
      ])
  }

  /// `max_norm.cl`: x = column.
  func maxNorm(_ maxNorm: MaxNorm) throws -> Launch {
    let weights = maxNorm.weights
    return try launch(
      .maxNorm, size: style.elements(weights.channels),
      [rows(weights), view(maxNorm.limit), .uint(weights.rows), .uint(weights.channels)])
  }
}

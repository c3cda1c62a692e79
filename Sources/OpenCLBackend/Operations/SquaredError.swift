import Kernels
import Programs

extension Preparation {
  /// `squared_error.cl`: one work-group for each replica.
  func squaredError(_ loss: SquaredError) throws -> Launch {
    let predictions = loss.predictions
    let size = style.oneGroup(predictions.rows)
    return try launch(
      .squaredError, size: size,
      defines: [
        "LABELS": loss.targetsAreLabels ? 1 : 0, "HAS_GRADIENT": loss.gradient == nil ? 0 : 1,
        "GROUP": size.group.x,
      ],
      [
        rows(predictions),
        column(loss.targets, width: loss.targetsAreLabels ? 1 : predictions.channels),
        rows(loss.gradient ?? predictions), view(loss.metrics), .uint(predictions.rows),
        .uint(predictions.channels),
      ])
  }
}

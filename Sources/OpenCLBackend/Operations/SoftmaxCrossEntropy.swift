import Kernels
import Programs

extension Preparation {
  /// `softmax_cross_entropy.cl`: one work-group for each replica.
  func softmaxCrossEntropy(_ loss: SoftmaxCrossEntropy) throws -> Launch {
    let logits = loss.logits
    let size = style.oneGroup(logits.rows)
    return try launch(
      .softmaxCrossEntropy, size: size,
      defines: [
        "HAS_GRADIENT": loss.gradient == nil ? 0 : 1,
        "HAS_SMOOTHING": loss.smoothing == nil ? 0 : 1, "GROUP": size.group.x,
      ],
      [
        rows(logits), column(loss.labels), rows(loss.gradient ?? logits),
        .view(memory.operand(loss.smoothing ?? loss.metrics)), view(loss.metrics),
        .uint(logits.rows), .uint(logits.channels),
      ])
  }
}

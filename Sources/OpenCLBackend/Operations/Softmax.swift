import Kernels
import Programs

extension Preparation {
  /// `softmax` of `softmax.cl`: x = row.
  func softmax(_ softmax: Softmax) throws -> Launch {
    let logits = softmax.logits
    return try launch(
      .softmax, size: style.elements(logits.rows),
      [rows(logits), rows(softmax.probabilities), .uint(logits.rows), .uint(logits.channels)])
  }

  /// `softmax_gradient` of `softmax.cl`: x = row.
  func softmaxGradient(_ softmax: SoftmaxGradient) throws -> Launch {
    let gradient = softmax.gradient
    return try launch(
      .softmaxGradient, size: style.elements(gradient.rows),
      [rows(gradient), rows(softmax.probabilities), .uint(gradient.rows), .uint(gradient.channels)])
  }
}

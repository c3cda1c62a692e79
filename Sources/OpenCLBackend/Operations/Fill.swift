import Kernels
import Programs

extension Preparation {
  /// `fill.cl`: x = element.
  func fill(_ fill: Fill) throws -> Launch {
    let count = fill.output.count
    return try launch(
      .fill, size: style.elements(count),
      [view(fill.output), .uint(count), .float(fill.value)])
  }
}

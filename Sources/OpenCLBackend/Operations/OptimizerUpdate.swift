import Kernels
import Programs

extension Preparation {
  /// The kernel of `optimizer.cl`: x = run of parameters.
  func optimizerUpdate(_ update: OptimizerUpdate) throws -> Launch {
    let count = update.parameters.count
    let (size, run) = style.runs(count)
    return try launch(
      .optimizerUpdate, size: size, defines: defines(update.method).merging(["RUN": run]) { $1 },
      [view(update.parameters), view(update.gradients)] + settings(update) + [.uint(count)])
  }

  /// What the kernels that update are built with.
  func defines(_ method: OptimizerMethod) -> [String: Int] {
    [
      "METHOD": method.kernelNumber, "MOMENTS": method.momentCount,
      "COEFFICIENTS": method.coefficientCount, "SCALARS": method.stepScalarCount,
    ]
  }

  /// The moments and all that an update has for the step; the parameters in place of moments that the
  /// method has not.
  func settings(_ update: OptimizerUpdate) -> [Argument] {
    let moments = (update.moments + [update.parameters, update.parameters]).prefix(2)
    return moments.map(view) + [
      view(update.l2), view(update.coefficients), rows(update.stepScalars),
      .uint(update.regularizedCount), .batch,
    ]
  }
}

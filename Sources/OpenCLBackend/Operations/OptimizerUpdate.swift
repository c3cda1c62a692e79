import Kernels
import Programs

extension Preparation {
  /// A kernel of `optimizer.cl`: x = run of parameters.
  func optimizerUpdate(_ update: OptimizerUpdate) throws -> Launch {
    let count = update.parameters.count
    let name: KernelName
    var arguments = [view(update.parameters), view(update.gradients)]
    switch update.method {
    case .sgd:
      name = .optimizerSGD
      arguments += [view(update.l2)]
    case .adam:
      name = .optimizerAdam
      arguments += update.moments.map(view) + [view(update.l2), view(update.coefficients)]
    }
    arguments += [
      rows(update.stepScalars), .uint(count), .uint(update.regularizedCount), .batch,
    ]
    let (size, run) = style.runs(count)
    return try launch(
      name, size: size, defines: ["RUN": run], arguments)
  }
}

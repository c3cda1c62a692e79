import Kernels
import Programs

extension Preparation {
  /// A kernel of `optimizer.cl`: x = parameter.
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
    return try launch(
      name, family: OptimizerUpdate.family, size: style.elements(count), arguments)
  }
}

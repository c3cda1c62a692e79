import Kernels
import Programs

extension Preparation {
  /// `dropout.cl`: x = block of four elements.
  func dropout(_ dropout: Dropout) throws -> Launch {
    let count = dropout.input.count
    return try launch(
      .dropout, size: style.elements((count + 3) / 4),
      [
        view(dropout.input), view(dropout.output), view(dropout.rate), view(dropout.seed),
        .uint(count), .uint(Int(dropout.stream.id)), .step,
      ])
  }
}

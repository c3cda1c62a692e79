import Kernels
import Programs

extension Preparation {
  /// `dropout.cl`: x = block of four channels of a row.
  func dropout(_ dropout: Dropout) throws -> Launch {
    let (rows, channels) = (dropout.input.rows, dropout.input.channels)
    return try launch(
      .dropout, size: style.elements(rows * ((channels + 3) / 4)),
      [
        view(dropout.input), view(dropout.output), view(dropout.rate), view(dropout.seed),
        .uint(rows), .uint(channels), .uint(Int(dropout.stream.id)), .step,
      ])
  }
}

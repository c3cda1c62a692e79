import Kernels
import Programs

extension Preparation {
  /// `uniform_draw.cl`: x = block of four elements.
  func uniformDraw(_ draw: UniformDraw) throws -> Launch {
    let count = draw.output.count
    return try launch(
      .uniformDraw, size: style.elements((count + 3) / 4),
      [
        view(draw.output), view(draw.seed), .uint(count), .float(draw.lower),
        .float(draw.upper - draw.lower), .uint(Int(draw.stream.id)), .step,
      ])
  }
}

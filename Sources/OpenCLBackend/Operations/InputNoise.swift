import Kernels
import Programs

extension Preparation {
  /// `input_noise.cl`: the deviation by one work-group for each replica, then x = block of four elements.
  func inputNoise(_ noise: InputNoise) throws -> [Launch] {
    let count = noise.input.count
    let size = style.oneGroup(count, largest: 256)
    return [
      try launch(
        .inputDeviation, size: size, defines: ["GROUP": size.group.x],
        [view(noise.input), view(noise.deviation), view(noise.share), .uint(count)]),
      try launch(
        .inputNoise, size: style.elements((count + 3) / 4),
        [
          view(noise.input), view(noise.output), view(noise.deviation), view(noise.share),
          view(noise.seed), .uint(count), .uint(Int(RandomStream.inputNoise.id)), .step,
        ]),
    ]
  }
}

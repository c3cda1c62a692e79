import CPUKernels
import Foundation
import Programs

/// ``Programs/Augmentation`` on the CPU.
struct CPUAugmentation: PreparedOperation {
  private let kernels: KernelSet
  private let input, output, settings, seed: Operand
  private let inputRow, outputRow, images, height, width, channels: Int

  init(_ operation: Augmentation, _ memory: Memory) {
    kernels = memory.kernels
    (input, inputRow) = (memory.operand(operation.input), operation.input.rowStride)
    (output, outputRow) = (memory.operand(operation.output), operation.output.rowStride)
    settings = memory.operand(operation.settings)
    seed = memory.operand(operation.seed)
    (height, width) = (operation.height, operation.width)
    images = operation.input.rows / (height * width)
    channels = operation.input.channels
  }

  func run(_ frame: Frame) {
    let philox = Philox(seed: seed.seed(frame))
    let settings = settings.floats(frame)
    for image in frame.share.range(of: images, unit: 1) {
      let place = ImagePlacement(
        { settings[$0.rawValue] }, height: height, width: width, philox: philox,
        step: frame.step.step, image: UInt32(image))
      var placement = cpu_placement(
        shift_y: place.shiftY, shift_x: place.shiftX, sine: sin(place.angle),
        cosine: cos(place.angle), is_turned: place.angle != 0, is_flipped: place.isFlipped,
        cut_top: place.cutTop, cut_left: place.cutLeft, cut_side: place.cutSide)
      let first = image * height * width
      kernels.functions.place_image(
        &placement, height, width, channels, input.floats(frame) + first * inputRow, inputRow,
        output.floats(frame) + first * outputRow, outputRow)
    }
  }
}

import Programs

/// Memory beside the program's own, in which convolutions lay out patches, some at a time.
///
/// How many depends on the shapes of one replica alone, since sums over blocks are added up in their order.
struct PatchWorkspace: Equatable {
  /// Floats of one slot, whole cache lines; 0 if no operation needs any.
  let floatsPerSlot: Int
  /// Slots of each replica: one for each work-item that may lay out patches at the same time.
  let slots: Int

  /// Floats of one replica.
  var floatsPerReplica: Int { floatsPerSlot * slots }

  /// Nothing.
  static let none = PatchWorkspace(floats: 0, slots: 0)

  private init(floats: Int, slots: Int) {
    floatsPerSlot = (floats + 15) / 16 * 16
    self.slots = slots
  }

  // MARK: CPU devices

  /// Blocks of patches that stay in a core's cache, for programs that ``CoreExecution`` runs.
  static func blocks(_ program: Program, slots: Int) -> PatchWorkspace {
    let floats = program.convolutions.map { shape in
      PatchBlock.rows(width: shape.width, isSummed: shape.isSummed) * shape.width
    }
    return floats.max().map { PatchWorkspace(floats: $0, slots: slots) } ?? .none
  }

  // MARK: Launches

  /// Tiles of whole examples, for programs of which every operation is a launch.
  static func tiles(_ program: Program) -> PatchWorkspace {
    let floats = program.convolutions.map { shape in
      tileImages(shape.window, shape.channels, images: shape.images) * shape.window.outputCount
        * shape.width
    }
    return floats.max().map { PatchWorkspace(floats: $0, slots: 1) } ?? .none
  }

  /// Bytes of a tile of one replica, unless one example needs more.
  private static let tileByteCount = 8 << 20

  /// The examples of each tile of a convolution of these images.
  static func tiles(_ window: Window, _ pixels: Tensor) -> [Range<Int>] {
    let images = pixels.rows / window.inputCount
    let size = tileImages(window, pixels.channels, images: images)
    return stride(from: 0, to: images, by: size).map { $0..<min($0 + size, images) }
  }

  /// The examples of a tile.
  private static func tileImages(_ window: Window, _ channels: Int, images: Int) -> Int {
    let fitting = tileByteCount / (4 * window.outputCount * window.count * channels)
    return min(max(fitting, 1), images)
  }
}

/// What the size of a convolution's patches depends on.
private struct PatchShape {
  let window: Window
  let channels, images: Int
  /// Whether a product sums over the outputs.
  let isSummed: Bool
  /// Numbers of a patch.
  var width: Int { window.count * channels }

  init(_ window: Window, _ images: Tensor, isSummed: Bool = false) {
    self.window = window
    channels = images.channels
    self.images = images.rows / window.inputCount
    self.isSummed = isSummed
  }
}

extension Program {
  /// The patches of all operations that lay out any.
  fileprivate var convolutions: [PatchShape] {
    routines.flatMap(\.operations).compactMap { operation in
      switch operation {
      case .convolution(let operation): PatchShape(operation.window, operation.input)
      case .convolutionInputGradient(let operation):
        PatchShape(operation.window, operation.inputGradient)
      case .convolutionWeightGradient(let operation):
        PatchShape(operation.window, operation.input, isSummed: true)
      default: nil
      }
    }
  }
}

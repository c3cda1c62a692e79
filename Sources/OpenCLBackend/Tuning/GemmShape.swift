import Programs

/// What the choice of engine and tile for a matrix product may depend on, beside the device.
///
/// The number of replicas is not among it: else a replica's numbers could depend on the company it is in.
public struct GemmShape: Hashable, Sendable, Codable, CustomStringConvertible {
  /// Rows of the product, columns of it, and the length of its sums.
  public let m, n, k: Int
  /// Whether the left factor is used as its transpose.
  public let transposeLeft: Bool
  /// Whether the right factor is used as its transpose.
  public let transposeRight: Bool
  /// Whether the product is added to what the output holds.
  public let accumulate: Bool

  /// The shape of a product.
  public init(_ gemm: Gemm) {
    self.init(
      m: gemm.m, n: gemm.n, k: gemm.k, transposeLeft: gemm.transposeLeft,
      transposeRight: gemm.transposeRight, accumulate: gemm.accumulate)
  }

  /// A shape of these sizes.
  public init(
    m: Int, n: Int, k: Int, transposeLeft: Bool = false, transposeRight: Bool = false,
    accumulate: Bool = false
  ) {
    (self.m, self.n, self.k) = (m, n, k)
    self.transposeLeft = transposeLeft
    self.transposeRight = transposeRight
    self.accumulate = accumulate
  }

  /// The largest m, n or k that is read from text: three such matrices are 3 GiB.
  public static let largestSize = 16384

  /// The shape that a text such as `784x128x32 TN` or `4096x4096x4096` describes, as `description` writes
  /// it; without letters nothing is transposed.
  ///
  /// `nil` if it is none, or if a size is not in 1 ... ``largestSize``.
  public init?(_ text: String) {
    let words = text.split(separator: " ").map { $0.uppercased() }
    guard
      let sizes = words.first?.split(separator: "X", omittingEmptySubsequences: false)
        .map({ Int($0) ?? 0 }), sizes.count == 3, words.count <= 2,
      sizes.allSatisfy({ (1...Self.largestSize).contains($0) })
    else { return nil }
    let letters = words.count == 2 ? words[1] : "NN"
    guard ["NN", "NT", "TN", "TT"].contains(letters) else { return nil }
    self.init(
      m: sizes[0], n: sizes[1], k: sizes[2], transposeLeft: letters.first == "T",
      transposeRight: letters.last == "T")
  }

  /// Floating-point operations in one replica.
  public var flops: Int { 2 * m * n * k }

  /// As in `32x128x784 NN`: m, n and k, then which factors are transposed.
  public var description: String {
    "\(m)x\(n)x\(k) \(transposeLeft ? "T" : "N")\(transposeRight ? "T" : "N")"
      + (accumulate ? " accumulating" : "")
  }

  /// Bytes of the three operands in one replica.
  var byteCount: Int { 4 * (m * k + k * n + m * n) }
}

extension Program {
  /// The shapes of all products, each once, in order of appearance.
  public var gemmShapes: [GemmShape] {
    routines.flatMap(\.gemmShapes).reduce(into: []) { shapes, shape in
      if !shapes.contains(shape) { shapes.append(shape) }
    }
  }
}

extension Routine {
  /// The shapes of the products in order, as often as they appear.
  var gemmShapes: [GemmShape] {
    operations.flatMap(\.parts).flatMap(\.gemmShapes)
  }
}

extension Operation {
  /// The shape of the product that it is, or those of its products with tiles of patches.
  fileprivate var gemmShapes: [GemmShape] {
    switch self {
    case .gemm(let gemm): [GemmShape(gemm)]
    case .convolution(let operation):
      Self.tiles(operation.window, operation.input).map {
        GemmShape(m: $0.rows, n: operation.output.channels, k: $0.width)
      }
    case .convolutionInputGradient(let operation):
      Self.tiles(operation.window, operation.inputGradient).map {
        GemmShape(m: $0.rows, n: $0.width, k: operation.gradient.channels, transposeRight: true)
      }
    case .convolutionWeightGradient(let operation):
      Self.tiles(operation.window, operation.input).enumerated().map { number, tile in
        GemmShape(
          m: tile.width, n: operation.gradient.channels, k: tile.rows, transposeLeft: true,
          accumulate: number > 0)
      }
    default: []
    }
  }

  /// Outputs and numbers of a patch of each tile.
  private static func tiles(_ window: Window, _ images: Tensor) -> [(rows: Int, width: Int)] {
    PatchWorkspace.tiles(window, images).map {
      ($0.count * window.outputCount, window.count * images.channels)
    }
  }
}

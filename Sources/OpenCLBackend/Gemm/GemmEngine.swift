import Programs

/// A way to multiply matrices in all replicas at once.
protocol GemmEngine: Sendable {
  /// A name for records.
  var name: String { get }

  /// A prepared product of these operands, all row-major.
  ///
  /// The arithmetic of one replica must not depend on the number of replicas.
  func command(_ gemm: Gemm, left: Operand, right: Operand, output: Operand) throws -> any Command
}

/// The engines of a backend and which one a product gets.
struct GemmEngines: Sendable, CustomStringConvertible {
  private let options: OpenCLOptions
  private let style: LaunchStyle
  private let cache: ProgramCache
  private let clblast: CLBlastEngine
  /// What each shape gets.
  let choices: GemmChoices

  init(_ device: OpenCLDevice, options: OpenCLOptions, cache: ProgramCache, style: LaunchStyle)
    throws
  {
    self.options = options
    self.style = style
    self.cache = cache
    clblast = try CLBlastEngine(Context.shared(device.device))
    choices = GemmChoices(device, options: options, style: style)
  }

  /// The engine for a product.
  func engine(for gemm: Gemm) -> any GemmEngine {
    choices[GemmShape(gemm)].engine == .clblast ? clblast : batched(for: gemm)
  }

  /// Our kernels with the tile for a product.
  func batched(for gemm: Gemm) -> BatchedEngine {
    BatchedEngine(cache: cache, style: style, tile: choices[GemmShape(gemm)].groupTile)
  }

  /// The tile for the products of a routine where programs run by ``CoreExecution``.
  func coreTile(for routine: Routine) -> CoreTile { choices.coreTile(for: routine.gemmShapes) }

  /// Whether the engine for a product has kernels that fuse it with what follows.
  func fuses(_ gemm: Gemm) -> Bool { engine(for: gemm) is BatchedEngine }

  /// Whether programs run by ``CoreExecution``, whose device functions have the batched products in them.
  var usesCores: Bool { style.kind == .cpu && options.engine != .clblast }

  /// The name of the engine, or of the rule.
  var description: String {
    let ours = BatchedEngine(cache: cache, style: style, tile: .standard).name
    switch options.engine {
    case .clblast: return clblast.name
    case .batched: return ours
    case .auto where style.kind == .cpu: return "auto: \(ours)"
    case .auto: return options.isDeterministic ? "auto: \(clblast.name)" : "auto: measured"
    }
  }
}

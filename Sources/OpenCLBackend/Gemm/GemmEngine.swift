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

/// The engines of a backend and the rule that picks one.
struct GemmEngines: Sendable, CustomStringConvertible {
  private let choice: GemmEngineChoice
  private let style: LaunchStyle
  private let clblast: CLBlastEngine
  private let batched: BatchedEngine

  init(choice: GemmEngineChoice, context: Context, cache: ProgramCache, style: LaunchStyle) throws {
    self.choice = choice
    self.style = style
    clblast = try CLBlastEngine(context)
    batched = BatchedEngine(cache: cache, style: style)
  }

  /// The engine for a product.
  ///
  /// The rule knows device and shape but not the number of replicas: else the choice could break replica
  /// invariance. On CPU devices our kernels won on every shape measured; on others CLBlast is
  /// the reference until it has been measured there.
  func engine(for gemm: Gemm) -> any GemmEngine {
    switch choice {
    case .clblast: clblast
    case .batched: batched
    case .auto: style.kind == .cpu ? batched : clblast
    }
  }

  /// Whether the engine for a product has kernels that fuse it with what follows.
  func fuses(_ gemm: Gemm) -> Bool { engine(for: gemm) is BatchedEngine }

  /// Whether programs run by ``CoreExecution``, whose device functions have the batched products in them.
  var usesCores: Bool { style.kind == .cpu && choice != .clblast }

  var description: String {
    switch choice {
    case .clblast: clblast.name
    case .batched: batched.name
    case .auto: "auto: \(style.kind == .cpu ? batched.name : clblast.name)"
    }
  }
}

import Programs

/// Which code multiplies matrices.
public enum GemmEngineChoice: String, CaseIterable, Sendable, Codable {
  /// By a rule on device and shape, never on the number of replicas.
  case auto
  /// CLBlast's strided-batched routine.
  case clblast
  /// The kernels of this package.
  case batched
}

/// What can be chosen about how a device is used; nothing here changes what is computed, only
/// (by the choice of the GEMM engine) the order of sums within a matrix product.
public struct OpenCLOptions: Sendable {
  /// Which code multiplies matrices.
  public var engine: GemmEngineChoice
  /// How many replicas take their turn together where operations are launches; `nil` for the rule: all on a
  /// GPU, as many as the last-level cache holds on a CPU.
  public var waveSize: Int?
  /// Treats the device as one of another kind, to try the code for GPUs on a CPU device.
  public var treatAs: OpenCLDevice.Kind?
  /// Whether the cores of a CPU device share the steps of each replica; `nil` for the rule.
  var sharesCores: Bool?

  /// The given choices; the defaults suit every device.
  public init(
    engine: GemmEngineChoice = .auto, waveSize: Int? = nil, treatAs: OpenCLDevice.Kind? = nil
  ) {
    demand(
      waveSize.map { $0 > 0 } ?? true,
      "OpenCL: the wave size must be positive, got \(waveSize ?? 0)"
    )
    self.engine = engine
    self.waveSize = waveSize
    self.treatAs = treatAs
  }
}

import Foundation
import Programs

/// Which code multiplies matrices.
public enum GemmEngineChoice: String, CaseIterable, Sendable, Codable {
  /// By measurement or a rule, from device and shape, never from the number of replicas.
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
  /// Neither measurements nor what they left on disk decide anything, so that machines with the same device
  /// and versions sum in the same order.
  public var isDeterministic = false
  /// Where measurements are kept; `nil` keeps none.
  public var tuningFile: URL? = TuningCache.standardFile
  /// The tile of all products on devices with local memory; `nil` for what was measured, or the rule.
  public var groupTile: GroupTile?
  /// The tile of all products on CPU devices; `nil` for what was measured, or the rule.
  public var coreTile: CoreTile?
  /// Hears lines of warning.
  public var warn: @Sendable (String) -> Void = { _ in }
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

  /// One engine with what was known when it was chosen: for measurements.
  func pinned(_ engine: GemmEngineChoice, waveSize: Int? = nil) -> OpenCLOptions {
    var options = OpenCLOptions(engine: engine, waveSize: waveSize, treatAs: treatAs)
    options.isDeterministic = true
    options.tuningFile = nil
    return options
  }
}

import Programs

/// Executes programs on one OpenCL device: matrix products through CLBlast or our own batched kernels,
/// everything else through the kernels of the module `Kernels`.
public final class OpenCLBackend: Backend {
  let openCLDevice: OpenCLDevice
  let context: Context
  let options: OpenCLOptions
  let cache: ProgramCache
  let style: LaunchStyle
  let engines: GemmEngines

  /// A backend on one of the devices that ``discover()`` found.
  ///
  /// - Throws: ``OpenCLError`` if the device cannot be opened.
  public init(device: OpenCLDevice, options: OpenCLOptions = OpenCLOptions()) throws {
    openCLDevice = device
    context = try Context.shared(device.device)
    self.options = options
    cache = ProgramCache(context)
    style = LaunchStyle(device: device.device, kind: options.treatAs ?? device.kind)
    engines = try GemmEngines(device, options: options, cache: cache, style: style)
  }

  /// What it runs on; `details` say which engine each product got as soon as that is decided.
  public var device: DeviceDescription {
    var details = [
      "engine": engines.description, "deterministic": options.isDeterministic ? "yes" : "no",
    ]
    details["gemm"] = engines.choices.summary
    return openCLDevice.describe(adding: details)
  }

  /// All OpenCL devices of this machine, or the reason why there is none.
  public static func discover() -> OpenCLDiscovery { OpenCLDiscovery.search() }

  /// Allocates and zeroes all memory, builds all kernels and runs every launch of `program` once.
  ///
  /// With the engine ``GemmEngineChoice/auto``, on devices that run by launches, products of a shape that
  /// nothing is known of are measured, a few milliseconds with each engine.
  ///
  /// - Throws: ``DeviceLimitError`` if the program is too large for the device, ``KernelBuildError`` if a
  ///   kernel does not compile, ``OpenCLError`` if the driver refuses something.
  public func prepare(_ program: Program) throws -> any Executable {
    try OpenCLExecutable(program, backend: self)
  }

  /// Whether the device can hold `program`.
  ///
  /// - Throws: ``DeviceLimitError`` if not.
  public func checkMemory(_ program: Program) throws {
    let program = adapted(program)
    try DeviceMemory.checkLimits(program, context.device, patches(of: program))
  }

  /// What the program needs as it is run on this device.
  public func memoryNeed(_ program: Program) -> MemoryNeed {
    let program = adapted(program)
    return DeviceMemory.need(program, patches(of: program))
  }

  /// The memory in which the convolutions of an adapted program lay out patches.
  func patches(of program: Program) -> PatchWorkspace {
    guard engines.usesCores else { return .tiles(program) }
    let cores = context.device.computeUnits
    let sweeps = CoreExecution.sweeps(program, cores: cores, sharesCores: options.sharesCores)
    let isShared = sweeps.contains(false)
    return .blocks(program, slots: isShared ? CoreStage.largestCount(cores: cores) : 1)
  }

  /// The program as it is run: operations fused and ordered for the way the device works.
  func adapted(_ program: Program) -> Program {
    engines.usesCores ? CoreExecution.adapt(program) : program.fused { engines.fuses($0.gemm) }
  }
}

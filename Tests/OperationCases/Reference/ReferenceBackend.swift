import Programs

/// The reference machine as a backend that stores single precision: a backend known to be right, to try
/// the judgements on and to plant errors in.
public final class ReferenceBackend: Backend {
  /// Not a device at all, under the name `reference`.
  public let device = DeviceDescription(
    identifier: "reference", backend: "reference", name: "double-precision interpreter",
    kind: "cpu", details: [:], computeUnits: 1, memoryByteCount: 0)

  /// The backend; it has no settings.
  public init() {}

  /// A machine with all memory zero.
  public func prepare(_ program: Program) -> any Executable { ReferenceExecutable(program) }
}

/// A program with the memory of a reference machine.
final class ReferenceExecutable: Executable {
  let preparationSeconds = 0.0
  private var machine: ReferenceMachine

  init(_ program: Program) { machine = ReferenceMachine(program, roundsToFloat: true) }

  var program: Program { machine.program }

  func write(_ bytes: UnsafeRawBufferPointer, to buffer: Buffer) {
    machine.write(buffer.element.values(of: Array(bytes)), to: buffer)
  }

  func read(_ buffer: Buffer, into bytes: UnsafeMutableRawBufferPointer) {
    bytes.copyBytes(from: buffer.element.bytes(of: machine.contents(of: buffer)))
  }

  func run(_ passes: [Pass], profile: OperationProfile?) { machine.run(passes) }

  func finish() {}
}

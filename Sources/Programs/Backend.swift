/// A way to execute programs: the CPU, or one OpenCL device.
public protocol Backend: AnyObject, Sendable {
  /// What it runs on.
  var device: DeviceDescription { get }

  /// Allocates all memory (zeroed), compiles all kernels and warms up every launch of `program`, so that running
  /// it does none of that.
  ///
  /// - Throws: A typed error of the backend if the device refuses.
  func prepare(_ program: Program) throws -> any Executable

  /// Whether the device can hold `program`.
  ///
  /// - Throws: What ``prepare(_:)`` would throw for want of memory.
  func checkMemory(_ program: Program) throws

  /// Bytes beside the program's own, in which convolutions lay out patches; ``checkMemory(_:)`` counts them.
  func patchByteCount(_ program: Program) -> Int

  /// Measures what the device can do at best; takes less than a second.
  ///
  /// - Returns: The ceilings, or `nil` if the backend has no device of its own.
  func roofline() throws -> Roofline?
}

extension Backend {
  /// No limit is known.
  public func checkMemory(_ program: Program) throws {}

  /// No patches are laid out.
  public func patchByteCount(_ program: Program) -> Int { 0 }

  /// None: a backend that stands in front of another one, or computes for reference only.
  public func roofline() throws -> Roofline? { nil }
}

/// A program with its memory on a device.
public protocol Executable: AnyObject {
  /// What was prepared.
  var program: Program { get }
  /// Seconds that compiling and warming up took.
  var preparationSeconds: Double { get }

  /// Copies from the host into a persistent or constant buffer.
  ///
  /// - Parameter bytes: the elements of all replicas one after another, without padding.
  /// - Precondition: The buffer is one of the program, and it has exactly this many bytes.
  func write(_ bytes: UnsafeRawBufferPointer, to buffer: Buffer) throws

  /// Copies a persistent or constant buffer to the host, after all work before has finished.
  ///
  /// - Parameter bytes: room for the elements of all replicas one after another, without padding.
  /// - Precondition: The buffer is one of the program, and it has exactly this many bytes.
  func read(_ buffer: Buffer, into bytes: UnsafeMutableRawBufferPointer) throws

  /// Runs passes one after another. The work may still be going on at return.
  ///
  /// Replicas are independent: a backend may take all passes of one replica before the next.
  /// - Parameter profile: adds up time by operation; slows the run down. Made for this executable's program.
  /// - Precondition: No step leaves the data set or the table of step scalars (``RoutineLimits``).
  func run(_ passes: [Pass], profile: OperationProfile?) throws

  /// Waits until all work is done.
  func finish() throws

  /// How many launches a step of a routine takes over all replicas; 0 where one launch does all steps of a
  /// pass, `nil` where there are no launches.
  ///
  /// - Parameter routine: its position in the program.
  func launchesPerStep(_ routine: Int) -> Int?
}

extension Executable {
  /// No launches.
  public func launchesPerStep(_ routine: Int) -> Int? { nil }

  /// Runs passes without a profile.
  public func run(_ passes: [Pass]) throws { try run(passes, profile: nil) }

  /// Copies an array into a buffer: the elements of all replicas one after another.
  ///
  /// - Precondition: The array has the buffer's number of elements and element size.
  public func write<Element>(_ values: [Element], to tensor: Tensor) throws {
    let buffer = tensor.buffer
    demand(
      values.count == buffer.shape.elements
        && MemoryLayout<Element>.size == buffer.element.byteCount,
      "write: \(values.count) elements of \(MemoryLayout<Element>.size) bytes to \(buffer)")
    try values.withUnsafeBytes { try write($0, to: buffer) }
  }

  /// Copies a whole buffer to an array: the elements of all replicas one after another.
  public func read<Element: Numeric>(_ tensor: Tensor, as type: Element.Type = Element.self) throws
    -> [Element]
  {
    let buffer = tensor.buffer
    demand(
      MemoryLayout<Element>.size == buffer.element.byteCount, "read: \(type) from \(buffer)")
    var values = [Element](repeating: 0, count: buffer.shape.elements)
    try values.withUnsafeMutableBytes { try read(buffer, into: $0) }
    return values
  }
}

/// What a backend runs on, for people and for records.
public struct DeviceDescription: Sendable, Equatable, Codable {
  /// What `--device` takes to get exactly this one: `cpu` or `opencl:INDEX`.
  public var identifier: String
  /// The backend: `cpu` or `opencl`.
  public var backend: String
  /// The device's own name.
  public var name: String
  /// `cpu`, `gpu` or `accelerator`.
  public var kind: String
  /// Vendor, driver, library versions: what a result depends on.
  public var details: [String: String]
  /// Cores or compute units.
  public var computeUnits: Int
  /// Memory in bytes.
  public var memoryByteCount: Int

  /// A description of a device.
  public init(
    identifier: String, backend: String, name: String, kind: String, details: [String: String],
    computeUnits: Int, memoryByteCount: Int
  ) {
    self.identifier = identifier
    self.backend = backend
    self.name = name
    self.kind = kind
    self.details = details
    self.computeUnits = computeUnits
    self.memoryByteCount = memoryByteCount
  }
}

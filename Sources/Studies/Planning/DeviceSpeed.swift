import Programs

/// How fast a device works, as far as a plan must know: what it could do at best, and what is reached.
public struct DeviceSpeed: Sendable, Equatable {
  /// Replicas that run side by side, each on a core; `nil` where one launch takes all of them.
  public var cores: Int?
  /// Floating-point operations a second that training reaches, all cores together.
  public var flops: Double
  /// Bytes a second that training reaches.
  public var bandwidth: Double
  /// Seconds that a launch takes at least; 0 where none is made.
  public var launchSeconds: Double
  /// Seconds for compiling and warming up one more program.
  public var preparationSeconds: Double

  /// A speed of these parts.
  public init(
    cores: Int?, flops: Double, bandwidth: Double, launchSeconds: Double, preparationSeconds: Double
  ) {
    self.cores = cores
    self.flops = flops
    self.bandwidth = bandwidth
    self.launchSeconds = launchSeconds
    self.preparationSeconds = preparationSeconds
  }

  /// The speed of a device whose ceilings were measured.
  public init(_ device: DeviceDescription, _ roofline: Roofline) {
    let isProcessor = device.kind == "cpu"
    self.init(
      cores: isProcessor ? max(device.computeUnits, 1) : nil,
      flops: roofline.peakFlops * Self.reached, bandwidth: roofline.bandwidth * Self.reached,
      launchSeconds: isProcessor ? 0 : roofline.launchSeconds ?? 0,
      preparationSeconds: device.backend == "cpu" ? 0.01 : Self.compilation)
  }

  /// The share of a ceiling that a study of small networks reaches; 0.73 to 0.84 was measured.
  private static let reached = 0.7
  /// The share of all cores' speed that cores reach which share one replica; 0.62 was measured with two.
  static let shared = 0.62
  /// Seconds to compile a program's kernels that are in no cache yet; 2 to 3 were measured on PoCL.
  private static let compilation = 2.5
}

import Kernels
import Programs

extension OpenCLBackend {
  /// Measures the peak of multiply-adds, the bandwidth of the triad and the cost of an empty launch.
  ///
  /// - Throws: ``KernelBuildError`` or ``OpenCLError`` if the driver refuses something.
  public func roofline() throws -> Roofline? {
    try RooflineMeasurement(self).roofline()
  }
}

/// The kernels of `roofline.cl` on one device.
private struct RooflineMeasurement {
  private let backend: OpenCLBackend
  private let queue: Queue

  /// Independent vectors in `roofline.cl`.
  private static let chains = 12

  init(_ backend: OpenCLBackend) throws {
    self.backend = backend
    queue = try Queue(backend.context)
  }

  private var device: Device { backend.context.device }

  func roofline() throws -> Roofline {
    Roofline(
      peakFlops: try peakFlops(), bandwidth: try triadBandwidth(),
      launchSeconds: try emptyLaunchSeconds())
  }

  /// Enough items for every register of the device, each with vectors as wide as its units.
  private func peakFlops() throws -> Double {
    let isCPU = backend.style.kind == .cpu
    let width = isCPU && device.vectorWidth > 1 ? min(device.vectorWidth, 16) : 1
    let size =
      isCPU
      ? WorkSize(items: (device.computeUnits * 8, 1), group: (1, 1))
      : backend.style.elements(device.computeUnits * 4096)
    let rounds = isCPU ? 1 << 15 : 1 << 11
    let items = size.items.x + size.group.x
    let multiplyAdd = try launch(
      .rooflineMultiplyAdd, size, types: width > 1 ? ["VECTOR": "float\(width)"] : [:],
      [.view(try memory("output", elements: items)), .uint(rounds)])
    let seconds = try secondsPerLaunch(of: [multiplyAdd], total: 0.4)
    let launched = (size.items.x + size.group.x - 1) / size.group.x * size.group.x
    return Double(2 * Self.chains * width * rounds) * Double(launched) / seconds
  }

  /// The triad over three arrays of 64 MiB or twice the cache, or as much as the device allows.
  private func triadBandwidth() throws -> Double {
    let wanted = min(max(2 * device.cacheByteCount, 64 << 20), 256 << 20)
    let allowed = min(device.largestAllocation, device.memoryByteCount / 8)
    let count = min(wanted, allowed) / MemoryLayout<Float>.size
    let arrays = try ["a", "b", "c"].map { try memory($0, elements: count) }
    for array in arrays { try queue.clear(array.memory) }
    // On a processor one piece after another, so that other programs disturb only some of them.
    let pieces = backend.style.kind == .cpu ? 16 : 1
    let (size, run) = backend.style.runs(count / pieces)
    let launches = try (0..<pieces).map { piece in
      let parts = arrays.map {
        Operand(
          memory: $0.memory, offset: piece * (count / pieces), replicaStride: 0,
          rowStride: $0.rowStride)
      }
      return try launch(
        .rooflineTriad, size, defines: ["RUN": run],
        parts.map { .view($0) } + [.uint(count / pieces)])
    }
    let seconds = try secondsPerLaunch(of: launches)
    return Double(3 * (count / pieces) * MemoryLayout<Float>.size) / seconds
  }

  private func emptyLaunchSeconds() throws -> Double {
    let empty = try launch(
      .rooflineEmpty, WorkSize(items: (1, 1), group: (1, 1)),
      [.view(try memory("output", elements: 16))])
    return try secondsPerLaunch(of: [empty])
  }

  private func memory(_ name: String, elements: Int) throws -> Operand {
    let memory = try Memory(
      backend.context, name: "roofline \(name)", byteCount: elements * MemoryLayout<Float>.size)
    return Operand(memory: memory, offset: 0, replicaStride: 0, rowStride: elements)
  }

  private func launch(
    _ name: KernelName, _ size: WorkSize, defines: [String: Int] = [:],
    types: [String: String] = [:], _ arguments: [Argument]
  ) throws -> Launch {
    try Launch(
      backend.cache.kernel(name, defines: defines, types: types), size: size,
      arguments: arguments)
  }

  /// Wall seconds of one launch in a row of many, from the first submission to the end of the last.
  ///
  /// - Parameter launches: take turns.
  private func secondsPerLaunch(of launches: [Launch], total: Double = 0.2) throws -> Double {
    var next = 0
    func run(_ count: Int) throws {
      for _ in 0..<count {
        try launches[next].enqueue(on: queue, replicas: 0..<1, context: StepContext())
        next = (next + 1) % launches.count
      }
      try queue.finish()
    }
    // Drivers compile and reserve memory at the first launch.
    try run(launches.count)
    let clock = ContinuousClock()
    return try Roofline.secondsPerUnit(total: total) { count in
      let start = clock.now
      try run(count)
      return (clock.now - start) / .seconds(1)
    }
  }
}

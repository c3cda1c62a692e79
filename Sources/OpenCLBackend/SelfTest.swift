import Programs

/// A device that computes something else than this host does.
public struct SelfTestError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The device's name.
  public let device: String
  /// What came out wrong, with the first wrong value.
  public let problem: String

  /// One line for the user.
  public var description: String {
    "\(device) failed its self-test: \(problem); update its driver or choose another device with --device"
  }
}

extension OpenCLBackend {
  /// Checks that the device computes: a small matrix product within rounding, and an epoch's order (integers
  /// and random bits) exactly, both against plain Swift in this process.
  ///
  /// - Throws: ``SelfTestError`` if a result is wrong, or an error of the driver.
  public func selfTest() throws { try SelfTest().run(on: self) }
}

/// The program of the self-test and the results it must have.
struct SelfTest {
  private static let (m, n, k) = (33, 20, 17)
  private static let seeds: [UInt64] = [5097, 0xFEDC_BA98_7654_3210]
  private static let count = 300

  /// The factors of all replicas.
  private let left: [Float]
  private let right: [Float]
  /// The product that is expected.
  var product: [Float]
  /// The order that is expected.
  var order: [UInt32]

  init() {
    let (m, n, k) = (Self.m, Self.n, Self.k)
    let replicas = Self.seeds.count
    let philox = Philox(seed: Self.seeds[0])
    func draw(_ count: Int, _ stream: RandomStream) -> [Float] {
      (0..<count).map {
        Philox.uniform(philox.block(index: UInt32($0), step: 0, stream: stream).0) * 2 - 1
      }
    }
    let left = draw(replicas * m * k, RandomStream(id: 0))
    let right = draw(replicas * k * n, RandomStream(id: 1))
    product = (0..<replicas * m * n).map { index in
      let (replica, row, column) = (index / (m * n), index / n % m, index % n)
      return (0..<k).reduce(into: Float(0)) { sum, p in
        sum += left[(replica * m + row) * k + p] * right[(replica * k + p) * n + column]
      }
    }
    order = Self.seeds.flatMap { seed in
      let permutation = IndexPermutation(count: Self.count, seed: seed, epoch: 3)
      return (0..<Self.count).map { permutation[$0] }
    }
    (self.left, self.right) = (left, right)
  }

  func run(on backend: OpenCLBackend) throws {
    let replicas = Self.seeds.count
    let recorder = Recorder(replicas: replicas)
    let left = recorder.constant("left", [Self.m, Self.k])
    let right = recorder.constant("right", [Self.k, Self.n])
    let product = recorder.persistent("product", [Self.m, Self.n])
    let seed = recorder.constant("seed", [2], .uint32)
    let enabled = recorder.constant("enabled", [1])
    let order = recorder.persistent("order", [Self.count], .uint32)
    recorder.routine("test") {
      recorder.append(.gemm(Gemm(left: left, right: right, output: product)))
      recorder.append(.shuffle(Shuffle(order: order, seed: seed, enabled: enabled)))
    }
    // A product so small is nothing to measure engines by.
    let executable = try OpenCLExecutable(recorder.finish(), backend: backend, settles: false)
    try executable.write(self.left, to: left)
    try executable.write(self.right, to: right)
    try executable.write(
      Self.seeds.flatMap { [UInt32(truncatingIfNeeded: $0), UInt32($0 >> 32)] }, to: seed)
    try executable.write([Float](repeating: 1, count: replicas), to: enabled)
    try executable.run([Pass(routine: 0, steps: 1, first: StepContext(step: 3))])
    try judge(
      product: executable.read(product), order: executable.read(order), device: backend.device.name)
  }

  private func judge(product: [Float], order: [UInt32], device: String) throws {
    for (index, (value, expected)) in zip(product, self.product).enumerated()
    where !(abs(value - expected) <= 1e-4) {
      throw SelfTestError(
        device: device,
        problem: "element \(index) of a matrix product is \(value), expected \(expected)")
    }
    for (index, (value, expected)) in zip(order, self.order).enumerated() where value != expected {
      throw SelfTestError(
        device: device, problem: "element \(index) of a shuffle is \(value), expected \(expected)")
    }
  }
}

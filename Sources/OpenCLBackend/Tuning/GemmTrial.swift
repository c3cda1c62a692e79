import Programs

/// A product with numbers in it: tells whether what an engine computes is right, and how long it takes.
struct GemmTrial {
  let shape: GemmShape
  /// How many replicas take part: from the shape alone, since the choice may not depend on those of a study.
  let replicas: Int
  /// The elements that are compared, by position in a replica's output.
  private let samples: [Int]
  /// What they must be, in the first and the last replica.
  private let expected: [[Double]]

  /// Sums in this process, in `Double`, for at most so many products of numbers.
  private static let largestCheck = 1 << 25

  init(_ shape: GemmShape) {
    self.shape = shape
    // As many as a study has, unless that takes much memory or time.
    let limit = min((256 << 20) / max(shape.byteCount, 1), 4_000_000_000 / max(shape.flops, 1))
    replicas = min(max(limit, 2), 60)
    let (m, n, k) = (shape.m, shape.n, shape.k)
    let count = min(m * n, max(Self.largestCheck / (2 * k), 64))
    // Beyond that a lattice that visits every place of a tile.
    var step = count == m * n ? 1 : (m * n / count) | 1
    while Self.divisor(step, n) > 1 { step += 2 }
    samples = Array(stride(from: 0, to: m * n, by: step))
    expected = [0, replicas - 1].map { [samples] replica in
      let (rowStep, innerStep) = shape.transposeLeft ? (1, m) : (k, 1)
      let (columnStep, otherStep) = shape.transposeRight ? (k, 1) : (1, n)
      return samples.map { element in
        let left = replica * m * k + element / n * rowStep
        let right = replica * k * n + element % n * columnStep
        var sum =
          shape.accumulate ? Double(Self.number(replica * m * n + element, .output)) : 0
        for p in 0..<k {
          sum +=
            Double(Self.number(left + p * innerStep, .left))
            * Double(Self.number(right + p * otherStep, .right))
        }
        return sum
      }
    }
  }

  private static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }

  // MARK: - Numbers

  private enum Role: Int { case left = 0, right = 1361, output = 2729 }

  /// Numbers in -1 ..< 1; a prime count, so that no two rows or replicas begin alike.
  private static let numbers: [Float] = {
    let philox = Philox(seed: 5097)
    return (0..<4093).map {
      Philox.uniform(philox.block(index: $0, step: 0, stream: RandomStream(id: 0)).0) * 2 - 1
    }
  }()

  private static func number(_ index: Int, _ role: Role) -> Float {
    numbers[(index + role.rawValue) % 4093]
  }

  // MARK: - On a device

  /// The product on a device, its operands in place.
  struct Prepared {
    fileprivate let executable: any Executable
    fileprivate let output: Tensor
  }

  /// Prepares the product with these options, which name engine and tile.
  func prepare(_ device: OpenCLDevice, _ options: OpenCLOptions) throws -> Prepared {
    var options = options
    options.waveSize = replicas
    let backend = try OpenCLBackend(device: device, options: options)
    let recorder = Recorder(replicas: replicas)
    let (m, n, k) = (shape.m, shape.n, shape.k)
    let left = recorder.persistent("left", shape.transposeLeft ? [k, m] : [m, k])
    let right = recorder.persistent("right", shape.transposeRight ? [n, k] : [k, n])
    let output = recorder.persistent("output", [m, n])
    recorder.routine("gemm") {
      recorder.append(
        .gemm(
          Gemm(
            left: left, transposeLeft: shape.transposeLeft, right: right,
            transposeRight: shape.transposeRight, output: output, accumulate: shape.accumulate)))
    }
    let executable = try backend.prepare(recorder.finish())
    for (tensor, role) in [(left, Role.left), (right, .right), (output, .output)] {
      let count = replicas * tensor.count
      try executable.write((0..<count).map { Self.number($0, role) }, to: tensor)
    }
    return Prepared(executable: executable, output: output)
  }

  /// Runs the product once and compares it with the sums of this process.
  ///
  /// - Parameter tamper: changes what was read; for tests of this check.
  /// - Returns: What is wrong, in words; `nil` if nothing is.
  func problem(_ prepared: Prepared, tamper: (inout [Float]) -> Void = { _ in }) throws -> String? {
    try run(prepared, steps: 1)
    var found: [Float] = try prepared.executable.read(prepared.output)
    tamper(&found)
    let tolerance = 1e-6 * Double(shape.k).squareRoot() + 2e-7 * Double(shape.k)
    for (replica, expected) in zip([0, replicas - 1], expected) {
      for (element, value) in zip(samples, expected) {
        let number = Double(found[replica * shape.m * shape.n + element])
        if abs(number - value) <= tolerance { continue }
        return "element \(element) of replica \(replica) is \(number), not \(value)"
      }
    }
    return nil
  }

  /// GFLOP/s: the best of several runs of some milliseconds.
  func speed(_ prepared: Prepared) throws -> Double {
    // The first is for the caches, and says how many steps a few milliseconds are.
    let once = try run(prepared, steps: 1)
    let steps = min(max(Int(0.004 / max(once, 1e-6)), 1), 1000)
    var best = once
    for _ in 0..<(once > 0.1 ? 2 : 5) {
      best = min(best, try run(prepared, steps: steps) / Double(steps))
    }
    return Double(shape.flops * replicas) / max(best, 1e-9) / 1e9
  }

  /// Seconds of so many steps.
  @discardableResult
  private func run(_ prepared: Prepared, steps: Int) throws -> Double {
    let elapsed = try ContinuousClock().measure {
      try prepared.executable.run([Pass(routine: 0, steps: steps, first: StepContext())])
      try prepared.executable.finish()
    }
    return elapsed / .seconds(1)
  }
}

import Programs

/// Searches tiles of our kernels, and CLBlast's parameters, for a list of products on one device.
///
/// Every candidate must compute right numbers before it is timed: tuned tiles have computed wrong ones on
/// some devices and drivers.
public final class GemmTuner {
  /// The device that is tuned, and the options it is used with.
  private let device: OpenCLDevice
  private let options: OpenCLOptions
  private let style: LaunchStyle
  private let searchSeconds: Double
  private var deadline = ContinuousClock.now
  private let start = ContinuousClock.now
  private let progress: (String) -> Void
  private let shouldStop: () -> Bool
  private var trials: [GemmTrial] = []
  private(set) var rejections: [TuningReport.Rejection] = []
  private var candidateCount = 0
  /// What is tried.
  var coreTiles = CoreTile.candidates
  var groupTiles = GroupTile.candidates
  /// On CPU devices without those that PoCL compiles for minutes.
  var clblastCandidates: [CLBlastParameters]
  /// Changes what a candidate, by its name, computed: for tests of the check.
  var tamper: (String, inout [Float]) -> Void = { _, _ in }

  /// A winner must be this much faster than the rule's choice, or noise would do.
  private static let worthwhile = 0.97

  /// A tuner of a backend's device.
  ///
  /// - Parameters:
  ///   - backend: opened with ``OpenCLOptions/isDeterministic``: otherwise CLBlast may have been given
  ///     parameters already, and there is no way back to its own.
  ///   - seconds: how long to search after the defaults were measured; 0 for the defaults only.
  ///   - progress: hears a line for each candidate.
  ///   - shouldStop: asked between measurements; what was found by then counts.
  public init(
    _ backend: OpenCLBackend, seconds: Double, progress: @escaping (String) -> Void = { _ in },
    shouldStop: @escaping () -> Bool = { false }
  ) {
    device = backend.openCLDevice
    options = backend.options
    style = backend.style
    searchSeconds = seconds
    clblastCandidates = CLBlastParameters.candidates.filter { [device] in
      $0.fits(device.device) && (device.kind != .cpu || $0.sumsPerItem <= 16)
    }
    self.progress = progress
    self.shouldStop = shouldStop
  }

  /// Measures the defaults, then candidates until all are tried, the time is over or a stop is asked for.
  ///
  /// - Throws: What the driver throws for the defaults; a candidate that fails is rejected.
  public func tune(_ shapes: [GemmShape]) throws -> TuningReport {
    var products = shapes.map { TuningReport.Product(shape: $0) }
    // The costliest first: they decide, and a sum that is too large already ends a candidate early.
    products.sort { $0.shape.flops > $1.shape.flops }
    trials = products.map { GemmTrial($0.shape) }
    for (index, trial) in trials.enumerated() where !shouldStop() {
      products[index].clblastBefore = measure(
        "CLBlast's defaults", trial, options.pinned(.clblast))
      products[index].batchedBefore = measure("our default tile", trial, ours())
      products[index].clblastAfter = products[index].clblastBefore
      products[index].batchedAfter = products[index].batchedBefore
      products[index].coreTile = style.kind == .cpu ? style.coreTile : nil
      products[index].groupTile = style.kind == .cpu ? nil : .standard
    }
    deadline = .now + .seconds(searchSeconds)
    if style.kind == .cpu { tuneCoreTile(&products) } else { tuneGroupTiles(&products) }
    let parameters = tuneCLBlast(&products)
    for index in products.indices {
      let product = products[index]
      // On CPU devices programs need not be launches with our kernels, which is worth more than a product.
      products[index].engine =
        style.kind == .cpu
        ? .batched
        : GemmChoices.better(clblast: product.clblastAfter, batched: product.batchedAfter)
    }
    return TuningReport(
      target: TuningTarget(device.device, kind: style.kind), products: products,
      clblast: parameters, rejections: rejections, candidates: candidateCount,
      isComplete: !isOver, seconds: (ContinuousClock.now - start) / .seconds(1))
  }

  // MARK: - Candidates

  private var isOver: Bool { shouldStop() || ContinuousClock.now >= deadline }

  private func ours(group: GroupTile? = nil, core: CoreTile? = nil) -> OpenCLOptions {
    var options = options.pinned(.batched)
    (options.groupTile, options.coreTile) = (group, core)
    return options
  }

  /// One tile for all products, since a routine is compiled with one.
  private func tuneCoreTile(_ products: inout [TuningReport.Product]) {
    guard var best = seconds(products.map(\.batchedBefore)) else { return }
    let limit = best * Self.worthwhile
    for tile in coreTiles where tile != style.coreTile {
      guard let speeds = measureAll("\(tile)", ours(core: tile), below: best),
        let time = seconds(speeds), time < min(best, limit)
      else {
        if isOver { return }
        continue
      }
      best = time
      for index in products.indices {
        products[index].batchedAfter = speeds[index]
        products[index].coreTile = tile
      }
    }
  }

  /// The best tile for each product.
  private func tuneGroupTiles(_ products: inout [TuningReport.Product]) {
    for tile in groupTiles where tile != .standard && tile.fits(device.device) {
      candidateCount += 1
      for (index, trial) in trials.enumerated() {
        if isOver { return }
        guard let speed = measure("\(tile)", trial, ours(group: tile)),
          speed * Self.worthwhile > products[index].batchedBefore ?? 0,
          speed > products[index].batchedAfter ?? 0
        else { continue }
        products[index].batchedAfter = speed
        products[index].groupTile = tile
      }
      progress("\(tile): tried on \(trials.count) products")
    }
  }

  /// One set of parameters for all products, since CLBlast keeps one for a device.
  private func tuneCLBlast(_ products: inout [TuningReport.Product]) -> TuningReport.Parameters? {
    guard let before = seconds(products.map(\.clblastBefore)), !isOver,
      !clblastCandidates.isEmpty
    else { return nil }
    var best: (time: Double, parameters: CLBlastParameters, speeds: [Double?])?
    for parameters in clblastCandidates {
      if isOver { break }
      do {
        try CLBlastEngine.override(parameters, device.device)
      } catch {
        reject("clblast \(parameters)", nil, "\(error)")
        continue
      }
      let limit = best?.time ?? .infinity
      guard
        let speeds = measureAll("clblast \(parameters)", options.pinned(.clblast), below: limit),
        let time = seconds(speeds), time < limit
      else { continue }
      best = (time, parameters, speeds)
    }
    // Whatever was tried last must not stay; without a winner that is what CLBlast gives unknown devices.
    try? CLBlastEngine.override(
      best?.parameters ?? CLBlastParameters.candidates[0], device.device)
    guard let best, best.time < before * Self.worthwhile else { return nil }
    for index in products.indices { products[index].clblastAfter = best.speeds[index] }
    let flops = Double(trials.reduce(0) { $0 + $1.shape.flops }) / 1e9
    return TuningReport.Parameters(
      values: best.parameters, before: flops / before, after: flops / best.time)
  }

  // MARK: - Measurements

  /// Seconds of all products in one replica; `nil` if one is missing.
  private func seconds(_ speeds: [Double?]) -> Double? {
    var sum = 0.0
    for (trial, speed) in zip(trials, speeds) {
      guard let speed else { return nil }
      sum += Double(trial.shape.flops) / (speed * 1e9)
    }
    return trials.isEmpty ? nil : sum
  }

  /// GFLOP/s of a candidate for each product; `nil` if it was rejected, is slower than `limit` seconds for
  /// all or was cut short.
  private func measureAll(_ name: String, _ options: OpenCLOptions, below limit: Double)
    -> [Double?]?
  {
    candidateCount += 1
    var speeds: [Double?] = []
    var sum = 0.0
    for trial in trials {
      if isOver { return nil }
      guard let speed = measure(name, trial, options) else { return nil }
      speeds.append(speed)
      sum += Double(trial.shape.flops) / (speed * 1e9)
      if sum > limit {
        progress("\(name): slower")
        return nil
      }
    }
    let flops = Double(trials.reduce(0) { $0 + $1.shape.flops })
    progress("\(name): \(Int((flops / sum / 1e9).rounded())) GFLOP/s")
    return speeds
  }

  /// GFLOP/s of a candidate that computes right; `nil` if it does not, or cannot run.
  private func measure(_ name: String, _ trial: GemmTrial, _ options: OpenCLOptions) -> Double? {
    do {
      let prepared = try trial.prepare(device, options)
      if let problem = try trial.problem(prepared, tamper: { tamper(name, &$0) }) {
        reject(name, trial.shape, "wrong numbers: \(problem)")
        return nil
      }
      return try trial.speed(prepared)
    } catch {
      reject(name, trial.shape, "\(error)")
      return nil
    }
  }

  private func reject(_ name: String, _ shape: GemmShape?, _ reason: String) {
    rejections.append(
      TuningReport.Rejection(candidate: name, product: shape?.description, reason: reason))
  }
}

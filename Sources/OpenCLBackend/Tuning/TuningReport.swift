import Foundation

/// What a search for tiles and parameters came to.
public struct TuningReport: Sendable {
  /// One product, speeds in GFLOP/s; `nil` where nothing was measured or nothing computed right.
  public struct Product: Sendable {
    /// The product.
    public let shape: GemmShape
    /// CLBlast with its own parameters, and with the best.
    public internal(set) var clblastBefore, clblastAfter: Double?
    /// Our kernels with the default tile, and with the best.
    public internal(set) var batchedBefore, batchedAfter: Double?
    /// The engine to use; `nil` if neither computes right.
    public internal(set) var engine: GemmEngineChoice?
    var groupTile: GroupTile?
    var coreTile: CoreTile?

    init(shape: GemmShape) { self.shape = shape }

    /// The best tile of our kernels in words.
    public var tile: String { groupTile?.description ?? coreTile?.description ?? "" }

    /// GFLOP/s of the engine to use, before (what the rule would take) and after.
    public func speed(isCPU: Bool) -> (before: Double, after: Double)? {
      guard let engine else { return nil }
      let after = engine == .clblast ? clblastAfter : batchedAfter
      let before = isCPU ? batchedBefore : clblastBefore
      return after.map { (before ?? 0, $0) }
    }
  }

  /// CLBlast's best parameters, and GFLOP/s over all products with its own and with these.
  public struct Parameters: Sendable {
    /// The parameters.
    public let values: CLBlastParameters
    /// GFLOP/s.
    public let before, after: Double
  }

  /// A candidate that computed wrong numbers or could not run.
  public struct Rejection: Sendable, Codable, Equatable {
    /// The tile or the parameters.
    public let candidate: String
    /// The product that showed it.
    public let product: String?
    /// What was wrong.
    public let reason: String
  }

  /// What was tuned.
  public let target: TuningTarget
  /// Every product, the costliest first.
  public let products: [Product]
  /// CLBlast's parameters, where others than its own are better.
  public let clblast: Parameters?
  /// What was rejected.
  public let rejections: [Rejection]
  /// How many tiles and sets of parameters were tried.
  public let candidates: Int
  /// Whether everything was tried.
  public let isComplete: Bool
  /// How long it took.
  public let seconds: Double

  /// Whether the rule would take our kernels.
  public var isCPU: Bool { target.kind == .cpu }

  /// GFLOP/s over all products, each as often as any other: before and after; `nil` if one has no speed.
  public var total: (before: Double, after: Double)? {
    guard !products.isEmpty else { return nil }
    var (flops, before, after) = (0.0, 0.0, 0.0)
    for product in products {
      guard let speed = product.speed(isCPU: isCPU), speed.before > 0 else { return nil }
      flops += Double(product.shape.flops)
      before += Double(product.shape.flops) / speed.before
      after += Double(product.shape.flops) / speed.after
    }
    return (flops / before, flops / after)
  }

  /// Keeps what was found for later runs.
  ///
  /// - Returns: A warning in one line if the file could not be read or written.
  public func store(in file: URL?) -> String? {
    let date = TuningCache.today
    let entries = products.compactMap { product -> TuningEntry? in
      guard let engine = product.engine, let speed = product.speed(isCPU: isCPU) else { return nil }
      return TuningEntry(
        target: target, shape: product.shape, engine: engine, groupTile: product.groupTile,
        coreTile: product.coreTile, before: speed.before, after: speed.after, date: date)
    }
    let parameters = clblast.map {
      CLBlastTuningEntry(
        target: target, parameters: $0.values, before: $0.before, after: $0.after, date: date)
    }
    var cache = TuningCache(file)
    let warning = cache.warning
    return cache.store(entries, clblast: parameters) ?? warning
  }
}

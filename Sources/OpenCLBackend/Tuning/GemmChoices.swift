import Programs
import Synchronization

/// Engine and tile of every shape that a backend was asked for.
///
/// They come from the options, the tuning cache, a short measurement or a rule, in this order, and stay what
/// they are for the life of the backend. None of it knows the number of replicas.
final class GemmChoices: Sendable {
  /// What a shape gets.
  struct Choice: Hashable, Sendable {
    var engine: GemmEngineChoice
    var groupTile: GroupTile
    var source: Source

    enum Source: String { case rule, options, tuned, measured }
  }

  private let device: OpenCLDevice
  private let options: OpenCLOptions
  private let style: LaunchStyle
  private let target: TuningTarget
  private let cache: Mutex<TuningCache>
  private let settled = Mutex<[GemmShape: Choice]>([:])
  private let coreTiles = Mutex<Set<CoreTile>>([])
  /// CLBlast's parameters, if they are not its own.
  private let parameters: CLBlastParameters?

  init(_ device: OpenCLDevice, options: OpenCLOptions, style: LaunchStyle) {
    self.device = device
    self.options = options
    self.style = style
    target = TuningTarget(device.device, kind: style.kind)
    let known = TuningCache(options.isDeterministic ? nil : options.tuningFile)
    if let warning = known.warning { options.warn("warning: \(warning)") }
    let usesCLBlast =
      options.engine == .clblast || (options.engine == .auto && style.kind != .cpu)
    parameters = usesCLBlast ? Self.override(known.parameters(on: target), device, options) : nil
    cache = Mutex(known)
  }

  private static func override(
    _ entry: CLBlastTuningEntry?, _ device: OpenCLDevice, _ options: OpenCLOptions
  ) -> CLBlastParameters? {
    guard let entry else { return nil }
    do {
      guard entry.parameters.fits(device.device) else { throw Misfit() }
      try CLBlastEngine.override(entry.parameters, device.device)
      return entry.parameters
    } catch {
      options.warn("warning: tuned CLBlast parameters ignored: \(entry.parameters) (\(error))")
      return nil
    }
  }

  private struct Misfit: Error, CustomStringConvertible {
    let description = "they do not fit this device"
  }

  // MARK: - Deciding

  /// What a shape gets; what the rule says before it is settled.
  subscript(shape: GemmShape) -> Choice { settled.withLock { $0[shape] } ?? rule }

  /// By device only: on CPU devices our kernels won on every shape measured; on others CLBlast is the
  /// reference until something is measured.
  private var rule: Choice {
    let engine: GemmEngineChoice =
      switch options.engine {
      case .clblast, .batched: options.engine
      case .auto: style.kind == .cpu ? .batched : .clblast
      }
    let isGiven = options.engine != .auto || options.groupTile != nil
    return Choice(
      engine: engine, groupTile: options.groupTile ?? .standard,
      source: isGiven ? .options : .rule)
  }

  /// Decides on every product of a program, once and for all; measures what nothing is known of.
  func settle(_ program: Program) {
    if style.kind == .cpu && options.engine != .clblast {
      let tiles = program.routines.map { coreTile(for: $0.gemmShapes) }
      coreTiles.withLock { $0.formUnion(tiles) }
      return
    }
    var new: [TuningEntry] = []
    for shape in program.gemmShapes where settled.withLock({ $0[shape] }) == nil {
      let choice = cached(shape) ?? measured(shape, &new) ?? rule
      // A program prepared at the same time may have been faster: then that stays.
      settled.withLock { if $0[shape] == nil { $0[shape] = choice } }
    }
    if !new.isEmpty, let warning = cache.withLock({ $0.store(new) }) {
      options.warn("warning: \(warning)")
    }
  }

  private func cached(_ shape: GemmShape) -> Choice? {
    guard options.groupTile == nil, let entry = cache.withLock({ $0.entry(shape, on: target) })
    else { return nil }
    let tile = entry.groupTile ?? .standard
    guard tile.fits(device.device) else {
      options.warn("warning: tuned tile ignored, it does not fit this device: \(tile)")
      return nil
    }
    var choice = Choice(engine: entry.engine, groupTile: tile, source: .tuned)
    // A pinned engine still gets its best tile.
    if options.engine != .auto { choice.engine = options.engine }
    return choice
  }

  /// The better engine by a few milliseconds of each; `nil` if that is not wanted or not possible.
  private func measured(_ shape: GemmShape, _ new: inout [TuningEntry]) -> Choice? {
    guard options.engine == .auto, !options.isDeterministic, options.groupTile == nil else {
      return nil
    }
    let trial = GemmTrial(shape)
    var speeds: [GemmEngineChoice: Double] = [:]
    for engine in [GemmEngineChoice.clblast, .batched] {
      do {
        let prepared = try trial.prepare(device, options.pinned(engine))
        if let problem = try trial.problem(prepared) {
          options.warn("warning: \(engine.rawValue) is wrong for \(shape): \(problem)")
        } else {
          speeds[engine] = try trial.speed(prepared)
        }
      } catch {
        options.warn("warning: \(engine.rawValue) cannot be measured for \(shape): \(error)")
      }
    }
    guard let engine = Self.better(clblast: speeds[.clblast], batched: speeds[.batched]) else {
      return nil
    }
    new.append(
      TuningEntry(
        target: target, shape: shape, engine: engine,
        groupTile: engine == .batched ? .standard : nil, before: speeds[.clblast] ?? 0,
        after: speeds[engine] ?? 0, date: TuningCache.today))
    return Choice(engine: engine, groupTile: .standard, source: .measured)
  }

  /// Ours unless CLBlast is faster by a tenth, since ours takes along what follows a product.
  static func better(clblast: Double?, batched: Double?) -> GemmEngineChoice? {
    guard let batched else { return clblast.map { _ in .clblast } }
    return (clblast ?? 0) > 1.1 * batched ? .clblast : .batched
  }

  /// The tile of a routine on a CPU device: what most of its work was tuned to, else the rule's.
  func coreTile(for shapes: [GemmShape]) -> CoreTile {
    if let tile = options.coreTile { return tile }
    var work: [CoreTile: Int] = [:]
    cache.withLock { cache in
      for shape in shapes {
        let tuned = cache.entry(shape, on: target)?.coreTile.flatMap { $0.isSensible ? $0 : nil }
        work[tuned ?? style.coreTile, default: 0] += shape.flops
      }
    }
    // Ties must not depend on the order of a dictionary.
    return work.max { ($0.value, $0.key.description) < ($1.value, $1.key.description) }?.key
      ?? style.coreTile
  }

  // MARK: - For records

  /// The engine of each product of a program; tiles of our own kernels change no bit.
  func engines(of program: Program) -> [String: String] {
    var engines = Dictionary(
      program.gemmShapes.map { ("product \($0)", self[$0].engine.rawValue) },
      uniquingKeysWith: { first, _ in first })
    if engines.values.contains(GemmEngineChoice.clblast.rawValue) {
      engines["clblast parameters"] = parameters.map { "\($0)" } ?? "its own"
    }
    return engines
  }

  /// Which products got what, for `environment.json`; `nil` before anything was settled.
  var summary: String? {
    var parts = parameters.map { ["clblast parameters \($0)"] } ?? []
    parts += coreTiles.withLock { $0.map(\.description).sorted() }
    let shapes = settled.withLock { Dictionary(grouping: $0, by: \.value) }
    parts += shapes.map { choice, entries in
      let names = entries.map(\.key.description).sorted().joined(separator: ", ")
      let tile = choice.engine == .batched ? ", \(choice.groupTile)" : ""
      return "\(choice.engine.rawValue)\(tile) (\(choice.source.rawValue)): \(names)"
    }.sorted()
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}

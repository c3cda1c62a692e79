import Networks
import Programs

/// Which networks of different widths train as one group: the narrow ones padded to the widest.
///
/// A padded replica computes more than it needs; in return it shares launches, cores and one compilation with
/// others. What is less by the estimate is done.
struct WidthPadding {
  let choice: ExecutionConfig.Padding
  /// The most trials of one group.
  var largestGroup = Int.max
  /// The seconds that a group takes.
  let seconds: (LockstepGroupPlan) throws -> Double

  /// The groups after merging, in the order of their first trials.
  func merged(_ plans: [LockstepGroupPlan]) throws -> [LockstepGroupPlan] {
    guard choice != .never else { return plans }
    var families: [LockstepSignature: [LockstepGroupPlan]] = [:]
    for plan in plans { families[plan.common.withoutWidths, default: []].append(plan) }
    return try families.values.flatMap(mergedFamily)
      .sorted { ($0.trials.first ?? 0) < ($1.trials.first ?? 0) }
  }

  /// Merges groups that differ in widths only: those next to each other in size, while it pays.
  private func mergedFamily(_ family: [LockstepGroupPlan]) throws -> [LockstepGroupPlan] {
    guard family.count > 1, let first = family.first, first.common.canBePadded else {
      return family
    }
    if choice == .always {
      return family.dropFirst().reduce(into: [first]) { groups, plan in
        if fits(groups[groups.count - 1], plan) {
          groups[groups.count - 1] = groups[groups.count - 1].padded(with: plan)
        } else {
          groups.append(plan)
        }
      }
    }
    var groups = try family.sorted { $0.common.model.size < $1.common.model.size }
      .map { (plan: $0, seconds: try seconds($0)) }
    func merged(_ index: Int) throws -> (plan: LockstepGroupPlan, seconds: Double) {
      let plan = groups[index].plan.padded(with: groups[index + 1].plan)
      return (plan, try seconds(plan))
    }
    var candidates = try (0..<groups.count - 1).map(merged)
    while let best = candidates.indices.max(by: { gain($0) < gain($1) }), gain(best) > 0 {
      groups[best] = candidates[best]
      groups.remove(at: best + 1)
      candidates.remove(at: best)
      for index in [best - 1, best] where candidates.indices.contains(index) {
        candidates[index] = try merged(index)
      }
    }
    return groups.map(\.plan)

    func gain(_ index: Int) -> Double {
      guard fits(groups[index].plan, groups[index + 1].plan) else { return 0 }
      return groups[index].seconds + groups[index + 1].seconds - candidates[index].seconds
    }
  }
}

extension WidthPadding {
  private func fits(_ left: LockstepGroupPlan, _ right: LockstepGroupPlan) -> Bool {
    left.trials.count + right.trials.count <= largestGroup
  }
}

extension LockstepGroupPlan {
  /// The widths of the network where narrower ones are padded, else `nil`.
  var paddedWidths: [Int]? { isPadded ? common.model.widths : nil }

  /// The group of both groups' trials, as wide as the wider one in every layer.
  fileprivate func padded(with other: LockstepGroupPlan) -> LockstepGroupPlan {
    var result = self
    result.trials = (trials + other.trials).sorted()
    for set in other.dataSets where !dataSets.contains(set) { result.dataSets.append(set) }
    result.common.model = common.model.widened(to: other.common.model)
    result.isPadded = true
    return result
  }
}

extension [LockstepGroupPlan] {
  /// All groups as one whose network has these widths; as they are if that cannot be.
  func padded(to widths: [Int]) -> [LockstepGroupPlan] {
    guard let first, allSatisfy({ $0.common.canBePadded }),
      allSatisfy({ $0.common.withoutWidths == first.common.withoutWidths }),
      allSatisfy({ plan in
        plan.common.model.widths.count == widths.count
          && zip(plan.common.model.widths, widths).allSatisfy { $0 <= $1 }
      })
    else { return self }
    var result = dropFirst().reduce(first) { $0.padded(with: $1) }
    result.common.model = first.common.model.withWidths { widths[$0] }
    result.isPadded = true
    return [result]
  }
}

extension LockstepSignature {
  /// The same for all networks that differ in widths only.
  fileprivate var withoutWidths: LockstepSignature {
    var signature = self
    signature.model = model.withWidths { _ in 1 }
    return signature
  }
}

extension LockstepSignature {
  /// Whether a unit that is not there stays at 0, and those that are there draw what they draw alone.
  ///
  /// Slopes of `rrelu` are drawn in the order of elements. A unit whose activation does not take 0 to 0 is
  /// silenced by its bias, which a normalisation undoes, and AdamW's decay in time.
  fileprivate var canBePadded: Bool {
    switch model {
    case .mlp(_, .rectifier(.drawn), _): false
    case .mlp(_, .rectifier(.learnt), _): true
    case .mlp(_, .function(let activation), let batchNorm):
      activation.maps0To0 || (batchNorm != .before && optimizer != .adamw)
    case .convolutional, .mobileNetV2, .layers: false
    }
  }
}

extension ModelConfig {

  /// The sum of all widths: networks of one depth in the order of their size.
  fileprivate var size: Int { widths.reduce(0, +) }

  /// As wide as the wider of both in every layer.
  fileprivate func widened(to other: ModelConfig) -> ModelConfig {
    let others = other.widths
    return withWidths { max(widths[$0], others[$0]) }
  }

  fileprivate var widths: [Int] {
    switch self {
    case .mlp(let hidden, _, _): hidden
    case .convolutional, .mobileNetV2, .layers: []
    }
  }

  /// The same with other widths by layer.
  fileprivate func withWidths(_ width: (Int) -> Int) -> ModelConfig {
    switch self {
    case .mlp(let hidden, let activation, let batchNorm):
      .mlp(hidden: hidden.indices.map(width), activation: activation, batchNorm: batchNorm)
    case .convolutional, .mobileNetV2, .layers: self
    }
  }
}

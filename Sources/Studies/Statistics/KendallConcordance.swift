import Programs

/// Kendall's coefficient of concordance W: whether several judges rank the same things alike.
///
/// 1 if all rankings are the same, near 0 if they have nothing to do with each other. Equal values share
/// their mid-rank, with the correction for ties.
///
/// Source: Kendall and Babington Smith, "The problem of m rankings", Annals of Mathematical Statistics 10,
/// 1939.
public struct KendallConcordance: Sendable, Equatable {
  /// The rank of each thing by each judge, 1 for the largest value: [judge][thing].
  public let ranks: [[Double]]
  /// The coefficient; `nil` for fewer than two judges or things, or if every judge finds all equal.
  public let w: Double?

  /// The concordance of judges.
  ///
  /// - Parameter values: what each judge gives each thing, more is better: [judge][thing].
  /// - Precondition: Every judge judges every thing.
  public init(_ values: [[Double]]) {
    let count = values.first?.count ?? 0
    demand(
      values.allSatisfy { $0.count == count },
      "concordance: judges of \(values.map(\.count)) things")
    let ranked = values.map(Self.ranks)
    ranks = ranked.map(\.ranks)
    let (m, n) = (Double(values.count), Double(count))
    let sums = (0..<count).map { thing in ranked.reduce(0) { $0 + $1.ranks[thing] } }
    let mean = m * (n + 1) / 2
    let spread = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let ties = ranked.reduce(0) { $0 + $1.ties }
    let largest = m * m * (n * n * n - n) - m * ties
    w = values.count > 1 && count > 1 && largest > 0 ? 12 * spread / largest : nil
  }

  /// Mid-ranks from the largest value down, and the sum of t^3 - t over groups of t equal ones.
  private static func ranks(_ values: [Double]) -> (ranks: [Double], ties: Double) {
    let order = values.indices.sorted { values[$0] > values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var ties = 0.0
    var first = 0
    while first < order.count {
      var end = first + 1
      while end < order.count, values[order[end]] == values[order[first]] { end += 1 }
      for place in first..<end { ranks[order[place]] = Double(first + 1 + end) / 2 }
      let size = Double(end - first)
      ties += size * size * size - size
      first = end
    }
    return (ranks, ties)
  }
}

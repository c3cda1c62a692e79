import Foundation
import Programs

/// The signed-rank test of whether paired differences are symmetric about 0.
///
/// Source: Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1, 1945.
/// Zeros are dropped, as there. Up to 50 differences the p-value is exact, conditional on the ranks
/// that were seen: equal sizes share their mid-rank, and the sums that all 2^n sign patterns give
/// are counted by dynamic programming over the doubled (hence whole) mid-ranks. Above 50 it is the
/// normal approximation with the correction for ties (Pratt and Gibbons, "Concepts of Nonparametric
/// Theory", 1981), without continuity correction.
public struct WilcoxonSignedRank: Sendable, Equatable {
  /// The largest sample that is judged exactly.
  public static let exactLimit = 50

  /// The number of differences that are not 0.
  public let n: Int
  /// The sum of the ranks of the positive differences.
  public let positiveRankSum: Double
  /// The sum of the ranks of the negative differences.
  public let negativeRankSum: Double
  /// The two-sided p-value; 1 when all differences are 0.
  public let pValue: Double

  /// The test of these differences.
  ///
  /// - Parameter tolerance: Sizes closer to each other (or to 0) than this count as equal.
  ///   Differences of shares such as 1,420 / 1,500 are equal on paper but not to the last bit.
  /// - Precondition: All differences are finite.
  public init(differences: [Double], tolerance: Double = 0) {
    demand(
      differences.allSatisfy(\.isFinite), "Wilcoxon: differences must be finite, got \(differences)"
    )
    let sorted = differences.filter { abs($0) > tolerance }.sorted { abs($0) < abs($1) }
    let ties = Self.tieGroups(of: sorted.map { abs($0) }, tolerance: tolerance)
    let doubledRanks = ties.flatMap { group in
      // The mean of the ranks first + 1 ... first + count, doubled.
      Array(repeating: 2 * group.lowerBound + group.count + 1, count: group.count)
    }
    let doubledPositive = zip(sorted, doubledRanks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
    let doubledTotal = doubledRanks.reduce(0, +)
    n = sorted.count
    positiveRankSum = Double(doubledPositive) / 2
    negativeRankSum = Double(doubledTotal - doubledPositive) / 2
    pValue =
      n <= Self.exactLimit
      ? Self.exactPValue(doubledRanks: doubledRanks, doubledPositive: doubledPositive)
      : Self.normalPValue(n: n, ties: ties.map(\.count), rankSum: positiveRankSum)
  }

  /// Index ranges of equal sizes in a sorted list.
  private static func tieGroups(of sizes: [Double], tolerance: Double) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    for index in sizes.indices {
      if let last = groups.last, sizes[index] - sizes[last.lowerBound] <= tolerance {
        groups[groups.count - 1] = last.lowerBound..<index + 1
      } else {
        groups.append(index..<index + 1)
      }
    }
    return groups
  }

  /// Twice the smaller tail of the positive rank sum over all sign patterns.
  private static func exactPValue(doubledRanks: [Int], doubledPositive: Int) -> Double {
    let total = doubledRanks.reduce(0, +)
    // patterns[s]: how many sign patterns give the doubled sum s; at most 2^50, exact in a Double.
    var patterns = [Double](repeating: 0, count: total + 1)
    patterns[0] = 1
    for rank in doubledRanks {
      for sum in stride(from: total, through: rank, by: -1) {
        patterns[sum] += patterns[sum - rank]
      }
    }
    let all = patterns.reduce(0, +)
    let below = patterns[...doubledPositive].reduce(0, +)
    let above = patterns[doubledPositive...].reduce(0, +)
    return min(1, 2 * min(below, above) / all)
  }

  private static func normalPValue(n: Int, ties: [Int], rankSum: Double) -> Double {
    let count = Double(n)
    let mean = count * (count + 1) / 4
    let tieTerm = ties.reduce(0.0) { $0 + Double($1) * (Double($1) * Double($1) - 1) } / 48
    let variance = count * (count + 1) * (2 * count + 1) / 24 - tieTerm
    return erfc(abs(rankSum - mean) / (2 * variance).squareRoot())
  }
}

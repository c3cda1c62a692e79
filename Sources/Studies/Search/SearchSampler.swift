import Foundation
import Programs

extension RandomStream {
  /// The parameters of a search's trials.
  static let search = RandomStream(id: 0x8000_0000)
}

/// Chooses the parameters of trials: each a function of the search's seed, the trial's number and the box, so
/// that a search that is continued tries what it would have tried.
struct SearchSampler {
  /// How often a trial is drawn again that has been tried already.
  private static let attempts: UInt32 = 64

  let space: SearchSpace
  let seed: UInt64

  /// The parameters of trial `number`, drawn from a box; other ones than those of `earlier` if possible.
  func draw(
    _ number: Int, from box: SearchBox, unlike earlier: Set<[ParameterValue]> = []
  ) -> [ParameterValue] {
    var parameters: [ParameterValue] = []
    for attempt in 0..<Self.attempts {
      // A box of a few choices may be used up: then the whole space.
      let box = attempt < Self.attempts / 2 ? box : space.box
      parameters = space.dimensions.indices.map { dimension in
        space.dimensions[dimension].range.value(
          at: share(number, dimension, attempt), of: box.intervals[dimension])
      }
      if !earlier.contains(parameters) { break }
    }
    return parameters
  }

  /// A number in 0 ..< 1 with 53 bits.
  private func share(_ number: Int, _ dimension: Int, _ attempt: UInt32) -> Double {
    let words = Philox(seed: seed).block(
      UInt32(truncatingIfNeeded: number), UInt32(truncatingIfNeeded: dimension),
      RandomStream.search.id, attempt)
    return Double(UInt64(words.0) << 21 | UInt64(words.1 >> 11)) * 0x1p-53
  }

  /// Every combination of evenly spaced values; the last parameter changes fastest.
  func grid() -> [[ParameterValue]] {
    space.dimensions.reduce([[]]) { points, dimension in
      let values = Self.gridValues(dimension)
      return points.flatMap { point in values.map { point + [$0] } }
    }
  }

  /// The values of one parameter in a grid, from end to end.
  static func gridValues(_ dimension: SearchSpace.Dimension) -> [ParameterValue] {
    let interval = dimension.range.interval
    switch interval {
    case .choices(let places): return places.map { .choice($0) }
    case .integers(let range):
      let steps = min(dimension.steps ?? range.count, range.count)
      let span = Double(range.count - 1)
      return (0..<steps).map { step in
        let share = steps > 1 ? Double(step) / Double(steps - 1) : 0.5
        return .integer(range.lowerBound + Int((span * share).rounded()))
      }
    case .numbers:
      let steps = dimension.steps ?? 1
      return (0..<steps).map { step in
        dimension.range.value(
          at: steps > 1 ? Double(step) / Double(steps - 1) : 0.5, of: interval)
      }
    }
  }
}

extension SearchBox {
  /// The box around the best trials, within the whole space.
  ///
  /// Each side reaches from the least to the largest of their values, and beyond by half of what would lie
  /// between two neighbours if the trials of the last round stood in a regular grid: the best value may lie
  /// beside the best trial. Logarithmic parameters are measured in orders of magnitude. Of a choice, what
  /// none of the best trials has is left out.
  /// - Parameters:
  ///   - best: the parameters of the best trials, at least one.
  ///   - last: the box of the last round.
  ///   - count: the number of its trials.
  static func around(
    _ best: [[ParameterValue]], in space: SearchSpace, last: SearchBox, of count: Int
  ) -> SearchBox {
    let numeric = space.dimensions.filter(\.range.isNumeric).count
    let perSide = pow(Double(count), 1 / Double(max(numeric, 1)))
    return SearchBox(
      intervals: space.dimensions.indices.map { index in
        let range = space.dimensions[index].range
        let values = best.map { $0[index] }
        switch (last.intervals[index], range) {
        case (.numbers(let old), .uniform(let whole)), (.numbers(let old), .logUniform(let whole)):
          let coordinates = values.compactMap(\.number).map(range.coordinate)
          let width = range.coordinate(old.upperBound) - range.coordinate(old.lowerBound)
          let margin = width / perSide / 2
          // Rounding may lead out of a range whose ends have more digits.
          func inside(_ coordinate: Double) -> Double {
            let number = SearchRange.rounded(range.number(coordinate))
            return min(max(number, whole.lowerBound), whole.upperBound)
          }
          let low = inside((coordinates.min() ?? 0) - margin)
          return .numbers(low...max(low, inside((coordinates.max() ?? 0) + margin)))
        case (.integers(let old), .integer(let whole)):
          let numbers = values.compactMap(\.number).map { Int($0) }
          let margin = Int((Double(old.count) / perSide / 2).rounded(.up))
          return .integers(
            max(
              (numbers.min() ?? 0) - margin, whole.lowerBound)...min(
                (numbers.max() ?? 0) + margin, whole.upperBound))
        default:
          let places = values.compactMap { value -> Int? in
            if case .choice(let place) = value { place } else { nil }
          }
          return .choices(Set(places).sorted())
        }
      })
  }
}

import Programs

/// The parameters of a narrow network inside those of a wider one of the same depth.
///
/// A unit that the narrow network lacks has weights of 0 towards it and from it. What it gives is 0, so no
/// gradient reaches it, and the optimizer leaves it there: the wide network trains as the narrow one would
/// alone. Where an activation of 0 is not 0 (sigmoid, softplus), the unit's bias is what makes it so.
public struct ParameterEmbedding: Sendable {
  private let narrow: ParameterLayout
  private let wide: ParameterLayout

  /// The narrow layout inside the wide one.
  ///
  /// - Precondition: Both have the same parameters, none wider in `narrow`.
  public init(_ narrow: ParameterLayout, in wide: ParameterLayout) {
    demand(
      narrow.entries.count == wide.entries.count
        && zip(narrow.entries, wide.entries).allSatisfy { small, large in
          small.name == large.name
            && small.parameter.dimensions.count == large.parameter.dimensions.count
            && zip(small.parameter.dimensions, large.parameter.dimensions).allSatisfy { $0 <= $1 }
        },
      "embedding: parameters of \(narrow.parameterCount) numbers do not fit into those of "
        + "\(wide.parameterCount)")
    self.narrow = narrow
    self.wide = wide
  }

  /// The flat parameters [P wide] that hold those of the narrow network.
  ///
  /// - Parameter values: [P narrow].
  public func embed(_ values: [Float]) -> [Float] {
    demand(values.count == narrow.count, "embedding: \(values.count) of \(narrow.count) numbers")
    var result = [Float](repeating: 0, count: wide.count)
    for large in wide.entries {
      let parameter = large.parameter
      result.replaceSubrange(
        large.offset..<large.offset + parameter.count,
        with: repeatElement(parameter.absentValue, count: parameter.count))
    }
    forEachRow { small, large, count in
      result.replaceSubrange(large..<large + count, with: values[small..<small + count])
    }
    return result
  }

  /// The narrow network's flat parameters [P narrow].
  ///
  /// - Parameter values: [P wide].
  public func extract(_ values: ArraySlice<Float>) -> [Float] {
    demand(values.count == wide.count, "embedding: \(values.count) of \(wide.count) numbers")
    var result = [Float](repeating: 0, count: narrow.count)
    forEachRow { small, large, count in
      let start = values.startIndex + large
      result.replaceSubrange(small..<small + count, with: values[start..<start + count])
    }
    return result
  }

  /// Calls `body` with the places of every run of numbers that lie side by side in both.
  private func forEachRow(_ body: (_ narrow: Int, _ wide: Int, _ count: Int) -> Void) {
    for (small, large) in zip(narrow.entries, wide.entries) {
      let (inner, outer) = (small.parameter.dimensions, large.parameter.dimensions)
      let width = inner.last ?? 1
      for row in 0..<small.parameter.count / max(width, 1) {
        // The row's position, digit by digit, counted in the wide tensor.
        var (rest, place, stride) = (row, 0, outer.last ?? 1)
        for (narrowExtent, wideExtent) in zip(inner, outer).dropLast().reversed() {
          place += rest % narrowExtent * stride
          rest /= narrowExtent
          stride *= wideExtent
        }
        body(small.offset + row * width, large.offset + place, width)
      }
    }
  }
}

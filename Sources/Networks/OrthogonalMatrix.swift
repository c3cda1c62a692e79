/// Random matrices with orthonormal rows or columns: the Q of a QR decomposition of normal numbers.
enum OrthogonalMatrix {
  /// `gain` times such a matrix [rows, columns]: columns are orthonormal, or rows where they are fewer.
  ///
  /// R has a positive diagonal, which is the sign that Keras gives Q: it makes all rotations equally likely.
  static func values(rows: Int, columns: Int, gain: Double, draws: ParameterDraws) -> [Float] {
    let (length, count) = (max(rows, columns), min(rows, columns))
    // Vector v lies at v * length.
    var vectors = draws.normal(length * count)
    vectors.withUnsafeMutableBufferPointer { buffer in
      guard let vectors = buffer.baseAddress else { return }
      orthonormalize(vectors, length: length, count: count)
    }
    return [Float](unsafeUninitializedCapacity: rows * columns) { values, initialized in
      for row in 0..<rows {
        for column in 0..<columns {
          let place = rows < columns ? row * length + column : column * length + row
          values[row * columns + column] = Float(gain * vectors[place])
        }
      }
      initialized = rows * columns
    }
  }

  /// The modified Gram-Schmidt process.
  private static func orthonormalize(
    _ vectors: UnsafeMutablePointer<Double>, length: Int, count: Int
  ) {
    for number in 0..<count {
      let unit = vectors + number * length
      let norm = product(unit, unit, length).squareRoot()
      for index in 0..<length { unit[index] /= norm }
      for other in (number + 1)..<max(count, number + 1) {
        let vector = vectors + other * length
        let share = product(unit, vector, length)
        for index in 0..<length { vector[index] -= share * unit[index] }
      }
    }
  }

  /// The inner product, in eight chains that the processor can work on at once.
  private static func product(
    _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, _ count: Int
  ) -> Double {
    var sums = SIMD8<Double>.zero
    var index = 0
    while index + 8 <= count {
      sums +=
        UnsafeRawPointer(left + index).loadUnaligned(as: SIMD8<Double>.self)
        * UnsafeRawPointer(right + index).loadUnaligned(as: SIMD8<Double>.self)
      index += 8
    }
    var sum = sums.sum()
    while index < count {
      sum += left[index] * right[index]
      index += 1
    }
    return sum
  }
}

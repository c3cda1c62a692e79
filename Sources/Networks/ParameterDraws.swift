import Foundation
import Programs

/// The random numbers that the values of one parameter are made of.
///
/// Element i takes word `i mod 4` of Philox block `i / 4`; the step counts how often it was drawn again.
struct ParameterDraws {
  private let philox: Philox
  private let stream: RandomStream

  init(seed: UInt64, stream: RandomStream) {
    philox = Philox(seed: seed)
    self.stream = stream
  }

  /// `count` numbers, uniform in ±limit.
  func uniform(_ count: Int, limit: Float) -> [Float] {
    fill(count) { block in
      let words = words(block, round: 0)
      return { (2 * Philox.uniform(words[$0]) - 1) * limit }
    }
  }

  /// `count` normal numbers of mean 0; those beyond two deviations are drawn again.
  func truncatedNormal(_ count: Int, deviation: Double) -> [Float] {
    fill(count) { block in
      let first = normals(block, round: 0)
      return { lane in
        var (value, round) = (first[lane], UInt32(0))
        while value.magnitude > 2 {
          round += 1
          value = normals(block, round: round)[lane]
        }
        return Float(value * deviation)
      }
    }
  }

  /// `count` normal numbers of mean 0 and variance 1.
  func normal(_ count: Int) -> [Double] {
    fill(count) { block in
      let values = normals(block, round: 0)
      return { values[$0] }
    }
  }

  /// Fills an array four elements at a time: `block` gives what its lanes become.
  private func fill<Value>(_ count: Int, _ block: (Int) -> (Int) -> Value) -> [Value] {
    [Value](unsafeUninitializedCapacity: count) { values, initialized in
      for first in stride(from: 0, to: count, by: 4) {
        let lane = block(first / 4)
        for index in first..<min(first + 4, count) {
          (values.baseAddress! + index).initialize(to: lane(index - first))
        }
      }
      initialized = count
    }
  }

  private func words(_ block: Int, round: UInt32) -> SIMD4<UInt32> {
    let words = philox.block(index: UInt32(block), step: round, stream: stream)
    return SIMD4(words.0, words.1, words.2, words.3)
  }

  /// Four standard normal numbers.
  ///
  /// Source: Box and Muller, "A note on the generation of random normal deviates", Annals of Mathematical
  /// Statistics 29, 1958.
  private func normals(_ block: Int, round: UInt32) -> SIMD4<Double> {
    // Between 0 and 1, neither of them.
    let uniform = (SIMD4<Double>(words(block, round: round)) + 0.5) * 0x1p-32
    let radii = (-2 * SIMD2(log(uniform[0]), log(uniform[2]))).squareRoot()
    let angles = 2 * Double.pi * SIMD2(uniform[1], uniform[3])
    return SIMD4(
      radii[0] * cos(angles[0]), radii[0] * sin(angles[0]), radii[1] * cos(angles[1]),
      radii[1] * sin(angles[1]))
  }
}

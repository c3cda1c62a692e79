import CPUKernels
import Foundation
import Programs
import Testing

@testable import CPUBackend

@Suite("Noise of the CPU's kernels")
struct NoiseTests {
  private static let sets = KernelSet.available.map(\.name)

  /// The normally distributed number of an element, as `InputNoise` describes it.
  private func normal(_ element: Int, seed: UInt64, step: UInt32) -> Double {
    let block = Philox(seed: seed).block(
      index: UInt32(element / 4), step: step, stream: .inputNoise)
    let (a, b) = element % 4 < 2 ? (block.0, block.1) : (block.2, block.3)
    let size = (-2 * log(Double((a >> 8) + 1) * 0x1p-24)).squareRoot()
    let angle = 2 * Double.pi * Double(b >> 8) * 0x1p-24
    return size * (element % 2 == 0 ? cos(angle) : sin(angle))
  }

  @Test("adds each element's own number, and touches nothing beside them", arguments: sets)
  func elements(_ name: String) {
    let functions = KernelSet.named(name).functions
    for count in [1, 5, 15, 16, 17, 31, 33, 64, 65, 130] {
      for first in [0, 1, 63, 64, 65, 250] {
        var x = GuardedRows<Float>(1, count, gap: 0) { Float($0 + $1 % 7) }
        var y = GuardedRows<Float>(1, count, gap: 0)
        x.withStart { x in
          y.withStart {
            functions.noise(x, $0, first, count, 0.5, 77, 5, RandomStream.inputNoise.id)
          }
        }
        let isRight = y.holds(2e-6) { _, c in
          Double(c % 7) + 0.5 * normal(first + c, seed: 77, step: 5)
        }
        #expect(isRight, "elements \(first) ..< \(first + count)")
      }
    }
  }

  @Test("finds the deviation of any number of elements", arguments: sets)
  func deviation(_ name: String) {
    let functions = KernelSet.named(name).functions
    for count in [1, 2, 15, 16, 17, 33, 130, 5000] {
      var x = GuardedRows<Float>(1, count, gap: 0) { Float(1000 + $1 % 3 + $0) }
      let values = (0..<count).map { Double(1000 + $0 % 3) }
      let mean = values.reduce(0, +) / Double(count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
      let found = x.withStart { functions.deviation($0, count) }
      #expect(abs(Double(found) - variance.squareRoot()) < 1e-4, "\(count) elements: \(found)")
    }
  }

  @Test("is normally distributed", arguments: sets)
  func distribution(_ name: String) {
    let count = 100_000
    let zeros = [Float](repeating: 0, count: count + 16)
    var z = zeros
    KernelSet.named(name).functions.noise(
      zeros, &z, 0, count, 1, 5097, 3, RandomStream.inputNoise.id)
    let draws = z.prefix(count).map(Double.init)
    func moment(_ power: Int) -> Double {
      draws.reduce(0) { $0 + pow($1, Double(power)) } / Double(count)
    }
    // Four standard errors of each moment of a normal distribution.
    let error = 4 / Double(count).squareRoot()
    #expect(abs(moment(1)) < error)
    #expect(abs(moment(2) - 1) < error * 2.0.squareRoot())
    #expect(abs(moment(3)) < error * 15.0.squareRoot())
    #expect(abs(moment(4) - 3) < error * 96.0.squareRoot())
    let within = Double(draws.count { abs($0) < 1 }) / Double(count)
    #expect(abs(within - 0.682_689) < error * 0.47)
    // Neighbours have nothing to do with one another.
    for distance in [1, 2, 4, 16, 64] {
      let products = zip(draws, draws.dropFirst(distance)).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(products / Double(count - distance)) < error, "\(distance) apart")
    }
  }
}

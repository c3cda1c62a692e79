import Foundation
import Programs
import Testing

@Suite("Activations")
struct ActivationTests {
  /// `[x, y, dy/dx]` by activation, as PyTorch has them; `Benchmarks/yardstick/activations.py` writes it.
  private static func published() throws -> [String: [[Double]]] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "activations.json")
    return try JSONDecoder().decode([String: [[Double]]].self, from: Data(contentsOf: file))
  }

  /// The derivative at `x`, from what the backward has.
  private func derivative(_ activation: Activation, _ x: Double) -> Double {
    activation.referenceDerivative(
      from: activation.needsPreactivation ? x : activation.reference(x))
  }

  @Test("values and derivatives are PyTorch's", arguments: Activation.allCases)
  func published(_ activation: Activation) throws {
    let rows = try #require(try Self.published()[activation.rawValue])
    #expect(rows.count > 20)
    for row in rows {
      let (x, y, slope) = (row[0], row[1], row[2])
      #expect(abs(activation.reference(x) - y) < 1e-14 * max(1, abs(y)), "y at \(x)")
      // A derivative from the output has the digits that the output has left.
      #expect(abs(derivative(activation, x) - slope) < 1e-14 * max(1, abs(slope)), "slope at \(x)")
    }
  }

  @Test("derivatives are slopes", arguments: Activation.allCases, [-2.5, -0.5, 0.25, 0.75, 3.5])
  func slopes(_ activation: Activation, _ x: Double) {
    let step = 1e-6
    let slope = (activation.reference(x + step) - activation.reference(x - step)) / (2 * step)
    #expect(abs(slope - derivative(activation, x)) < 1e-9)
  }

  @Test("extreme arguments saturate")
  func saturation() {
    for activation in [Activation.sigmoid, .tanh] {
      #expect(activation.reference(1e4) == 1)
      #expect(activation.referenceDerivative(from: 1) == 0)
    }
    #expect(Activation.sigmoid.reference(-1e4) == 0)
    #expect(Activation.tanh.reference(-1e4) == -1)
    #expect(Activation.elu.reference(-1e4) == -1)
    #expect(Activation.relu6.reference(1e4) == 6)
    for activation in Activation.allCases where activation.needsPreactivation {
      #expect(activation.reference(-1e3) == 0)
      #expect(activation.reference(1e3) == 1e3)
    }
  }

  @Test("what is not a number stays so", arguments: Activation.allCases)
  func notANumber(_ activation: Activation) {
    #expect(activation.reference(.nan).isNaN)
  }

  @Test("kernel numbers are the positions in the list")
  func kernelNumbers() {
    #expect(Activation.allCases.map(\.kernelNumber) == Array(Activation.allCases.indices))
  }
}

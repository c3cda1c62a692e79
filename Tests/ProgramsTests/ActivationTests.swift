import Foundation
import Programs
import Testing

@Suite("Activations")
struct ActivationTests {
  @Test("values", arguments: [-30, -2.5, -0.5, 0, 1e-9, 0.75, 3, 30])
  func values(_ x: Double) {
    #expect(Activation.identity.reference(x) == x)
    #expect(Activation.relu.reference(x) == Swift.max(x, 0))
    #expect(abs(Activation.tanh.reference(x) - Foundation.tanh(x)) < 1e-15)
    // Two forms of the same function: 1 / (1 + e^-x) = (1 + tanh(x / 2)) / 2.
    #expect(abs(Activation.sigmoid.reference(x) - (1 + Foundation.tanh(x / 2)) / 2) < 1e-15)
  }

  @Test("extreme arguments saturate")
  func saturation() {
    for activation in [Activation.sigmoid, .tanh] {
      #expect(activation.reference(1e4) == 1)
      #expect(activation.referenceDerivative(fromOutput: 1) == 0)
    }
    #expect(Activation.sigmoid.reference(-1e4) == 0)
    #expect(Activation.tanh.reference(-1e4) == -1)
  }

  @Test(
    "derivatives from the output are slopes", arguments: Activation.allCases,
    [-2.5, -0.5, 0.25, 0.75, 3])
  func derivatives(_ activation: Activation, _ x: Double) {
    let step = 1e-6
    let slope = (activation.reference(x + step) - activation.reference(x - step)) / (2 * step)
    let derivative = activation.referenceDerivative(fromOutput: activation.reference(x))
    #expect(abs(slope - derivative) < 1e-9)
  }

  @Test("what is not a number stays so", arguments: Activation.allCases)
  func notANumber(_ activation: Activation) {
    #expect(activation.reference(.nan).isNaN)
  }
}

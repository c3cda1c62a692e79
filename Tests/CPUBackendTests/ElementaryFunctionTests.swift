import CPUKernels
import Foundation
import Programs
import Testing

/// The error of the vector functions against double precision, in units in the last place of the right
/// single-precision result.
@Suite("Elementary functions")
struct ElementaryFunctionTests {
  /// A function with its number in the kernels, its reference and its stated bound.
  struct Function: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let number: Int32
    let bound: Double
    let reference: @Sendable (Double) -> Double
  }

  static let functions = [
    Function(testDescription: "exp", number: 0, bound: 2) { exp($0) },
    Function(testDescription: "tanh", number: 1, bound: 3) { tanh($0) },
    Function(testDescription: "sigmoid", number: 2, bound: 3) { 1 / (1 + exp(-$0)) },
    Function(testDescription: "erf", number: 3, bound: 3) { erf($0) },
  ]

  /// Every 1021st of all numbers, both signs, zeros, subnormals and infinities among them.
  private static let inputs: [Float] = {
    var inputs = stride(from: UInt32(0), to: .max - 1021, by: 1021).map(Float.init(bitPattern:))
    inputs += [0, -0.0, .infinity, -.infinity, 88.7, 88.8, -87.3, -87.4, 1e-20, 0.95, 4, 10]
    return inputs.filter { !$0.isNaN }
  }()

  @Test("stay within their bounds", arguments: functions, 0..<3)
  func errorBound(_ function: Function, _ set: Int) throws {
    guard let kernels = cpu_kernels_at(Int32(set)) else { return }
    var worst = (error: 0.0, x: Float(0))
    let inputs = Self.inputs
    let results = apply(kernels, function, inputs)
    for (x, y) in zip(inputs, results) {
      // The kernels take denormal numbers as they come, and give 0 for what would be one.
      let right = function.reference(Double(x))
      let error = Self.error(of: y, right, unitAt: right.magnitude)
      if error > worst.error { worst = (error, x) }
    }
    #expect(worst.error <= function.bound, "\(worst.error) units at \(worst.x)")
  }

  /// An activation with its stated bound.
  struct Bounded: Sendable, CustomTestStringConvertible {
    let activation: Activation
    let bound: Double
    /// Whether the unit is that of the argument, where this is larger than the result.
    var isByArgument = false
    var testDescription: String { activation.rawValue }
  }

  static let activations = [
    Bounded(activation: .relu, bound: 0), Bounded(activation: .relu6, bound: 0),
    Bounded(activation: .leakyReLU, bound: 1), Bounded(activation: .elu, bound: 3),
    Bounded(activation: .selu, bound: 4), Bounded(activation: .softplus, bound: 4),
    Bounded(activation: .silu, bound: 4),
    Bounded(activation: .hardSwish, bound: 2, isByArgument: true),
    Bounded(activation: .gelu, bound: 2, isByArgument: true),
    Bounded(activation: .geluTanh, bound: 3, isByArgument: true),
  ]

  @Test("activations stay within their bounds", arguments: activations, 0..<3)
  func activationBound(_ function: Bounded, _ set: Int) throws {
    guard let kernels = cpu_kernels_at(Int32(set)) else { return }
    let activation = function.activation
    // Below, silu is 0 here and not yet in double precision.
    let inputs = Self.inputs.filter { $0.isFinite && (activation != .silu || $0 > -88) }
    var results = inputs + [Float](repeating: 0, count: 16)
    results.withUnsafeMutableBufferPointer {
      kernels.pointee.bias_activation(
        $0.baseAddress, inputs.count, nil, nil, 0, 1, inputs.count,
        Int32(activation.kernelNumber), Float(activation.defaultSlope ?? 0))
    }
    var worst = (error: 0.0, x: Float(0))
    for (x, y) in zip(inputs, results) {
      let right = activation.reference(Double(x))
      let size = max(right.magnitude, function.isByArgument ? Double(x).magnitude : 0)
      let error = Self.error(of: y, right, unitAt: size)
      if error > worst.error { worst = (error, x) }
    }
    #expect(worst.error <= function.bound, "\(activation): \(worst.error) units at \(worst.x)")
  }

  @Test("keep NaN", arguments: functions, 0..<3)
  func nan(_ function: Function, _ set: Int) throws {
    guard let kernels = cpu_kernels_at(Int32(set)) else { return }
    #expect(apply(kernels, function, [.nan, 0])[0].isNaN)
  }

  private func apply(
    _ kernels: UnsafePointer<cpu_kernels>, _ function: Function, _ inputs: [Float]
  ) -> [Float] {
    let padded = inputs + [Float](repeating: 0, count: 16)
    var results = [Float](repeating: 0, count: inputs.count)
    kernels.pointee.elementwise(function.number, padded, &results, inputs.count)
    return results
  }

  private static func error(of y: Float, _ right: Double, unitAt size: Double) -> Double {
    if right.magnitude > Double(Float.greatestFiniteMagnitude) {
      return y.isInfinite || y == .greatestFiniteMagnitude ? 0 : .infinity
    }
    if size < Double(Float.leastNormalMagnitude) {
      return y.magnitude <= 2 * Float.leastNormalMagnitude ? 0 : .infinity
    }
    let unit = scalbn(1, Int(floor(log2(size))) - 23)
    return abs(Double(y) - right) / unit
  }
}

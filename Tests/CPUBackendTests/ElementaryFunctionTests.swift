import CPUKernels
import Foundation
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

  @Test("stay within their bounds", arguments: functions, 0..<3)
  func errorBound(_ function: Function, _ set: Int) throws {
    guard let kernels = cpu_kernels_at(Int32(set)) else { return }
    var worst = (error: 0.0, x: Float(0))
    // Every 1021st of all numbers, both signs, zeros, subnormals and infinities among them.
    var inputs = stride(from: UInt32(0), to: .max - 1021, by: 1021).map(Float.init(bitPattern:))
    inputs += [0, -0.0, .infinity, -.infinity, 88.7, 88.8, -87.3, -87.4, 1e-20, 0.95, 4, 10]
    inputs.removeAll { $0.isNaN }
    let results = apply(kernels, function, inputs)
    for (x, y) in zip(inputs, results) {
      // The kernels take denormal numbers as they come, and give 0 for what would be one.
      let right = function.reference(Double(x))
      let error = Self.error(of: y, right)
      if error > worst.error { worst = (error, x) }
    }
    #expect(worst.error <= function.bound, "\(worst.error) units at \(worst.x)")
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

  private static func error(of y: Float, _ right: Double) -> Double {
    if right.magnitude > Double(Float.greatestFiniteMagnitude) {
      return y.isInfinite || y == .greatestFiniteMagnitude ? 0 : .infinity
    }
    if right.magnitude < Double(Float.leastNormalMagnitude) {
      return y.magnitude <= 2 * Float.leastNormalMagnitude ? 0 : .infinity
    }
    let unit = scalbn(1, Int(floor(log2(right.magnitude))) - 23)
    return abs(Double(y) - right) / unit
  }
}

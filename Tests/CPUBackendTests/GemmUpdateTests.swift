import CPUKernels
import Testing

@testable import CPUBackend

/// The products that end in an optimizer update have several forms (short ones, overlapped tiles, what is
/// left over at the edges): all of them against sums and updates in double precision.
@Suite("Products with an update")
struct GemmUpdateTests {
  /// A weight gradient of m x n from k examples.
  ///
  /// Its forms change with the rows of a tile (8, 6 or 3), its
  /// vectors of 16 columns, and with short products.
  struct Form: Sendable, CustomStringConvertible {
    let m, n, k: Int
    var decay: Float = 0
    var isAdam = true
    var isTransposed = true

    var description: String {
      "\(m)x\(n)x\(k) decay \(decay)\(isAdam ? "" : " sgd")\(isTransposed ? "" : " left as it is")"
    }
  }

  static let forms: [Form] = [
    Form(m: 16, n: 32, k: 1), Form(m: 16, n: 32, k: 1, decay: 0.3), Form(m: 9, n: 17, k: 2),
    Form(m: 8, n: 16, k: 8), Form(m: 7, n: 16, k: 8), Form(m: 8, n: 15, k: 9),
    Form(m: 24, n: 48, k: 37, decay: 0.3), Form(m: 29, n: 53, k: 37, decay: 0.3),
    Form(m: 29, n: 53, k: 64), Form(m: 1, n: 1, k: 5), Form(m: 29, n: 53, k: 20, isAdam: false),
    Form(m: 29, n: 53, k: 20, decay: 0.3, isAdam: false),
    Form(m: 29, n: 53, k: 20, decay: 0.3, isTransposed: false),
  ]

  @Test(
    "every form updates every parameter once, and nothing beside them",
    arguments: KernelSet.available.map(\.name), GemmUpdateTests.forms)
  func everyForm(_ name: String, _ form: Form) {
    let (m, n, k) = (form.m, form.n, form.k)
    let row = n + 5
    let left = wave(m * k, 0.7)
    let right = wave(n * k, 0.9)
    let before = (wave(m * row, 0.5), wave(m * row, 0.3), wave(m * row, 0.2).map(abs))
    var (w, mean, variance) = before
    var update = cpu_update(form.isAdam ? CPU_ADAM : CPU_SGD, decay: form.decay)
    var product = cpu_gemm()
    (product.m, product.n, product.k) = (m, n, k)
    (product.left_row, product.left_step) = form.isTransposed ? (1, m) : (k, 1)
    (product.right_row, product.output_row) = (n, row)
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        (product.left, product.right) = (left.baseAddress, right.baseAddress)
        KernelSet.named(name).functions.gemm_update(&product, &update, &w, &mean, &variance)
      }
    }
    var largest = 0.0
    for i in 0..<m {
      for j in 0..<row {
        let at = i * row + j
        let old = [before.0[at], before.1[at], before.2[at]].map(Double.init)
        var expected = old
        if j < n {
          let sum = (0..<k).reduce(0.0) { sum, p in
            sum + Double(left[form.isTransposed ? p * m + i : i * k + p]) * Double(right[p * n + j])
          }
          expected = update.expected(sum, old[0], old[1], old[2])
        }
        for (new, right) in zip([w[at], mean[at], variance[at]], expected) {
          largest = max(largest, abs(Double(new) - right))
        }
      }
    }
    #expect(largest < 1e-5, "off by \(largest)")
  }

  @Test(
    "without a penalty, a weight that is no number spoils only itself",
    arguments: KernelSet.available.map(\.name))
  func infiniteWeight(_ name: String) {
    for method in [CPU_SGD, CPU_ADAM] {
      var update = cpu_update(method, decay: 0)
      let gradient = [Float](repeating: 0.5, count: 32)
      var w = [Float](repeating: 1, count: 32)
      var mean = [Float](repeating: 0, count: 32)
      var variance = mean
      w[3] = .infinity
      KernelSet.named(name).functions.update(&update, gradient, &w, &mean, &variance, 20)
      #expect(w[3] == .infinity && w[2] < 1 && w[2].isFinite)
      #expect(mean.allSatisfy(\.isFinite) && variance.allSatisfy(\.isFinite))
    }
  }

  @Test(
    "a variance that overflows stops a weight, as a division by infinity does",
    arguments: KernelSet.available.map(\.name))
  func infiniteVariance(_ name: String) {
    var update = cpu_update(CPU_ADAM, decay: 0)
    let gradient = [Float](repeating: 1e22, count: 32)
    var w = [Float](repeating: 1, count: 32)
    var mean = [Float](repeating: 0, count: 32)
    var variance = mean
    KernelSet.named(name).functions.update(&update, gradient, &w, &mean, &variance, 20)
    #expect(variance[0] == .infinity)
    #expect(w.allSatisfy { $0 == 1 })
  }

  /// Values of both signs that repeat nowhere near.
  private func wave(_ count: Int, _ size: Float) -> [Float] {
    (0..<count + 16).map { size * (Float($0 * 7919 % 1009) / 504.5 - 1) }
  }
}

extension cpu_update {
  /// A step at rate 0.01, for Adam with its usual constants.
  fileprivate init(_ method: cpu_method, decay: Float) {
    self.init(
      method: Int32(method.rawValue), decay: decay, coefficients: (0.1, 0.001, 1e-7),
      scalars: (0.01, 0, 0))
  }
}

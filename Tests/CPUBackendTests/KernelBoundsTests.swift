import CPUKernels
import Foundation
import Programs
import Testing

@testable import CPUBackend

/// No kernel stores beside its rows or lets what lies there into a result, whatever the instruction set.
///
/// Whole numbers make sums exact. Every turn has memory of its own, so a store that is forgotten is found
/// as well.
@Suite("Bounds of CPU kernels")
struct KernelBoundsTests {
  private static let sets = KernelSet.available.map(\.name)
  private static let widths = [1, 5, 15, 16, 17, 31, 33, 64, 65, 130]
  private static let gaps = [0, 1, 7, 16, 19]
  private typealias Rows = GuardedRows<Float>

  /// A small whole number that differs from its neighbours in rows and columns.
  private static func number(_ row: Int, _ channel: Int) -> Float {
    Float((row * 7 + channel * 3 + row * channel % 5) % 11 - 5)
  }

  // MARK: Products

  /// A product of views with gaps in all operands.
  private struct Product {
    let m, n, k: Int
    var left, right: Rows
    let transposeLeft, transposeRight: Bool

    init(_ m: Int, _ n: Int, _ k: Int, _ gap: Int, _ transposeLeft: Bool, _ transposeRight: Bool) {
      (self.m, self.n, self.k) = (m, n, k)
      (self.transposeLeft, self.transposeRight) = (transposeLeft, transposeRight)
      left = Rows(transposeLeft ? k : m, transposeLeft ? m : k, gap: gap, number)
      right = Rows(transposeRight ? n : k, transposeRight ? k : n, gap: gap + 2) {
        number($0 + 3, $1 + 1)
      }
    }

    func expected(_ i: Int, _ j: Int) -> Double {
      (0..<k).reduce(0) { sum, p in
        sum + Double(transposeLeft ? left[p, i] : left[i, p])
          * Double(transposeRight ? right[j, p] : right[p, j])
      }
    }

    /// Calls `body` with the product as the kernels take it, all but its output.
    mutating func withArguments(_ body: (inout cpu_gemm) -> Void) {
      let (leftRow, rightRow) = (left.stride, right.stride)
      let (m, n, k, transposeLeft, transposeRight) = (m, n, k, transposeLeft, transposeRight)
      left.withStart { left in
        right.withStart { right in
          var product = cpu_gemm(
            m: m, n: n, k: k, left: left, left_row: transposeLeft ? 1 : leftRow,
            left_step: transposeLeft ? leftRow : 1, right: right, right_row: rightRow,
            transpose_right: transposeRight, accumulate: false, output: nil, output_row: 0)
          body(&product)
        }
      }
    }
  }

  private static let extents = [
    (1, 1, 1), (3, 10, 5), (9, 17, 33), (5, 63, 300), (13, 65, 7), (2, 130, 257),
  ]

  @Test("products", arguments: sets)
  func gemm(_ name: String) {
    let set = KernelSet.named(name)
    for (m, n, k) in Self.extents {
      for form in 0..<8 {
        for gap in Self.gaps {
          let accumulates = form & 4 > 0
          var product = Product(m, n, k, gap, form & 1 > 0, form & 2 > 0)
          // What an accumulating product adds to, else nothing that may be read.
          var output = Rows(m, n, gap: gap, accumulates ? { Self.number($1, $0) } : nil)
          let row = output.stride
          product.withArguments { product in
            output.withStart { start in
              (product.output, product.output_row, product.accumulate) = (start, row, accumulates)
              set.gemm(&product)
            }
          }
          let isRight = output.holds { i, j in
            product.expected(i, j) + (accumulates ? Double(Self.number(j, i)) : 0)
          }
          #expect(isRight, "\(m)x\(n)x\(k), form \(form), gap \(gap)")
        }
      }
    }
  }

  private static let updates = [
    cpu_update(
      method: Int32(CPU_SGD.rawValue), decay: 0.5, coefficients: (0, 0, 0), scalars: (2, 0, 0)),
    cpu_update(
      method: Int32(CPU_ADAM.rawValue), decay: 0.25, coefficients: (0.125, 0.0625, 0.03125),
      scalars: (0.5, 0, 0)),
  ]

  /// Parameters and moments.
  private struct Weights {
    var w, m, v: Rows

    init(_ rows: Int, _ channels: Int, gap: Int, isPositive: Bool = false) {
      w = Rows(rows, channels, gap: gap, number)
      m = Rows(rows, channels, gap: gap) { number($1, $0) + (isPositive ? 6 : 0) }
      v = Rows(rows, channels, gap: gap) { 36 + number($0, $1) }
    }

    mutating func withStarts(
      _ body: (
        UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>
      ) -> Void
    ) {
      w.withStart { w in m.withStart { m in v.withStart { v in body(w, m, v) } } }
    }

    /// Whether the parameters that these were have been updated from this gradient.
    func follow(_ old: Weights, _ update: cpu_update, _ gradient: (Int, Int) -> Double) -> Bool {
      [w, m, v].enumerated().allSatisfy { number, rows in
        rows.holds(1e-6) { i, j in
          update.expected(
            gradient(i, j), Double(old.w[i, j]), Double(old.m[i, j]), Double(old.v[i, j]))[number]
        }
      }
    }
  }

  @Test("products that update parameters", arguments: sets)
  func gemmUpdate(_ name: String) {
    let set = KernelSet.named(name)
    for (m, n, k) in Self.extents {
      for form in 0..<4 {
        for gap in Self.gaps {
          var product = Product(m, n, k, gap, form & 1 > 0, false)
          var update = Self.updates[form / 2]
          let old = Weights(m, n, gap: gap)
          var weights = old
          product.withArguments { product in
            product.output_row = old.w.stride
            weights.withStarts { set.gemmUpdate(&product, &update, $0, $1, $2) }
          }
          let isRight = weights.follow(old, update, product.expected)
          #expect(isRight, "\(m)x\(n)x\(k), form \(form), gap \(gap)")
        }
      }
    }
  }

  @Test("updates", arguments: sets)
  func update(_ name: String) {
    let functions = KernelSet.named(name).functions
    for var update in Self.updates {
      for count in Self.widths {
        let old = Weights(1, count, gap: 0)
        var weights = old
        var gradient = Rows(1, count, gap: 0) { Self.number($0 + 1, $1) }
        gradient.withStart { g in
          weights.withStarts { functions.update(&update, g, $0, $1, $2, count) }
        }
        let isRight = weights.follow(old, update) { Double(gradient[$0, $1]) }
        #expect(isRight, "\(count) parameters, method \(update.method)")
      }
    }
  }

  // MARK: Rows

  @Test("updates by every method, the last vector as any other", arguments: sets)
  func everyMethod(_ name: String) {
    let functions = KernelSet.named(name).functions
    for method in OptimizerMethod.allCases {
      func updated(_ count: Int) -> Weights {
        var update = cpu_update(
          method: Int32(method.kernelNumber), decay: 0.25, coefficients: (0.125, 0.0625, 0.03125),
          scalars: (0.5, 0.25, 0.125))
        // Some methods take the root of the first moment.
        var weights = Weights(1, count, gap: 0, isPositive: true)
        var gradient = Rows(1, count, gap: 0) { Self.number($0 + 1, $1) }
        gradient.withStart { g in
          weights.withStarts { functions.update(&update, g, $0, $1, $2, count) }
        }
        return weights
      }
      let whole = updated(512)
      for count in Self.widths {
        let weights = updated(count)
        let isRight =
          weights.w.holds { Double(whole.w[$0, $1]) } && weights.m.holds { Double(whole.m[$0, $1]) }
          && weights.v.holds { Double(whole.v[$0, $1]) }
        #expect(isRight, "\(count) parameters by \(method.rawValue)")
      }
      let old = Weights(1, 512, gap: 0)
      #expect((0..<512).contains { whole.w[0, $0] != old.w[0, $0] }, "\(method.rawValue)")
    }
  }

  @Test("activations and their derivatives", arguments: sets)
  func activations(_ name: String) {
    let functions = KernelSet.named(name).functions
    for activation in Activation.allCases {
      let number = Int32(activation.kernelNumber)
      for (index, channels) in Self.widths.enumerated() {
        let (rows, gap) = (1 + index % 4, Self.gaps[index % 5])
        let label = "\(activation): \(rows)x\(channels), gap \(gap)"
        for hasBias in [false, true] {
          var x = Rows(rows, channels, gap: gap, Self.number)
          let stride = x.stride
          var bias = Rows(1, channels, gap: 0) { Self.number($1, 2) / 4 }
          var kept = Rows(rows, channels, gap: gap + 1)
          let keeps = activation.needsPreactivation && hasBias
          let keptStride = kept.stride
          x.withStart { x in
            bias.withStart { bias in
              kept.withStart {
                functions.bias_activation(
                  x, stride, hasBias ? bias : nil, keeps ? $0 : nil, keptStride, rows, channels,
                  number)
              }
            }
          }
          func sum(_ row: Int, _ c: Int) -> Double {
            Double(Self.number(row, c)) + (hasBias ? Double(bias[0, c]) : 0)
          }
          let isRight = x.holds(1e-6) { activation.reference(sum($0, $1)) }
          #expect(isRight, "\(label), bias: \(hasBias)")
          let isKept = !keeps || kept.holds(0, sum)
          #expect(isKept, "\(label) keeps x + bias")
        }
        var g = Rows(rows, channels, gap: gap, Self.number)
        var y = Rows(rows, channels, gap: gap + 3) { Self.number($1, $0) / 8 }
        let strides = (g.stride, y.stride)
        g.withStart { g in
          y.withStart {
            functions.activation_gradient(g, strides.0, $0, strides.1, rows, channels, number)
          }
        }
        let isRight = g.holds(1e-6) {
          Double(Self.number($0, $1)) * activation.referenceDerivative(from: Double(y[$0, $1]))
        }
        #expect(isRight && y.keepsGuards, "derivative of \(label)")
      }
    }
  }

  @Test("sums", arguments: sets)
  func sums(_ name: String) {
    let functions = KernelSet.named(name).functions
    for channels in Self.widths {
      for (rows, gap) in zip([1, 2, 9, 32, 33], Self.gaps) {
        var x = Rows(rows, channels, gap: gap, Self.number)
        let stride = x.stride
        var sums = Rows(1, channels, gap: 0)
        x.withStart { x in
          sums.withStart { functions.column_sums(x, stride, $0, rows, channels) }
        }
        let isRight = sums.holds { _, c in
          (0..<rows).reduce(0) { $0 + Double(Self.number($1, c)) }
        }
        #expect(isRight, "\(rows)x\(channels), gap \(gap)")
      }
      var x = Rows(1, channels, gap: 0, Self.number)
      let squares = x.withStart { functions.sum_of_squares($0, channels) }
      let expected = (0..<channels).map { Self.number(0, $0) }.reduce(0) { $0 + $1 * $1 }
      #expect(squares == expected, "\(channels) squares")
    }
  }

  @Test("softmax", arguments: sets)
  func softmax(_ name: String) {
    let functions = KernelSet.named(name).functions
    for channels in Self.widths {
      var x = Rows(1, channels, gap: 0, Self.number)
      var p = Rows(1, channels, gap: 0)
      let sum = (0..<channels).reduce(0) { $0 + exp(Double(Self.number(0, $1))) }
      let logarithms = x.withStart { x in
        p.withStart { [functions.softmax(x, $0, channels), functions.log_sum_exp(x, channels)] }
      }
      #expect(logarithms.allSatisfy { abs(Double($0) - log(sum)) < 1e-5 })
      let isRight = p.holds(1e-6) { exp(Double(Self.number($0, $1))) / sum }
      #expect(isRight, "\(channels) channels")
    }
  }

  // MARK: Elements

  @Test("dropout", arguments: sets)
  func dropout(_ name: String) {
    let functions = KernelSet.named(name).functions
    let (seed, stream, rate) = (UInt64(77), RandomStream.dropout(2), Float(0.25))
    for count in Self.widths {
      for first in [0, 1, 63, 64, 65, 250] {
        var x = Rows(1, count, gap: 0) { 8 + Self.number($0, $1) }
        var y = Rows(1, count, gap: 0)
        x.withStart { x in
          y.withStart { functions.dropout(x, $0, 3, first, count, rate, seed, 5, stream.id) }
        }
        let isRight = y.holds(1e-6) { _, c in
          let (block, word) = (UInt32((first + c) / 4), (first + c) % 4)
          let draws = Philox(seed: seed).block(index: block, step: 5, stream: stream, row: 3)
          let draw = Philox.uniform([draws.0, draws.1, draws.2, draws.3][word])
          return draw < rate ? 0 : Double(x[0, c]) / 0.75
        }
        #expect(isRight, "elements \(first) ..< \(first + count)")
      }
    }
  }

  @Test("shuffled positions", arguments: sets)
  func shuffle(_ name: String) {
    let permutation = IndexPermutation(count: 300, seed: 5, epoch: 2)
    for count in Self.widths {
      for first in [0, 1, 170] {
        var order = GuardedRows<UInt32>(1, count, gap: 0)
        order.withStart { order in
          withUnsafeBytes(of: permutation.keys) { keys in
            KernelSet.named(name).functions.shuffle(
              order, first, count, 300, IndexPermutation.bits(for: 300),
              keys.assumingMemoryBound(to: UInt32.self).baseAddress)
          }
        }
        let isRight = order.holds { Double(permutation[first + $1 + $0]) }
        #expect(isRight, "positions \(first) ..< \(first + count)")
      }
    }
  }

  @Test("conversion of examples", arguments: sets)
  func normalize(_ name: String) {
    let functions = KernelSet.named(name).functions
    for count in Self.widths {
      var bytes = GuardedRows<UInt8>(1, count, gap: 0) { _, c in UInt8(c * 37 % 256) }
      var numbers = Rows(1, count, gap: 0, Self.number)
      var y = Rows(1, count, gap: 0)
      bytes.withStart { x in y.withStart { functions.normalize_bytes(x, $0, count, 0.5, -3) } }
      let isRight = y.holds { 0.5 * bytes[$0, $1].double - 3 }
      #expect(isRight, "\(count) bytes")
      y = Rows(1, count, gap: 0)
      numbers.withStart { x in y.withStart { functions.normalize_floats(x, $0, count, 0.5, -3) } }
      let isRightToo = y.holds { 0.5 * numbers[$0, $1].double - 3 }
      #expect(isRightToo, "\(count) numbers")
    }
  }
}

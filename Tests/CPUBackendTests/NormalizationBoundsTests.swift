import CPUKernels
import Foundation
import Testing

@testable import CPUBackend

/// No kernel of batch normalisation, rectifiers or draws stores beside its rows, or lets what lies there into
/// a result; see ``KernelBoundsTests``.
@Suite("Bounds of CPU kernels for normalisation")
struct NormalizationBoundsTests {
  private static let sets = KernelSet.available.map(\.name)
  private static let widths = [1, 5, 15, 16, 17, 31, 33, 64, 65, 130]
  private static let gaps = [0, 1, 7, 16, 19]
  private typealias Rows = GuardedRows<Float>

  private static func number(_ row: Int, _ channel: Int) -> Float {
    Float((row * 7 + channel * 3 + row * channel % 5) % 11 - 5)
  }

  /// All operands of a normalisation.
  private struct Operands {
    var x, y, scale, shift, mean, variance, statistics, byScale, byShift: Rows

    init(_ rows: Int, _ channels: Int, gap: Int, gradient: Bool) {
      x = Rows(rows, channels, gap: gap, NormalizationBoundsTests.number)
      let incoming: ((Int, Int) -> Float)? = gradient ? { number($1, $0) } : nil
      y = Rows(rows, channels, gap: gap + 2, incoming)
      scale = Rows(1, channels, gap: 0) { number($1, 3) / 4 }
      shift = Rows(1, channels, gap: 0) { number($1, 5) }
      mean = Rows(1, channels, gap: 0) { number($1, 7) }
      variance = Rows(1, channels, gap: 0) { 6 + number($1, 2) }
      let statistic: ((Int, Int) -> Float)? = gradient ? { Self.statistic($0, $1) } : nil
      statistics = Rows(2, channels, gap: 0, statistic)
      byScale = Rows(1, channels, gap: 0)
      byShift = Rows(1, channels, gap: 0)
    }

    /// Means and inverse deviations that are above 0.
    private static func statistic(_ row: Int, _ channel: Int) -> Float {
      (row == 0 ? 2 : 0.5) + Float(channel % 2)
    }

    mutating func run(_ kernel: (UnsafePointer<cpu_batch_norm>?) -> Void) {
      var all = [x, y, scale, shift, mean, variance, statistics, byScale, byShift]
      let (channels, strides) = (x.channels, (x.stride, y.stride))
      Self.withStarts(&all) { starts in
        var operands = cpu_batch_norm(
          rows: x.rows, channels: channels, x: starts[0], x_row: strides.0, y: starts[1],
          y_row: strides.1, scale: starts[2], shift: starts[3], running_mean: starts[4],
          running_variance: starts[5], mean: starts[6], inverse: starts[6] + channels,
          scale_gradient: starts[7], shift_gradient: starts[8], rate: 0.25, epsilon: 0.5)
        kernel(&operands)
      }
      (x, y, scale, shift, mean) = (all[0], all[1], all[2], all[3], all[4])
      (variance, statistics, byScale, byShift) = (all[5], all[6], all[7], all[8])
    }

    private typealias Starts = [UnsafeMutablePointer<Float>]

    private static func withStarts(
      _ rows: inout [Rows], _ starts: Starts = [], _ body: (Starts) -> Void
    ) {
      guard starts.count < rows.count else { return body(starts) }
      var own = rows[starts.count]
      own.withStart { withStarts(&rows, starts + [$0], body) }
      rows[starts.count] = own
    }

    /// The numbers of a channel.
    func column(_ rows: Rows, _ c: Int) -> [Double] { (0..<rows.rows).map { Double(rows[$0, c]) } }
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  @Test("batch normalisation", arguments: sets)
  func batchNorm(_ name: String) {
    let functions = KernelSet.named(name).functions
    for (index, channels) in Self.widths.enumerated() {
      let (rows, gap) = (1 + index, Self.gaps[index % 5])
      let label = "\(rows)x\(channels), gap \(gap)"
      let old = Operands(rows, channels, gap: gap, gradient: false)
      var operands = old
      operands.run(functions.batch_norm)
      func statistics(_ c: Int) -> (mean: Double, variance: Double) {
        let values = old.column(old.x, c)
        let mean = Self.mean(values)
        return (mean, Self.mean(values.map { ($0 - mean) * ($0 - mean) }))
      }
      let isNormalized = operands.y.holds(1e-5) { row, c in
        let (mean, variance) = statistics(c)
        return (Double(old.x[row, c]) - mean) / (variance + 0.5).squareRoot()
          * Double(old.scale[0, c]) + Double(old.shift[0, c])
      }
      #expect(isNormalized, "\(label)")
      let isKept = operands.statistics.holds(1e-5) { row, c in
        let (mean, variance) = statistics(c)
        return row == 0 ? mean : 1 / (variance + 0.5).squareRoot()
      }
      #expect(isKept, "statistics of \(label)")
      let isMoved =
        operands.mean.holds(1e-5) { _, c in
          0.75 * Double(old.mean[0, c]) + 0.25 * statistics(c).mean
        }
        && operands.variance.holds(1e-5) { _, c in
          0.75 * Double(old.variance[0, c]) + 0.25 * statistics(c).variance
        }
      #expect(isMoved, "running statistics of \(label)")
    }
  }

  @Test("batch normalisation at inference", arguments: sets)
  func inference(_ name: String) {
    let functions = KernelSet.named(name).functions
    for (index, channels) in Self.widths.enumerated() {
      let old = Operands(1 + index, channels, gap: Self.gaps[index % 5], gradient: false)
      var operands = old
      operands.run(functions.batch_norm_inference)
      let isRight = operands.y.holds(1e-5) { row, c in
        Double(old.x[row, c] - old.mean[0, c]) / Double(old.variance[0, c] + 0.5).squareRoot()
          * Double(old.scale[0, c]) + Double(old.shift[0, c])
      }
      #expect(isRight && operands.mean.keepsGuards, "\(1 + index)x\(channels)")
    }
  }

  @Test("the backward of batch normalisation", arguments: sets)
  func gradient(_ name: String) {
    let functions = KernelSet.named(name).functions
    for (index, channels) in Self.widths.enumerated() {
      let rows = 1 + index
      let old = Operands(rows, channels, gap: Self.gaps[index % 5], gradient: true)
      var operands = old
      operands.run(functions.batch_norm_gradient)
      func sums(_ c: Int) -> (shift: Double, scale: Double, normalized: [Double]) {
        let (mean, inverse) = (Double(old.statistics[0, c]), Double(old.statistics[1, c]))
        let normalized = old.column(old.x, c).map { ($0 - mean) * inverse }
        let g = old.column(old.y, c)
        return (g.reduce(0, +), zip(g, normalized).reduce(0) { $0 + $1.0 * $1.1 }, normalized)
      }
      let isRight = operands.y.holds(1e-5) { row, c in
        let sums = sums(c)
        return Double(old.scale[0, c] * old.statistics[1, c])
          * (Double(old.y[row, c]) - sums.shift / Double(rows)
            - sums.normalized[row] * sums.scale / Double(rows))
      }
      let areSums =
        operands.byShift.holds(1e-5) { sums($1).shift }
        && operands.byScale.holds(1e-5) { sums($1).scale }
      #expect(isRight && areSums, "\(rows)x\(channels)")
    }
  }

  @Test("rectifiers", arguments: sets)
  func rectifiers(_ name: String) {
    let functions = KernelSet.named(name).functions
    for (index, channels) in Self.widths.enumerated() {
      let (rows, gap) = (1 + index, Self.gaps[index % 5])
      // One slope, one for each channel, one for each element.
      for kind in 0..<3 {
        var slope = Rows(kind == 2 ? rows : 1, kind == 0 ? 1 : channels, gap: kind == 2 ? 3 : 0) {
          Self.number($0 + 1, $1) / 8
        }
        let steps = (kind == 2 ? slope.stride : 0, kind == 0 ? 0 : 1)
        func slopeAt(_ row: Int, _ c: Int) -> Double {
          Double(slope[kind == 2 ? row : 0, kind == 0 ? 0 : c])
        }
        var x = Rows(rows, channels, gap: gap, Self.number)
        var y = Rows(rows, channels, gap: gap + 1)
        var g = Rows(rows, channels, gap: gap + 2) { Self.number($1, $0) }
        let (old, strides) = (g, (x.stride, y.stride, g.stride))
        var sums = Rows(1, channels, gap: 0)
        x.withStart { x in
          slope.withStart { slope in
            y.withStart {
              functions.leaky_rectifier(
                x, strides.0, $0, strides.1, slope, steps.0, steps.1, rows, channels)
            }
            g.withStart { g in
              sums.withStart {
                functions.leaky_rectifier_gradient(
                  g, strides.2, x, strides.0, slope, steps.0, steps.1, kind == 1 ? $0 : nil, rows,
                  channels)
              }
            }
          }
        }
        func factor(_ row: Int, _ c: Int) -> Double { x[row, c] < 0 ? slopeAt(row, c) : 1 }
        let isRight =
          y.holds(1e-6) { Double(x[$0, $1]) * factor($0, $1) }
          && g.holds(1e-6) { Double(old[$0, $1]) * factor($0, $1) }
        #expect(isRight, "\(rows)x\(channels), slopes \(kind)")
        guard kind == 1 else { continue }
        let areSums = sums.holds(1e-6) { _, c in
          (0..<rows).reduce(0) { $0 + Double(old[$1, c] * min(x[$1, c], 0)) }
        }
        #expect(areSums, "gradient by slopes of \(rows)x\(channels)")
      }
    }
  }

  @Test("draws", arguments: sets)
  func draws(_ name: String) {
    let functions = KernelSet.named(name).functions
    for count in Self.widths {
      var whole = Rows(1, 64 + count, gap: 0)
      var part = Rows(1, count, gap: 0)
      whole.withStart { functions.uniform($0, 0, 64 + count, 0.5, 0.25, 77, 3, 5) }
      part.withStart { functions.uniform($0, 64, count, 0.5, 0.25, 77, 3, 5) }
      let isSame = part.holds { Double(whole[$0, 64 + $1]) }
      let isWithin = (0..<64 + count).allSatisfy { (0.5..<0.75).contains(whole[0, $0]) }
      #expect(isSame && isWithin && whole.keepsGuards, "\(count)")
    }
  }
}

/// Trials over two numbers, such as rate and lambda: the better a trial, the larger and the more solid its mark.
struct PlaneChart {
  /// One trial.
  struct Point {
    let x: Double
    let y: Double
    /// How good it is; more is better.
    let goodness: Double
    /// Which colour and form it has.
    let series: Int
  }

  /// What is shown, in words.
  let title: String
  let xTitle: String
  let yTitle: String
  let isXLogarithmic: Bool
  let isYLogarithmic: Bool
  let points: [Point]
  /// The trial with a ring around it.
  let best: Point?

  private static let width = 440.0
  private static let height = 340.0
  private static let left = 64.0
  private static let right = 428.0
  private static let top = 22.0
  private static let bottom = 298.0

  /// The drawing; `nil` if there is nothing finite to show.
  func drawing() -> HTML? {
    let drawn = points.filter { $0.x.isFinite && $0.y.isFinite && $0.goodness.isFinite }
    guard !drawn.isEmpty else { return nil }
    let x = Self.axis(drawn.map(\.x), isXLogarithmic)
    let y = Self.axis(drawn.map(\.y), isYLogarithmic)
    // By rank: one trial that failed altogether would leave one size for the rest.
    let order = drawn.map(\.goodness).sorted()
    var marks: [HTML] = [SVG.text(yTitle, 4, 12, "axis")]
    for (tick, label) in zip(y.ticks, y.labels) {
      let at = height(tick, y)
      marks += [
        SVG.line(Self.left, at, Self.right, at, "grid"),
        SVG.text(label, Self.left - 6, at + 4, anchor: "end", "tick"),
      ]
    }
    for (tick, label) in zip(x.ticks, x.labels) {
      let at = place(tick, x)
      marks += [
        SVG.line(at, Self.top, at, Self.bottom, "grid"),
        SVG.text(label, at, Self.bottom + 17, anchor: "middle", "tick"),
      ]
    }
    marks += [
      SVG.line(Self.left, Self.bottom, Self.right, Self.bottom, "rule"),
      SVG.text(xTitle, Self.right, Self.height - 6, anchor: "end", "axis"),
    ]
    for point in drawn {
      let below = order.firstIndex(of: point.goodness) ?? 0
      let rank = Double(below) / Double(max(order.count - 1, 1))
      marks.append(
        SVG.marker(point.series, place(point.x, x), height(point.y, y), size: 2 + 4 * rank))
    }
    if let best, best.x.isFinite, best.y.isFinite {
      marks.append(
        .tag(
          "circle",
          [
            "cx": SVG.number(place(best.x, x)), "cy": SVG.number(height(best.y, y)), "r": "10",
            "class": "ring",
          ]))
    }
    return SVG.drawing(
      width: Self.width, height: Self.height,
      label: "\(title). \(drawn.count) trials; the table below has their figures.", marks)
  }

  private static func axis(_ values: [Double], _ isLogarithmic: Bool) -> ChartAxis {
    isLogarithmic
      ? ChartAxis(logarithmicCovering: values) : ChartAxis(covering: values, count: 6)
  }

  private func place(_ value: Double, _ axis: ChartAxis) -> Double {
    Self.left + axis.fraction(value) * (Self.right - Self.left)
  }

  private func height(_ value: Double, _ axis: ChartAxis) -> Double {
    Self.bottom - axis.fraction(value) * (Self.bottom - Self.top)
  }
}

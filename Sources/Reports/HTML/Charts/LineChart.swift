/// Lines over a number, such as a loss by epoch, each with the band of its 95 % interval.
struct LineChart {
  /// One line.
  struct Series {
    let name: String
    let points: [Point]
    /// A second line of the same mark, dashed and without a band: training beside test.
    var companion: [Point] = []
  }

  /// A mean and its interval at one place; what is not finite breaks the line.
  struct Point {
    let x: Double
    let mean: Double
    let low: Double
    let high: Double
  }

  /// What is shown, in words.
  let title: String
  let xTitle: String
  let yTitle: String
  let series: [Series]

  private static let width = 440.0
  private static let height = 300.0
  private static let left = 52.0
  private static let right = 430.0
  private static let top = 22.0
  private static let bottom = 260.0

  /// The drawing; `nil` if there are not two places with a finite value.
  func drawing() -> HTML? {
    let all = series.flatMap { $0.points + $0.companion }.filter(\.mean.isFinite)
    let xs = Set(all.map(\.x))
    guard xs.count > 1 else { return nil }
    let x = ChartAxis(covering: Array(xs), count: 8, isWhole: true)
    let y = ChartAxis(
      covering: ChartAxis.withoutOutliers(all.flatMap { [$0.mean, $0.low, $0.high] }))
    var marks = frame(x, y)
    var inner: [HTML] = []
    for (index, line) in series.enumerated() {
      inner += bands(line.points, index, x, y)
    }
    for (index, line) in series.enumerated() {
      inner += lines(line.companion, "dashed \(SVG.color(index))", x, y)
      inner += lines(line.points, "line \(SVG.color(index))", x, y)
      inner += Self.marked(line.points, series: index)
        .filter { $0.mean.isFinite && (0...1).contains(y.fraction($0.mean)) }
        .map { SVG.marker(index, place($0.x, on: x), height(of: $0.mean, on: y)) }
    }
    marks.append(Self.clipped(inner))
    return SVG.drawing(
      width: Self.width, height: Self.height, label: "\(title). \(endWords)", marks)
  }

  /// The points that have a mark: all of a short line; of a long one about ten and the last, at other places than
  /// the marks of the series beside it.
  private static func marked(_ points: [Point], series: Int) -> [Point] {
    guard points.count > 20 else { return points }
    let step = points.count / 10
    return points.enumerated().filter { place, _ in
      place % step == series % step || place == points.count - 1
    }.map(\.element)
  }

  /// A drawing within a drawing cuts off what is left outside of the axes.
  private static func clipped(_ marks: [HTML]) -> HTML {
    let (x, y) = (SVG.number(left), SVG.number(top))
    let (width, height) = (SVG.number(right - left), SVG.number(bottom - top))
    return .tag(
      "svg",
      [
        "x": x, "y": y, "width": width, "height": height,
        "viewBox": "\(x) \(y) \(width) \(height)", "aria-hidden": "true",
      ], marks)
  }

  /// Where every line ends, for those who do not see it.
  private var endWords: String {
    let words = series.compactMap { line in
      line.points.last { $0.mean.isFinite }.map {
        "\(line.name): \(NumberFormat.significant($0.mean))"
      }
    }
    return "At the end: \(words.joined(separator: "; ")). The table below has all figures."
  }

  private func frame(_ x: ChartAxis, _ y: ChartAxis) -> [HTML] {
    var marks: [HTML] = [SVG.text(yTitle, 4, 12, "axis")]
    for (tick, label) in zip(y.ticks, y.labels) {
      let at = height(of: tick, on: y)
      marks += [
        SVG.line(Self.left, at, Self.right, at, "grid"),
        SVG.text(label, Self.left - 6, at + 4, anchor: "end", "tick"),
      ]
    }
    for (tick, label) in zip(x.ticks, x.labels) {
      let at = place(tick, on: x)
      marks += [
        SVG.line(at, Self.bottom, at, Self.bottom + 4, "rule"),
        SVG.text(label, at, Self.bottom + 17, anchor: "middle", "tick"),
      ]
    }
    return marks + [
      SVG.line(Self.left, Self.bottom, Self.right, Self.bottom, "rule"),
      SVG.text(xTitle, Self.right, Self.height - 6, anchor: "end", "axis"),
    ]
  }

  private func place(_ value: Double, on axis: ChartAxis) -> Double {
    Self.left + 8 + axis.fraction(value) * (Self.right - Self.left - 16)
  }

  private func height(of value: Double, on axis: ChartAxis) -> Double {
    // Far outside is cut off anyway; SVG has no infinite coordinates.
    let fraction = min(max(axis.fraction(value), -4), 5)
    return Self.bottom - fraction * (Self.bottom - Self.top)
  }

  /// The stretches of points whose mean is finite.
  private func stretches(_ points: [Point]) -> [[Point]] {
    points.split { !$0.mean.isFinite }.map(Array.init)
  }

  private func lines(
    _ points: [Point], _ style: String, _ x: ChartAxis, _ y: ChartAxis
  ) -> [HTML] {
    stretches(points).map { stretch in
      let places = stretch.map {
        "\(SVG.number(place($0.x, on: x))),\(SVG.number(height(of: $0.mean, on: y)))"
      }
      return .tag("polyline", ["points": places.joined(separator: " "), "class": style])
    }
  }

  private func bands(_ points: [Point], _ index: Int, _ x: ChartAxis, _ y: ChartAxis) -> [HTML] {
    stretches(points).filter { $0.contains { $0.high > $0.low } }.map { stretch in
      func edge(_ points: [Point], _ value: (Point) -> Double) -> [String] {
        points.map {
          "\(SVG.number(place($0.x, on: x))),\(SVG.number(height(of: value($0), on: y)))"
        }
      }
      let outline = edge(stretch, \.high) + edge(stretch.reversed(), \.low)
      // Many bands on each other would hide the lines.
      let style = "band \(SVG.color(index))" + (series.count > 4 ? " faint" : "")
      return .tag("polygon", ["points": outline.joined(separator: " "), "class": style])
    }
  }
}

/// One dot for each seed, a row for each setting; lines join the dots of a seed, a bar is the 95 % interval.
struct DotChart {
  /// One row.
  struct Row {
    let name: String
    /// The value of each seed.
    let values: [UInt64: Double]
    let mean: Double
    let low: Double
    let high: Double
  }

  /// What is shown, in words.
  let title: String
  let xTitle: String
  let rows: [Row]

  private static let width = 440.0
  private static let left = 12.0
  private static let right = 428.0
  private static let rowHeight = 46.0
  private static let top = 6.0
  /// As many characters of a name as a row has room for.
  private static let nameLimit = 46

  /// The drawing; `nil` if there is nothing finite to show.
  func drawing() -> HTML? {
    let values = rows.flatMap { [$0.low, $0.high] + Array($0.values.values) }.filter(\.isFinite)
    guard !values.isEmpty else { return nil }
    let axis = ChartAxis(covering: values, count: 6)
    let bottom = Self.top + Double(rows.count) * Self.rowHeight + 6
    var marks: [HTML] = []
    for (tick, label) in zip(axis.ticks, axis.labels) {
      let x = place(tick, on: axis)
      marks += [
        SVG.line(x, Self.top, x, bottom, "grid"),
        SVG.text(label, x, bottom + 14, anchor: "middle", "tick"),
      ]
    }
    marks += [
      SVG.line(Self.left, bottom, Self.right, bottom, "rule"),
      SVG.text(xTitle, Self.right, bottom + 30, anchor: "end", "axis"),
    ]
    marks += seedLines(axis)
    for (index, row) in rows.enumerated() { marks += draw(row, index, axis) }
    return SVG.drawing(
      width: Self.width, height: bottom + 38, label: "\(title). \(meanWords)", marks)
  }

  private var meanWords: String {
    let words = rows.map { row in
      "\(row.name): mean \(NumberFormat.significant(row.mean)) over \(row.values.count)"
    }
    return "\(words.joined(separator: "; ")). The table below has all figures."
  }

  private func place(_ value: Double, on axis: ChartAxis) -> Double {
    Self.left + axis.fraction(value) * (Self.right - Self.left)
  }

  private func height(of row: Int) -> Double {
    Self.top + Double(row) * Self.rowHeight + 26
  }

  /// A line for each seed from row to row, broken where it has no finite value.
  private func seedLines(_ axis: ChartAxis) -> [HTML] {
    let seeds = Set(rows.flatMap(\.values.keys)).sorted()
    return seeds.flatMap { seed -> [HTML] in
      let places = rows.enumerated().map { index, row -> String? in
        guard let value = row.values[seed], value.isFinite else { return nil }
        return "\(SVG.number(place(value, on: axis))),\(SVG.number(height(of: index)))"
      }
      return places.split { $0 == nil }.filter { $0.count > 1 }.map { stretch in
        .tag(
          "polyline",
          ["points": stretch.compactMap(\.self).joined(separator: " "), "class": "seed"])
      }
    }
  }

  private func draw(_ row: Row, _ index: Int, _ axis: ChartAxis) -> [HTML] {
    let y = height(of: index)
    let name =
      row.name.count > Self.nameLimit ? row.name.prefix(Self.nameLimit - 1) + "…" : row.name
    var marks = row.values.sorted { $0.key < $1.key }.map(\.value).filter(\.isFinite).map {
      SVG.marker(index, place($0, on: axis), y)
    }
    if row.mean.isFinite {
      let mean = place(row.mean, on: axis)
      if row.high > row.low {
        marks.append(
          SVG.line(place(row.low, on: axis), y + 9, place(row.high, on: axis), y + 9, "interval"))
      }
      marks.append(SVG.line(mean, y + 5, mean, y + 13, "interval"))
    }
    return marks + [SVG.text(name, Self.left, y - 13, "name")]
  }
}

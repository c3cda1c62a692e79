/// The marks that charts are made of.
///
/// Colours are classes (`c0`, `c1` ...), so that a page in the dark has others.
enum SVG {
  /// The number of colours before they come round again.
  static let colors = 8

  /// The class of series `index`.
  static func color(_ index: Int) -> String { "c\(index % colors)" }

  /// A coordinate with one decimal.
  static func number(_ value: Double) -> String { NumberFormat.fixed(value, 1) }

  /// A drawing that screen readers know by its label alone.
  static func drawing(width: Double, height: Double, label: String, _ content: [HTML]) -> HTML {
    .tag(
      "svg",
      [
        "viewBox": "0 0 \(number(width)) \(number(height))", "role": "img", "aria-label": label,
        "preserveAspectRatio": "xMidYMid meet",
      ], content)
  }

  /// A straight line.
  static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String
  ) -> HTML {
    .tag(
      "line",
      [
        "x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2), "class": style,
      ])
  }

  /// Words at a place.
  ///
  /// - Parameter anchor: `start`, `middle` or `end`.
  static func text(
    _ words: String, _ x: Double, _ y: Double, anchor: String = "start", _ style: String? = nil
  ) -> HTML {
    .tag(
      "text",
      ["x": number(x), "y": number(y), "text-anchor": anchor, "class": style],
      text: words)
  }

  /// The mark of series `index`: colour and form, so that colour alone tells nothing.
  static func marker(_ index: Int, _ x: Double, _ y: Double, size: Double = 3) -> HTML {
    // Four forms, full for the first four series and hollow for the next.
    let style = "mark \(color(index))" + (index % 8 < 4 ? "" : " hollow")
    func path(_ points: [(Double, Double)]) -> HTML {
      let places = points.map { "\(number(x + size * $0.0)),\(number(y + size * $0.1))" }
      return .tag("polygon", ["points": places.joined(separator: " "), "class": style])
    }
    switch index % 4 {
    case 0:
      return .tag(
        "circle", ["cx": number(x), "cy": number(y), "r": number(size), "class": style])
    case 1: return path([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)])
    case 2: return path([(0, -1.2), (1.1, 0.8), (-1.1, 0.8)])
    default: return path([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)])
    }
  }

  /// What the marks mean, below a chart.
  static func legend(_ names: [String]) -> HTML {
    .tag(
      "ul", ["class": "legend"],
      names.enumerated().map { index, name in
        .tag(
          "li", [:],
          [
            .tag(
              "svg", ["viewBox": "0 0 12 12", "class": "key", "aria-hidden": "true"],
              [marker(index, 6, 6, size: 4)]), .text(name),
          ])
      })
  }
}

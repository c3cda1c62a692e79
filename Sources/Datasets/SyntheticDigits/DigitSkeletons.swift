/// The strokes of one way to write a digit, in a box of side 1 with y pointing down.
struct DigitSkeleton: Sendable {
  /// A point that the pen passes.
  struct Point: Sendable {
    var x: Float
    var y: Float
    /// The pen turns sharply here instead of following a smooth curve.
    var isCorner = false
  }

  /// How often this way is drawn, relative to the others of the same digit.
  let weight: Float
  /// Each stroke is drawn without lifting the pen.
  let strokes: [[Point]]

  init(weight: Float, _ strokes: [Point]...) {
    self.weight = weight
    self.strokes = strokes
  }
}

/// A point on a smooth curve.
private func on(_ x: Float, _ y: Float) -> DigitSkeleton.Point { .init(x: x, y: y) }

/// A sharp turn.
private func turn(_ x: Float, _ y: Float) -> DigitSkeleton.Point {
  .init(x: x, y: y, isCorner: true)
}

extension DigitSkeleton {
  /// The ways to write each digit: `all[7]` holds those of the 7.
  static let all: [[DigitSkeleton]] = [
    zero, one, two, three, four, five, six, seven, eight, nine,
  ]

  private static let zero = [
    DigitSkeleton(
      weight: 3,
      [
        on(0.54, 0.02), on(0.28, 0.12), on(0.14, 0.44), on(0.20, 0.80), on(0.44, 0.99),
        on(0.72, 0.86), on(0.85, 0.52), on(0.76, 0.16), on(0.54, 0.02), on(0.42, 0.05),
      ]),
    // Narrow, with the end of the pen inside.
    DigitSkeleton(
      weight: 1,
      [
        on(0.62, 0.10), on(0.42, 0.02), on(0.24, 0.25), on(0.19, 0.62), on(0.36, 0.96),
        on(0.60, 0.95), on(0.76, 0.62), on(0.73, 0.25), on(0.58, 0.07), on(0.46, 0.15),
      ]),
    // Round.
    DigitSkeleton(
      weight: 2,
      [
        on(0.50, 0.08), on(0.22, 0.22), on(0.08, 0.54), on(0.22, 0.86), on(0.52, 0.95),
        on(0.82, 0.82), on(0.94, 0.52), on(0.80, 0.21), on(0.50, 0.08),
      ]),
  ]

  private static let one = [
    DigitSkeleton(weight: 4, [on(0.50, 0.00), on(0.50, 0.50), on(0.50, 1.00)]),
    // With an upstroke.
    DigitSkeleton(weight: 2, [on(0.28, 0.26), turn(0.54, 0.02), on(0.53, 0.50), on(0.52, 1.00)]),
    // With upstroke and foot.
    DigitSkeleton(
      weight: 1, [on(0.26, 0.24), turn(0.52, 0.02), on(0.52, 0.50), on(0.52, 0.99)],
      [on(0.22, 1.00), on(0.50, 0.98), on(0.82, 0.99)]),
  ]

  private static let two = [
    DigitSkeleton(
      weight: 3,
      [
        on(0.16, 0.24), on(0.31, 0.05), on(0.57, 0.00), on(0.76, 0.16), on(0.71, 0.42),
        on(0.46, 0.70), turn(0.12, 0.97), on(0.50, 0.95), on(0.90, 0.95),
      ]),
    // With a loop at the foot.
    DigitSkeleton(
      weight: 2,
      [
        on(0.16, 0.22), on(0.36, 0.03), on(0.64, 0.06), on(0.74, 0.28), on(0.58, 0.60),
        on(0.34, 0.88), on(0.16, 0.97), on(0.08, 0.86), on(0.24, 0.78), on(0.48, 0.88),
        on(0.72, 0.98), on(0.95, 0.90),
      ]),
    // Almost a Z.
    DigitSkeleton(
      weight: 1,
      [
        on(0.14, 0.12), on(0.40, 0.03), on(0.68, 0.06), on(0.75, 0.24), on(0.50, 0.58),
        turn(0.14, 0.96), on(0.50, 0.98), on(0.87, 0.94),
      ]),
  ]

  private static let three = [
    DigitSkeleton(
      weight: 3,
      [
        on(0.18, 0.14), on(0.42, 0.00), on(0.70, 0.09), on(0.70, 0.32), turn(0.42, 0.46),
        on(0.72, 0.54), on(0.83, 0.76), on(0.62, 0.97), on(0.34, 0.98), on(0.12, 0.84),
      ]),
    // Flat top.
    DigitSkeleton(
      weight: 1,
      [
        on(0.18, 0.04), turn(0.76, 0.04), turn(0.42, 0.40), on(0.70, 0.48), on(0.83, 0.70),
        on(0.66, 0.95), on(0.38, 1.00), on(0.14, 0.88),
      ]),
    // A small loop at the waist.
    DigitSkeleton(
      weight: 1,
      [
        on(0.20, 0.12), on(0.46, 0.00), on(0.70, 0.12), on(0.62, 0.38), on(0.42, 0.48),
        on(0.40, 0.42), on(0.62, 0.46), on(0.80, 0.68), on(0.66, 0.94), on(0.38, 0.99),
        on(0.16, 0.88),
      ]),
  ]

  private static let four = [
    // Open.
    DigitSkeleton(
      weight: 3,
      [on(0.24, 0.04), on(0.18, 0.30), turn(0.14, 0.56), on(0.50, 0.58), on(0.90, 0.54)],
      [on(0.70, 0.10), on(0.66, 0.50), on(0.62, 1.00)]),
    // Closed, with a slanted side.
    DigitSkeleton(
      weight: 2, [on(0.64, 0.00), turn(0.08, 0.64), on(0.50, 0.65), on(0.95, 0.62)],
      [on(0.64, 0.00), on(0.66, 0.50), on(0.66, 1.00)]),
    // Open, in one stroke.
    DigitSkeleton(
      weight: 2,
      [
        on(0.20, 0.02), on(0.14, 0.28), on(0.28, 0.48), on(0.54, 0.46), turn(0.80, 0.08),
        on(0.72, 0.52), on(0.64, 1.00),
      ]),
  ]

  private static let five = [
    // The bar is a stroke of its own.
    DigitSkeleton(
      weight: 2,
      [
        on(0.28, 0.03), turn(0.23, 0.45), on(0.48, 0.38), on(0.76, 0.52), on(0.78, 0.80),
        on(0.54, 0.98), on(0.28, 0.97), on(0.10, 0.86),
      ], [on(0.27, 0.04), on(0.54, 0.03), on(0.82, 0.02)]),
    // In one stroke.
    DigitSkeleton(
      weight: 2,
      [
        on(0.82, 0.04), turn(0.32, 0.05), turn(0.25, 0.44), on(0.50, 0.38), on(0.76, 0.54),
        on(0.75, 0.82), on(0.50, 0.98), on(0.26, 0.96), on(0.10, 0.84),
      ]),
    // Curved like an S.
    DigitSkeleton(
      weight: 1,
      [
        on(0.84, 0.05), on(0.52, 0.03), on(0.28, 0.18), on(0.36, 0.40), on(0.62, 0.52),
        on(0.75, 0.74), on(0.55, 0.96), on(0.18, 0.92),
      ]),
  ]

  private static let six = [
    DigitSkeleton(
      weight: 3,
      [
        on(0.66, 0.02), on(0.40, 0.18), on(0.21, 0.50), on(0.21, 0.80), on(0.44, 0.99),
        on(0.72, 0.86), on(0.70, 0.62), on(0.48, 0.54), on(0.24, 0.68),
      ]),
    // A straight stem.
    DigitSkeleton(
      weight: 2,
      [
        on(0.54, 0.00), on(0.29, 0.36), on(0.17, 0.74), on(0.35, 0.98), on(0.66, 0.94),
        on(0.77, 0.74), on(0.62, 0.57), on(0.37, 0.62), on(0.19, 0.82),
      ]),
    // A hook at the top.
    DigitSkeleton(
      weight: 1,
      [
        on(0.74, 0.13), on(0.54, 0.02), on(0.28, 0.20), on(0.16, 0.56), on(0.26, 0.90),
        on(0.54, 0.99), on(0.76, 0.82), on(0.68, 0.60), on(0.44, 0.56), on(0.22, 0.70),
      ]),
  ]

  private static let seven = [
    DigitSkeleton(weight: 3, [on(0.12, 0.06), turn(0.82, 0.05), on(0.56, 0.48), on(0.38, 1.00)]),
    // With a bar.
    DigitSkeleton(
      weight: 2, [on(0.12, 0.06), turn(0.82, 0.05), on(0.58, 0.48), on(0.42, 1.00)],
      [on(0.32, 0.52), on(0.54, 0.50), on(0.78, 0.49)]),
    // With a downstroke at the start.
    DigitSkeleton(
      weight: 1,
      [on(0.10, 0.22), turn(0.14, 0.06), turn(0.84, 0.05), on(0.58, 0.44), on(0.46, 1.00)]),
    // With a waved top.
    DigitSkeleton(
      weight: 2,
      [
        on(0.10, 0.14), on(0.32, 0.06), on(0.60, 0.10), turn(0.84, 0.04), on(0.62, 0.38),
        on(0.50, 0.68), on(0.46, 1.00),
      ]),
  ]

  private static let eight = [
    DigitSkeleton(
      weight: 4,
      [
        on(0.70, 0.12), on(0.46, 0.02), on(0.25, 0.18), on(0.38, 0.41), on(0.65, 0.60),
        on(0.71, 0.84), on(0.46, 0.99), on(0.20, 0.84), on(0.31, 0.60), on(0.58, 0.42),
        on(0.72, 0.22), on(0.63, 0.06),
      ]),
    // Two circles.
    DigitSkeleton(
      weight: 1,
      [
        on(0.50, 0.00), on(0.28, 0.11), on(0.28, 0.35), on(0.50, 0.46), on(0.72, 0.35),
        on(0.72, 0.11), on(0.50, 0.00),
      ],
      [
        on(0.50, 0.46), on(0.23, 0.59), on(0.21, 0.86), on(0.50, 1.00), on(0.79, 0.86),
        on(0.77, 0.59), on(0.50, 0.46),
      ]),
    // Open at the top.
    DigitSkeleton(
      weight: 1,
      [
        on(0.74, 0.10), on(0.48, 0.02), on(0.28, 0.16), on(0.36, 0.38), on(0.64, 0.58),
        on(0.68, 0.86), on(0.44, 0.99), on(0.22, 0.84), on(0.36, 0.58), on(0.60, 0.38),
        on(0.84, 0.14),
      ]),
  ]

  private static let nine = [
    // A straight stem.
    DigitSkeleton(
      weight: 3,
      [
        on(0.73, 0.18), on(0.50, 0.02), on(0.25, 0.14), on(0.22, 0.38), on(0.42, 0.50),
        on(0.66, 0.38), turn(0.75, 0.12), on(0.72, 0.52), on(0.68, 1.00),
      ]),
    // A hooked tail.
    DigitSkeleton(
      weight: 1,
      [
        on(0.73, 0.18), on(0.50, 0.02), on(0.26, 0.14), on(0.22, 0.38), on(0.44, 0.50),
        on(0.66, 0.40), turn(0.76, 0.14), on(0.76, 0.56), on(0.62, 0.88), on(0.36, 0.99),
        on(0.16, 0.90),
      ]),
    // A leaning tail.
    DigitSkeleton(
      weight: 2,
      [
        on(0.76, 0.16), on(0.54, 0.02), on(0.30, 0.14), on(0.27, 0.38), on(0.48, 0.46),
        on(0.70, 0.30), turn(0.78, 0.12), on(0.62, 0.58), on(0.44, 1.00),
      ]),
  ]
}

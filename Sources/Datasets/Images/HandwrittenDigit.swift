/// A picture of a handwritten digit, brought to the form of MNIST.
///
/// MNIST's digits are bright on black, scaled without distortion into a box of 20 x 20 with gray levels from
/// smoothing, and laid into 28 x 28 so that their centre of mass is in the middle of pixel 14 of each row and
/// column, counted from 0 (13.5 to 14.5 in the published files).
/// Source: LeCun, Bottou, Bengio, Haffner, "Gradient-based learning applied to document recognition",
/// Proceedings of the IEEE 86, 1998; and the description of the MNIST files.
public struct HandwrittenDigit: Sendable {
  /// The side of the result.
  public static let side = 28
  /// The side of the box that the digit is scaled into.
  public static let box = 20

  /// The digit [28, 28], bright on black.
  public let pixels: [UInt8]
  /// Whether the picture was dark on light.
  public let wasInverted: Bool

  /// Finds the digit in a gray picture of any size.
  ///
  /// Background is what the border shows; ink is what differs from it, on the darker or the lighter side,
  /// whichever has more. Levels between the two, where a threshold (Otsu's) parts them, are kept as gray.
  /// - Returns: `nil` if nothing stands out from the background.
  public init?(_ picture: Raster) {
    let gray = picture.gray
    let border = Self.border(gray).sorted()
    let ground = border[border.count / 2]
    let differences = gray.pixels.map { Int($0) - Int(ground) }
    let darker = differences.reduce(0) { $0 + max(-$1, 0) }
    let lighter = differences.reduce(0) { $0 + max($1, 0) }
    wasInverted = darker > lighter
    let sign = wasInverted ? -1 : 1
    let ink = differences.map { max(sign * $0, 0) }
    guard let strongest = ink.max(), strongest >= Self.leastContrast else { return nil }
    let threshold = Self.otsuThreshold(ink)
    let inside = ink.filter { $0 > threshold }
    guard !inside.isEmpty else { return nil }
    // Full ink is what the strokes' middles have; paper is what the border has, twice over.
    let full = Double(inside.sorted()[inside.count * 9 / 10])
    let shades = border.map { max(sign * (Int($0) - Int(ground)), 0) }.sorted()
    let paper = min(Double(threshold) / 2, 2 * Double(shades[shades.count * 19 / 20]))
    let levels = ink.map { Float(min(max((Double($0) - paper) / max(full - paper, 1), 0), 1)) }
    guard
      let frame = Frame(
        isInk: ink.map { $0 > threshold }, isEdge: levels.map { $0 > Self.edge }, width: gray.width)
    else { return nil }
    let scaled = Self.scale(levels, width: gray.width, frame: frame)
    pixels = Self.centre(scaled.values, width: scaled.width, height: scaled.height)
  }

  /// A stroke differs from the paper by this many gray levels at least.
  private static let leastContrast = 24
  /// The share of full ink where the edge of a stroke begins.
  private static let edge: Float = 0.03

  // MARK: - Ink and paper

  private static func border(_ picture: Raster) -> [UInt8] {
    let (width, height, pixels) = (picture.width, picture.height, picture.pixels)
    let rows = (0..<width).flatMap { [pixels[$0], pixels[(height - 1) * width + $0]] }
    let columns = (0..<height).flatMap { [pixels[$0 * width], pixels[$0 * width + width - 1]] }
    return rows + columns
  }

  /// The level that parts values 0...255 into two classes of the least variance within.
  ///
  /// Source: Otsu, "A threshold selection method from gray-level histograms", IEEE Transactions on Systems,
  /// Man and Cybernetics 9, 1979.
  private static func otsuThreshold(_ values: [Int]) -> Int {
    var histogram = [Double](repeating: 0, count: 256)
    for value in values { histogram[min(value, 255)] += 1 }
    let total = Double(values.count)
    let sum = histogram.indices.reduce(0) { $0 + Double($1) * histogram[$1] }
    var (best, threshold, below, sumBelow) = (-1.0, 0, 0.0, 0.0)
    for level in 0..<255 {
      below += histogram[level]
      sumBelow += Double(level) * histogram[level]
      guard below > 0, below < total else { continue }
      let means = (sumBelow / below, (sum - sumBelow) / (total - below))
      let between = below * (total - below) * (means.0 - means.1) * (means.0 - means.1)
      if between > best { (best, threshold) = (between, level) }
    }
    return threshold
  }

  /// The rows and columns that hold the digit: all ink, and the smooth edges of its strokes as far as they
  /// reach, as MNIST's boxes were taken.
  private struct Frame {
    let rows: Range<Int>
    let columns: Range<Int>

    init?(isInk: [Bool], isEdge: [Bool], width: Int) {
      let height = isInk.count / width
      func hasAny(_ pixels: [Bool], row: Int) -> Bool {
        pixels[row * width..<(row + 1) * width].contains(true)
      }
      func hasAny(_ pixels: [Bool], column: Int) -> Bool {
        stride(from: column, to: pixels.count, by: width).contains { pixels[$0] }
      }
      let inkRows = (0..<height).filter { hasAny(isInk, row: $0) }
      let inkColumns = (0..<width).filter { hasAny(isInk, column: $0) }
      guard let top = inkRows.first, let bottom = inkRows.last, let left = inkColumns.first,
        let right = inkColumns.last
      else { return nil }
      // Further out is noise of the paper.
      let reach = max(2, max(bottom - top, right - left) / 20)
      rows = Self.grown(top..<bottom + 1, by: reach, in: 0..<height) { hasAny(isEdge, row: $0) }
      columns = Self.grown(left..<right + 1, by: reach, in: 0..<width) {
        hasAny(isEdge, column: $0)
      }
    }

    private static func grown(
      _ range: Range<Int>, by reach: Int, in all: Range<Int>, while hasEdge: (Int) -> Bool
    ) -> Range<Int> {
      let least = max(range.lowerBound - reach, all.lowerBound)
      let most = min(range.upperBound + reach, all.upperBound)
      var (start, end) = (range.lowerBound, range.upperBound)
      while start > least, hasEdge(start - 1) { start -= 1 }
      while end < most, hasEdge(end) { end += 1 }
      return start..<end
    }
  }

  // MARK: - Size and place

  /// The frame scaled into the box, its longer side as long as the box: each new pixel is the mean of the
  /// area that it covers.
  private static func scale(
    _ levels: [Float], width: Int, frame: Frame
  ) -> (values: [Float], width: Int, height: Int) {
    let longer = max(frame.rows.count, frame.columns.count)
    func scaled(_ count: Int) -> Int {
      max(1, Int((Double(count * box) / Double(longer)).rounded()))
    }
    let (newWidth, newHeight) = (scaled(frame.columns.count), scaled(frame.rows.count))
    let across = shares(of: frame.columns, into: newWidth)
    let down = shares(of: frame.rows, into: newHeight)
    var values: [Float] = []
    for rows in down {
      for columns in across {
        var sum: Float = 0
        for (row, rowShare) in rows {
          for (column, columnShare) in columns {
            sum += rowShare * columnShare * levels[row * width + column]
          }
        }
        values.append(sum)
      }
    }
    return (values, newWidth, newHeight)
  }

  /// For each of `count` equal parts of a range the positions it covers, with shares that add up to 1.
  private static func shares(
    of range: Range<Int>, into count: Int
  ) -> [[(position: Int, share: Float)]] {
    let step = Double(range.count) / Double(count)
    return (0..<count).map { part in
      let (start, end) = (Double(part) * step, Double(part + 1) * step)
      return (Int(start)..<min(Int(end.rounded(.up)), range.count)).compactMap { position in
        let covered = min(end, Double(position + 1)) - max(start, Double(position))
        return covered > 1e-9 ? (range.lowerBound + position, Float(covered / step)) : nil
      }
    }
  }

  /// The scaled digit in the middle of the result, moved by whole pixels.
  private static func centre(_ values: [Float], width: Int, height: Int) -> [UInt8] {
    var (mass, x, y): (Float, Float, Float) = (0, 0, 0)
    for row in 0..<height {
      for column in 0..<width {
        let value = values[row * width + column]
        mass += value
        x += value * (Float(column) + 0.5)
        y += value * (Float(row) + 0.5)
      }
    }
    let middle = Float(side) / 2 + 0.5
    func place(_ moment: Float, _ extent: Int) -> Int {
      let offset = Int((middle - moment / max(mass, 1e-9)).rounded())
      return min(max(offset, 0), side - extent)
    }
    let (left, top) = (place(x, width), place(y, height))
    var pixels = [UInt8](repeating: 0, count: side * side)
    for row in 0..<height {
      for column in 0..<width {
        pixels[(top + row) * side + left + column] = UInt8(
          (min(values[row * width + column], 1) * 255).rounded())
      }
    }
    return pixels
  }
}

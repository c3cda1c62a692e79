import Datasets
import Programs
import Testing

@Suite("Own digits in the form of MNIST")
struct HandwrittenDigitTests {
  private static let side = HandwrittenDigit.side
  private static let digits: [[UInt8]] = {
    let examples = SyntheticDigits(seed: 3).examples(.test, count: 20)
    guard case .bytes(let bytes) = examples.features else { return [] }
    // Without the noise of their paper.
    return (0..<20).map { index in
      bytes[index * side * side..<(index + 1) * side * side].map { $0 < 80 ? 0 : $0 }
    }
  }()

  /// The digit with every pixel as `scale` x `scale` pixels, in a picture with more room around it.
  private static func enlarged(
    _ digit: [UInt8], by scale: Int, margin: (left: Int, top: Int, right: Int, bottom: Int),
    _ level: (UInt8) -> UInt8 = { $0 }
  ) -> Raster {
    let width = side * scale + margin.left + margin.right
    let height = side * scale + margin.top + margin.bottom
    var pixels = [UInt8](repeating: level(0), count: width * height)
    for row in 0..<side * scale {
      for column in 0..<side * scale {
        pixels[(margin.top + row) * width + margin.left + column] = level(
          digit[row / scale * side + column / scale])
      }
    }
    return Raster(width: width, height: height, channels: 1, pixels: pixels)
  }

  /// Pearson's correlation of two pictures.
  private static func correlation(_ a: [UInt8], _ b: [UInt8]) -> Double {
    let (a, b) = (a.map(Double.init), b.map(Double.init))
    let (ma, mb) = (a.reduce(0, +) / Double(a.count), b.reduce(0, +) / Double(b.count))
    let both = zip(a, b).reduce(0) { $0 + ($1.0 - ma) * ($1.1 - mb) }
    let (va, vb) = (
      a.reduce(0) { $0 + ($1 - ma) * ($1 - ma) }, b.reduce(0) { $0 + ($1 - mb) * ($1 - mb) }
    )
    return both / (va * vb).squareRoot()
  }

  private func digit(_ raster: Raster) throws -> HandwrittenDigit {
    try #require(HandwrittenDigit(raster))
  }

  @Test("size, place and polarity of a picture do not matter")
  func invariance() throws {
    for original in Self.digits {
      let plain = try digit(Self.enlarged(original, by: 1, margin: (0, 0, 0, 0)))
      #expect(!plain.wasInverted)
      let large = try digit(Self.enlarged(original, by: 9, margin: (300, 10, 40, 200)))
      #expect(Self.correlation(plain.pixels, large.pixels) > 0.85)
      let dark = try digit(
        Self.enlarged(original, by: 4, margin: (5, 80, 60, 7)) { 230 - UInt8(Int($0) * 200 / 255) })
      #expect(dark.wasInverted)
      #expect(Self.correlation(plain.pixels, dark.pixels) > 0.85)
    }
  }

  @Test("the centre of mass is in the middle and the longer side fills the box")
  func form() throws {
    for original in Self.digits {
      let pixels = try digit(Self.enlarged(original, by: 3, margin: (90, 0, 0, 50))).pixels
      let mass = pixels.reduce(0.0) { $0 + Double($1) }
      let x = pixels.indices.reduce(0.0) {
        $0 + Double(pixels[$1]) * (Double($1 % Self.side) + 0.5)
      }
      let y = pixels.indices.reduce(0.0) {
        $0 + Double(pixels[$1]) * (Double($1 / Self.side) + 0.5)
      }
      #expect(abs(x / mass - 14.5) <= 0.51 && abs(y / mass - 14.5) <= 0.51)
      let ink = pixels.indices.filter { pixels[$0] > 0 }
      let rows = Set(ink.map { $0 / Self.side }).count
      let columns = Set(ink.map { $0 % Self.side }).count
      #expect((18...20).contains(max(rows, columns)))
      #expect(try #require(pixels.max()) > 220)
    }
  }

  @Test("uneven paper is not ink")
  func paper() throws {
    let clean = try digit(Self.enlarged(Self.digits[4], by: 5, margin: (20, 20, 20, 20)))
    var shaded = Self.enlarged(Self.digits[4], by: 5, margin: (20, 20, 20, 20)) { 255 - $0 }
    for index in shaded.pixels.indices {
      let shade = 30 * (index % shaded.width) / shaded.width
      shaded.pixels[index] -= min(shaded.pixels[index], UInt8(shade))
    }
    #expect(Self.correlation(clean.pixels, try digit(shaded).pixels) > 0.95)
  }

  @Test("a picture without ink has no digit")
  func blank() {
    let gray = [UInt8](repeating: 200, count: 900)
    #expect(HandwrittenDigit(Raster(width: 30, height: 30, channels: 1, pixels: gray)) == nil)
    let faint = gray.indices.map { UInt8(200 - ($0 % 7)) }
    #expect(HandwrittenDigit(Raster(width: 30, height: 30, channels: 1, pixels: faint)) == nil)
  }

  /// The rows and columns from the first to the last pixel with any ink.
  private static func extent(
    _ pixels: [UInt8]
  ) -> (rows: ClosedRange<Int>, columns: ClosedRange<Int>)? {
    let ink = pixels.indices.filter { pixels[$0] > 0 }
    let (rows, columns) = (ink.map { $0 / side }, ink.map { $0 % side })
    guard let top = rows.min(), let bottom = rows.max(), let left = columns.min(),
      let right = columns.max()
    else { return nil }
    return (top...bottom, left...right)
  }

  @Test("a single pixel fills the box", arguments: [(2, 400), (400, 2), (3, 3)])
  func singlePixel(width: Int, height: Int) throws {
    var pixels = [UInt8](repeating: 0, count: width * height)
    pixels[pixels.count / 2] = 255
    let found = try digit(Raster(width: width, height: height, channels: 1, pixels: pixels))
    #expect(!found.wasInverted && found.pixels.count == Self.side * Self.side)
    let (rows, columns) = try #require(Self.extent(found.pixels))
    #expect(rows.count == HandwrittenDigit.box && columns.count == HandwrittenDigit.box)
    #expect((4...5).contains(rows.lowerBound) && (4...5).contains(columns.lowerBound))
    let full = found.pixels.count(where: { $0 == 255 })
    #expect(full == rows.count * columns.count)
  }

  @Test("thin strokes that touch every border are cut out whole")
  func cross() throws {
    let side = 41
    let pixels = (0..<side * side).map { at -> UInt8 in
      at / side == side / 2 || at % side == side / 2 ? 0 : 240
    }
    let found = try digit(Raster(width: side, height: side, channels: 1, pixels: pixels))
    #expect(found.wasInverted)
    let (rows, columns) = try #require(Self.extent(found.pixels))
    #expect(rows.count == HandwrittenDigit.box && columns.count == HandwrittenDigit.box)
    // The strokes are still where they cross, and the corners still empty.
    let corner = found.pixels[rows.lowerBound * Self.side + columns.lowerBound]
    let middle = found.pixels[
      (rows.lowerBound + rows.count / 2) * Self.side + columns.lowerBound + columns.count / 2]
    #expect(corner == 0 && middle > 0)
  }

  @Test("a picture of one pixel is all border")
  func onePixel() {
    #expect(HandwrittenDigit(Raster(width: 1, height: 1, channels: 1, pixels: [255])) == nil)
  }
}

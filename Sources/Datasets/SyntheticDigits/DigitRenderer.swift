/// Draws one handwritten digit after another on a canvas of 28 x 28 pixels, white on black.
struct DigitRenderer {
  /// The height and width of an image in pixels.
  static let side = 28

  /// A point of the flattened pen path, in pixels.
  private struct Vertex {
    var x: Float
    var y: Float
    /// Half the width of the line.
    var radius: Float = 0
    /// Whether a line leads here from the vertex before.
    var isDrawn: Bool
  }

  private let difficulty: DigitDifficulty
  private var path: [Vertex] = []
  private var canvas = [Float](repeating: 0, count: side * side)
  private var row = [Float](repeating: 0, count: side)

  init(_ difficulty: DigitDifficulty) { self.difficulty = difficulty }

  /// Draws `digit` as the sequence of random numbers has it.
  ///
  /// - Parameter pixels: The image [28, 28] to write.
  mutating func draw(
    _ digit: Int, _ draws: inout DrawSequence, into pixels: UnsafeMutableBufferPointer<UInt8>
  ) {
    let skeleton = Self.choose(DigitSkeleton.all[digit], draws.uniform())
    layOut(skeleton, &draws)
    distort(&draws)
    place(&draws)
    press(&draws)
    for index in canvas.indices { canvas[index] = 0 }
    for index in path.indices.dropFirst() where path[index].isDrawn {
      drawLine(from: path[index - 1], to: path[index])
    }
    blur(draws.uniform(0, difficulty.blur))
    finish(&draws, into: pixels)
  }

  /// The way to write a digit that a number in 0 ..< 1 picks by weight.
  private static func choose(_ ways: [DigitSkeleton], _ number: Float) -> DigitSkeleton {
    var rest = number * ways.reduce(0) { $0 + $1.weight }
    for way in ways {
      rest -= way.weight
      if rest < 0 { return way }
    }
    return ways[ways.count - 1]
  }

  // MARK: The path

  /// Moves every control point a little and flattens the curves through them.
  private mutating func layOut(_ skeleton: DigitSkeleton, _ draws: inout DrawSequence) {
    path.removeAll(keepingCapacity: true)
    let wobble = difficulty.wobble * draws.uniform(0.4, 1.4)
    for stroke in skeleton.strokes {
      // Half of a move is carried on to the next point: a hand errs smoothly.
      var (moveX, moveY) = (draws.normal(), draws.normal())
      let points = stroke.map { point in
        moveX = 0.5 * moveX + 0.866_025_4 * draws.normal()
        moveY = 0.5 * moveY + 0.866_025_4 * draws.normal()
        return DigitSkeleton.Point(
          x: point.x - 0.5 + wobble * moveX, y: point.y - 0.5 + wobble * moveY,
          isCorner: point.isCorner)
      }
      path.append(Vertex(x: points[0].x, y: points[0].y, isDrawn: false))
      for index in 1..<points.count { appendCurve(points, to: index) }
    }
  }

  /// Appends the Catmull-Rom curve between points `index - 1` and `index`, which ends at corners.
  private mutating func appendCurve(_ points: [DigitSkeleton.Point], to index: Int) {
    let (start, end) = (points[index - 1], points[index])
    let before = index == 1 || start.isCorner ? start : points[index - 2]
    let after = index == points.count - 1 || end.isCorner ? end : points[index + 1]
    let steps = 6
    for step in 1...steps {
      let t = Float(step) / Float(steps)
      let t2 = t * t
      let t3 = t2 * t
      let weights = (
        0.5 * (2 * t2 - t3 - t), 0.5 * (3 * t3 - 5 * t2 + 2), 0.5 * (4 * t2 - 3 * t3 + t),
        0.5 * (t3 - t2)
      )
      path.append(
        Vertex(
          x: weights.0 * before.x + weights.1 * start.x + weights.2 * end.x + weights.3 * after.x,
          y: weights.0 * before.y + weights.1 * start.y + weights.2 * end.y + weights.3 * after.y,
          isDrawn: true))
    }
  }

  /// Bends the whole digit: proportions first, then slant, then rotation.
  private mutating func distort(_ draws: inout DrawSequence) {
    let waist = difficulty.bend * draws.normal()
    let topHeavy = difficulty.bend * draws.normal()
    let bow = difficulty.bend * draws.normal()
    let sag = 0.6 * difficulty.bend * draws.normal()
    let width = 0.88 + difficulty.stretch * draws.normal()
    let slant = 0.12 + difficulty.slant * draws.normal()
    // With t the tangent of half the angle, cosine and sine are rational.
    let t = difficulty.rotation * draws.normal()
    let cosine = (1 - t * t) / (1 + t * t)
    let sine = 2 * t / (1 + t * t)
    for index in path.indices {
      let (u, v) = (path[index].x, path[index].y)
      let bent = width * (u * (1 + 1.6 * topHeavy * v) + bow * (0.25 - v * v))
      let y = v + waist * (0.25 - v * v) + sag * (u * u - 0.08)
      let x = bent - slant * y
      path[index].x = cosine * x - sine * y
      path[index].y = sine * x + cosine * y
    }
  }

  /// Scales the digit to its size in pixels and moves its centre of mass near the image's centre.
  private mutating func place(_ draws: inout DrawSequence) {
    var (left, right, top, bottom) = (path[0].x, path[0].x, path[0].y, path[0].y)
    var (mass, sumX, sumY) = (Float(0), Float(0), Float(0))
    for index in path.indices {
      let here = path[index]
      left = min(left, here.x)
      right = max(right, here.x)
      top = min(top, here.y)
      bottom = max(bottom, here.y)
      guard index > 0, here.isDrawn else { continue }
      let there = path[index - 1]
      let (dx, dy) = (here.x - there.x, here.y - there.y)
      let length = (dx * dx + dy * dy).squareRoot()
      mass += length
      sumX += length * (here.x + there.x) / 2
      sumY += length * (here.y + there.y) / 2
    }
    let extent = max(right - left, bottom - top)
    let scale = draws.uniform(difficulty.smallest, difficulty.largest) / extent
    let centre = Float(Self.side - 1) / 2
    let shiftX = centre + difficulty.shift * draws.normal() - scale * sumX / mass
    let shiftY = centre + difficulty.shift * draws.normal() - scale * sumY / mass
    for index in path.indices {
      path[index].x = scale * path[index].x + shiftX
      path[index].y = scale * path[index].y + shiftY
    }
  }

  /// Gives the pen its width, which follows a slow curve of pressure along the path.
  private mutating func press(_ draws: inout DrawSequence) {
    let base = draws.uniform(difficulty.thinnest, difficulty.thickest)
    let pressure = (0..<4).map { _ in 1 + difficulty.pressure * draws.normal() }
    let last = Float(max(path.count - 1, 1))
    for index in path.indices {
      let position = 3 * Float(index) / last
      let cell = min(Int(position), 2)
      let share = position - Float(cell)
      let eased = share * share * (3 - 2 * share)
      let factor = pressure[cell] + (pressure[cell + 1] - pressure[cell]) * eased
      path[index].radius = max(0.45, base * factor)
    }
  }

  // MARK: The pixels

  /// Covers the pixels near a line whose half width runs from one end's to the other's.
  ///
  /// A pixel is as bright as its distance to the line's edge says, over one pixel.
  private mutating func drawLine(from start: Vertex, to end: Vertex) {
    let reach = max(start.radius, end.radius) + 0.5
    let last = Float(Self.side - 1)
    let rows = Self.pixels(min(start.y, end.y) - reach, max(start.y, end.y) + reach, last)
    let columns = Self.pixels(min(start.x, end.x) - reach, max(start.x, end.x) + reach, last)
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let scale = 1 / max(dx * dx + dy * dy, 1e-12)
    canvas.withUnsafeMutableBufferPointer { canvas in
      for y in rows {
        let py = Float(y) - start.y
        for x in columns {
          let px = Float(x) - start.x
          let t = min(max((px * dx + py * dy) * scale, 0), 1)
          let (ex, ey) = (px - t * dx, py - t * dy)
          let radius = start.radius + t * (end.radius - start.radius)
          let coverage = radius + 0.5 - (ex * ex + ey * ey).squareRoot()
          let index = y * Self.side + x
          canvas[index] = max(canvas[index], min(coverage, 1))
        }
      }
    }
  }

  /// The pixels of one axis between two positions, inside the image.
  private static func pixels(_ low: Float, _ high: Float, _ last: Float) -> Range<Int> {
    let first = Int(min(max(low.rounded(.up), 0), last + 1))
    let end = Int(min(max(high.rounded(.down), -1), last)) + 1
    return first..<max(first, end)
  }

  /// Mixes every pixel with `weight` of each neighbour, along rows and then along columns.
  private mutating func blur(_ weight: Float) {
    let side = Self.side
    canvas.withUnsafeMutableBufferPointer { canvas in
      row.withUnsafeMutableBufferPointer { line in
        for (step, stride) in [(1, side), (side, 1)] {
          for start in 0..<side {
            let base = start * stride
            for index in 0..<side { line[index] = canvas[base + index * step] }
            for index in 0..<side {
              let before = index > 0 ? line[index - 1] : 0
              let after = index < side - 1 ? line[index + 1] : 0
              canvas[base + index * step] =
                (1 - 2 * weight) * line[index] + weight * (before + after)
            }
          }
        }
      }
    }
  }

  /// Turns the canvas into bytes, with the grain of a scan.
  private func finish(
    _ draws: inout DrawSequence, into pixels: UnsafeMutableBufferPointer<UInt8>
  ) {
    let ink = draws.uniform(0.85, 1.1) * 255
    let grain = difficulty.noise * draws.uniform() * 255
    var word: UInt32 = 0
    for index in canvas.indices {
      word = index % 4 == 0 ? draws.word() : word >> 8
      let noise = grain * (Float(word & 0xFF) / 127.5 - 1)
      let value = min(max(ink * canvas[index] + noise, 0), 255)
      pixels[index] = UInt8(value + 0.5 > 255 ? 255 : value + 0.5)
    }
  }
}

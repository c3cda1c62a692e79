import CPUKernels
import Programs
import Testing

@testable import CPUBackend

/// No kernel of images stores beside its rows or lets what lies there into a result; see
/// ``KernelBoundsTests``.
///
/// Every kernel is asked for some lines of two images; the others must stay as they are.
@Suite("Bounds of CPU kernels for images")
struct ImageBoundsTests {
  private static let sets = KernelSet.available.map(\.name)
  private typealias Rows = GuardedRows<Float>

  private static let windows = [
    Window(inputHeight: 5, inputWidth: 6, size: 3, padding: .same),
    Window(
      inputHeight: 7, inputWidth: 8, size: 3, stride: 2,
      padding: .explicit(Window.Padding(top: 1, right: 2))),
    Window(
      inputHeight: 7, inputWidth: 9, height: 2, width: 4, strideY: 3, strideX: 1, dilationY: 1,
      dilationX: 2, padding: .explicit(Window.Padding(top: 1, left: 2))),
    Window(
      inputHeight: 6, inputWidth: 7, height: 5, width: 5, strideY: 2, strideX: 1, padding: .same),
  ]

  private static func number(_ row: Int, _ channel: Int) -> Float {
    Float((row * 7 + channel * 3 + row * channel % 5) % 11 - 5)
  }

  private static func other(_ row: Int, _ channel: Int) -> Float { number(row + 3, channel + 1) }

  /// Two images on both sides of a window, with gaps between the pixels of both.
  private struct Images {
    let window: Window
    let channels: Int
    var x, y: Rows
    /// What each output sees, and by which place of the window.
    let seen: [[(place: Int, pixel: Int)]]
    /// The outputs that see each pixel, and by which place.
    let seeing: [[(place: Int, output: Int)]]

    init(_ window: Window, channels: Int, gap: Int) {
      (self.window, self.channels) = (window, channels)
      x = Rows(2 * window.inputCount, channels, gap: gap, number)
      y = Rows(2 * window.outputCount, channels, gap: gap + 2, other)
      let seen = (0..<2 * window.outputCount).map { row in
        let (image, position) = row.quotientAndRemainder(dividingBy: window.outputCount)
        return (0..<window.count).compactMap { place in
          window.pixel(output: position, place: place).map {
            (place: place, pixel: image * window.inputCount + $0)
          }
        }
      }
      var seeing = [[(place: Int, output: Int)]](repeating: [], count: 2 * window.inputCount)
      for (output, pixels) in seen.enumerated() {
        for (place, pixel) in pixels { seeing[pixel].append((place, output)) }
      }
      (self.seen, self.seeing) = (seen, seeing)
    }

    /// Calls a kernel for lines of pixels with where both sides start.
    mutating func run(
      lines: Range<Int>,
      _ kernel: (cpu_images, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
    ) {
      let (rows, window, channels) = ((x.stride, y.stride), window, channels)
      x.withStart { x in
        y.withStart { y in
          kernel(
            cpu_images(
              window: cpu_window(window), channels: channels, x: x, x_row: rows.0, y: y,
              y_row: rows.1, first_line: lines.lowerBound, lines: lines.count), x, y)
        }
      }
    }

    /// Lines of outputs, or of pixels, of which neither the first nor the last one is among them.
    func lines(_ height: Int) -> Range<Int> { 1..<2 * height - 1 }
  }

  /// Calls `body` for windows, channel counts and gaps.
  private static func forEach(_ body: (_ images: Images, _ label: String) -> Void) {
    for window in windows {
      for (channels, gap) in [(1, 0), (5, 0), (16, 3), (19, 0), (33, 1)] {
        body(
          Images(window, channels: channels, gap: gap),
          "\(window), \(channels) channels, gap \(gap)")
      }
    }
  }

  // MARK: Patches

  @Test("patches, of some outputs and some of their numbers", arguments: sets)
  func patches(_ name: String) {
    let functions = KernelSet.named(name).functions
    Self.forEach { images, label in
      let (channels, all) = (images.channels, images.window.count * images.channels)
      for columns in [0..<all, 1..<all * 3 / 4 + 1, all / 3..<all / 2 + 1, all - 1..<all] {
        for outputs in [0..<images.y.rows, 1..<images.y.rows - 2] {
          var (images, window) = (images, cpu_window(images.window))
          let (stride, count) = (images.x.stride, columns.count * outputs.count)
          // A vector is stored whole, so that 15 numbers beyond the last one are not defined.
          var patches = Rows(1, count + 15, gap: 0)
          images.x.withStart { x in
            patches.withStart {
              functions.patches(
                &window, x, stride, channels, $0, columns.lowerBound, columns.upperBound,
                outputs.lowerBound, outputs.count)
            }
          }
          let wrong = (0..<count).first { index in
            let (row, k) = (outputs.lowerBound + index / columns.count, index % columns.count)
            let (place, c) = (columns.lowerBound + k).quotientAndRemainder(dividingBy: channels)
            let pixel = images.seen[row].first { $0.place == place }?.pixel
            return patches[0, index] != (pixel.map { images.x[$0, c] } ?? 0)
          }
          let keepsGuards = patches.keepsGuards && images.x.keepsGuards
          #expect(wrong == nil && keepsGuards, "\(label), \(columns) of \(outputs)")
        }
      }
    }
  }

  @Test("patches that are added to their pixels", arguments: sets)
  func addPatches(_ name: String) {
    let functions = KernelSet.named(name).functions
    Self.forEach { images, label in
      for outputs in [0..<images.y.rows, 1..<images.y.rows - 2] {
        let (channels, old) = (images.channels, images.x)
        var (images, window) = (images, cpu_window(images.window))
        let stride = images.x.stride
        var patches = Rows(outputs.count, images.window.count * channels, gap: 0, Self.other)
        patches.withStart { patches in
          images.x.withStart {
            functions.add_patches(
              &window, patches, $0, stride, channels, outputs.lowerBound, outputs.count)
          }
        }
        let isRight = images.x.holds { pixel, c in
          images.seeing[pixel].filter { outputs ~= $0.output }.reduce(Double(old[pixel, c])) {
            $0 + Double(patches[$1.output - outputs.lowerBound, $1.place * channels + c])
          }
        }
        #expect(isRight, "\(label), \(outputs)")
      }
    }
  }

  // MARK: Depthwise convolutions

  @Test("depthwise convolutions, also turned", arguments: sets)
  func depthwise(_ name: String) {
    let functions = KernelSet.named(name).functions
    Self.forEach { images, label in
      for turned in [false, true] {
        let old = images.y
        var images = images
        let (count, width) = (images.window.count, images.window.outputWidth)
        var weights = Rows(count, images.channels, gap: 1, Self.other)
        let (stride, lines) = (weights.stride, images.lines(images.window.outputHeight))
        weights.withStart { w in
          images.run(lines: lines) { operands, _, y in
            var operands = operands
            functions.depthwise(&operands, w, stride, turned, y)
          }
        }
        let isRight = images.y.holds { row, c in
          guard lines ~= row / width else { return Double(old[row, c]) }
          return images.seen[row].reduce(0) {
            let place = turned ? count - 1 - $1.place : $1.place
            return $0 + Double(images.x[$1.pixel, c]) * Double(weights[place, c])
          }
        }
        #expect(isRight, "\(label), turned: \(turned)")
      }
    }
  }

  @Test("gradients of depthwise convolutions", arguments: sets)
  func depthwiseGradients(_ name: String) {
    let functions = KernelSet.named(name).functions
    Self.forEach { images, label in
      let old = images.x
      var images = images
      let (window, channels) = (images.window, images.channels)
      var weights = Rows(window.count, channels, gap: 1, Self.other)
      let (stride, lines) = (weights.stride, images.lines(window.inputHeight))
      weights.withStart { w in
        images.run(lines: lines) { operands, x, _ in
          var operands = operands
          functions.depthwise_input_gradient(&operands, w, stride, x)
        }
      }
      let isRight = images.x.holds { pixel, c in
        guard lines ~= pixel / window.inputWidth else { return Double(old[pixel, c]) }
        return images.seeing[pixel].reduce(0) {
          $0 + Double(images.y[$1.output, c]) * Double(weights[$1.place, c])
        }
      }
      #expect(isRight, "by pixels: \(label)")
      images.x = old
      weights = Rows(window.count, channels, gap: 1)
      weights.withStart { w in
        images.run(lines: 0..<2 * window.outputHeight) { operands, _, _ in
          var operands = operands
          functions.depthwise_weight_gradient(&operands, w, stride)
        }
      }
      let sums = (0..<images.y.rows).reduce(
        into: [Double](repeating: 0, count: weights.rows * channels)
      ) {
        sums, row in
        for (place, pixel) in images.seen[row] {
          for c in 0..<channels {
            sums[place * channels + c] += Double(images.x[pixel, c]) * Double(images.y[row, c])
          }
        }
      }
      let isRightToo = weights.holds { sums[$0 * channels + $1] }
      #expect(isRightToo, "by weights: \(label)")
    }
  }

  // MARK: Pooling

  @Test("largest numbers and their places", arguments: sets)
  func maxPool(_ name: String) {
    let functions = KernelSet.named(name).functions
    Self.forEach { images, label in
      let old = images.y
      var images = images
      let (window, lines) = (images.window, images.lines(images.window.outputHeight))
      // Places have no gaps between rows, so that what a row stores too much is in the next or a guard.
      var places = GuardedRows<UInt8>(images.y.rows, images.channels, gap: 0) { _, _ in 200 }
      places.withStart { places in
        images.run(lines: lines) { operands, _, y in
          var operands = operands
          functions.max_pool(&operands, y, places)
        }
      }
      func largest(_ row: Int, _ c: Int) -> (value: Float, place: Int) {
        images.seen[row].map { (images.x[$0.pixel, c], $0.place) }
          .reduce((-.infinity, 0)) { $1.0 > $0.0 ? $1 : $0 }
      }
      let isRight = images.y.holds { row, c in
        Double(lines ~= row / window.outputWidth ? largest(row, c).value : old[row, c])
      }
      let arePlaces = places.holds { row, c in
        lines ~= row / window.outputWidth ? Double(largest(row, c).place) : 200
      }
      #expect(isRight && arePlaces, "\(label)")
    }
  }

  @Test("gradients of largest numbers", arguments: sets)
  func maxPoolGradient(_ name: String) {
    let functions = KernelSet.named(name).functions
    Self.forEach { images, label in
      let old = images.x
      var images = images
      let (window, lines) = (images.window, images.lines(images.window.inputHeight))
      var places = GuardedRows<UInt8>(images.y.rows, images.channels, gap: 0) { row, c in
        UInt8((row * 5 + c * 3) % window.count)
      }
      places.withStart { places in
        images.run(lines: lines) { operands, x, _ in
          var operands = operands
          functions.max_pool_gradient(&operands, places, x)
        }
      }
      let isRight = images.x.holds { pixel, c in
        guard lines ~= pixel / window.inputWidth else { return Double(old[pixel, c]) }
        return images.seeing[pixel].filter { Int(places[$0.output, c]) == $0.place }
          .reduce(0) { $0 + Double(images.y[$1.output, c]) }
      }
      #expect(isRight && places.keepsGuards, "\(label)")
    }
  }

  @Test("means and their gradients", arguments: sets, [false, true])
  func averagePool(_ name: String, _ countsPadding: Bool) {
    let functions = KernelSet.named(name).functions
    Self.forEach { whole, label in
      let window = whole.window
      func size(_ row: Int) -> Double {
        Double(countsPadding ? window.count : whole.seen[row].count)
      }
      var images = whole
      let lines = images.lines(window.outputHeight)
      images.run(lines: lines) { operands, _, y in
        var operands = operands
        functions.average_pool(&operands, countsPadding, y)
      }
      let isRight = images.y.holds(1e-6) { row, c in
        guard lines ~= row / window.outputWidth else { return Double(whole.y[row, c]) }
        return whole.seen[row].reduce(0) { $0 + Double(whole.x[$1.pixel, c]) } / size(row)
      }
      #expect(isRight, "\(label)")
      images = whole
      let pixelLines = images.lines(window.inputHeight)
      images.run(lines: pixelLines) { operands, x, _ in
        var operands = operands
        functions.average_pool_gradient(&operands, countsPadding, x)
      }
      let isRightToo = images.x.holds(4e-6) { pixel, c in
        guard pixelLines ~= pixel / window.inputWidth else { return Double(whole.x[pixel, c]) }
        return whole.seeing[pixel].reduce(0) {
          $0 + Double(whole.y[$1.output, c]) / size($1.output)
        }
      }
      #expect(isRightToo, "gradient of \(label)")
    }
  }

  // MARK: Whole images

  @Test("images that are placed anew", arguments: sets)
  func placement(_ name: String) {
    let functions = KernelSet.named(name).functions
    let (height, width) = (5, 6)
    for (channels, gap) in [(1, 0), (3, 2), (17, 1)] {
      for (flipped, turned) in [(false, false), (true, false), (true, true)] {
        var x = Rows(height * width, channels, gap: gap, Self.number)
        var y = Rows(height * width, channels, gap: gap + 1)
        let strides = (x.stride, y.stride)
        // Half a turn about the centre, where it turns at all: every pixel is one of the image's.
        var placement = cpu_placement(
          shift_y: 1, shift_x: -2, sine: 0, cosine: turned ? -1 : 1, is_turned: turned,
          is_flipped: flipped, cut_top: 2, cut_left: -1, cut_side: 3)
        x.withStart { x in
          y.withStart {
            functions.place_image(&placement, height, width, channels, x, strides.0, $0, strides.1)
          }
        }
        let isRight = y.holds { pixel, c in
          let (row, column) = (pixel / width, pixel % width)
          if 2..<5 ~= row, column < 2 { return 0 }
          var (fromY, fromX) = (row - 1, column + 2)
          if turned { (fromY, fromX) = (height - 1 - fromY, width - 1 - fromX) }
          guard 0..<height ~= fromY, 0..<width ~= fromX else { return 0 }
          return Double(x[fromY * width + (flipped ? width - 1 - fromX : fromX), c])
        }
        #expect(isRight, "\(channels) channels, flipped: \(flipped), turned: \(turned)")
      }
    }
  }

  @Test("sums of tensors", arguments: sets)
  func add(_ name: String) {
    let functions = KernelSet.named(name).functions
    for (rows, channels, gap) in [(1, 1, 0), (4, 5, 3), (9, 16, 0), (3, 33, 1), (2, 130, 7)] {
      var a = Rows(rows, channels, gap: gap, Self.number)
      var b = Rows(rows, channels, gap: gap + 1, Self.other)
      for hasRight in [false, true] {
        var y = Rows(rows, channels, gap: gap + 2)
        let strides = (a.stride, b.stride, y.stride)
        a.withStart { a in
          b.withStart { b in
            y.withStart {
              functions.add(
                a, strides.0, hasRight ? b : nil, strides.1, $0, strides.2, rows, channels)
            }
          }
        }
        let isRight = y.holds { Double(a[$0, $1]) + (hasRight ? Double(b[$0, $1]) : 0) }
        #expect(isRight, "\(rows)x\(channels), gap \(gap), right: \(hasRight)")
      }
    }
  }
}

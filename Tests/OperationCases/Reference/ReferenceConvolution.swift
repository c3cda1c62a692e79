import Foundation
import Programs

/// Convolutions, pooling and sums of tensors.
extension ReferenceMachine {
  mutating func run(_ operation: Convolution, _ replica: Int) {
    let (input, weights) = (load(operation.input, replica), load(operation.weights, replica))
    let (channels, filters) = (operation.input.channels, operation.output.channels)
    var output = [Double](repeating: 0, count: operation.output.count)
    operation.window.forEachPair(images: operation.images) { row, pixel, place in
      for channel in 0..<channels {
        let x = input[pixel * channels + channel]
        for filter in 0..<filters {
          output[row * filters + filter] +=
            x * weights[(place * channels + channel) * filters + filter]
        }
      }
    }
    store(output, to: operation.output, replica)
    if let epilogue = operation.epilogue { run(epilogue, replica) }
  }

  mutating func run(_ operation: ConvolutionInputGradient, _ replica: Int) {
    let (gradient, weights) = (load(operation.gradient, replica), load(operation.weights, replica))
    let target = operation.inputGradient
    let (channels, filters) = (target.channels, operation.gradient.channels)
    var sums =
      operation.accumulate ? load(target, replica) : [Double](repeating: 0, count: target.count)
    let images = target.rows / operation.window.inputCount
    operation.window.forEachPair(images: images) { row, pixel, place in
      for channel in 0..<channels {
        for filter in 0..<filters {
          sums[pixel * channels + channel] +=
            gradient[row * filters + filter]
            * weights[(place * channels + channel) * filters + filter]
        }
      }
    }
    store(sums, to: target, replica)
  }

  mutating func run(_ operation: ConvolutionWeightGradient, _ replica: Int) {
    let (input, gradient) = (load(operation.input, replica), load(operation.gradient, replica))
    let (channels, filters) = (operation.input.channels, operation.gradient.channels)
    var sums = [Double](repeating: 0, count: operation.weightGradient.count)
    let images = operation.input.rows / operation.window.inputCount
    operation.window.forEachPair(images: images) { row, pixel, place in
      for channel in 0..<channels {
        for filter in 0..<filters {
          sums[(place * channels + channel) * filters + filter] +=
            input[pixel * channels + channel] * gradient[row * filters + filter]
        }
      }
    }
    store(sums, to: operation.weightGradient, replica)
  }

  mutating func run(_ operation: DepthwiseConvolution, _ replica: Int) {
    let (input, weights) = (load(operation.input, replica), load(operation.weights, replica))
    let channels = operation.input.channels
    var output = [Double](repeating: 0, count: operation.output.count)
    let images = operation.input.rows / operation.window.inputCount
    operation.window.forEachPair(images: images) { row, pixel, place in
      for c in 0..<channels {
        output[row * channels + c] += input[pixel * channels + c] * weights[place * channels + c]
      }
    }
    store(output, to: operation.output, replica)
  }

  mutating func run(_ operation: DepthwiseInputGradient, _ replica: Int) {
    let (gradient, weights) = (load(operation.gradient, replica), load(operation.weights, replica))
    let target = operation.inputGradient
    let channels = target.channels
    var sums = [Double](repeating: 0, count: target.count)
    operation.window.forEachPair(images: target.rows / operation.window.inputCount) {
      row, pixel, place in
      for c in 0..<channels {
        sums[pixel * channels + c] += gradient[row * channels + c] * weights[place * channels + c]
      }
    }
    store(sums, to: target, replica)
  }

  mutating func run(_ operation: DepthwiseWeightGradient, _ replica: Int) {
    let (input, gradient) = (load(operation.input, replica), load(operation.gradient, replica))
    let channels = operation.input.channels
    var sums = [Double](repeating: 0, count: operation.weightGradient.count)
    operation.window.forEachPair(images: operation.input.rows / operation.window.inputCount) {
      row, pixel, place in
      for c in 0..<channels {
        sums[place * channels + c] += input[pixel * channels + c] * gradient[row * channels + c]
      }
    }
    store(sums, to: operation.weightGradient, replica)
  }

  mutating func run(_ operation: MaxPool, _ replica: Int) {
    let input = load(operation.input, replica)
    let channels = operation.input.channels
    var (output, places) = ([Double](), [Double]())
    let images = operation.input.rows / operation.window.inputCount
    for row in 0..<images * operation.window.outputCount {
      let seen = operation.window.pixels(output: row)
      for c in 0..<channels {
        var best = (value: -Double.infinity, place: seen[0].place)
        for (pixel, place) in seen {
          let value = input[pixel * channels + c]
          if value > best.value || value.isNaN { best = (value, place) }
        }
        output.append(best.value)
        places.append(Double(best.place))
      }
    }
    store(output, to: operation.output, replica)
    if let target = operation.places { store(places, to: target, replica) }
  }

  mutating func run(_ operation: MaxPoolGradient, _ replica: Int) {
    let (gradient, places) = (load(operation.gradient, replica), load(operation.places, replica))
    let target = operation.inputGradient
    let channels = target.channels
    var sums = [Double](repeating: 0, count: target.count)
    operation.window.forEachPair(images: target.rows / operation.window.inputCount) {
      row, pixel, place in
      for c in 0..<channels where places[row * channels + c] == Double(place) {
        sums[pixel * channels + c] += gradient[row * channels + c]
      }
    }
    store(sums, to: target, replica)
  }

  mutating func run(_ operation: AveragePool, _ replica: Int) {
    let input = load(operation.input, replica)
    let (window, channels) = (operation.window, operation.input.channels)
    var output = [Double](repeating: 0, count: operation.output.count)
    window.forEachPair(images: operation.input.rows / window.inputCount) { row, pixel, _ in
      for c in 0..<channels { output[row * channels + c] += input[pixel * channels + c] }
    }
    for index in output.indices {
      output[index] /= window.divisor(index / channels, operation.countsPadding)
    }
    store(output, to: operation.output, replica)
  }

  mutating func run(_ operation: AveragePoolGradient, _ replica: Int) {
    let gradient = load(operation.gradient, replica)
    let (window, target) = (operation.window, operation.inputGradient)
    let channels = target.channels
    var sums = [Double](repeating: 0, count: target.count)
    window.forEachPair(images: target.rows / window.inputCount) { row, pixel, _ in
      for c in 0..<channels {
        sums[pixel * channels + c] +=
          gradient[row * channels + c] / window.divisor(row, operation.countsPadding)
      }
    }
    store(sums, to: target, replica)
  }

  mutating func run(_ operation: Addition, _ replica: Int) {
    let left = load(operation.left, replica)
    let right = operation.right.map { load($0, replica) }
    store(
      left.enumerated().map { $1 + (right?[$0] ?? 0) }, to: operation.output, replica)
  }
}

extension ReferenceMachine {
  mutating func run(_ operation: Augmentation, _ context: StepContext, _ replica: Int) {
    let (height, width) = (operation.height, operation.width)
    let input = load(operation.input, replica)
    let channels = operation.input.channels
    let settings = load(operation.settings, replica).map { Float($0) }
    let philox = Philox(seed: loadSeed(operation.seed, replica))
    var output: [Double] = []
    for image in 0..<operation.input.rows / (height * width) {
      let place = ImagePlacement(
        { settings[$0.rawValue] }, height: height, width: width, philox: philox, step: context.step,
        image: UInt32(image))
      func pixel(_ y: Double, _ x: Double, _ c: Int) -> Double {
        guard y >= 0, y < Double(height), x >= 0, x < Double(width) else { return 0 }
        let column = place.isFlipped ? width - 1 - Int(x) : Int(x)
        return input[((image * height + Int(y)) * width + column) * channels + c]
      }
      let (middleY, middleX) = (Double(height - 1) / 2, Double(width - 1) / 2)
      let (sine, cosine) = (sin(Double(place.angle)), cos(Double(place.angle)))
      for y in 0..<height {
        for x in 0..<width {
          let isCovered =
            place.cutTop..<place.cutTop + place.cutSide ~= y
            && place.cutLeft..<place.cutLeft + place.cutSide ~= x
          let dy = Double(y) - Double(place.shiftY) - middleY
          let dx = Double(x) - Double(place.shiftX) - middleX
          let (fromY, fromX) = (
            cosine * dy - sine * dx + middleY, sine * dy + cosine * dx + middleX
          )
          let (top, left) = (fromY.rounded(.down), fromX.rounded(.down))
          let (v, u) = (fromY - top, fromX - left)
          for c in 0..<channels {
            let value =
              (1 - v) * ((1 - u) * pixel(top, left, c) + u * pixel(top, left + 1, c))
              + v * ((1 - u) * pixel(top + 1, left, c) + u * pixel(top + 1, left + 1, c))
            output.append(isCovered ? 0 : value)
          }
        }
      }
    }
    store(output, to: operation.output, replica)
  }
}

extension Convolution {
  fileprivate var images: Int { input.rows / window.inputCount }
}

extension Window {
  /// Calls `body` for every output of `images` images and pixel that it sees: output and pixel counted over
  /// all images, and the place in the window.
  fileprivate func forEachPair(
    images: Int, _ body: (_ row: Int, _ pixel: Int, _ place: Int) -> Void
  ) {
    for row in 0..<images * outputCount {
      for (pixel, place) in pixels(output: row) { body(row, pixel, place) }
    }
  }

  /// What the window sees at an output, both counted over all images.
  fileprivate func pixels(output row: Int) -> [(pixel: Int, place: Int)] {
    let first = row / outputCount * inputCount
    return (0..<count).compactMap { place in
      pixel(output: row % outputCount, place: place).map { (first + $0, place) }
    }
  }

  fileprivate func divisor(_ row: Int, _ countsPadding: Bool) -> Double {
    Double(countsPadding ? count : pixels(output: row).count)
  }
}

import Programs

/// Batch normalisation, rectifiers whose slopes are operands, and the numbers drawn for them.
extension ReferenceMachine {
  mutating func run(_ operation: BatchNorm, _ replica: Int) {
    let columns = columns(of: operation.input, replica)
    let (scale, shift) = (load(operation.scale, replica), load(operation.shift, replica))
    let constants = load(operation.constants, replica)
    var outputs: [[Double]] = []
    var (means, inverses): ([Double], [Double]) = ([], [])
    var runningMean = load(operation.runningMean, replica)
    var runningVariance = load(operation.runningVariance, replica)
    for (channel, values) in columns.enumerated() {
      let mean = Self.mean(values)
      let variance = Self.mean(values.map { ($0 - mean) * ($0 - mean) })
      let deviation = (variance + constants[1]).squareRoot()
      outputs.append(
        values.map { ($0 - mean) / deviation * scale[channel] + shift[channel] })
      means.append(mean)
      inverses.append(1 / deviation)
      runningMean[channel] =
        (1 - constants[0]) * runningMean[channel] + constants[0] * mean
      runningVariance[channel] =
        (1 - constants[0]) * runningVariance[channel] + constants[0] * variance
    }
    store(Self.rows(of: outputs), to: operation.output, replica)
    store(means + inverses, to: operation.statistics, replica)
    store(runningMean, to: operation.runningMean, replica)
    store(runningVariance, to: operation.runningVariance, replica)
  }

  mutating func run(_ operation: BatchNormInference, _ replica: Int) {
    let (scale, shift) = (load(operation.scale, replica), load(operation.shift, replica))
    let mean = load(operation.runningMean, replica)
    let variance = load(operation.runningVariance, replica)
    let epsilon = load(operation.constants, replica)[1]
    let channels = operation.input.channels
    let outputs = load(operation.input, replica).enumerated().map { index, value in
      let c = index % channels
      return (value - mean[c]) / (variance[c] + epsilon).squareRoot() * scale[c] + shift[c]
    }
    store(outputs, to: operation.output, replica)
  }

  mutating func run(_ operation: BatchNormGradient, _ replica: Int) {
    let (gradients, inputs) = (
      columns(of: operation.gradient, replica), columns(of: operation.input, replica)
    )
    let statistics = load(operation.statistics, replica)
    let scale = load(operation.scale, replica)
    let channels = operation.input.channels
    var (byInput, byScale, byShift): ([[Double]], [Double], [Double]) = ([], [], [])
    for channel in 0..<channels {
      let (mean, inverse) = (statistics[channel], statistics[channels + channel])
      let normalized = inputs[channel].map { ($0 - mean) * inverse }
      let gradient = gradients[channel]
      let products = zip(gradient, normalized).map { $0 * $1 }
      let (meanGradient, meanProduct) = (Self.mean(gradient), Self.mean(products))
      byShift.append(gradient.reduce(0, +))
      byScale.append(products.reduce(0, +))
      byInput.append(
        zip(gradient, normalized).map {
          scale[channel] * inverse * ($0 - meanGradient - $1 * meanProduct)
        })
    }
    store(Self.rows(of: byInput), to: operation.gradient, replica)
    store(byScale, to: operation.scaleGradient, replica)
    store(byShift, to: operation.shiftGradient, replica)
  }

  mutating func run(_ operation: LeakyRectifier, _ replica: Int) {
    let slopes = slopes(operation.slope, of: operation.input, replica)
    store(
      zip(load(operation.input, replica), slopes).map { $0 < 0 ? $0 * $1 : $0 },
      to: operation.output, replica)
  }

  mutating func run(_ operation: LeakyRectifierGradient, _ replica: Int) {
    let slopes = slopes(operation.slope, of: operation.input, replica)
    let (gradient, input) = (load(operation.gradient, replica), load(operation.input, replica))
    let channels = operation.input.channels
    if let slopeGradient = operation.slopeGradient {
      var sums = [Double](repeating: 0, count: channels)
      for (index, value) in input.enumerated() where value < 0 {
        sums[index % channels] += gradient[index] * value
      }
      store(sums, to: slopeGradient, replica)
    }
    let byInput = gradient.indices.map {
      input[$0] < 0 ? gradient[$0] * slopes[$0] : gradient[$0]
    }
    store(byInput, to: operation.gradient, replica)
  }

  mutating func run(_ draw: UniformDraw, _ context: StepContext, _ replica: Int) {
    let philox = Philox(seed: loadSeed(draw.seed, replica))
    let numbers = (0..<draw.output.count).map { index in
      let block = philox.block(
        index: UInt32(index / 4), step: context.step, stream: draw.stream)
      let uniform = Philox.uniform([block.0, block.1, block.2, block.3][index % 4])
      return Double(draw.lower) + (Double(draw.upper) - Double(draw.lower)) * Double(uniform)
    }
    store(numbers, to: draw.output, replica)
  }

  /// One slope for each element.
  private func slopes(_ slope: Tensor, of values: Tensor, _ replica: Int) -> [Double] {
    let slopes = load(slope, replica)
    return (0..<values.count).map { slopes[$0 % slopes.count] }
  }

  /// The elements of a view in one replica, an array for each channel.
  private func columns(of tensor: Tensor, _ replica: Int) -> [[Double]] {
    Self.transposed(rows(of: tensor, replica))
  }

  /// What lies in columns, row by row.
  private static func rows(of columns: [[Double]]) -> [Double] {
    transposed(columns).flatMap(\.self)
  }

  private static func transposed(_ lines: [[Double]]) -> [[Double]] {
    lines[0].indices.map { index in lines.map { $0[index] } }
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }
}

import Foundation
import Programs

/// The operations that move data and draw random numbers.
extension ReferenceMachine {
  mutating func run(_ fill: Fill, _ replica: Int) {
    store(
      [Double](repeating: Double(fill.value), count: fill.output.count), to: fill.output, replica)
  }

  mutating func run(_ shuffle: Shuffle, _ context: StepContext, _ replica: Int) {
    let count = shuffle.order.count
    let permutation = IndexPermutation(
      count: count, seed: loadSeed(shuffle.seed, replica), epoch: Int(context.step))
    let shuffles = loadScalar(shuffle.enabled, replica) != 0
    store(
      (0..<count).map { shuffles ? Double(permutation[$0]) : Double($0) }, to: shuffle.order,
      replica)
  }

  mutating func run(_ gather: Gather, _ context: StepContext, _ replica: Int) {
    let examples = load(gather.examples, replica)
    let targets = load(gather.targets, replica)
    let normalization = load(gather.normalization, replica)
    let order = gather.order.map { load($0, replica) }
    let dataSet = Int(loadScalar(gather.dataSet, replica))
    let (features, width) = (gather.features, gather.targetWidth)
    var inputs: [Double] = []
    var batchTargets: [Double] = []
    for row in 0..<gather.inputs.rows {
      let position = context.row + row
      let example = order.map { Int($0[position]) } ?? position
      let line = dataSet * gather.exampleCount + example
      for feature in 0..<features {
        let channel = dataSet * gather.normalizedChannels + feature % gather.normalizedChannels
        let (scale, shift) = (normalization[2 * channel], normalization[2 * channel + 1])
        inputs.append(scale * examples[line * features + feature] + shift)
      }
      batchTargets += targets[line * width..<(line + 1) * width]
    }
    store(inputs, to: gather.inputs, replica)
    store(batchTargets, to: gather.batchTargets, replica)
  }

  mutating func run(_ dropout: Dropout, _ context: StepContext, _ replica: Int) {
    let philox = Philox(seed: loadSeed(dropout.seed, replica))
    let rate = loadScalar(dropout.rate, replica)
    let channels = dropout.input.channels
    let thinned = load(dropout.input, replica).enumerated().map { index, value in
      let (row, channel) = index.quotientAndRemainder(dividingBy: channels)
      let block = philox.block(
        index: UInt32(channel / 4), step: context.step, stream: dropout.stream, row: UInt32(row))
      let draw = Philox.uniform([block.0, block.1, block.2, block.3][channel % 4])
      return Double(draw) >= rate ? value / (1 - rate) : 0
    }
    store(thinned, to: dropout.output, replica)
  }

  mutating func run(_ noise: InputNoise, _ context: StepContext, _ replica: Int) {
    let (inputs, share) = (load(noise.input, replica), loadScalar(noise.share, replica))
    guard share != 0 else {
      store(inputs, to: noise.output, replica)
      return store([0], to: noise.deviation, replica)
    }
    let count = Double(inputs.count)
    let mean = inputs.reduce(0, +) / count
    let deviation = (inputs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    let philox = Philox(seed: loadSeed(noise.seed, replica))
    let noisy = inputs.enumerated().map { index, value in
      let block = philox.block(
        index: UInt32(index / 4), step: context.step, stream: .inputNoise)
      let (a, b) = index % 4 < 2 ? (block.0, block.1) : (block.2, block.3)
      let (u, v) = (Double((a >> 8) + 1) * 0x1p-24, Double(b >> 8) * 0x1p-24)
      let angle = 2 * Double.pi * v
      let z = (-2 * log(u)).squareRoot() * (index % 2 == 0 ? cos(angle) : sin(angle))
      return value + share * deviation * z
    }
    store(noisy, to: noise.output, replica)
    store([deviation], to: noise.deviation, replica)
  }
}

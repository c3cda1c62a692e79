import Datasets
import Networks
import Programs
import Training

/// A small classification that can be learnt: each class lights its own pixels, with noise.
func blobs(
  name: String = "blobs", train: Int = 130, test: Int = 70, side: Int = 4, classes: Int = 3,
  testClasses: Int? = nil, seed: UInt64 = 1
) -> Dataset {
  func examples(_ count: Int, stream: UInt32, classes: Int) -> Examples {
    let philox = Philox(seed: seed)
    var pixels: [UInt8] = []
    var labels: [Int32] = []
    for example in 0..<count {
      let label = example % classes
      labels.append(Int32(label))
      for pixel in 0..<side * side {
        let word = philox.block(UInt32(example), UInt32(pixel), stream, 0).0
        let noise = Int(word % 120)
        pixels.append(UInt8(pixel % classes == label ? 100 + noise : noise))
      }
    }
    return Examples(
      count: count, featureCount: side * side, features: .bytes(pixels),
      targets: .labels(labels, classes: classes))
  }
  return Dataset(
    name: name, title: name, exampleShape: ExampleShape(height: side, width: side, channels: 1),
    classNames: (0..<classes).map { "class \($0)" },
    train: examples(train, stream: 1, classes: classes),
    test: examples(test, stream: 2, classes: testClasses ?? classes))
}

/// Settings of one replica with everything plain unless said.
func replica(
  seed: UInt64 = 1, dataSet: Int = 0, rate: Double = 0.01, dropout: Double = 0, l2: Double = 0,
  l1: Double = 0, maxNorm: Double = 0, clip: GradientClip = .none, labelSmoothing: Double = 0,
  inputNoise: Double = 0, augmentation: ImageAugmentation = .none, isShuffled: Bool = true,
  initializer: Initializer = .glorotUniform
) -> ReplicaSettings {
  ReplicaSettings(
    seed: seed, dataSet: dataSet, rate: rate,
    coefficients: OptimizerMethod.adam.defaultCoefficients, dropout: dropout,
    l2: l2, l1: l1, maxNorm: maxNorm, clip: clip, labelSmoothing: labelSmoothing,
    inputNoise: inputNoise, augmentation: augmentation, isShuffled: isShuffled,
    initializer: initializer,
    startingWeights: nil)
}

/// A small regression: one value that is linear in two of three features, with noise.
///
/// - Parameters:
///   - offset: added to every value, which a network must learn by its bias.
///   - testOffset: added to the values of the test part alone.
func line(
  name: String = "line", train: Int = 130, test: Int = 70, offset: Float = 0.5,
  testOffset: Float = 0, scale: Float = 1, indicatorChannels: Set<Int> = []
) -> Dataset {
  func examples(_ count: Int, stream: UInt32, offset: Float) -> Examples {
    let philox = Philox(seed: 5)
    var features: [Float] = []
    var values: [Float] = []
    for example in 0..<count {
      let words = philox.block(UInt32(example), 0, stream, 0)
      let x = [words.0, words.1, words.2].map { 2 * Philox.uniform($0) - 1 }
      features += [scale * x[0] + 3 * (scale - 1), x[1], x[2] > 0 ? 1 : 0]
      values.append(x[0] - 0.5 * x[1] + 0.05 * (2 * Philox.uniform(words.3) - 1) + offset)
    }
    return Examples(
      count: count, featureCount: 3, features: .floats(features),
      targets: .values(values, width: 1))
  }
  return Dataset(
    name: name, title: name, exampleShape: ExampleShape(height: 1, width: 1, channels: 3),
    classNames: [], train: examples(train, stream: 1, offset: offset),
    test: examples(test, stream: 2, offset: offset + testOffset),
    indicatorChannels: indicatorChannels)
}

// A network of one's own on data of one's own: two spirals, told apart by a residual network.
//
//   swift run --package-path Examples/OwnModel -c release

import Foundation
import Lockstep

/// A block of layers under a name of its own.
struct Block: NetworkLayer {
  let width: Int

  var config: ConfigValue {
    Residual {
      Dense(width, activation: .tanh)
      Dropout()
      Dense(width)
    }.config
  }
}

@main
enum OwnModel {
  /// Points on two spirals; every fourth is for the test.
  static func spirals() throws -> Dataset {
    var train = LabelledExamples<Float, Int>(features: [], targets: [])
    var test = train
    for number in 0..<1600 {
      let (label, step) = (number % 2, Float(number / 2) / 800)
      let angle = 7 * step + Float(label) * .pi
      let point = [cos(angle), sin(angle)].map { Float($0) * (0.1 + step) }
      if number / 2 % 4 == 3 {
        test.features += point
        test.targets.append(label)
      } else {
        train.features += point
        train.targets.append(label)
      }
    }
    return try Dataset(
      name: "spirals", shape: ExampleShape(height: 1, width: 1, channels: 2),
      classNames: ["first", "second"], train: train, test: test)
  }

  static func main() async throws {
    let study = try Study(
      "spirals", data: .own(spirals()),
      network: Network(initializer: .glorotNormal) {
        Dense(32, activation: .tanh)
        for _ in 0..<2 { Block(width: 32) }
        Dense(.outputs)
      }, optimizer: .adam(learningRate: 0.005), schedule: .cosine(), epochs: 40, seed: 3)

    var trained: TrainedStudy?
    for try await event in study.events(on: .cpu) {
      switch event {
      case .device(let line): print(line)
      case .progress(let progress)
      where progress.step == progress.steps && progress.epoch % 10 == 0:
        print("epoch \(progress.epoch) of \(progress.epochs)")
      case .finished(let result): trained = result
      default: break
      }
    }
    guard let trained, let accuracy = try trained.trial(1)[.testAccuracy] else { return }
    print("test accuracy: \(accuracy)")

    // One point a pass; the device stays open between the calls.
    let predictor = try await trained.predictor(batchSize: 1)
    for point in [[0.3, 0.1], [-0.3, -0.1]] as [[Float]] {
      let label = try await predictor.predict(point).labels[0]
      print("the point \(point) belongs to the \(predictor.classNames[label]) spiral")
    }
    guard accuracy > 0.9 else { fatalError("the spirals were not learnt") }
  }
}

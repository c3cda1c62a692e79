import Foundation
import Networks
import Programs

/// The inference of a ``TrainingCase``, one example after another: no program, no operations.
struct PlainNetwork {
  private let form: TrainingCase
  private let layout: ParameterLayout
  /// The parameters of each replica.
  private let parameters: [[Double]]

  init(_ form: TrainingCase, _ layout: ParameterLayout, _ parameters: [[Double]]) {
    self.form = form
    self.layout = layout
    self.parameters = parameters
  }

  /// The sums of the losses of some examples and of their absolute errors, and how many have their largest
  /// output at the label.
  func sums(
    replica: Int, _ part: TrainingCase.Part, _ examples: Range<Int>
  ) -> (loss: Double, correct: Int, absolute: Double) {
    examples.reduce(into: (loss: 0, correct: 0, absolute: 0)) { sums, example in
      let outputs = outputs(replica: replica, part, example)
      let dataSet = form.replicas[replica].dataSet
      if form.hasValues {
        let targets = outputs.indices.map {
          form.value(part, dataSet: dataSet, example: example, index: $0)
        }
        sums.loss += Self.meanSquare(outputs, targets)
        sums.absolute +=
          zip(outputs, targets).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(outputs.count)
      } else {
        let label = form.label(part, dataSet: dataSet, example: example)
        let powers = outputs.map { exp($0) }
        let probabilities = powers.map { $0 / powers.reduce(0, +) }
        switch form.loss {
        case .crossEntropy: sums.loss -= log(probabilities[label])
        case .meanSquaredError:
          let target = outputs.indices.map { $0 == label ? 1.0 : 0 }
          sums.loss += Self.meanSquare(probabilities, target)
        }
        if outputs.firstIndex(of: outputs.max() ?? .nan) == label { sums.correct += 1 }
      }
    }
  }

  private static func meanSquare(_ values: [Double], _ targets: [Double]) -> Double {
    zip(values, targets).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(values.count)
  }

  private func outputs(replica: Int, _ part: TrainingCase.Part, _ example: Int) -> [Double] {
    let dataSet = form.replicas[replica].dataSet
    var values = (0..<form.shape.count).map { feature in
      let channel = feature % form.shape.channels
      let (scale, shift) = form.normalization(
        part, dataSet: dataSet, channel: channel, seed: form.replicas[replica].seed)
      return scale * form.pixel(part, dataSet: dataSet, example: example, feature: feature) + shift
    }
    var layer = 0
    func next(_ name: String) -> [Double] { parameter("layers.\(layer).\(name)", replica) }
    func dense(_ width: Int) {
      let (weights, biases) = (next("weight"), next("bias"))
      values = (0..<width).map { unit in
        values.enumerated().reduce(biases[unit]) {
          $0 + $1.element * weights[$1.offset * width + unit]
        }
      }
      layer += 1
    }
    func normalize() {
      let (scale, shift) = (next("weight"), next("bias"))
      let (mean, variance) = (next("running_mean"), next("running_var"))
      let epsilon = single(form.replicas[replica].batchNorm.epsilon)
      values = values.enumerated().map { unit, value in
        (value - mean[unit]) / (variance[unit] + epsilon).squareRoot() * scale[unit] + shift[unit]
      }
      layer += 1
    }
    func activate() {
      let slope = single(form.replicas[replica].slope)
      switch form.rectifier {
      case nil: values = values.map { activated($0, slope) }
      case .drawn: values = values.map { $0 < 0 ? $0 * slope : $0 }
      case .learnt:
        let slopes = next("weight")
        values = values.enumerated().map { $1 < 0 ? $1 * slopes[$0] : $1 }
        layer += 1
      }
    }
    for width in form.hidden {
      dense(width)
      if form.batchNorm == .before { normalize() }
      activate()
      if form.batchNorm == .after { normalize() }
    }
    dense(TrainingCase.outputs)
    return values
  }

  private func activated(_ value: Double, _ slope: Double) -> Double {
    switch form.activation {
    case .identity: value
    case .relu: max(value, 0)
    case .sigmoid: 1 / (1 + exp(-value))
    case .tanh: tanh(value)
    default: form.activation.reference(value, slope: slope)
    }
  }

  private func parameter(_ name: String, _ replica: Int) -> [Double] {
    guard let entry = layout.entries.first(where: { $0.name == name }) else { return [] }
    return Array(parameters[replica][entry.offset..<entry.offset + entry.parameter.count])
  }
}

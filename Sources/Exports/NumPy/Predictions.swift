import Datasets
import Networks

extension NumPyArchive {
  /// Predictions for examples, beside what is right.
  ///
  /// Of a classification `probabilities` [N, classes], `predicted` and `labels` [N], `class_names`; of a regression
  /// `predictions` and `targets` [N, values]; of a table `feature_names` [F].
  /// - Parameters:
  ///   - predictions: [N, classes or values].
  ///   - inputShape: that of an example, to add the examples themselves: `pixels` [N, C, H, W] or `features`
  ///     [N, F], as the ONNX file takes them; `nil` to leave them out.
  ///   - featureNames: what the columns of a table are; empty for pictures.
  /// - Precondition: There are as many predictions as examples.
  public init(
    predictions: [Float], of task: ExportedNetwork.Task, for examples: Examples,
    inputShape: FeatureShape?, featureNames: [String] = []
  ) {
    let (count, width) = (examples.count, predictions.count / max(examples.count, 1))
    var arrays: [(name: String, array: NumPyArray)] = []
    switch task {
    case .classification(let classNames):
      let predicted = (0..<count).map { example in
        Int32(predictions[example * width..<(example + 1) * width].placeOfLargest)
      }
      arrays = [
        ("probabilities", NumPyArray(predictions, shape: [count, width])),
        ("predicted", NumPyArray(predicted, shape: [count])),
      ]
      if case .labels(let labels, _) = examples.targets {
        arrays.append(("labels", NumPyArray(labels, shape: [count])))
      }
      arrays.append(("class_names", NumPyArray(classNames)))
    case .regression:
      arrays = [("predictions", NumPyArray(predictions, shape: [count, width]))]
      if case .values(let values, let width) = examples.targets {
        arrays.append(("targets", NumPyArray(values, shape: [count, width])))
      }
    }
    if !featureNames.isEmpty { arrays.append(("feature_names", NumPyArray(featureNames))) }
    if let inputShape { arrays.append(Self.inputs(examples, inputShape)) }
    self.init(arrays)
  }

  private static func inputs(
    _ examples: Examples, _ shape: FeatureShape
  ) -> (name: String, array: NumPyArray) {
    let isImage = shape.positions > 1
    let extents = isImage ? [shape.channels, shape.height, shape.width] : [shape.count]
    let dimensions = [examples.count] + extents
    switch examples.features {
    case .bytes(let bytes):
      return (
        isImage ? "pixels" : "features",
        NumPyArray(channelByChannel(bytes, shape), shape: dimensions)
      )
    case .floats(let floats):
      return ("features", NumPyArray(channelByChannel(floats, shape), shape: dimensions))
    }
  }

  /// [N, H, W, C] as [N, C, H, W].
  private static func channelByChannel<Element: Numeric>(
    _ elements: [Element], _ shape: FeatureShape
  ) -> [Element] {
    guard shape.channels > 1, shape.positions > 1 else { return elements }
    var result = [Element](repeating: 0, count: elements.count)
    for example in stride(from: 0, to: elements.count, by: shape.count) {
      for position in 0..<shape.positions {
        for channel in 0..<shape.channels {
          result[example + channel * shape.positions + position] =
            elements[example + position * shape.channels + channel]
        }
      }
    }
    return result
  }
}

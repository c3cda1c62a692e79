import ExportMessages
import Networks
import Programs

/// A layer that has a form in ONNX.
protocol ONNXLayer: Layer {
  /// Adds the operators of the layer at inference.
  ///
  /// - Parameter input: what comes to the layer; features or images, whichever it makes.
  /// - Returns: What the layer makes of it, of the shape that ``/Networks/Layer/output(input:)`` says.
  /// - Throws: ``ExportError`` if ONNX has no such operator.
  func record(_ input: ONNXValue, _ place: ONNXPlace, _ writer: inout ONNXWriter) throws
    -> ONNXValue
}

/// Where a layer stands, and what belongs to it.
struct ONNXPlace {
  /// What the names of its nodes begin with.
  let name: String
  /// Its parameters, in the order it declared them.
  let weights: [NamedWeights]
}

extension ONNXWriter {
  /// Adds a parameter as a constant under its name in weight files and returns that.
  mutating func constant(_ weights: NamedWeights, shape: [Int]? = nil) -> String {
    graph.constant(weights.name, shape ?? weights.shape, weights.values)
  }

  /// Adds an activation.
  mutating func activation(
    _ activation: Activation, _ value: ONNXValue, _ place: ONNXPlace
  ) -> ONNXValue {
    var value = value
    value.name = graph.activation(activation, value.name, slope: slope, at: place.name)
    return value
  }
}

extension Dense: ONNXLayer {
  func record(_ input: ONNXValue, _ place: ONNXPlace, _ writer: inout ONNXWriter) -> ONNXValue {
    // Weight files have the inputs behind a flattening channel by channel, else as memory has them.
    let rows =
      input.shape.flattened != nil && !input.isImage
      ? input : writer.graph.rows(input, at: place.name)
    let parameters = place.weights.map { writer.constant($0) }
    let name = writer.graph.append(
      "Gemm", [rows.name] + parameters, at: place.name, [.int("transB", 1)])
    let sums = ONNXValue(name: name, shape: output(input: input.shape), isImage: false)
    return writer.activation(activation, sums, place)
  }
}

extension ConvolutionLayer: ONNXLayer {
  func record(_ input: ONNXValue, _ place: ONNXPlace, _ writer: inout ONNXWriter) -> ONNXValue {
    let sums = writer.convolution(form, groups: 1, input, place, output: output(input: input.shape))
    return writer.activation(activation, sums, place)
  }
}

extension DepthwiseConvolutionLayer: ONNXLayer {
  func record(_ input: ONNXValue, _ place: ONNXPlace, _ writer: inout ONNXWriter) -> ONNXValue {
    let sums = writer.convolution(
      form, groups: input.shape.channels, input, place, output: output(input: input.shape))
    return writer.activation(activation, sums, place)
  }
}

extension ONNXWriter {
  /// Adds the sums of a convolution, bias included where there is one.
  fileprivate mutating func convolution(
    _ form: WindowForm, groups: Int, _ input: ONNXValue, _ place: ONNXPlace, output: FeatureShape
  ) -> ONNXValue {
    let image = graph.image(input, at: place.name)
    let parameters = place.weights.map { constant($0) }
    let window = form.window(on: image.shape)
    let name = graph.append(
      "Conv", [image.name] + parameters, at: place.name,
      window.attributes
        + [.ints("dilations", [window.dilationY, window.dilationX]), .int("group", groups)])
    return ONNXValue(name: name, shape: output, isImage: true)
  }
}

extension Window {
  /// Extents, strides and padding as ONNX has them: padding above and on the left first.
  fileprivate var attributes: [ONNXAttribute] {
    [
      .ints("kernel_shape", [height, width]), .ints("strides", [strideY, strideX]),
      .ints("pads", [padding.top, padding.left, padding.bottom, padding.right]),
    ]
  }
}

extension PoolingLayer: ONNXLayer {
  func record(
    _ input: ONNXValue, _ place: ONNXPlace, _ writer: inout ONNXWriter
  ) throws -> ONNXValue {
    let image = writer.graph.image(input, at: place.name)
    let operation: (name: String, attributes: [ONNXAttribute])
    switch (kind, form?.window(on: image.shape)) {
    case (.max, nil): operation = ("GlobalMaxPool", [])
    case (.average, nil): operation = ("GlobalAveragePool", [])
    case (.max, let window?):
      let dilations = ONNXAttribute.ints("dilations", [window.dilationY, window.dilationX])
      operation = ("MaxPool", window.attributes + [dilations])
    case (.average(let countsPadding), let window?):
      guard window.dilationY == 1, window.dilationX == 1 else {
        throw ExportError(
          reason: "\(place.name): average pooling with dilation has no operator in ONNX "
            + "\(ONNXFile.operatorSet)")
      }
      let counts = ONNXAttribute.int("count_include_pad", countsPadding ? 1 : 0)
      operation = ("AveragePool", window.attributes + [counts])
    }
    let name = writer.graph.append(
      operation.name, [image.name], at: place.name, operation.attributes)
    return ONNXValue(name: name, shape: output(input: input.shape), isImage: true)
  }
}

extension BatchNormalization: ONNXLayer {
  func record(_ input: ONNXValue, _ place: ONNXPlace, _ writer: inout ONNXWriter) -> ONNXValue {
    // Scale, shift, mean and variance: the order of declaration is ONNX's, too.
    let parameters = place.weights.map { writer.constant($0) }
    var value = input
    value.name = writer.graph.append(
      "BatchNormalization", [input.name] + parameters, at: place.name,
      [.float("epsilon", writer.network.batchNorm.epsilon)])
    return writer.activation(activation, value, place)
  }
}

extension Rectifier: ONNXLayer {
  func record(_ input: ONNXValue, _ place: ONNXPlace, _ writer: inout ONNXWriter) -> ONNXValue {
    var value = input
    switch slopes {
    case .learnt:
      // Slopes are matched with trailing dimensions.
      let slope = place.weights[0]
      let shape = input.isImage ? slope.shape + [1, 1] : slope.shape
      let name = writer.constant(slope, shape: shape)
      value.name = writer.graph.append("PRelu", [input.name, name], at: place.name)
    case .drawn:
      let slope = writer.slope ?? Self.meanSlope
      value.name = writer.graph.append(
        "LeakyRelu", [input.name], at: place.name, [.float("alpha", slope)])
    }
    return value
  }
}

extension ActivationLayer: ONNXLayer {
  func record(_ input: ONNXValue, _ place: ONNXPlace, _ writer: inout ONNXWriter) -> ONNXValue {
    writer.activation(activation, input, place)
  }
}

extension DropoutLayer: ONNXLayer {
  /// Nothing: at inference it passes on what it gets.
  func record(_ input: ONNXValue, _ place: ONNXPlace, _ writer: inout ONNXWriter) -> ONNXValue {
    input
  }
}

extension Flatten: ONNXLayer {
  func record(_ input: ONNXValue, _ place: ONNXPlace, _ writer: inout ONNXWriter) -> ONNXValue {
    writer.graph.flattened(input, at: place.name)
  }
}

extension Branches: ONNXLayer {
  func record(
    _ input: ONNXValue, _ place: ONNXPlace, _ writer: inout ONNXWriter
  ) throws -> ONNXValue {
    var ends: [ONNXValue] = []
    for sequence in sequences { ends.append(try writer.append(sequence, to: input)) }
    let shape = output(input: input.shape)
    let areImages = ends.allSatisfy(\.isImage)
    switch joint {
    case .sum:
      // Shapes agree, so only images of one pixel can stand beside features.
      if !areImages { ends = ends.map { writer.graph.flattened($0, at: place.name) } }
      var sum = ends[0]
      for end in ends.dropFirst() {
        sum.name = writer.graph.append("Add", [sum.name, end.name], at: place.name)
      }
      return sum
    case .concatenation:
      guard ends.count > 1 else {
        // Behind a flatten its features are in the order of files, those of the joint in that of memory.
        let end = areImages ? ends[0] : writer.graph.rows(ends[0], at: place.name)
        return ONNXValue(name: end.name, shape: shape, isImage: areImages)
      }
      // None of several is flattened, so only images of one pixel can stand beside features.
      if !areImages { ends = ends.map { writer.graph.flattened($0, at: place.name) } }
      let name = writer.graph.append(
        "Concat", ends.map(\.name), at: place.name, [.int("axis", 1)])
      return ONNXValue(name: name, shape: shape, isImage: areImages)
    }
  }
}

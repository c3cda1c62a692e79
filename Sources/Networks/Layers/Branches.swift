import Programs

/// Sequences of layers side by side on the same input, and how what they come to is joined.
public struct Branches: Layer {
  /// How branches are joined.
  public enum Joint: Hashable, Sendable {
    /// Channels side by side, each branch writing its own.
    case concatenation
    /// Added up.
    case sum
  }

  /// The branches; one without layers passes on what it gets.
  public let sequences: [LayerSequence]
  /// How they are joined.
  public let joint: Joint

  /// Branches and their joint.
  public init(_ sequences: [[any Layer]], joint: Joint) {
    demand(!sequences.isEmpty, "branches: at least one is needed")
    self.sequences = sequences.map { LayerSequence($0) }
    self.joint = joint
  }

  /// What layers make of the input, added to the input, or to what `shortcut` makes of it; weight files have the
  /// layers of the shortcut first.
  ///
  /// Source: He, Zhang, Ren, Sun, "Deep residual learning for image recognition", CVPR 2016.
  public static func residual(
    _ layers: [any Layer], shortcut: [any Layer] = []
  ) -> Branches {
    Branches([shortcut, layers], joint: .sum)
  }

  /// `branches side by side`, `sum of branches`.
  public var title: String {
    joint == .concatenation ? "branches side by side" : "sum of branches"
  }

  /// The shape of one example after the joint.
  public func output(input: FeatureShape) -> FeatureShape {
    let outputs = sequences.map { $0.output(input: input) }
    switch joint {
    case .sum: return outputs[0]
    case .concatenation:
      return FeatureShape(
        height: outputs[0].height, width: outputs[0].width,
        channels: outputs.reduce(0) { $0 + $1.channels })
    }
  }

  /// Inputs of which branches make what cannot be joined.
  public func misfit(input: FeatureShape) -> String? {
    let outputs = sequences.map { $0.output(input: input) }
    let first = outputs[0]
    let shapes = outputs.map(\.description).joined(separator: " and ")
    // Weight files would have some features in another order than memory, others not.
    let isMixed =
      joint == .sum
      ? outputs.contains { $0.flattened != first.flattened }
      : outputs.count > 1 && outputs.contains { $0.flattened != nil }
    switch joint {
    case .sum:
      let agree = outputs.allSatisfy { $0.hasSameExtent(as: first) }
      if !agree {
        return
          "branches must come to the same shape to be added, not \(shapes); change one of them, "
          + "or put a layer into the shortcut"
      }
    case .concatenation:
      let agree = outputs.allSatisfy { $0.height == first.height && $0.width == first.width }
      if !agree {
        return "branches must come to images of one size, not \(shapes); pool or pad them alike"
      }
    }
    return isMixed
      ? "a branch ends with flattened images, another does not; put a dense layer behind the flatten"
      : nil
  }

  // MARK: - Forward

  /// Records the forward operations of all branches and the joint.
  public func forward(_ input: Tensor, _ context: LayerContext) -> LayerRecord {
    switch joint {
    case .concatenation: concatenate(input, context)
    case .sum: add(input, context)
    }
  }

  private func concatenate(_ input: Tensor, _ context: LayerContext) -> LayerRecord {
    let shape = output(input: context.input)
    let joined = context.output(context.batch * shape.positions, shape.channels)
    var inner: [[LayerRecord]] = []
    var isFree = true
    for (sequence, var place) in zip(sequences, contexts(context)) {
      let channels = joined.columns(place.channels)
      place.context.destination = channels
      let records = sequence.forward(input, place.context)
      let output = records.last?.output ?? input
      if output == channels {
        isFree = isFree && records.last?.isOutputFree ?? false
      } else {
        context.recorder.append(.addition(Addition(left: output, right: nil, output: channels)))
      }
      inner.append(records)
    }
    return LayerRecord(input: input, output: joined, inner: inner, isOutputFree: isFree)
  }

  private func add(_ input: Tensor, _ context: LayerContext) -> LayerRecord {
    let inner = zip(sequences, contexts(context)).map { $0.forward(input, $1.context) }
    let summands = inner.map { $0.last?.output ?? input }
    guard summands.count > 1 else {
      return LayerRecord(
        input: input, output: summands[0], inner: inner,
        isOutputFree: inner[0].last?.isOutputFree ?? false)
    }
    // Over one of the first two summands, if nobody reads it again.
    let free = inner.prefix(2).lazy.compactMap(\.last).first { $0.isOutputFree }
    let output =
      context.destination ?? free?.output
      ?? context.output(summands[0].rows, summands[0].channels)
    var sum = summands[0]
    for summand in summands.dropFirst() {
      context.recorder.append(.addition(Addition(left: sum, right: summand, output: output)))
      sum = output
    }
    return LayerRecord(input: input, output: output, inner: inner, isOutputFree: true)
  }

  // MARK: - Backward

  /// Records the backward operations of all branches; their gradients by the input are added up.
  public func backward(
    _ gradient: Tensor, _ record: LayerRecord, _ context: LayerContext
  ) -> Tensor? {
    var sum: Tensor?
    for (number, var place) in contexts(context).enumerated() {
      let records = record.inner[number]
      let numbers = place.context.number..<place.context.number + sequences[number].count
      guard context.needsInputGradient || context.routine.layout.trains(numbers) else { continue }
      place.context.gradientSum = sum
      let part = self.part(of: gradient, number, place.channels, record, context)
      guard let result = sequences[number].backward(part, records, place.context),
        context.needsInputGradient
      else { continue }
      guard let total = sum else {
        sum = result.isContiguous ? result : copy(result, "gradientSum", context)
        continue
      }
      // Else the branch has added to it.
      if result.buffer != total.buffer || result.offset != total.offset {
        context.recorder.append(.addition(Addition(left: total, right: result, output: total)))
      }
    }
    return sum
  }

  /// The gradient by what a branch came to, which the branch may overwrite.
  private func part(
    of gradient: Tensor, _ number: Int, _ channels: Range<Int>, _ record: LayerRecord,
    _ context: LayerContext
  ) -> Tensor {
    let name = "gradient\(number)"
    switch joint {
    case .concatenation:
      // A branch whose output is no part of the joint may not know rows that lie apart.
      let part = gradient.columns(channels)
      let isInPlace = record.inner[number].last?.output == record.output.columns(channels)
      return isInPlace || part.isContiguous ? part : copy(part, name, context)
    case .sum:
      let isLast = number == sequences.count - 1
      return isLast && gradient.isContiguous ? gradient : copy(gradient, name, context)
    }
  }

  private func copy(_ tensor: Tensor, _ name: String, _ context: LayerContext) -> Tensor {
    let copy = context.scratch(name, [tensor.rows, tensor.channels])
    context.recorder.append(.addition(Addition(left: tensor, right: nil, output: copy)))
    return copy
  }

  /// Where each branch stands, and which channels of a concatenation are its own.
  private func contexts(
    _ context: LayerContext
  ) -> [(context: SequenceContext, channels: Range<Int>)] {
    var start = 0
    return zip(sequences, context.inner(sequences)).map { sequence, inner in
      let end = start + sequence.output(input: context.input).channels
      defer { start = end }
      return (inner, start..<end)
    }
  }
}

import Programs

/// Records the program of a case and notes its inputs and what is to be compared.
package final class CaseBuilder {
  /// Where operations go.
  package let recorder: Recorder
  private(set) var inputs: [RecordedCase.Input] = []
  private(set) var comparisons: [RecordedCase.Comparison] = []
  private let name: String
  private let replicaNumbers: [Int]

  init(name: String, replicaNumbers: [Int]) {
    self.name = name
    self.replicaNumbers = replicaNumbers
    recorder = Recorder(replicas: replicaNumbers.count)
  }

  /// Appends an operation to the open routine.
  package func append(_ operation: Operation) { recorder.append(operation) }

  /// A constant with its own part for each replica.
  package func constant(
    _ name: String, _ dimensions: [Int], _ values: CaseValues, _ element: ElementType = .float32
  ) -> Tensor {
    note(recorder.constant(name, dimensions, element), values)
  }

  /// A constant that all replicas share.
  package func shared(
    _ name: String, _ dimensions: [Int], _ values: CaseValues, _ element: ElementType = .float32
  ) -> Tensor {
    note(recorder.shared(name, dimensions, element), values)
  }

  /// Memory that starts as `values` and is compared at the end if a bound is given.
  package func state(
    _ name: String, _ dimensions: [Int], _ values: CaseValues, compared bound: Bound? = nil,
    _ element: ElementType = .float32
  ) -> Tensor {
    let tensor = note(recorder.persistent(name, dimensions, element), values)
    if let bound { compare(tensor, bound) }
    return tensor
  }

  /// Memory that starts as noise, so that an element nobody writes is found, and is compared at the end.
  package func output(
    _ name: String, _ dimensions: [Int], _ bound: Bound, _ element: ElementType = .float32
  ) -> Tensor {
    let noise: CaseValues = element == .float32 ? .uniform(-9...9) : .integers(100..<120)
    return state(name, dimensions, noise, compared: bound, element)
  }

  /// Notes that a tensor's buffer is compared, or only these elements of each replica's part.
  ///
  /// - Parameter isCompensated: each element is compared less the next element, its compensation.
  package func compare(
    _ tensor: Tensor, _ bound: Bound, indices: [Int]? = nil, isCompensated: Bool = false
  ) {
    comparisons.append(
      .init(buffer: tensor.buffer, bound: bound, indices: indices, isCompensated: isCompensated))
  }

  /// Sums as in the middle of an epoch: loss and penalty, each with its compensation, counts, and
  /// absolute errors with their compensation.
  package static let smallSums: [Double] = [2.5, 0, 0.75, 0, 3, 5, 1.25, 0]
  /// Sums that lose most of what is added to them unless they are compensated.
  package static let largeSums: [Double] = [0x1p20, 0, 0x1p20, 0, 3, 5, 0x1p24, 0]

  /// A metrics tensor whose sums start as `start`.
  ///
  /// Each sum is compared alone and less its compensation; alone it may be off by a rounding more.
  /// - Parameter countsCorrect: whether the number of right rows is defined by the case.
  package func metrics(
    _ name: String = "metrics", loss: Bound, penalty: Bound = .exact, absolute: Bound = .exact,
    countsCorrect: Bool = true, start: [Double] = CaseBuilder.smallSums
  ) -> Tensor {
    let tensor = state(name, [MetricSlot.count], .list(start))
    for (slot, bound) in [
      (MetricSlot.loss, loss), (.penalty, penalty), (.absoluteError, absolute),
    ] {
      let alone = Bound(
        factor: bound.factor + 1, length: bound.length, magnitude: bound.magnitude)
      compare(tensor, alone, indices: [slot.rawValue])
      compare(tensor, bound, indices: [slot.rawValue], isCompensated: true)
    }
    let counts: [MetricSlot] = countsCorrect ? [.correct, .examples] : [.examples]
    compare(tensor, .exact, indices: counts.map(\.rawValue))
    return tensor
  }

  private func note(_ tensor: Tensor, _ values: CaseValues) -> Tensor {
    let buffer = tensor.buffer
    let numbers = buffer.shape.replicas == nil ? [0] : replicaNumbers
    let elements = numbers.flatMap {
      values.elements(
        count: buffer.shape.elementsPerReplica, replica: $0, key: "\(name)/\(buffer.name)")
    }
    inputs.append(.init(buffer: buffer, values: elements))
    return tensor
  }
}

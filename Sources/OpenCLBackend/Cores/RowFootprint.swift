import Programs

/// Where the rows of an operation lie in one of its operands.
struct RowView {
  /// The elements of the first row.
  private let first: Range<Int>
  /// The elements from one row to the next.
  private let stride: Int

  /// The tensor as `rows` rows, which may also be written flat; `nil` if it is not made of so many.
  init?(_ tensor: Tensor, rows: Int) {
    let isFlat = tensor.rows != rows
    guard !isFlat || tensor.isContiguous && tensor.count.isMultiple(of: rows) else { return nil }
    let width = isFlat ? tensor.count / rows : tensor.channels
    first = tensor.offset..<tensor.offset + width
    stride = isFlat ? width : tensor.rowStride
  }

  /// Whether no row of this view shares an element with another row of a view of the same buffer: both
  /// lie in the same windows of one stride.
  func keepsRowsApart(from other: RowView) -> Bool {
    let start = min(first.lowerBound, other.first.lowerBound)
    let end = max(first.upperBound, other.first.upperBound)
    return stride == other.stride && end - start <= stride
  }
}

/// What an operation touches when it is done for some of its rows only.
struct RowFootprint {
  /// An operand, once for each role.
  struct Access {
    let tensor: Tensor
    let isWritten: Bool
    /// The rows, if the operation touches only those it is done for.
    let rows: RowView?

    /// Whether two accesses for different rows may touch the same element, and one writes it.
    func mixesRows(with other: Access) -> Bool {
      guard isWritten || other.isWritten, tensor.overlaps(other.tensor) else { return false }
      guard let rows, let otherRows = other.rows else { return true }
      return !rows.keepsRowsApart(from: otherRows)
    }
  }

  let accesses: [Access]

  /// What `operation` touches when its `rows` rows (or parameters) are divided.
  init(_ operation: Operation, rows: Int) {
    let payload = operation.payload
    var (reads, writes) = (payload.reads, payload.writes)
    var accesses = operation.operandsByRow.map { tensor in
      // A tensor may have other roles beside this one.
      if let role = reads.firstIndex(of: tensor) { reads.remove(at: role) }
      return Access(
        tensor: tensor, isWritten: writes.contains(tensor),
        rows: RowView(tensor, rows: rows))
    }
    writes.removeAll(where: operation.operandsByRow.contains)
    accesses += reads.map { Access(tensor: $0, isWritten: false, rows: nil) }
    accesses += writes.map { Access(tensor: $0, isWritten: true, rows: nil) }
    self.accesses = accesses
  }

  /// Whether rows of one operation depend on other rows of the other.
  func mixesRows(with other: RowFootprint) -> Bool {
    accesses.contains { other.accesses.contains(where: $0.mixesRows) }
  }

  /// Whether rows of the operation depend on other rows of itself, as where a row is written over the
  /// next one.
  var mixesRows: Bool {
    accesses.indices.contains { index in
      accesses[index].rows != nil
        && accesses.indices.contains {
          $0 != index && accesses[index].mixesRows(with: accesses[$0])
        }
    }
  }
}

extension Operation {
  /// The operands that are touched row by row where the operation is done row by row (or, for an update,
  /// parameter by parameter); all others are touched as a whole.
  fileprivate var operandsByRow: [Tensor] {
    switch self {
    case .gather(let gather): [gather.inputs, gather.batchTargets]
    case .gemm(let gemm): (gemm.transposeLeft ? [] : [gemm.left]) + [gemm.output]
    case .biasActivation(let operation): [operation.values] + list(operation.preactivation)
    case .biasActivationGradient(let operation): [operation.gradient, operation.source]
    case .batchNormInference(let operation): [operation.input, operation.output]
    case .leakyRectifier(let operation):
      [operation.input, operation.output] + slopesByRow(operation.slope, operation.input)
    case .leakyRectifierGradient(let operation):
      [operation.gradient, operation.input] + slopesByRow(operation.slope, operation.input)
    case .uniformDraw(let draw): [draw.output]
    case .dropout(let dropout): [dropout.input, dropout.output]
    case .inputNoise(let noise): [noise.input, noise.output]
    case .softmax(let softmax): [softmax.logits, softmax.probabilities]
    case .softmaxGradient(let softmax): [softmax.gradient, softmax.probabilities]
    case .softmaxCrossEntropy(let loss): [loss.logits, loss.labels] + list(loss.gradient)
    case .squaredError(let loss): [loss.predictions, loss.targets] + list(loss.gradient)
    case .optimizerUpdate(let update): [update.parameters, update.gradients] + update.moments
    case .addition(let addition): [addition.left, addition.output] + list(addition.right)
    // The columns that a part of max-norm takes are no rows, and what a window sees are other rows.
    case .convolution, .convolutionInputGradient, .convolutionWeightGradient,
      .depthwiseConvolution, .depthwiseInputGradient, .depthwiseWeightGradient, .maxPool,
      .maxPoolGradient, .averagePool, .averagePoolGradient, .augmentation:
      []
    case .batchNorm, .batchNormGradient, .fill, .fusedGemm, .gradientTransform, .maxNorm, .shuffle,
      .weightPenalty:
      []
    }
  }

  /// Slopes, if each row has its own.
  private func slopesByRow(_ slope: Tensor, _ values: Tensor) -> [Tensor] {
    SlopeSteps(slope, channels: values.channels).row == 0 ? [] : [slope]
  }

  private func list(_ tensor: Tensor?) -> [Tensor] { tensor.map { [$0] } ?? [] }
}

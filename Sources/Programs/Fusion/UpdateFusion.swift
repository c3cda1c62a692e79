/// Fuses products that are gradients by weights with the optimizer's update of these weights.
///
/// An update of one flat tensor is divided: each product that nothing but the update reads takes the part
/// that belongs to it, and what is left stays where it was.
struct UpdateFusion {
  /// The operations of every routine.
  let routines: [[Operation]]
  /// The routine that is fused.
  let number: Int

  /// Gaps shorter than this between gradients are padding: parameters start at multiples of 64 bytes.
  private static let alignment = 16

  private var operations: [Operation] { routines[number] }

  func fuse(where accepts: (FusedGemm) -> Bool) -> [Operation] {
    var lists = operations.map { [$0] }
    for (position, operation) in operations.enumerated() {
      guard case .optimizerUpdate(let update) = operation else { continue }
      var taken: [Range<Int>] = []
      for earlier in operations.indices.prefix(position) {
        guard let (fused, range) = fuse(earlier, with: update, at: position), accepts(fused)
        else { continue }
        lists[earlier] = [.fusedGemm(fused)]
        taken.append(range)
      }
      guard !taken.isEmpty else { continue }
      lists[position] = remainder(of: update, without: taken).map {
        .optimizerUpdate(update.part($0))
      }
    }
    return lists.flatMap(\.self)
  }

  /// The operation at `earlier` with its part of the update at `position`, and which part that is.
  private func fuse(
    _ earlier: Int, with update: OptimizerUpdate, at position: Int
  ) -> (FusedGemm, Range<Int>)? {
    guard case .gemm(let gemm) = operations[earlier], gemm.output.isContiguous,
      update.gradients.covers(gemm.output)
    else { return nil }
    let start = gemm.output.offset - update.gradients.offset
    let range = start..<start + gemm.output.count
    let part = update.part(range)
    let passed = operations[(earlier + 1)..<position]
    let fused = FusedGemm(gemm: gemm, epilogue: .update(part))
    guard fused.check() == nil,
      !passed.contains(where: Operation.optimizerUpdate(part).conflicts),
      !isRead(gemm.output, writtenAt: earlier, besidesBy: position)
    else { return nil }
    return (fused, range)
  }

  /// Whether an operation other than the update at `position` reads a gradient that would no longer be
  /// stored, in this or another routine, in this or a later step.
  private func isRead(_ gradient: Tensor, writtenAt earlier: Int, besidesBy position: Int) -> Bool {
    for (routine, operations) in routines.enumerated() {
      // Whether the routine has stored a gradient of its own there.
      var isStored = false
      for (index, operation) in operations.enumerated() {
        let isOwn = routine == number
        let reads = operation.payload.reads
        if !isStored && !(isOwn && index == position), reads.contains(where: gradient.overlaps) {
          return true
        }
        if isOwn && index == earlier {
          isStored = false
        } else if operation.stores(gradient) {
          isStored = true
        }
      }
    }
    return false
  }

  /// The parts of an update that nobody took, without padding at their ends.
  private func remainder(of update: OptimizerUpdate, without taken: [Range<Int>]) -> [Range<Int>] {
    var start = 0
    var parts: [Range<Int>] = []
    for range in taken.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      parts.append(start..<range.lowerBound)
      start = range.upperBound
    }
    parts.append(start..<update.parameters.count)
    return parts.filter { !$0.isEmpty }.compactMap { trimmed($0, of: update) }
  }

  /// A part without the padding at its ends, or `nil` if it is nothing else.
  private func trimmed(_ part: Range<Int>, of update: OptimizerUpdate) -> Range<Int>? {
    let gradients = update.gradients
    let written = routines.joined().flatMap(\.payload.writes)
      .filter { $0.buffer == gradients.buffer }
      .map { tensor in
        (tensor.span.lowerBound - gradients.offset..<tensor.span.upperBound - gradients.offset)
          .clamped(to: part)
      }
      .filter { !$0.isEmpty }
    guard let first = written.map(\.lowerBound).min(), let last = written.map(\.upperBound).max()
    else { return part.count < Self.alignment ? nil : part }
    let lower = first - part.lowerBound < Self.alignment ? first : part.lowerBound
    let upper = part.upperBound - last < Self.alignment ? last : part.upperBound
    return lower..<upper
  }
}

extension Operation {
  /// Whether every element of a gradient is what this operation made it, whatever it was before.
  fileprivate func stores(_ gradient: Tensor) -> Bool {
    if case .fusedGemm(let fused) = self, case .update = fused.epilogue { return false }
    return payload.writes.contains { $0.covers(gradient) }
      && !payload.reads.contains { $0.overlaps(gradient) }
  }
}

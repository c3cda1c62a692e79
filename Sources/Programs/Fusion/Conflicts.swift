extension Tensor {
  /// The elements of each replica's part from the view's first to its last, gaps between rows included.
  var span: Range<Int> { offset..<offset + (rows - 1) * rowStride + channels }

  /// Whether two views may share an element.
  ///
  /// Gaps between rows count as elements, so two sets of columns of one matrix overlap: an operation that
  /// could have moved stays, and no number is wrong.
  public func overlaps(_ other: Tensor) -> Bool {
    buffer == other.buffer && span.overlaps(other.span)
  }

  /// Whether two views have exactly the same elements in the same order.
  func hasSameElements(as other: Tensor) -> Bool {
    guard buffer == other.buffer, offset == other.offset, count == other.count else { return false }
    if isContiguous && other.isContiguous { return true }
    return channels == other.channels && rowStride == other.rowStride
  }

  /// Whether every element of `other` is one of this view.
  func covers(_ other: Tensor) -> Bool {
    hasSameElements(as: other)
      || buffer == other.buffer && isContiguous && span.contains(other.span)
  }
}

extension Range {
  fileprivate func contains(_ other: Range) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}

extension Operation {
  /// Whether it reads or writes an element of `tensor`.
  func touches(_ tensor: Tensor) -> Bool {
    let payload = payload
    return (payload.reads + payload.writes).contains { $0.overlaps(tensor) }
  }

  /// Whether the order of two operations matters: one writes what the other reads or writes.
  public func conflicts(with other: Operation) -> Bool {
    payload.writes.contains(where: other.touches) || other.payload.writes.contains(where: touches)
  }
}

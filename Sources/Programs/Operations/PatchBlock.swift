/// How many outputs' patches of a convolution lie in a core's cache at a time.
///
/// It depends on the shapes of one replica alone: sums over blocks are added up in their order, and both
/// backends cut them in the same places.
package enum PatchBlock {
  /// Bytes of a block of patches that are multiplied with weights: a part of the second cache.
  private static let byteCount = 96 << 10
  /// Bytes of a block that is summed over: longer sums are stored less often.
  private static let summedByteCount = 256 << 10

  /// The outputs of a block.
  ///
  /// - Parameters:
  ///   - width: Numbers of a patch.
  ///   - isSummed: Whether products sum over the outputs.
  package static func rows(width: Int, isSummed: Bool) -> Int {
    let fitting = (isSummed ? summedByteCount : byteCount) / (4 * width)
    return min(max(fitting / 8 * 8, 16), 128)
  }
}

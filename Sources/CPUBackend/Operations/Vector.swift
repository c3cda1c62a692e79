/// The vector all loops are written in; the compiler splits it to what the processor has.
typealias Vector = SIMD16<Float>

extension UnsafeMutablePointer<Float> {
  /// The vector that starts at element `index`, aligned or not.
  @inline(__always)
  func vector(_ index: Int) -> Vector {
    UnsafeRawPointer(self + index).loadUnaligned(as: Vector.self)
  }

  /// Stores the vector that starts at element `index`, aligned or not.
  @inline(__always)
  func store(_ vector: Vector, _ index: Int) {
    UnsafeMutableRawPointer(self + index).storeBytes(of: vector, as: Vector.self)
  }
}

import Programs

/// What an input of a case holds: a pure function of the case, the tensor, the replica and the index.
public enum CaseValues: Sendable {
  /// Nothing but zeros.
  case zeros
  /// Random numbers in a range.
  case uniform(ClosedRange<Float>)
  /// Random whole numbers in a range, such as labels.
  case integers(Range<Int>)
  /// Random 32-bit words, such as seeds.
  case words
  /// One value for each replica, taken again from the first when they run out.
  case byReplica([Float])
  /// These elements in every replica, taken again from the first when they run out.
  case list([Double])
  /// These elements again and again, in every replica from another one on.
  case rotated([Double])
  /// Any function of the replica and the index in its part.
  case function(@Sendable (_ replica: Int, _ index: Int) -> Double)

  /// Labels of which some are no class, next to either end and far off; replica 0 has none of these.
  static func withStrays(classes: Int) -> CaseValues {
    let strays = [-1, classes, Int(Int32.min), Int(Int32.max)]
    return .function { replica, index in
      guard replica > 0, index % 9 == 4 else { return Double(index % classes) }
      return Double(strays[index / 9 % strays.count])
    }
  }

  /// The elements of one replica's part; every element type is exact in `Double`.
  ///
  /// - Parameters:
  ///   - key: names case and tensor, so that no two inputs are alike.
  ///   - replica: the number of the replica in the full case, also when it runs alone.
  func elements(count: Int, replica: Int, key: String) -> [Double] {
    switch self {
    case .zeros: return [Double](repeating: 0, count: count)
    case .uniform(let range):
      let width = range.upperBound - range.lowerBound
      return Self.words(count: count, replica: replica, key: key).map {
        Double(range.lowerBound + width * Philox.uniform($0))
      }
    case .integers(let range):
      return Self.words(count: count, replica: replica, key: key).map {
        Double(range.lowerBound + Int($0) % range.count)
      }
    case .words: return Self.words(count: count, replica: replica, key: key).map(Double.init)
    case .byReplica(let values):
      return [Double](repeating: Double(values[replica % values.count]), count: count)
    case .list(let values): return (0..<count).map { values[$0 % values.count] }
    case .rotated(let values):
      return (0..<count).map { values[($0 + replica) % values.count] }
    case .function(let function): return (0..<count).map { function(replica, $0) }
    }
  }

  private static func words(count: Int, replica: Int, key: String) -> [UInt32] {
    let philox = Philox(seed: hash(key))
    return (0..<count).map { index in
      let block = philox.block(UInt32(index / 4), UInt32(replica), 0, 0)
      return [block.0, block.1, block.2, block.3][index % 4]
    }
  }

  /// FNV-1a, which is the same in every process (`Hasher` is not).
  private static func hash(_ key: String) -> UInt64 {
    key.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

import CPUKernels
import Foundation
import Synchronization

/// Where workers that share one replica wait for each other around the operations they share.
///
/// They spin, since an operation takes microseconds; a worker that has lost its core is waited for
/// with the core given away.
final class Barrier: Sendable {
  private let count: Int
  private let arrived = Atomic<Int>(0)
  private let generation = Atomic<Int>(0)
  /// Turns of the loop before the core is given away: about 20 microseconds.
  private static let patience = 500

  init(count: Int) { self.count = count }

  /// Returns when all workers have called it; what they wrote before is then visible to all.
  func wait() {
    guard count > 1 else { return }
    let current = generation.load(ordering: .acquiring)
    if arrived.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue == count {
      arrived.store(0, ordering: .relaxed)
      generation.store(current &+ 1, ordering: .releasing)
      return
    }
    var turns = 0
    while generation.load(ordering: .acquiring) == current {
      turns += 1
      if turns < Self.patience { cpu_relax() } else { sched_yield() }
    }
  }
}

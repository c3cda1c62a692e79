import Foundation
import Synchronization
import Testing

@testable import CPUBackend

@Suite("Worker pool")
struct WorkerPoolTests {
  @Test("two callers take turns")
  func twoCallers() {
    let pool = WorkerPool(count: 3)
    let counters = Counters()
    DispatchQueue.concurrentPerform(iterations: 2) { caller in
      for _ in 0..<500 {
        pool.run { _ in
          // Work of one caller at a time: nobody of the other is inside.
          counters.enter(caller)
          counters.leave(caller)
        }
      }
    }
    #expect(counters.calls == 2 * 500 * 3)
    #expect(counters.overlaps == 0)
  }

  private final class Counters: Sendable {
    private let state = Mutex((inside: [0, 0], calls: 0, overlaps: 0))

    var calls: Int { state.withLock { $0.calls } }
    var overlaps: Int { state.withLock { $0.overlaps } }

    func enter(_ caller: Int) {
      state.withLock {
        $0.inside[caller] += 1
        $0.calls += 1
        if $0.inside[1 - caller] > 0 { $0.overlaps += 1 }
      }
    }

    func leave(_ caller: Int) { state.withLock { $0.inside[caller] -= 1 } }
  }
}

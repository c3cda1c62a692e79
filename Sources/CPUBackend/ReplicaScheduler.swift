import CFloatingPoint
import Dispatch
import Synchronization

/// Spreads replicas over cores: every worker takes the next replica that nobody has taken.
///
/// Replicas are independent, so who computes which cannot change a number.
final class ReplicaScheduler: Sendable {
  let workers: Int

  init(workers: Int) { self.workers = workers }

  /// Calls `body(replica, worker)` once for each replica; returns when all are done.
  func run(replicas: Int, _ body: @Sendable (_ replica: Int, _ worker: Int) -> Void) {
    let next = NextReplica()
    DispatchQueue.concurrentPerform(iterations: min(workers, replicas)) { worker in
      let state = floating_point_flush_denormals()
      defer { floating_point_restore(state) }
      while true {
        let replica = next.take()
        guard replica < replicas else { return }
        body(replica, worker)
      }
    }
  }

  private final class NextReplica: Sendable {
    private let value = Atomic<Int>(0)
    func take() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
  }
}

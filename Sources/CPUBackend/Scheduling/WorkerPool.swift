import CFloatingPoint
import Foundation

/// Threads that run one piece of work together: as many at the same time as there are workers.
///
/// Dispatch does not promise that iterations run at the same time, and workers that wait for one another
/// at a barrier need that.
final class WorkerPool: @unchecked Sendable {
  /// How many workers there are, the caller's thread included.
  let count: Int
  private let shared: Shared
  /// Held by the caller whose work is done: programs of one backend may be run from several threads.
  private let turn = NSLock()

  /// What the threads and the pool share; outlives the pool until the last thread has left.
  private final class Shared: @unchecked Sendable {
    let condition = NSCondition()
    var body: (@Sendable (Int) -> Void)?
    /// Counts the pieces of work.
    var generation = 0
    var running = 0
    var isClosed = false
  }

  init(count: Int) {
    self.count = count
    shared = Shared()
    for worker in 1..<max(count, 1) {
      let thread = Thread { [shared] in Self.serve(shared, worker) }
      thread.name = "lockstep worker \(worker)"
      // Kernels keep a panel of a matrix on the stack.
      thread.stackSize = 1 << 20
      thread.start()
    }
  }

  deinit {
    shared.condition.withLock {
      shared.isClosed = true
      shared.condition.broadcast()
    }
  }

  /// Calls `body` once for each worker, all at the same time; returns when all are done.
  ///
  /// Denormal numbers are flushed to zero meanwhile. Not to be called from within `body`.
  func run(_ body: @Sendable @escaping (_ worker: Int) -> Void) {
    turn.lock()
    defer { turn.unlock() }
    shared.condition.withLock {
      shared.body = body
      shared.generation += 1
      shared.running = count - 1
      shared.condition.broadcast()
    }
    let state = floating_point_flush_denormals()
    body(0)
    floating_point_restore(state)
    shared.condition.withLock {
      while shared.running > 0 { shared.condition.wait() }
      shared.body = nil
    }
  }

  private static func serve(_ shared: Shared, _ worker: Int) {
    _ = floating_point_flush_denormals()
    var served = 0
    while true {
      shared.condition.lock()
      while shared.generation == served && !shared.isClosed { shared.condition.wait() }
      if shared.isClosed {
        shared.condition.unlock()
        return
      }
      served = shared.generation
      let body = shared.body
      shared.condition.unlock()
      body?(worker)
      shared.condition.withLock {
        shared.running -= 1
        if shared.running == 0 { shared.condition.broadcast() }
      }
    }
  }
}

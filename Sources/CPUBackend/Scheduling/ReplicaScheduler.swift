import Synchronization

/// Spreads replicas over cores.
///
/// Every worker takes the next replica that nobody has taken, and runs all its steps while its data is in
/// the core's cache. The replicas left when there are fewer of them than workers are each done by a team,
/// every member its share of every large operation. Replicas are independent and shares do not change the
/// order of a sum, so who computes what cannot change a number.
final class ReplicaScheduler: Sendable {
  private let pool: WorkerPool
  var workers: Int { pool.count }

  init(_ pool: WorkerPool) { self.pool = pool }

  /// One worker's part in a replica.
  struct Assignment {
    let replica: Int
    let worker: Int
    /// Whose scratch memory is used: a team's is that of its first member.
    let arena: Int
    /// The worker's share of every operation.
    let share: Share
    /// Where the team meets after every operation; `nil` for a worker alone.
    let barrier: Barrier?
  }

  /// The sizes a team may have for the replicas that are left over, 1 first: powers of two, and all.
  func teamSizes(replicas: Int) -> [Int] {
    let left = replicas % workers
    guard left > 0 else { return [1] }
    let largest = workers / left
    return sequence(first: 1) { $0 * 2 }.prefix { $0 < largest } + [largest]
  }

  /// Calls `body` for every replica, once or with each member's share; returns when all are done.
  ///
  /// - Parameter teamSize: one of ``teamSizes(replicas:)``.
  func run(replicas: Int, teamSize: Int, _ body: @Sendable @escaping (Assignment) -> Void) {
    let teams = Teams(replicas: teamSize == 1 ? 0 : replicas % workers, size: teamSize)
    let alone = replicas - teams.barriers.count
    let next = NextReplica()
    pool.run { worker in
      while true {
        let replica = next.take()
        guard replica < alone else { break }
        body(
          Assignment(replica: replica, worker: worker, arena: worker, share: .all, barrier: nil))
      }
      let team = worker / teams.size
      guard team < teams.barriers.count else { return }
      let barrier = teams.barriers[team]
      // The team's memory may still be in use by its owner's last replica.
      barrier.wait()
      body(
        Assignment(
          replica: alone + team, worker: worker, arena: team * teams.size,
          share: Share(index: worker % teams.size, count: teams.size), barrier: barrier))
    }
  }

  /// One team of equal size for each replica that is left over.
  private struct Teams {
    let size: Int
    let barriers: [Barrier]

    init(replicas: Int, size: Int) {
      self.size = size
      barriers = (0..<replicas).map { _ in Barrier(count: size) }
    }
  }

  private final class NextReplica: Sendable {
    private let value = Atomic<Int>(0)
    func take() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
  }
}

/// One worker's share of an operation.
struct Share: Sendable, Equatable {
  let index: Int
  let count: Int

  /// The whole operation.
  static let all = Share(index: 0, count: 1)

  /// Whether this worker does what cannot be shared.
  var isFirst: Bool { index == 0 }

  /// This share of `0 ..< total`, cut at multiples of `unit`.
  @inline(__always)
  func range(of total: Int, unit: Int) -> Range<Int> {
    if count == 1 { return 0..<total }
    let units = (total + unit - 1) / unit
    let first = units * index / count * unit
    let last = units * (index + 1) / count * unit
    return Swift.min(first, total)..<Swift.min(last, total)
  }
}

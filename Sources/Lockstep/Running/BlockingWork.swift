import Dispatch
import Synchronization

/// Does work that blocks on one of Dispatch's threads, none of those that tasks share.
///
/// - Parameters:
///   - queue: where; a serial one for work that must not overlap.
///   - work: is given what says whether the task was cancelled, which it should ask now and then.
/// - Throws: What the work throws, as ``StudyError``.
func runBlocking<Outcome: Sendable>(
  on queue: DispatchQueue = .global(),
  _ work: @escaping @Sendable (_ shouldStop: @escaping @Sendable () -> Bool) throws -> Outcome
) async throws(StudyError) -> Outcome {
  let isCancelled = Flag()
  let outcome: Result<Outcome, StudyError> = await withTaskCancellationHandler {
    await withCheckedContinuation {
      (continuation: CheckedContinuation<Result<Outcome, StudyError>, Never>) in
      queue.async {
        continuation.resume(
          returning: Result { () throws(StudyError) -> Outcome in
            do { return try work { isCancelled.isSet } } catch { throw StudyError(error) }
          })
      }
    }
  } onCancel: {
    isCancelled.set()
  }
  return try outcome.get()
}

/// A flag that is set once, from any thread.
private final class Flag: Sendable {
  private let value = Atomic<Bool>(false)

  var isSet: Bool { value.load(ordering: .relaxed) }

  func set() { value.store(true, ordering: .relaxed) }
}

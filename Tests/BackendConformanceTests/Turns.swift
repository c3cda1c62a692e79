import Synchronization

/// One task after the other, in the order in which they came; no thread waits.
final class Turns: Sendable {
  private struct State {
    var isTaken = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  func alone<Result>(_ body: () async throws -> Result) async rethrows -> Result {
    await take()
    defer { pass() }
    return try await body()
  }

  private func take() async {
    await withCheckedContinuation { task in
      let isFree = state.withLock { state in
        if state.isTaken { state.waiting.append(task) }
        defer { state.isTaken = true }
        return !state.isTaken
      }
      if isFree { task.resume() }
    }
  }

  private func pass() {
    let next = state.withLock { state in
      state.isTaken = !state.waiting.isEmpty
      return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
    }
    next?.resume()
  }
}

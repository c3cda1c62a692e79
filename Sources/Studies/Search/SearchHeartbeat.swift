import Dispatch

/// Says every few seconds that a process lives, until it is released.
final class SearchHeartbeat {
  private let timer: any DispatchSourceTimer

  init(_ worker: SearchWorker, device: String, in store: SearchStore) {
    timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "search-heartbeat"))
    timer.schedule(deadline: .now() + SearchWorker.pulse, repeating: SearchWorker.pulse)
    // A beat that could not be written is made up for by the next one; a broken store is found by whoever
    // writes results.
    timer.setEventHandler { try? store.beat(worker, device: device) }
    timer.resume()
  }

  deinit { timer.cancel() }
}

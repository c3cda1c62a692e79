import Foundation
import Synchronization

/// Ctrl-C and SIGTERM: the first asks the run to stop after the current piece, a second leaves at once.
enum Interrupts {
  private static let received = Atomic<Int32>(0)

  /// Starts listening.
  static func listen() {
    // A parent may have left them blocked: then neither would ever arrive.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        // A handler may do little: note the signal, or leave.
        let (isFirst, _) = Interrupts.received.compareExchange(
          expected: 0, desired: number, ordering: .relaxed)
        if !isFirst { _exit(128 + number) }
      }
    }
  }

  /// The signal that asked to stop, if any.
  static var signalNumber: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }
}

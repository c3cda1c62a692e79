import Foundation
import Synchronization

/// Ctrl-C and SIGTERM: the first asks the run to stop after the current piece, a second leaves at once.
enum Interrupts {
  private static let received = Atomic<Int32>(0)
  /// Whether somebody reads a line at once.
  private static let isTerminal = Atomic<Bool>(false)

  /// Starts listening.
  static func listen() {
    // A parent may have left them blocked: then neither would ever arrive.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    isTerminal.store(isatty(STDERR_FILENO) == 1, ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        // A handler may do little: note the signal, say a line, or leave.
        let (isFirst, _) = Interrupts.received.compareExchange(
          expected: 0, desired: number, ordering: .relaxed)
        if !isFirst { _exit(128 + number) }
        guard Interrupts.isTerminal.load(ordering: .relaxed) else { return }
        // The piece under way may take a while.
        let note: StaticString = "\nstopping after this step; once more leaves at once\n"
        let error = errno
        _ = write(STDERR_FILENO, note.utf8Start, note.utf8CodeUnitCount)
        errno = error
      }
    }
  }

  /// The signal that asked to stop, if any.
  static var signalNumber: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }
}

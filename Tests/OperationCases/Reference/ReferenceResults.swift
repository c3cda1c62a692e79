import Programs
import Synchronization

/// What the reference machine makes of each full case, computed once for all backends.
enum ReferenceResults {
  private static let known = Mutex<[String: [Int: [Double]]]>([:])

  /// The contents of the buffers that are compared, by id.
  static func contents(of recorded: RecordedCase) -> [Int: [Double]] {
    if let contents = known.withLock({ $0[recorded.name] }) { return contents }
    var machine = ReferenceMachine(recorded)
    machine.run(recorded.passes)
    var contents: [Int: [Double]] = [:]
    for buffer in recorded.comparedBuffers { contents[buffer.id] = machine.contents(of: buffer) }
    known.withLock { $0[recorded.name] = contents }
    return contents
  }
}

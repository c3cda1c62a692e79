import Foundation
import Programs

/// Traces of operations as a file that Perfetto (ui.perfetto.dev) and Chrome's tracing page open.
///
/// One process for each lockstep group, one thread for each core or queue; on it a span for each step,
/// and within it one for each operation. Times are microseconds from the first span of the process.
/// Source: "Trace Event Format", the Chromium project, 2016.
public struct ChromeTrace {
  private var events: [Event] = []
  private var omitted = 0
  private var processes = 0

  /// A trace without processes.
  public init() {}

  /// Adds a lockstep group.
  ///
  /// - Parameters:
  ///   - name: what the process is called.
  ///   - program: what the spans' positions mean.
  public mutating func add(_ trace: OperationTrace, of program: Program, name: String) {
    processes += 1
    omitted += trace.omitted
    events.append(.metadata("process_name", name, process: processes))
    let origin = trace.spans.map(\.start).min() ?? 0
    let tracks = Dictionary(grouping: trace.spans, by: \.track).sorted { $0.key < $1.key }
    for (track, spans) in tracks {
      events.append(
        .metadata(
          "thread_name", "\(trace.trackName) \(track)", process: processes, thread: track))
      add(spans.sorted { $0.start < $1.start }, of: program, origin: origin)
    }
  }

  /// Adds the spans of one track in order, those of one step within a span of their own.
  private mutating func add(
    _ spans: [OperationTrace.Span], of program: Program, origin: UInt64
  ) {
    var first = 0
    while first < spans.count {
      let step = spans[first]
      let end =
        spans[first...].firstIndex {
          ($0.routine, $0.step, $0.replicas) != (step.routine, step.step, step.replicas)
        } ?? spans.count
      let last = spans[end - 1]
      let routine = program.routines[step.routine]
      events.append(
        Event(
          name: "\(routine.name), step \(step.step)", category: "step", process: processes,
          thread: step.track, start: step.start - origin,
          duration: last.start + last.duration - step.start, margin: 1,
          arguments: Event.Arguments(step: step.step, replicas: Self.words(step.replicas))))
      for span in spans[first..<end] {
        let operation = routine.operations[span.position]
        events.append(
          Event(
            name: "\(operation.family) \(operation.detail)", category: operation.family,
            process: processes, thread: span.track, start: span.start - origin,
            duration: span.duration, margin: 4,
            arguments: Event.Arguments(step: span.step, replicas: Self.words(span.replicas))))
      }
      first = end
    }
  }

  private static func words(_ replicas: Range<Int>) -> String {
    replicas.count == 1
      ? "\(replicas.lowerBound)" : "\(replicas.lowerBound)–\(replicas.upperBound - 1)"
  }

  /// One line about calls that found no room, or `nil` if all are there.
  public var notice: String? {
    guard omitted > 0 else { return nil }
    return "the trace is full: the last \(NumberFormat.grouped(omitted)) calls are not in it; "
      + "take fewer steps with --profile-steps, or fewer trials"
  }

  /// The file's text.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(
      decoding: try encoder.encode(
        File(traceEvents: events, displayTimeUnit: "ns", otherData: ["omitted": "\(omitted)"])),
      as: UTF8.self)
  }

  /// Writes the file under a temporary name and renames it.
  ///
  /// - Throws: ``OutputError``.
  public func write(to url: URL) throws { try OutputFile.write(try json(), to: url) }

  /// Finds out whether a file of this name could be written, and leaves nothing.
  ///
  /// - Throws: ``OutputError``.
  public static func checkWritable(_ url: URL) throws { try OutputFile.checkWritable(url) }

  private struct File: Encodable {
    let traceEvents: [Event]
    let displayTimeUnit: String
    let otherData: [String: String]
  }
}

/// A complete event (`X`) or a name (`M`).
private struct Event: Encodable {
  struct Arguments: Encodable {
    var step: UInt32?
    var replicas: String?
    var name: String?
  }

  let name: String
  let cat: String?
  let ph: String
  let pid: Int
  let tid: Int
  let ts: Double?
  let dur: Double?
  let args: Arguments

  /// A span from nanoseconds.
  ///
  /// - Parameter margin: nanoseconds that it ends early. Readers cut microseconds down to whole
  ///   nanoseconds, start and duration each, and a span must neither touch the next one nor leave
  ///   the step it is in.
  init(
    name: String, category: String, process: Int, thread: Int, start: UInt64, duration: UInt64,
    margin: UInt64, arguments: Arguments
  ) {
    self.name = name
    cat = category
    ph = "X"
    pid = process
    tid = thread
    ts = Double(start) / 1000
    dur = Double(duration > margin ? duration - margin : 0) / 1000
    args = arguments
  }

  /// The name of a process or a thread.
  private init(_ kind: String, _ name: String, _ process: Int, _ thread: Int) {
    self.name = kind
    (cat, ts, dur) = (nil, nil, nil)
    ph = "M"
    pid = process
    tid = thread
    args = Arguments(name: name)
  }

  static func metadata(_ kind: String, _ name: String, process: Int, thread: Int = 0) -> Event {
    Event(kind, name, process, thread)
  }
}

/// When single calls of operations ran: a bounded list of spans on tracks.
public final class OperationTrace {
  /// One call of an operation.
  public struct Span: Sendable, Equatable {
    /// The routine, by its position in the program.
    public let routine: Int
    /// The operation, by its position in the routine.
    public let position: Int
    /// The core or queue it ran on, from 0: spans of one track do not overlap.
    public let track: Int
    /// The replicas it ran for.
    public let replicas: Range<Int>
    /// The training step, or the epoch in routines run once an epoch.
    public let step: UInt32
    /// Nanoseconds on a clock that all spans share.
    public let start: UInt64
    /// Nanoseconds it took.
    public let duration: UInt64

    /// A call of an operation.
    public init(
      routine: Int, position: Int, track: Int, replicas: Range<Int>, step: UInt32, start: UInt64,
      duration: UInt64
    ) {
      self.routine = routine
      self.position = position
      self.track = track
      self.replicas = replicas
      self.step = step
      self.start = start
      self.duration = duration
    }
  }

  /// The largest number of spans: 100,000 are some 15 MB of JSON, which viewers open at once.
  public static let defaultLimit = 100_000

  /// The largest number of spans that is kept.
  public let limit: Int
  /// What a track is: `core`, `queue`.
  public var trackName = "core"
  /// The spans, in no order.
  public private(set) var spans: [Span] = []
  /// Calls for which there was no room.
  public private(set) var omitted = 0

  /// An empty trace.
  public init(limit: Int = OperationTrace.defaultLimit) { self.limit = limit }

  /// How many spans there is room for.
  public var room: Int { limit - spans.count }

  /// Adds spans as far as there is room.
  ///
  /// - Parameter omitted: calls that the caller has left out already.
  public func append(_ more: some Collection<Span>, omitted: Int = 0) {
    let fitting = more.prefix(max(room, 0))
    spans.append(contentsOf: fitting)
    self.omitted += omitted + more.count - fitting.count
  }
}

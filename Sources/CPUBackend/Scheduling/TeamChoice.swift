import Dispatch

/// How many cores share a replica that is left over: found by trying, again and again.
///
/// What a barrier and a line in another core's cache cost depends on where the cores are, which on a
/// virtual machine changes while a program runs: there a team of two was from 1.7 times as fast as
/// one core to half as fast. The size changes no number, so the fastest of the moment is taken.
struct TeamChoice {
  /// Steps of one trial at least, the first of which brings the data to the cores and is not timed.
  private static let fewestSteps = 5
  /// Nanoseconds of one trial: to wake the other cores takes a part of that.
  private static let trialTime: UInt64 = 2_000_000
  /// How much longer than its trials a piece of work must be; shorter ones are trials as a whole.
  private static let leastFactor = 3
  /// How many short pieces come from one round of trials to the next.
  private static let period = 32

  private let sizes: [Int]
  /// Nanoseconds of a clock that only runs forward.
  private let now: () -> UInt64
  /// Nanoseconds a step when a size was last tried.
  private var times: [UInt64]
  private var shortPieces = 0

  /// The size that was fastest when last tried.
  var best: Int { sizes[times.indices.min { times[$0] < times[$1] } ?? 0] }

  init(
    sizes: [Int], now: @escaping () -> UInt64 = { DispatchTime.now().uptimeNanoseconds }
  ) {
    self.sizes = sizes
    self.now = now
    times = Array(repeating: 0, count: sizes.count)
  }

  /// Does `steps` steps in pieces, `piece(range, size)` each.
  mutating func run(steps: Int, _ piece: (Range<Int>, Int) -> Void) {
    guard steps > 0 else { return }
    guard sizes.count > 1 else { return piece(0..<steps, sizes[0]) }
    let most = steps / (Self.leastFactor * sizes.count)
    guard most >= Self.fewestSteps else { return runShort(steps, piece) }
    let wanted = times.max().map { $0 == 0 ? 0 : Int(Self.trialTime / $0) } ?? 0
    let trial = min(max(wanted, Self.fewestSteps), most)
    for index in sizes.indices {
      let first = index * trial
      piece(first..<first + 1, sizes[index])
      time(first + 1..<first + trial, index, piece)
    }
    piece(trial * sizes.count..<steps, best)
  }

  private mutating func runShort(_ steps: Int, _ piece: (Range<Int>, Int) -> Void) {
    let turn = shortPieces % Self.period
    shortPieces += 1
    if turn < sizes.count {
      time(0..<steps, turn, piece)
    } else {
      piece(0..<steps, best)
    }
  }

  private mutating func time(
    _ steps: Range<Int>, _ index: Int, _ piece: (Range<Int>, Int) -> Void
  ) {
    let start = now()
    piece(steps, sizes[index])
    times[index] = max((now() - start) / UInt64(steps.count), 1)
  }
}

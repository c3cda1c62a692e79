import Dispatch

/// How many cores share a replica that is left over: found by trying, again and again.
///
/// What a barrier and a line in another core's cache cost depends on where the cores are, which on a
/// virtual machine changes while a program runs: there a team of two was from 1.7 times as fast as
/// one core to half as fast. The size changes no number, so the fastest of the moment is taken.
struct TeamChoice {
  /// Steps of one trial: some milliseconds of a small network.
  static let trialSteps = 8
  /// How much longer than its trials a piece of work must be.
  private static let leastFactor = 4

  private let sizes: [Int]
  /// The size that was fastest when last tried.
  private(set) var best: Int

  init(sizes: [Int]) {
    self.sizes = sizes
    best = sizes[0]
  }

  /// Does `steps` steps in pieces, `piece(range, size)` each.
  mutating func run(steps: Int, _ piece: (Range<Int>, Int) -> Void) {
    let trials = Self.trialSteps * sizes.count
    guard sizes.count > 1, steps >= Self.leastFactor * trials else {
      if steps > 0 { piece(0..<steps, best) }
      return
    }
    var shortest = UInt64.max
    for (index, size) in sizes.enumerated() {
      let first = index * Self.trialSteps
      // The first steps bring the data to the cores and are not timed.
      piece(first..<first + 2, size)
      let start = DispatchTime.now().uptimeNanoseconds
      piece(first + 2..<first + Self.trialSteps, size)
      let time = DispatchTime.now().uptimeNanoseconds - start
      if time < shortest { (shortest, best) = (time, size) }
    }
    piece(trials..<steps, best)
  }
}

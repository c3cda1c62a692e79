import Testing

@testable import CPUBackend

/// The choice by a clock that moves only when a step is done.
@Suite("Team choice")
struct TeamChoiceTests {
  /// A piece of work: the steps and the cores that shared a replica.
  private struct Piece: Equatable {
    let steps: Range<Int>
    let size: Int
  }

  /// Work whose steps take a known time.
  private final class Work {
    private var time: UInt64 = 1_000_000_007
    private(set) var pieces: [Piece] = []
    /// Nanoseconds of a step by team size.
    var stepTimes: [Int: UInt64]
    /// Nanoseconds more of the first step after another size, by team size.
    var changeTimes: [Int: UInt64] = [:]
    private var lastSize: Int?
    private(set) lazy var choice = TeamChoice(sizes: [1, 2, 4]) { [unowned self] in time }

    init(_ stepTimes: [Int: UInt64]) { self.stepTimes = stepTimes }

    /// - Returns: The pieces of this run.
    func run(_ steps: Int) -> [Piece] {
      let before = pieces.count
      choice.run(steps: steps) { range, size in
        pieces.append(Piece(steps: range, size: size))
        time += UInt64(range.count) * (stepTimes[size] ?? 0)
        if size != lastSize { time += changeTimes[size] ?? 0 }
        lastSize = size
      }
      return Array(pieces[before...])
    }
  }

  private func work(fastest: Int) -> Work {
    let work = Work([1: 900_000, 2: 800_000, 4: 700_000])
    work.stepTimes[fastest] = 600_000
    return work
  }

  @Test("every step is done once, in order", arguments: [1, 2, 44, 45, 100])
  func coverage(steps: Int) {
    let work = work(fastest: 2)
    for _ in 0..<3 {
      let pieces = work.run(steps)
      let covered = pieces.flatMap { Array($0.steps) } == Array(0..<steps)
      #expect(covered, "\(pieces)")
    }
  }

  @Test("the fastest size does the rest", arguments: [1, 2, 4])
  func fastest(size: Int) {
    // Trials of 5 steps, the first of which is a piece of its own.
    let trials = [1, 2, 4].enumerated().flatMap { index, size in
      [
        Piece(steps: index * 5..<index * 5 + 1, size: size),
        Piece(steps: index * 5 + 1..<index * 5 + 5, size: size),
      ]
    }
    let work = work(fastest: size)
    #expect(work.run(200) == trials + [Piece(steps: 15..<200, size: size)])
    #expect(work.choice.best == size)
  }

  @Test("the step after a change of size is not timed")
  func changes() {
    let work = work(fastest: 4)
    work.changeTimes = [4: 1_000_000_000]
    #expect(work.run(200).last == Piece(steps: 15..<200, size: 4))
  }

  @Test("trials last two milliseconds where steps are short")
  func shortSteps() {
    let work = Work([1: 10_000, 2: 20_000, 4: 5000])
    _ = work.run(3000)
    // By the slowest of the times of the run before: 2 ms are 100 steps.
    #expect(work.run(3000).last == Piece(steps: 300..<3000, size: 4))
  }

  @Test("a size that becomes the fastest is found")
  func changingTimes() {
    let work = work(fastest: 1)
    #expect(work.run(100).last?.size == 1)
    work.stepTimes[2] = 500_000
    #expect(work.run(100).last?.size == 2)
  }

  @Test("short pieces are trials, then go to the fastest", arguments: [1, 2, 4])
  func short(size: Int) {
    let work = work(fastest: size)
    let calls = (0..<36).map { _ in work.run(3) }
    #expect(calls.allSatisfy { $0.count == 1 && $0[0].steps == 0..<3 })
    let sizes = calls.map { $0[0].size }
    #expect(sizes.prefix(3) == [1, 2, 4])
    #expect(sizes[3..<32].allSatisfy { $0 == size })
    #expect(sizes[32..<35] == [1, 2, 4])
  }

  @Test("nothing is done for no steps, nothing is tried where there is no choice")
  func nothing() {
    #expect(work(fastest: 1).run(0).isEmpty)
    var single = TeamChoice(sizes: [2]) { fatalError("no time is taken") }
    var pieces: [Piece] = []
    single.run(steps: 99) { pieces.append(Piece(steps: $0, size: $1)) }
    #expect(pieces == [Piece(steps: 0..<99, size: 2)])
  }
}

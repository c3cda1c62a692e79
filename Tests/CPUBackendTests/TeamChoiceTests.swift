import Foundation
import Testing

@testable import CPUBackend

@Suite("Team choice")
struct TeamChoiceTests {
  /// A choice between 1, 2 and 4 cores, of which `fastest` is fast.
  private func ranges(steps: Int, fastest: Int, calls: Int = 1) -> [[(Range<Int>, Int)]] {
    var choice = TeamChoice(sizes: [1, 2, 4])
    return (0..<calls).map { _ in
      var pieces: [(Range<Int>, Int)] = []
      choice.run(steps: steps) { range, size in
        pieces.append((range, size))
        if size != fastest { usleep(UInt32(300 * range.count)) }
      }
      return pieces
    }
  }

  @Test("every step is done once, in order", arguments: [1, 2, 44, 45, 100])
  func coverage(steps: Int) {
    for pieces in ranges(steps: steps, fastest: 2, calls: 3) {
      let covered = pieces.flatMap { Array($0.0) } == Array(0..<steps)
      #expect(covered, "\(pieces)")
    }
  }

  @Test("the fastest size does the rest", arguments: [1, 2, 4])
  func fastest(size: Int) throws {
    let pieces = ranges(steps: 200, fastest: size)[0]
    #expect(Set(pieces.dropLast().map(\.1)) == [1, 2, 4])
    let last = try #require(pieces.last)
    #expect(last.1 == size && last.0.count == 185)
  }

  @Test("short pieces are trials, then go to the fastest", arguments: [1, 2, 4])
  func short(size: Int) {
    let calls = ranges(steps: 3, fastest: size, calls: 36).map { $0[0].1 }
    #expect(calls.prefix(3) == [1, 2, 4])
    #expect(calls[3..<32].allSatisfy { $0 == size })
    #expect(calls[32..<35] == [1, 2, 4])
  }

  @Test("nothing is done for no steps")
  func nothing() { #expect(ranges(steps: 0, fastest: 1)[0].isEmpty) }
}

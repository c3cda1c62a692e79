import Foundation
import Testing

@testable import Studies

@Suite("Sampling and narrowing")
struct SearchSamplerTests {
  private let space = SearchSpace(dimensions: [
    .init(key: "optimizer.rate", range: .logUniform(1e-4...1), steps: nil),
    .init(key: "regularizer.dropout", range: .uniform(0...0.5), steps: nil),
    .init(key: "batch", range: .integer(3...7), steps: nil),
  ])

  private func draws(_ count: Int, seed: UInt64 = 1) -> [[ParameterValue]] {
    let sampler = SearchSampler(space: space, seed: seed)
    return (1...count).map { sampler.draw($0, from: space.box) }
  }

  @Test func drawsAreFunctionsOfSeedAndNumber() {
    let all = draws(40)
    #expect(draws(40) == all)
    let single = SearchSampler(space: space, seed: 1).draw(17, from: space.box)
    #expect(single == all[16])
    #expect(draws(40, seed: 2) != all)
    #expect(Set(all).count == 40)
  }

  @Test func drawsSpreadAsTheyShould() {
    let all = draws(4000)
    func share(_ test: ([ParameterValue]) -> Bool) -> Double {
      Double(all.count(where: test)) / Double(all.count)
    }
    // Half of the orders of magnitude, half of the range, each whole number alike: within four
    // standard errors.
    #expect(abs(share { $0[0].number! < 0.01 } - 0.5) < 0.032)
    #expect(abs(share { $0[1].number! < 0.25 } - 0.5) < 0.032)
    for value in 3...7 {
      #expect(abs(share { $0[2] == .integer(value) } - 0.2) < 0.026)
    }
    #expect(all.allSatisfy { (1e-4...1).contains($0[0].number!) })
    #expect(all.allSatisfy { (0...0.5).contains($0[1].number!) })
    // Parameters of a trial have nothing to do with each other.
    #expect(abs(share { $0[0].number! < 0.01 && $0[1].number! < 0.25 } - 0.25) < 0.028)
  }

  @Test func numbersHaveSixDigits() {
    #expect(SearchRange.rounded(0.012345678) == 0.0123457)
    #expect(SearchRange.rounded(1.23456789e-9) == 1.23457e-9)
    #expect(SearchRange.rounded(-98_765_432) == -98_765_400)
    #expect(SearchRange.rounded(0) == 0)
  }

  @Test func whatWasTriedIsNotTriedAgain() {
    let small = SearchSpace(dimensions: [.init(key: "batch", range: .integer(1...6), steps: nil)])
    let sampler = SearchSampler(space: small, seed: 5)
    var tried: Set<[ParameterValue]> = []
    for number in 1...6 { tried.insert(sampler.draw(number, from: small.box, unlike: tried)) }
    #expect(tried.count == 6)
  }

  @Test func aGridGoesFromEndToEnd() {
    let space = SearchSpace(dimensions: [
      .init(key: "optimizer.rate", range: .logUniform(0.001...1), steps: 4),
      .init(key: "batch", range: .integer(10...20), steps: 3),
      .init(key: "regularizer.dropout", range: .uniform(0...1), steps: 2),
    ])
    let grid = SearchSampler(space: space, seed: 1).grid()
    #expect(grid.count == 24)
    #expect(Set(grid).count == 24)
    #expect(grid[0] == [.number(0.001), .integer(10), .number(0)])
    #expect(grid[23] == [.number(1), .integer(20), .number(1)])
    #expect(Set(grid.map { $0[0] }) == [.number(0.001), .number(0.01), .number(0.1), .number(1)])
    #expect(Set(grid.map { $0[1] }) == [.integer(10), .integer(15), .integer(20)])
  }

  @Test func aBoxNarrowsAroundTheBestInOrdersOfMagnitude() {
    // 16 trials in two dimensions: neighbours of a regular grid are a quarter of a side apart.
    let plane = SearchSpace(dimensions: [
      .init(key: "optimizer.rate", range: .logUniform(1e-4...1), steps: nil),
      .init(key: "regularizer.dropout", range: .uniform(0...0.8), steps: nil),
    ])
    let box = SearchBox.around(
      [[.number(0.01), .number(0.1)], [.number(0.1), .number(0.05)]], in: plane, last: plane.box,
      of: 16)
    // Half of a quarter of four orders of magnitude; of 0.8: 0.1, which ends at 0 below.
    #expect(box.intervals == [.numbers(0.00316228...0.316228), .numbers(0...0.2)])
    let next = SearchBox.around(
      [[.number(0.02), .number(0.1)]], in: plane, last: box, of: 16)
    guard case .numbers(let rates) = next.intervals[0] else { return }
    // A quarter of two orders of magnitude, around 0.02.
    #expect(abs(log10(rates.upperBound / rates.lowerBound) - 0.5) < 1e-4)
    #expect(abs((rates.lowerBound * rates.upperBound).squareRoot() - 0.02) < 1e-6)
  }

  @Test("a box stays within a range whose ends have more than six digits")
  func narrowRanges() {
    for range in [0.00123456789...0.00123456789, 0.123456712...0.123456714] {
      let line = SearchSpace(dimensions: [
        .init(key: "optimizer.rate", range: .uniform(range), steps: nil)
      ])
      let box = SearchBox.around(
        [[.number(SearchRange.rounded(range.lowerBound))]], in: line, last: line.box, of: 4)
      guard case .numbers(let found) = box.intervals[0] else {
        Issue.record("no numbers")
        return
      }
      #expect(range.contains(found.lowerBound) && range.contains(found.upperBound))
    }
  }

  @Test func ofAChoiceWhatTheBestHaveIsLeft() {
    let choices = ["a", "b", "c"].map {
      SearchChoice(
        text: $0, node: ConfigNode(value: .scalar($0, isPlain: true), place: .override("x")))
    }
    let space = SearchSpace(dimensions: [
      .init(key: "model.mlp.activation", range: .choice(choices), steps: nil),
      .init(key: "batch", range: .integer(1...100), steps: nil),
    ])
    let box = SearchBox.around(
      [[.choice(2), .integer(40)], [.choice(0), .integer(42)], [.choice(2), .integer(98)]],
      in: space, last: space.box, of: 10)
    #expect(box.intervals == [.choices([0, 2]), .integers(35...100)])
  }
}

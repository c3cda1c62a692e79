import Foundation

/// The parameters that are searched.
public struct SearchSpace: Sendable {
  /// One parameter.
  public struct Dimension: Sendable {
    /// The dotted config key, such as `optimizer.rate`.
    public var key: String
    /// What it may be.
    public var range: SearchRange
    /// How many values of it a grid has; `nil` for all.
    public var steps: Int?
  }

  /// The parameters in the order of the config.
  public var dimensions: [Dimension]

  /// The whole space.
  public var box: SearchBox { SearchBox(intervals: dimensions.map(\.range.interval)) }

  /// The number of different trials, or `nil` if there is no end of them.
  public var pointCount: Int? {
    var count = 1
    for dimension in dimensions {
      guard let own = dimension.range.valueCount else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: own)
      if overflow { return nil }
      count = product
    }
    return count
  }
}

/// What one parameter may be.
public enum SearchRange: Sendable {
  /// Any number between two, all equally likely.
  case uniform(ClosedRange<Double>)
  /// Any number between two positive ones, all orders of magnitude equally likely.
  case logUniform(ClosedRange<Double>)
  /// Any whole number from one to another.
  case integer(ClosedRange<Int>)
  /// One of these.
  case choice([SearchChoice])

  /// All of it.
  public var interval: SearchInterval {
    switch self {
    case .uniform(let range), .logUniform(let range): .numbers(range)
    case .integer(let range): .integers(range)
    case .choice(let choices): .choices(Array(choices.indices))
    }
  }

  /// The number of values, or `nil` if they are continuous.
  var valueCount: Int? {
    switch self {
    case .uniform(let range), .logUniform(let range): range.lowerBound == range.upperBound ? 1 : nil
    case .integer(let range): range.count
    case .choice(let choices): choices.count
    }
  }

  /// Whether it is drawn, narrowed and shown by orders of magnitude.
  public var isLogarithmic: Bool {
    if case .logUniform = self { true } else { false }
  }

  /// Whether its values are numbers, which have a place on an axis.
  public var isNumeric: Bool {
    if case .choice = self { false } else { true }
  }
}

/// One of the values of a parameter that has no order.
public struct SearchChoice: Sendable {
  /// As it stands in tables: `128-64`, `adam rate=0.01`.
  public let text: String
  /// As it was written.
  let node: ConfigNode
}

/// The value of one parameter in one trial.
public enum ParameterValue: Sendable, Hashable {
  case number(Double)
  case integer(Int)
  /// The place among the choices.
  case choice(Int)

  /// The value on a number axis; `nil` for a choice.
  public var number: Double? {
    switch self {
    case .number(let number): number
    case .integer(let number): Double(number)
    case .choice: nil
    }
  }

  /// As it stands in tables.
  public func text(in range: SearchRange) -> String {
    switch (self, range) {
    case (.choice(let index), .choice(let choices)): choices[index].text
    case (.choice(let index), _): "choice \(index)"
    case (.number(let number), _): VariedText.number(number)
    case (.integer(let number), _): String(number)
    }
  }
}

/// A part of a search space: an interval of every parameter.
public struct SearchBox: Sendable, Equatable {
  /// One for each dimension.
  public var intervals: [SearchInterval]
}

/// A part of what one parameter may be.
public enum SearchInterval: Sendable, Equatable {
  case numbers(ClosedRange<Double>)
  case integers(ClosedRange<Int>)
  /// The places of the choices that are left, ascending.
  case choices([Int])
}

extension SearchRange {
  /// The value at a share 0...1 of an interval.
  func value(at share: Double, of interval: SearchInterval) -> ParameterValue {
    switch interval {
    case .numbers(let range):
      let low = coordinate(range.lowerBound)
      let high = coordinate(range.upperBound)
      let value = Self.rounded(number(low + share * (high - low)))
      return .number(min(max(value, range.lowerBound), range.upperBound))
    case .integers(let range):
      let offset = Int(share * Double(range.count))
      return .integer(range.lowerBound + min(offset, range.count - 1))
    case .choices(let places):
      return .choice(places[min(Int(share * Double(places.count)), places.count - 1)])
    }
  }

  /// The place of a number on the axis along which it is drawn and narrowed.
  func coordinate(_ number: Double) -> Double { isLogarithmic ? log10(number) : number }

  /// The number at a place of that axis.
  func number(_ coordinate: Double) -> Double {
    isLogarithmic ? pow(10, coordinate) : coordinate
  }

  /// Six significant digits: enough for any search, short enough to read and to type again, and the same on
  /// machines whose logarithms differ in the last bit.
  static func rounded(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    let decimals = 5 - Int(floor(log10(value.magnitude)))
    let power = pow(10, Double(abs(decimals)))
    return decimals >= 0
      ? (value * power).rounded() / power : (value / power).rounded() * power
  }
}

#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A rule that an operation's operands break: a bug of the caller, found when it is recorded.
public struct CheckFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// The operation family, such as `gemm`.
  public let operation: String
  /// The rule in words, such as "the inner dimensions must agree".
  public let rule: String
  /// The operands that break it, by role.
  public let operands: [String]

  /// One line with operation, rule and shapes.
  public var description: String { "\(operation): \(rule); " + operands.joined(separator: ", ") }
}

/// Ends the program over a caller's bug, with a message in every build: `preconditionFailure` alone is
/// silent in optimised ones.
public func reject(
  _ message: String, file: StaticString = #fileID, line: UInt = #line
) -> Never {
  #if !DEBUG
    fputs("lockstep: bug: \(message)\n", stderr)
  #endif
  preconditionFailure(message, file: file, line: line)
}

/// Ends the program over a caller's bug unless `condition` holds: `precondition` with a message in every
/// build.
public func demand(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String,
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition() { reject(message(), file: file, line: line) }
}

/// Collects the first broken rule of one operation.
struct Checker {
  let operation: String
  private(set) var failure: CheckFailure?

  init(_ operation: String) { self.operation = operation }

  /// Notes `rule` as broken unless `condition` holds.
  mutating func require(
    _ condition: Bool, _ rule: String, _ operands: KeyValuePairs<String, Tensor>
  ) {
    guard failure == nil, !condition else { return }
    failure = CheckFailure(
      operation: operation, rule: rule, operands: operands.map { "\($0.key) \($0.value)" })
  }

  /// Requires an element type.
  mutating func require(_ element: ElementType, _ role: String, _ tensor: Tensor) {
    require(
      tensor.element == element,
      "\(role) must be \(element.rawValue), is \(tensor.element.rawValue)",
      [role: tensor])
  }

  /// Requires two tensors of the same rows and channels.
  mutating func requireSame(_ role: String, _ left: Tensor, _ otherRole: String, _ right: Tensor) {
    require(
      left.rows == right.rows && left.channels == right.channels,
      "\(role) and \(otherRole) must have the same shape", [role: left, otherRole: right])
  }

  /// Requires rows that lie one after another.
  mutating func requireContiguous(_ role: String, _ tensor: Tensor) {
    require(tensor.isContiguous, "\(role) must be contiguous", [role: tensor])
  }

  /// Requires one number for each channel, one after another.
  mutating func requireChannels(
    of rows: Tensor, _ operands: [(role: String, tensor: Tensor)]
  ) {
    for (role, tensor) in operands {
      require(.float32, role, tensor)
      require(
        tensor.count == rows.channels, "\(role) must have one element for each channel",
        ["rows": rows, role: tensor])
      requireContiguous(role, tensor)
    }
  }

  /// Requires that nothing that is written overlaps what is read, or another that is written.
  mutating func requireApart(_ written: [Tensor], from read: [Tensor]) {
    for (number, tensor) in written.enumerated() {
      for other in read + written.dropFirst(number + 1) {
        require(
          !tensor.overlaps(other), "what is written must not overlap another operand",
          ["written": tensor, "operand": other])
      }
    }
  }

  /// Requires the metrics tensor that losses and penalties add to.
  mutating func requireMetrics(_ metrics: Tensor) {
    require(.float32, "metrics", metrics)
    require(count: MetricSlot.count, "metrics", metrics)
    requireContiguous("metrics", metrics)
  }

  /// Requires a tensor of exactly `count` elements in each replica.
  mutating func require(count: Int, _ role: String, _ tensor: Tensor) {
    require(
      tensor.count == count, "\(role) must have \(count) elements, has \(tensor.count)",
      [role: tensor])
  }
}

import Programs

/// One element that is not what it should be.
public struct Finding: Sendable, CustomStringConvertible {
  /// The case.
  public let caseName: String
  /// Who was judged against what, such as `cpu against reference`.
  public let judgement: String
  /// The name of the buffer.
  public let tensor: String
  /// The number of the replica; `nil` if all share the buffer.
  public let replica: Int?
  /// The position in the replica's part.
  public let index: Int
  /// What was found.
  public let got: String
  /// What should have been found.
  public let expected: String
  /// How far off it may have been.
  public let bound: String

  /// One line with everything needed to look into it.
  public var description: String {
    let place = replica.map { "replica \($0) index \(index)" } ?? "index \(index)"
    return "\(caseName): \(judgement): \(tensor) \(place): got \(got), expected \(expected), "
      + "bound \(bound)"
  }
}

/// What a judgement came to.
public struct Verdict: Sendable, CustomStringConvertible {
  /// Case and judgement.
  public let title: String
  /// How many elements were compared; a judgement that compared nothing has failed.
  public let compared: Int
  /// How many of them were wrong.
  public let wrong: Int
  /// The first wrong ones of each replica's part of each tensor.
  public let findings: [Finding]

  /// Whether something was compared and all of it was right.
  public var passes: Bool { wrong == 0 && compared > 0 }

  /// One line, or one and the findings.
  public var description: String {
    if compared == 0 { return "\(title): compared nothing" }
    if wrong == 0 { return "\(title): \(compared) elements agree" }
    return (["\(title): \(wrong) of \(compared) elements are wrong"] + findings.map(\.description))
      .joined(separator: "\n  ")
  }
}

/// Counts comparisons and keeps the first findings of each part of a tensor.
struct Tally {
  static let findingsPerPart = 2
  static let findingsInAll = 40
  let caseName: String
  let judgement: String
  private(set) var compared = 0
  private var wrong = 0
  private var findings: [Finding] = []

  init(_ caseName: String, _ judgement: String) {
    self.caseName = caseName
    self.judgement = judgement
  }

  /// Counts one element and notes it if it is wrong.
  mutating func compare(
    _ isRight: Bool, tensor: String, replica: Int?, index: Int,
    _ values: @autoclosure () -> (got: String, expected: String, bound: String)
  ) {
    compared += 1
    guard !isRight else { return }
    wrong += 1
    guard findings.count < Self.findingsInAll else { return }
    let before = findings.count { $0.tensor == tensor && $0.replica == replica }
    guard before < Self.findingsPerPart else { return }
    let values = values()
    findings.append(
      Finding(
        caseName: caseName, judgement: judgement, tensor: tensor, replica: replica, index: index,
        got: values.got, expected: values.expected, bound: values.bound))
  }

  /// Compares elements of a buffer, all replicas one after another, within a bound.
  mutating func compare(
    _ got: [Double], with expected: [Double], of buffer: Buffer, indices: [Int]? = nil,
    within bound: Bound
  ) {
    let part = buffer.shape.elementsPerReplica
    let indices = indices ?? Array(0..<part)
    for start in stride(from: 0, to: expected.count, by: part) {
      let replica = buffer.shape.replicas == nil ? nil : start / part
      for index in indices {
        let (value, wanted) = (got[start + index], expected[start + index])
        compare(
          bound.allows(value, for: wanted), tensor: buffer.name, replica: replica, index: index,
          ("\(value)", "\(wanted)", "\(bound.distance(at: wanted))"))
      }
    }
  }

  /// Compares the bits of one part of a buffer.
  ///
  /// Numbers that are not numbers are alike whatever their payload.
  mutating func compareBits(
    _ got: [UInt8], with expected: [UInt8], of buffer: Buffer, replica: Int?
  ) {
    let size = buffer.element.byteCount
    let same = got == expected
    for index in 0..<expected.count / size {
      let range = index * size..<(index + 1) * size
      let isRight =
        same || got[range] == expected[range]
        || Self.bothNotNumbers(got[range], expected[range], buffer.element)
      compare(
        isRight, tensor: buffer.name, replica: replica, index: index,
        (
          Self.text(got[range], buffer.element), Self.text(expected[range], buffer.element),
          "0 bits"
        ))
    }
  }

  private static func bothNotNumbers(
    _ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, _ element: ElementType
  ) -> Bool {
    element.values(of: Array(left))[0].isNaN && element.values(of: Array(right))[0].isNaN
  }

  private static func text(_ bytes: ArraySlice<UInt8>, _ element: ElementType) -> String {
    let digits = bytes.reversed().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
    return "\(element.values(of: Array(bytes))[0]) (0x\(digits.joined()))"
  }

  /// What it came to.
  func verdict() -> Verdict {
    Verdict(
      title: "\(caseName): \(judgement)", compared: compared, wrong: wrong, findings: findings)
  }
}

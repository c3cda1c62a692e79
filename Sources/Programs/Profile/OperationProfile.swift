/// Time by operation of a program: filled by ``Executable/run(_:profile:)``.
///
/// Each operation of each routine has an entry of its own, so that two products of one step stay apart;
/// sums by family are a view.
public final class OperationProfile {
  /// The measurements of one operation.
  public struct Entry: Sendable {
    /// The name of the routine.
    public let routine: String
    /// The place in the routine, from 0.
    public let position: Int
    /// The family's name.
    public let family: String
    /// What tells it from others of its family, such as `32x128x784 NN`.
    public let detail: String
    /// Where the result goes: the name of the first buffer it writes, the routine's name left out, and
    /// the first element if that is not 0.
    public let result: String
    /// The least work in one replica at one step.
    public let work: WorkEstimate
    /// Seconds on the device, summed over cores.
    public fileprivate(set) var seconds = 0.0
    /// How often it ran: launches, or calls for one replica.
    public fileprivate(set) var count = 0
    /// How often it ran for one replica, which is what `work` counts.
    public fileprivate(set) var replicaSteps = 0
  }

  /// What is profiled.
  public let program: Program
  /// Where single calls are written down, or `nil` if nobody asked for them.
  public let trace: OperationTrace?
  /// How many calls were measured at the same time.
  ///
  /// The cores that replicas were spread over; 1 on a device that takes one launch after another. Seconds
  /// divided by it are wall time.
  public var concurrency = 1
  private var table: [[Entry]]

  /// An empty profile of the program of an executable.
  public init(_ program: Program, trace: OperationTrace? = nil) {
    self.program = program
    self.trace = trace
    table = program.routines.map { routine in
      routine.operations.enumerated().map { Entry(routine, $0.offset, $0.element) }
    }
  }

  /// Adds measurements of the operation at a position of a routine.
  ///
  /// - Parameters:
  ///   - count: how many launches, or calls for one replica, the seconds are of.
  ///   - replicaSteps: how many steps of one replica these calls did; 0 for a further launch of an
  ///     operation that is counted already.
  public func add(
    routine: Int, position: Int, seconds: Double, count: Int = 1, replicaSteps: Int
  ) {
    table[routine][position].seconds += seconds
    table[routine][position].count += count
    table[routine][position].replicaSteps += replicaSteps
  }

  /// The entries that ran, in the program's order.
  public var entries: [Entry] { table.joined().filter { $0.count > 0 } }

  /// The entries that ran by family, the longest first.
  public var families: [Family] { Self.families(of: entries) }

  /// The measurements of one family, or nothing if none of it ran.
  public subscript(family: String) -> Family? { families.first { $0.name == family } }

  /// Groups entries by family: families and entries with the most seconds first, in the program's order
  /// where they are equal.
  public static func families(of entries: [Entry]) -> [Family] {
    var order: [String] = []
    var groups: [String: [Entry]] = [:]
    for entry in entries {
      if groups[entry.family] == nil { order.append(entry.family) }
      groups[entry.family, default: []].append(entry)
    }
    return order.compactMap { name in
      groups[name].map { Family(name: name, entries: $0.sorted { $0.seconds > $1.seconds }) }
    }.sorted { $0.seconds > $1.seconds }
  }

  /// The entries of one family.
  public struct Family: Sendable {
    /// The family's name.
    public let name: String
    /// Its operations, the longest first.
    public let entries: [Entry]
    /// Seconds on the device, summed over cores and operations.
    public var seconds: Double { entries.reduce(0) { $0 + $1.seconds } }
    /// How often any of them ran: launches, or calls for one replica.
    public var count: Int { entries.reduce(0) { $0 + $1.count } }
  }
}

extension OperationProfile.Entry {
  init(_ routine: Routine, _ position: Int, _ operation: Operation) {
    self.routine = routine.name
    self.position = position
    family = operation.family
    detail = operation.detail
    work = operation.work
    var result = ""
    if let tensor = operation.payload.writes.first {
      let (name, prefix) = (tensor.buffer.name, routine.name + ".")
      result = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
      if tensor.offset > 0 { result += "@\(tensor.offset)" }
    }
    self.result = result
  }

  /// Floating-point operations of all calls.
  public var flops: Double { Double(work.flops) * Double(replicaSteps) }
  /// Compulsory traffic of all calls, in bytes.
  public var bytes: Double { Double(work.bytes) * Double(replicaSteps) }
}

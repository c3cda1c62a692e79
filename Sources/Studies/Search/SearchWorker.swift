import Foundation

/// One process that works on a search.
public struct SearchWorker: Sendable, Equatable {
  /// How long a process that cannot be looked up, such as one in another container, may be silent before its
  /// runs are given to others.
  static let patience = 60.0
  /// How often a process says that it lives.
  static let pulse = 5.0

  /// Unique, also among processes that had the same number at another time.
  public let name: String
  /// The machine, and the process numbers that are valid there.
  let host: String
  /// The machine alone.
  var machine: Substring { host.prefix { $0 != " " } }
  /// The process.
  let process: Int32

  /// This process.
  public init() {
    let names = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid"))
    host = ProcessInfo.processInfo.hostName + (names.map { " \($0)" } ?? "")
    process = ProcessInfo.processInfo.processIdentifier
    name = "\(process)-\(UUID().uuidString.prefix(8))"
  }

  init(name: String, host: String, process: Int32) {
    self.name = name
    self.host = host
    self.process = process
  }

  /// Whether another one is surely not there any more.
  ///
  /// - Parameter silence: seconds since it last said that it lives.
  func isDead(_ other: SearchWorker, silence: Double) -> Bool {
    guard other.name != name else { return false }
    if other.host == host {
      // The same number: that process is gone, or this one would have another.
      if other.process == process { return true }
      // One that is there may be stopped, or the machine was asleep: it will go on.
      return kill(other.process, 0) != 0 && errno == ESRCH
    }
    return silence > Self.patience
  }
}

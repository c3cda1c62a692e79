import Networks
import Programs

/// All that one replica carries from step to step: weights, moments, running sums, the order of its epoch, and
/// how far it is trained.
///
/// It goes on from here, bit for bit, in any group of the same network, data, batch and optimizer, whatever
/// replicas stand beside it.
public struct ReplicaState: Sendable {
  /// How far it is trained.
  public let position: TrainingPosition
  /// The replica's part of every buffer that outlives a step, without padding, by the buffer's name.
  let contents: [String: [UInt8]]
  /// What the losses have made of its rate.
  let rate: RateCourse.Memory
}

extension Buffer {
  /// Whether a replica has a part of its own here that the device writes and a later step reads.
  fileprivate var isCarried: Bool { lifetime == .persistent && shape.replicas != nil }

  fileprivate var byteCountPerReplica: Int { shape.elementsPerReplica * element.byteCount }
}

extension LockstepGroup {
  /// A group whose replicas go on from where they were in other groups.
  ///
  /// - Parameter states: one for each replica of the settings, all at the same position.
  /// - Throws: What the backend throws.
  /// - Precondition: The states come from groups of the same network, data, batch and optimizer.
  public convenience init(
    _ settings: GroupSettings, continuing states: [ReplicaState], on backend: any Backend
  ) throws {
    try self.init(settings, on: backend)
    try restore(states)
  }

  /// Whether replicas with these settings can go on from these states: one each, at one position, with
  /// contents of the right size.
  public static func canContinue(_ settings: GroupSettings, from states: [ReplicaState]) -> Bool {
    guard states.count == settings.replicas.count,
      states.allSatisfy({ $0.position == states[0].position })
    else { return false }
    let program = record(settings)
    return program.program.buffers.filter(\.isCarried).allSatisfy { buffer in
      states.allSatisfy { $0.contents[buffer.name]?.count == buffer.byteCountPerReplica }
    } && states.allSatisfy { program.isOrder($0.contents[program.order.buffer.name] ?? []) }
  }

  /// What the replicas carry, to go on with elsewhere.
  ///
  /// - Parameter replicas: which ones, by their places; `nil` for all.
  /// - Throws: What the backend throws.
  public func states(of replicas: [Int]? = nil) throws -> [ReplicaState] {
    let places = replicas ?? Array(settings.replicas.indices)
    var contents = places.map { _ in [String: [UInt8]]() }
    for buffer in program.program.buffers where buffer.isCarried {
      let size = buffer.byteCountPerReplica
      var bytes = [UInt8](repeating: 0, count: size * settings.replicas.count)
      try bytes.withUnsafeMutableBytes { try executable.read(buffer, into: $0) }
      for (index, place) in places.enumerated() {
        contents[index][buffer.name] = Array(bytes[place * size..<(place + 1) * size])
      }
    }
    return zip(places, contents).map {
      ReplicaState(position: position, contents: $1, rate: rates[$0].memory)
    }
  }

  /// Leaves out all replicas but these: what is left goes on bit for bit as if nothing had happened, in a
  /// program of fewer replicas.
  ///
  /// Compiles that program, so a group should not lose its replicas one at a time. For a moment both
  /// programs have memory on the device.
  /// - Parameter replicas: the places of those that stay, ascending; their places afterwards are 0, 1, ...
  /// - Throws: What the backend throws; the group is then as it was.
  /// - Precondition: At least one stays.
  public func keep(_ replicas: [Int]) throws {
    demand(
      !replicas.isEmpty && zip(replicas, replicas.dropFirst()).allSatisfy { $0 < $1 }
        && replicas.allSatisfy(settings.replicas.indices.contains),
      "keep: \(replicas) are not ascending places among \(settings.replicas.count) replicas")
    guard replicas.count < settings.replicas.count else { return }
    var kept = settings
    kept.replicas = replicas.map { settings.replicas[$0] }
    let smaller = try LockstepGroup(kept, continuing: states(of: replicas), on: backend)
    rates = smaller.rates
    stops = replicas.map { stops[$0] }
    records = replicas.map { records[$0] }
    settings = smaller.settings
    program = smaller.program
    executable = smaller.executable
    preparationSeconds += smaller.preparationSeconds
  }

  private func restore(_ states: [ReplicaState]) throws {
    demand(
      states.count == settings.replicas.count
        && states.allSatisfy { $0.position == states[0].position },
      "continue: \(states.count) states at \(Set(states.map(\.position))) for "
        + "\(settings.replicas.count) replicas; there must be one each, all at one position")
    for buffer in program.program.buffers where buffer.isCarried {
      let bytes = states.flatMap { $0.contents[buffer.name] ?? [] }
      demand(
        bytes.count == buffer.byteCountPerReplica * states.count,
        "continue: the states have \(bytes.count) bytes for \(buffer)")
      try bytes.withUnsafeBytes { try executable.write($0, to: buffer) }
    }
    for (replica, state) in states.enumerated() { rates[replica].memory = state.rate }
    position = states[0].position
    start = position
  }
}

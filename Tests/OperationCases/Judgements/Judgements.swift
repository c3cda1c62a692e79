import Programs

/// The ways a case is judged, without any test framework.
extension OperationCase {
  /// A backend against the reference in double precision; what no operation writes must be as it was.
  public func judgeAgainstReference(_ backend: any Backend) throws -> Verdict {
    let recorded = recorded()
    let contents = try Execution(recorded, on: backend).run()
    var machine = ReferenceMachine(recorded)
    machine.run(recorded.passes)
    var tally = Tally(name, "\(backend.device.identifier) against reference")
    for comparison in recorded.comparisons {
      tally.compare(
        comparison.buffer.values(in: contents), with: machine.contents(of: comparison.buffer),
        of: comparison.buffer, indices: comparison.indices, within: comparison.bound)
    }
    // A case that compares no result has compared nothing, however many inputs are as they were.
    guard tally.compared > 0 else { return tally.verdict() }
    for input in recorded.untouchedInputs {
      tally.compare(
        input.buffer.values(in: contents), with: input.values, of: input.buffer, within: .exact)
    }
    return tally.verdict()
  }

  /// One backend against another; each may be off by the bound, so they may differ by twice as much.
  public func judgeAgreement(_ backend: any Backend, _ other: any Backend) throws -> Verdict {
    let recorded = recorded()
    let contents = try Execution(recorded, on: backend).run()
    let expected = try Execution(recorded, on: other).run()
    var tally = Tally(name, "\(backend.device.identifier) against \(other.device.identifier)")
    for comparison in recorded.comparisons {
      tally.compare(
        comparison.buffer.values(in: contents), with: comparison.buffer.values(in: expected),
        of: comparison.buffer, indices: comparison.indices, within: comparison.bound.widened(2))
    }
    return tally.verdict()
  }

  /// Every replica among the others against the same replica alone, bit for bit.
  public func judgeReplicaInvariance(_ backend: any Backend) throws -> Verdict {
    let recorded = recorded()
    let together = try Execution(recorded, on: backend).run()
    var tally = Tally(name, "\(backend.device.identifier): \(replicas) replicas against one")
    for replica in 0..<replicas {
      let alone = try Execution(self.recorded(replicas: [replica]), on: backend).run()
      for buffer in recorded.comparedBuffers where buffer.shape.replicas != nil {
        tally.compareBits(
          buffer.part(replica, in: together), with: alone[buffer.id] ?? [], of: buffer,
          replica: replica)
      }
    }
    return tally.verdict()
  }

  /// A second run, and a run of a second preparation, against the first, bit for bit.
  public func judgeRepeatability(_ backend: any Backend) throws -> Verdict {
    let recorded = recorded()
    let execution = try Execution(recorded, on: backend)
    let first = try execution.run()
    let second = try execution.run()
    let third = try Execution(recorded, on: backend).run()
    var tally = Tally(name, "\(backend.device.identifier): again against the first time")
    for buffer in recorded.comparedBuffers {
      for replica in 0..<(buffer.shape.replicas ?? 1) {
        let expected = buffer.part(replica, in: first)
        for again in [second, third] {
          tally.compareBits(
            buffer.part(replica, in: again), with: expected, of: buffer, replica: replica)
        }
      }
    }
    return tally.verdict()
  }
}

extension RecordedCase {
  /// Every buffer that is compared, once.
  var comparedBuffers: [Buffer] {
    var seen = Set<Int>()
    return comparisons.map(\.buffer).filter { seen.insert($0.id).inserted }
  }
}

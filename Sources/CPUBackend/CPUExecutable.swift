import Dispatch
import Foundation
import Programs

/// A program in this machine's memory.
final class CPUExecutable: Executable {
  let program: Program
  let preparationSeconds: Double
  private let memory: Memory
  private let routines: [[PreparedStep]]
  private let limits: [RoutineLimits]
  private let scheduler: ReplicaScheduler

  /// An operation and the name its time is booked under.
  private struct PreparedStep {
    let family: String
    let operation: any PreparedOperation
  }

  init(_ program: Program, workers: Int) {
    let start = DispatchTime.now().uptimeNanoseconds
    self.program = program
    limits = program.limits
    let memory = Memory(program, workers: workers)
    self.memory = memory
    scheduler = ReplicaScheduler(workers: workers)
    routines = program.routines.map { routine in
      routine.operations.map { PreparedStep(family: $0.family, operation: memory.prepare($0)) }
    }
    preparationSeconds = Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9
  }

  func write(_ bytes: UnsafeRawBufferPointer, to buffer: Buffer) throws {
    program.checkTransfer("write", byteCount: bytes.count, of: buffer)
    forEachPart(buffer) { part, range in
      part.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[range]).baseAddress!, byteCount: range.count)
    }
  }

  func read(_ buffer: Buffer, into bytes: UnsafeMutableRawBufferPointer) throws {
    program.checkTransfer("read", byteCount: bytes.count, of: buffer)
    forEachPart(buffer) { part, range in
      UnsafeMutableRawBufferPointer(rebasing: bytes[range])
        .copyMemory(from: UnsafeRawBufferPointer(start: part, count: range.count))
    }
  }

  /// Calls `body` with each replica's part and its range in the unpadded bytes of the host.
  private func forEachPart(_ buffer: Buffer, _ body: (UnsafeMutableRawPointer, Range<Int>) -> Void)
  {
    let size = buffer.shape.elementsPerReplica * buffer.element.byteCount
    for replica in 0..<(buffer.shape.replicas ?? 1) {
      body(memory.part(buffer, replica: replica), replica * size..<(replica + 1) * size)
    }
  }

  func run(_ passes: [Pass], profile: OperationProfile?) throws {
    for pass in passes { limits[pass.routine].check(pass) }
    if let profile { return runProfiled(passes, profile) }
    // The pointers are used by one worker at a time each: replicas share nothing that is written.
    nonisolated(unsafe) let memory = memory
    nonisolated(unsafe) let routines = routines
    let program = program
    scheduler.run(replicas: program.replicas) { replica, worker in
      for pass in passes {
        let steps = routines[pass.routine]
        let rows = program.routines[pass.routine].rows
        var frame = Frame(replica: replica, scratch: memory.arena(worker), step: pass.first)
        for position in 0..<pass.steps {
          frame.step = pass.context(position, rows: rows)
          for step in steps { step.operation.run(frame) }
        }
      }
    }
  }

  func finish() throws {}

  /// The same work with a clock around every operation.
  private func runProfiled(_ passes: [Pass], _ profile: OperationProfile) {
    nonisolated(unsafe) let memory = memory
    nonisolated(unsafe) let routines = routines
    nonisolated(unsafe) let profile = profile
    let program = program
    let lock = NSLock()
    scheduler.run(replicas: program.replicas) { replica, worker in
      var times: [[UInt64]] = routines.map { Array(repeating: 0, count: $0.count) }
      var counts = Array(repeating: 0, count: routines.count)
      for pass in passes {
        let rows = program.routines[pass.routine].rows
        var frame = Frame(replica: replica, scratch: memory.arena(worker), step: pass.first)
        counts[pass.routine] += pass.steps
        for position in 0..<pass.steps {
          frame.step = pass.context(position, rows: rows)
          var start = DispatchTime.now().uptimeNanoseconds
          for (index, step) in routines[pass.routine].enumerated() {
            step.operation.run(frame)
            let end = DispatchTime.now().uptimeNanoseconds
            times[pass.routine][index] += end - start
            start = end
          }
        }
      }
      lock.withLock {
        for (routine, steps) in routines.enumerated() {
          for (index, step) in steps.enumerated() where counts[routine] > 0 {
            profile.add(
              step.family, seconds: Double(times[routine][index]) * 1e-9, count: counts[routine])
          }
        }
      }
    }
  }
}

extension Memory {
  /// Resolves the operands of an operation.
  func prepare(_ operation: Programs.Operation) -> any PreparedOperation {
    switch operation {
    case .gather(let gather): CPUGather(gather, self)
    case .shuffle(let shuffle): CPUShuffle(shuffle, self)
    case .fill(let fill): CPUFill(fill, self)
    case .gemm(let gemm): CPUGemm(gemm, self)
    case .biasActivation(let operation): CPUBiasActivation(operation, self)
    case .biasActivationGradient(let operation): CPUBiasActivationGradient(operation, self)
    case .dropout(let dropout): CPUDropout(dropout, self)
    case .softmax(let softmax): CPUSoftmax(softmax, self)
    case .softmaxGradient(let gradient): CPUSoftmaxGradient(gradient, self)
    case .softmaxCrossEntropy(let loss): CPUSoftmaxCrossEntropy(loss, self)
    case .squaredError(let loss): CPUSquaredError(loss, self)
    case .l2Penalty(let penalty): CPUL2Penalty(penalty, self)
    case .optimizerUpdate(let update): CPUOptimizerUpdate(update, self)
    case .fusedGemm(let fused): CPUFusedGemm(fused, self)
    }
  }
}

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
  /// How many cores share a replica that is left over, by routine.
  private var choices: [TeamChoice]

  /// An operation, the position its time is booked under, and how a team does it.
  private struct PreparedStep {
    let position: Int
    let operation: any PreparedOperation
    /// Whether it is large enough to be shared; else a team's first member does it alone.
    let isShared: Bool
    /// Whether a team meets after it: nobody may go on before a shared operation is done, or begin one
    /// before all others are.
    var meets: Bool

    /// One member's part, and the wait for the others.
    @inline(__always)
    func run(_ frame: Frame, _ barrier: Barrier?) {
      guard let barrier else { return operation.run(frame) }
      if isShared {
        operation.run(frame)
      } else if frame.share.isFirst {
        var whole = frame
        whole.share = .all
        operation.run(whole)
      }
      if meets { barrier.wait() }
    }
  }

  init(
    _ program: Program, pool: WorkerPool, kernels: KernelSet, engine: CPUGemmEngine,
    sharesEverything: Bool
  ) {
    let start = DispatchTime.now().uptimeNanoseconds
    self.program = program
    limits = program.limits
    let memory = Memory(program, workers: pool.count, kernels: kernels, engine: engine)
    self.memory = memory
    let scheduler = ReplicaScheduler(pool)
    self.scheduler = scheduler
    let sizes = scheduler.teamSizes(replicas: program.replicas)
    choices = program.routines.map { _ in
      TeamChoice(sizes: sharesEverything ? sizes.suffix(1) : sizes)
    }
    routines = program.routines.map { routine in
      Self.prepare(routine, memory) { sharesEverything || $0.isWorthSharing }
    }
    preparationSeconds = Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9
  }

  private static func prepare(
    _ routine: Routine, _ memory: Memory, isShared: (WorkEstimate) -> Bool
  ) -> [PreparedStep] {
    var steps = routine.operations.enumerated().map { position, operation in
      PreparedStep(
        position: position, operation: memory.prepare(operation),
        isShared: isShared(operation.work), meets: true)
    }
    // Small operations one after another are one member's; steps follow one another too.
    for index in steps.indices where !steps[index].isShared {
      steps[index].meets = steps[(index + 1) % steps.count].isShared
    }
    return steps
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
    let sizes = scheduler.teamSizes(replicas: program.replicas)
    guard sizes.count > 1 else { return run(passes, teamSize: 1) }
    for pass in passes {
      choices[pass.routine].run(steps: pass.steps) { steps, size in
        run([pass.part(steps, rows: program.routines[pass.routine].rows)], teamSize: size)
      }
    }
  }

  private func run(_ passes: [Pass], teamSize: Int) {
    // Replicas share nothing that is written, and a team's members write different elements.
    nonisolated(unsafe) let memory = memory
    nonisolated(unsafe) let routines = routines
    let program = program
    scheduler.run(replicas: program.replicas, teamSize: teamSize) { assignment in
      for pass in passes {
        let steps = routines[pass.routine]
        let rows = program.routines[pass.routine].rows
        var frame = Frame(assignment, memory, step: pass.first)
        for position in 0..<pass.steps {
          frame.step = pass.context(position, rows: rows)
          for step in steps { step.run(frame, assignment.barrier) }
        }
        assignment.barrier?.wait()
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
    profile.concurrency = min(scheduler.workers, program.replicas)
    let room = (profile.trace?.room ?? 0) / program.replicas
    let size = passes.first.map { choices[$0.routine].best } ?? 1
    scheduler.run(replicas: program.replicas, teamSize: size) { assignment in
      var times = ReplicaTimes(
        program, replica: assignment.replica, worker: assignment.worker, room: room)
      for pass in passes {
        let rows = program.routines[pass.routine].rows
        var frame = Frame(assignment, memory, step: pass.first)
        for position in 0..<pass.steps {
          frame.step = pass.context(position, rows: rows)
          var start = DispatchTime.now().uptimeNanoseconds
          for step in routines[pass.routine] {
            step.run(frame, assignment.barrier)
            let end = DispatchTime.now().uptimeNanoseconds
            times.add(
              routine: pass.routine, position: step.position, step: frame.step.step, start..<end)
            start = end
          }
        }
        assignment.barrier?.wait()
      }
      // A team's members take the same time; one of them tells it.
      if assignment.share.isFirst { lock.withLock { times.add(to: profile) } }
    }
  }
}

extension Frame {
  /// What a worker runs on for one replica.
  fileprivate init(
    _ assignment: ReplicaScheduler.Assignment, _ memory: Memory, step: StepContext
  ) {
    self.init(
      replica: assignment.replica, scratch: memory.arena(assignment.arena),
      workspace: memory.workspace(assignment.worker), share: assignment.share, step: step)
  }
}

extension WorkEstimate {
  /// Whether one core takes so long for it, some microseconds, that a team pays for its barrier: a
  /// barrier and what must travel between two caches cost about one.
  fileprivate var isWorthSharing: Bool { flops > 300_000 || bytes > 100_000 }
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
    case .batchNorm(let operation): CPUBatchNorm(operation, self)
    case .batchNormInference(let operation): CPUBatchNormInference(operation, self)
    case .batchNormGradient(let operation): CPUBatchNormGradient(operation, self)
    case .leakyRectifier(let operation): CPULeakyRectifier(operation, self)
    case .leakyRectifierGradient(let operation): CPULeakyRectifierGradient(operation, self)
    case .uniformDraw(let draw): CPUUniformDraw(draw, self)
    case .dropout(let dropout): CPUDropout(dropout, self)
    case .inputNoise(let noise): CPUInputNoise(noise, self)
    case .softmax(let softmax): CPUSoftmax(softmax, self)
    case .softmaxGradient(let gradient): CPUSoftmaxGradient(gradient, self)
    case .softmaxCrossEntropy(let loss): CPUSoftmaxCrossEntropy(loss, self)
    case .squaredError(let loss): CPUSquaredError(loss, self)
    case .weightPenalty(let penalty): CPUWeightPenalty(penalty, self)
    case .gradientTransform(let transform): CPUGradientTransform(transform, self)
    case .maxNorm(let maxNorm): CPUMaxNorm(maxNorm, self)
    case .optimizerUpdate(let update): CPUOptimizerUpdate(update, self)
    case .convolution(let operation): CPUConvolution(operation, self)
    case .convolutionInputGradient(let operation): CPUConvolutionInputGradient(operation, self)
    case .convolutionWeightGradient(let operation): CPUConvolutionWeightGradient(operation, self)
    case .depthwiseConvolution(let operation): CPUDepthwiseConvolution(operation, self)
    case .depthwiseInputGradient(let operation): CPUDepthwiseInputGradient(operation, self)
    case .depthwiseWeightGradient(let operation): CPUDepthwiseWeightGradient(operation, self)
    case .maxPool(let pool): CPUMaxPool(pool, self)
    case .maxPoolGradient(let gradient): CPUMaxPoolGradient(gradient, self)
    case .averagePool(let pool): CPUAveragePool(pool, self)
    case .averagePoolGradient(let gradient): CPUAveragePoolGradient(gradient, self)
    case .addition(let addition): CPUAddition(addition, self)
    case .augmentation(let operation): CPUAugmentation(operation, self)
    case .fusedGemm(let fused): CPUFusedGemm(fused, self)
    }
  }
}

import COpenCL
import Programs

/// A kernel of ``CoreSource`` with its arguments bound.
final class CoreKernel {
  private let kernel: Kernel
  private let family: String
  private let memories: [Memory]
  private let replicas: Int

  /// Binds the memory, which is what ``CoreSource`` says.
  init(_ kernel: Kernel, family: String, memories: [Memory], replicas: Int) throws {
    demand(
      kernel.argumentCount == memories.count + 4,
      "launch: kernel \(kernel.name) takes \(kernel.argumentCount) arguments")
    self.kernel = kernel
    self.family = family
    self.memories = memories
    self.replicas = replicas
    for (index, memory) in memories.enumerated() { try kernel.set(index, memory) }
  }

  /// Submits `steps` steps of all replicas.
  func enqueue(on queue: Queue, first: StepContext, steps: Int) throws(OpenCLError) {
    let numbers = [
      first.step, UInt32(truncatingIfNeeded: first.batch), UInt32(truncatingIfNeeded: first.row),
      UInt32(truncatingIfNeeded: steps),
    ]
    for (offset, number) in numbers.enumerated() {
      try kernel.set(memories.count + offset, number)
    }
    var (global, local) = (replicas + 1, 1)
    try queue.submit(family) { event throws(OpenCLError) in
      try check(
        clEnqueueNDRangeKernel(queue.handle, kernel.handle, 1, nil, &global, &local, 0, nil, event),
        "clEnqueueNDRangeKernel", "kernel \(kernel.name) over \(global)")
    }
  }
}

import COpenCL
import Programs

/// A kernel of ``CoreSource`` with its arguments bound.
final class CoreKernel {
  private let kernel: Kernel
  private let memories: [Memory]
  private let global: UnsafeMutablePointer<Int>
  private let local: UnsafeMutablePointer<Int>

  /// Binds the memory, which is what ``CoreSource`` says.
  ///
  /// - Parameter items: work-items for each replica.
  init(_ kernel: Kernel, memories: [Memory], items: Int, replicas: Int) throws {
    demand(
      kernel.argumentCount == memories.count + 4,
      "launch: kernel \(kernel.name) takes \(kernel.argumentCount) arguments")
    self.kernel = kernel
    self.memories = memories
    global = .allocate(capacity: 2)
    local = .allocate(capacity: 2)
    global.initialize(repeating: 1, count: 2)
    local.initialize(repeating: 1, count: 2)
    // One replica after another along x, so that the item that does nothing comes first.
    global[0] = items + 1
    global[1] = replicas
    for (index, memory) in memories.enumerated() { try kernel.set(index, memory) }
  }

  deinit {
    global.deallocate()
    local.deallocate()
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
    try queue.submit { event throws(OpenCLError) in
      try check(
        clEnqueueNDRangeKernel(queue.handle, kernel.handle, 2, nil, global, local, 0, nil, event),
        "clEnqueueNDRangeKernel", "kernel \(kernel.name) over \(global[0]) x \(global[1])")
    }
  }
}

import Programs

/// Something prepared that a step of a routine submits.
protocol Command: AnyObject {
  /// Submits the work for some replicas at one step.
  func enqueue(on queue: Queue, replicas: Range<Int>, context: StepContext) throws(OpenCLError)
}

/// A tensor on the device: memory and the strides of a view of it, in elements.
struct Operand {
  let memory: Memory
  /// The first element of replica 0.
  let offset: Int
  /// Elements from one replica's part to the next; 0 if all share one.
  let replicaStride: Int
  /// Elements from one row to the next.
  let rowStride: Int
}

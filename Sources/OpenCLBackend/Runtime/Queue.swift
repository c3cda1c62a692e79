import COpenCL

/// An in-order command queue.
final class Queue {
  let context: Context
  let handle: cl_command_queue
  /// Where the times of commands go, if the queue measures them.
  private let profiler: Profiler?
  private var commandsSinceMarker = 0
  private var marker: cl_event?

  /// How many commands may be under way before the host waits for the ones before them.
  ///
  /// Bounds what the driver keeps for them; two such runs are in flight, so the device never starves.
  private static let commandsPerMarker = 1024

  /// A queue; with a profiler it measures every command, which costs time.
  init(_ context: Context, profiler: Profiler? = nil) throws(OpenCLError) {
    var status: cl_int = 0
    let properties = profiler == nil ? 0 : cl_command_queue_properties(CL_QUEUE_PROFILING_ENABLE)
    let queue = clCreateCommandQueue(context.handle, context.device.id, properties, &status)
    handle = try created(queue, status, "clCreateCommandQueue", context.device.name)
    self.context = context
    self.profiler = profiler
  }

  deinit {
    if let marker { clReleaseEvent(marker) }
    clReleaseCommandQueue(handle)
  }

  /// Submits one command: the only way work gets onto a queue.
  ///
  /// - Parameter enqueue: gets where to put the command's event, or `nil` if nobody wants it.
  @inline(__always)
  func submit(
    _ enqueue: (UnsafeMutablePointer<cl_event?>?) throws(OpenCLError) -> Void
  ) throws(OpenCLError) {
    if let profiler {
      var event: cl_event?
      try enqueue(&event)
      if let event { try profiler.add(event) }
    } else {
      try enqueue(nil)
    }
    commandsSinceMarker += 1
    if commandsSinceMarker == Self.commandsPerMarker { try throttle() }
  }

  /// Starts what has been submitted and waits for what was submitted a marker earlier.
  private func throttle() throws(OpenCLError) {
    commandsSinceMarker = 0
    var next: cl_event?
    try check(
      clEnqueueMarkerWithWaitList(handle, 0, nil, &next), "clEnqueueMarkerWithWaitList")
    try check(clFlush(handle), "clFlush")
    let previous = marker
    marker = next
    if let previous {
      defer { clReleaseEvent(previous) }
      var event: cl_event? = previous
      try check(clWaitForEvents(1, &event), "clWaitForEvents", "earlier steps")
    }
  }

  /// Starts what has been submitted.
  func flush() throws(OpenCLError) { try check(clFlush(handle), "clFlush") }

  /// Waits until everything submitted is done.
  func finish() throws(OpenCLError) {
    try check(clFinish(handle), "clFinish")
    try profiler?.collect()
  }

  /// Sets a piece of memory to zero bytes.
  func clear(_ memory: Memory) throws(OpenCLError) {
    var zero: UInt8 = 0
    try check(
      clEnqueueFillBuffer(handle, memory.handle, &zero, 1, 0, memory.byteCount, 0, nil, nil),
      "clEnqueueFillBuffer", "\(memory.name), \(memory.byteCount) bytes")
  }
}

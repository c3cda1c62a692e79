import COpenCL
import Programs

/// Collects the device times of commands by operation.
final class Profiler {
  /// What a command is part of.
  struct Call {
    var routine: Int
    var position: Int
    var replicas: Range<Int>
    var step: UInt32
    /// Whether an earlier command of the same call stands for its work.
    var isFurther: Bool
  }

  /// Where the times go; set while a profiled run is on.
  var profile: OperationProfile?
  /// What is submitted next; set while a profiled run is on.
  var call: Call?
  private var pending: [(call: Call, event: cl_event)] = []
  /// When the last command ended, on the device's clock.
  private var lastEnd: cl_ulong = 0

  deinit { for (_, event) in pending { clReleaseEvent(event) } }

  /// Keeps the event of a command, and reads the times of earlier ones before too many pile up.
  func add(_ event: cl_event) throws(OpenCLError) {
    guard let call else {
      clReleaseEvent(event)
      return
    }
    pending.append((call, event))
    if pending.count >= 4096 { try collect() }
  }

  /// Waits for the pending commands and adds up their times.
  func collect() throws(OpenCLError) {
    let events = pending
    pending.removeAll(keepingCapacity: true)
    defer { for (_, event) in events { clReleaseEvent(event) } }
    if var last = events.last.map({ Optional($0.event) }) {
      try check(clWaitForEvents(1, &last), "clWaitForEvents", "profiling")
    }
    for (call, event) in events {
      let start = try time(event, CL_PROFILING_COMMAND_START)
      let end = try time(event, CL_PROFILING_COMMAND_END)
      add(call, start: start, end: max(start, end))
    }
  }

  private func add(_ call: Call, start: cl_ulong, end: cl_ulong) {
    guard let profile else { return }
    profile.add(
      routine: call.routine, position: call.position, seconds: Double(end - start) * 1e-9,
      replicaSteps: call.isFurther ? 0 : call.replicas.count)
    guard let trace = profile.trace else { return }
    // Commands of one queue follow one another; a coarse clock may show them a tick into each other.
    let (first, last) = (max(start, lastEnd), max(end, lastEnd))
    lastEnd = last
    trace.append(
      CollectionOfOne(
        OperationTrace.Span(
          routine: call.routine, position: call.position, track: 0, replicas: call.replicas,
          step: call.step, start: first, duration: last - first)))
  }

  private func time(_ event: cl_event, _ point: Int32) throws(OpenCLError) -> cl_ulong {
    var nanoseconds: cl_ulong = 0
    try check(
      clGetEventProfilingInfo(
        event, cl_profiling_info(point), MemoryLayout<cl_ulong>.size, &nanoseconds, nil),
      "clGetEventProfilingInfo")
    return nanoseconds
  }
}

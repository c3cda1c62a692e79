import COpenCL
import Programs

/// Collects the device times of commands by operation family.
final class Profiler {
  /// Where the times go; set while a profiled run is on.
  var profile: OperationProfile?
  private var pending: [(family: String, event: cl_event)] = []

  deinit { for (_, event) in pending { clReleaseEvent(event) } }

  /// Keeps the event of a command, and reads the times of earlier ones before too many pile up.
  func add(_ event: cl_event, family: String) throws(OpenCLError) {
    pending.append((family, event))
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
    for (family, event) in events {
      let start = try time(event, CL_PROFILING_COMMAND_START)
      let end = try time(event, CL_PROFILING_COMMAND_END)
      profile?.add(family, seconds: end >= start ? Double(end - start) * 1e-9 : 0)
    }
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

import Programs

/// How the replicas of a program take turns.
///
/// Each wave runs all passes before the next, so on a CPU its parameters stay in the cache from step to
/// step. Replicas are independent, so nobody can tell from the results.
struct Waves {
  /// The replicas of each wave, in order.
  let ranges: [Range<Int>]

  /// The share of the last-level cache that a wave may fill: data sets, other programs and other
  /// virtual machines want some too (2 to 4 replicas of 2.2 MB were best with 32 MiB, by 10 %).
  private static let cacheShare = 0.25

  /// Waves of `size` replicas, or of as many as the rule says.
  init(_ program: Program, device: Device, kind: OpenCLDevice.Kind, size: Int?) {
    let replicas = program.replicas
    var limit = replicas
    if let size {
      limit = size
    } else if kind == .cpu, device.cacheByteCount > 0 {
      let cache = Double(device.cacheByteCount) * Self.cacheShare
      limit = Int(cache / Double(max(program.workingSetByteCountPerReplica, 1)))
    }
    limit = min(max(limit, 1), replicas)
    // Equal waves rather than full ones and a rest.
    let count = (replicas + limit - 1) / limit
    ranges = (0..<count).map { replicas * $0 / count..<replicas * ($0 + 1) / count }
  }
}

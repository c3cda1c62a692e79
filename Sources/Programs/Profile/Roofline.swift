/// What a device can do at best, measured: the two ceilings of the roofline model, and what a launch costs.
///
/// Source: Williams, Waterman, Patterson, "Roofline: an insightful visual performance model for multicore
/// architectures", CACM 52(4), 2009; the triad and its count of bytes are those of McCalpin's STREAM, 1995.
public struct Roofline: Sendable, Equatable, Codable {
  /// Floating-point operations a second in single precision: independent multiply-adds in registers, on
  /// all cores.
  public var peakFlops: Double
  /// Bytes a second between memory and cores: `a = b + s * c` over arrays larger than any cache, counted
  /// as three arrays.
  public var bandwidth: Double
  /// Seconds that an empty kernel takes in a row of many; `nil` where nothing is launched.
  public var launchSeconds: Double?

  /// Ceilings with these values.
  public init(peakFlops: Double, bandwidth: Double, launchSeconds: Double? = nil) {
    self.peakFlops = peakFlops
    self.bandwidth = bandwidth
    self.launchSeconds = launchSeconds
  }

  /// The shortest time of many runs of `body`, in seconds for one unit of its work.
  ///
  /// A run is long enough that the clock and the start cost nothing, and so short that some of them are
  /// not disturbed by other programs.
  /// - Parameters:
  ///   - seconds: how long a run should take; the amount of work is doubled until it does.
  ///   - total: how long runs are repeated, five times at least.
  ///   - body: does the given number of units and returns the seconds they took.
  public static func secondsPerUnit(
    run seconds: Double = 0.002, total: Double = 0.2, _ body: (Int) throws -> Double
  ) rethrows -> Double {
    var units = 1
    var best = try body(units)
    while best < seconds, units < 1 << 40 {
      units *= best < seconds / 16 ? 8 : 2
      best = try body(units)
    }
    var (spent, runs) = (0.0, 0)
    while spent < total || runs < 5 {
      let time = try body(units)
      best = min(best, time)
      (spent, runs) = (spent + max(time, 1e-6), runs + 1)
    }
    return best / Double(units)
  }
}

import Programs
import Training

/// Where the time of a lockstep group's steps goes, beside what the device can do: the figures of
/// `--profile`.
public struct ProfileSummary: Sendable, Codable, Equatable {
  /// One operation, one family, or everything.
  public struct Line: Sendable, Codable, Equatable {
    /// The family's name.
    public let family: String
    /// What tells it from others of its family; empty for sums.
    public let detail: String
    /// Where the result goes; empty for sums.
    public let result: String
    /// How often it ran: launches, or calls for one replica.
    public let calls: Int
    /// Seconds on the device, summed over cores.
    public let seconds: Double
    /// The share of the seconds of all operations of the steps, 0...1.
    public let share: Double
    /// Floating-point operations a second on the whole device, see `WorkEstimate`.
    public let flopsPerSecond: Double
    /// Bytes of compulsory traffic a second on the whole device, see `WorkEstimate`.
    public let bytesPerSecond: Double

    /// Seconds of one call.
    public var secondsPerCall: Double { seconds / Double(max(calls, 1)) }
  }

  /// The group: its trials, network and settings in one line.
  public let group: String
  /// What `--device` takes to get the device.
  public let device: String
  /// The device's own name.
  public let deviceName: String
  /// Whether a call is a launch for many replicas, and not a call for one.
  public let callsAreLaunches: Bool
  /// The replicas that each step advances.
  public let replicas: Int
  /// Training steps that were profiled.
  public let steps: Int
  /// Wall seconds of a step of all replicas without clocks.
  public let stepSeconds: Double
  /// Wall seconds of a step of all replicas in the profiled run.
  public let profiledStepSeconds: Double
  /// The share of the profiled steps' wall time that operations fill, 0...1; the rest is between them.
  public let busyShare: Double
  /// Floating-point operations of one step of all replicas.
  public let stepFlops: Double
  /// Calls in one step of all replicas of the profiled run.
  public let callsPerStep: Double
  /// Launches of a step of all replicas without clocks; 0 where one launch does all steps of a pass, `nil`
  /// where there are no launches.
  public let launchesPerStep: Int?
  /// The operations recorded for a step, before any are fused.
  public let operationsPerStep: Int
  /// Replicas that one call does a step of: those of a wave, 1 on a CPU.
  public let replicasPerCall: Double
  /// The operations of the training steps, the longest first.
  public let operations: [Line]
  /// Sums by family, the longest first.
  public let families: [Line]
  /// The sum of all operations of the training steps.
  public let total: Line
  /// The operations of what starts an epoch.
  public let epochOperations: [Line]
  /// What the device can do, if it was measured.
  public let roofline: Roofline?

  /// The figures of a profile of `group` on a device.
  public init(
    _ profile: GroupProfile, group: String, device: DeviceDescription, roofline: Roofline?
  ) {
    self.group = group
    self.device = device.identifier
    deviceName = device.name
    callsAreLaunches = device.backend != "cpu"
    replicas = profile.operations.program.replicas
    steps = profile.steps
    stepSeconds = profile.stepSeconds
    profiledStepSeconds = profile.profiledStepSeconds
    callsPerStep = profile.callsPerStep
    launchesPerStep = profile.launchesPerStep
    operationsPerStep = profile.operationsPerStep
    replicasPerCall =
      Double(profile.stepEntries.reduce(0) { $0 + $1.replicaSteps })
      / Double(max(profile.stepEntries.reduce(0) { $0 + $1.count }, 1))
    self.roofline = roofline
    let entries = profile.stepEntries
    let seconds = entries.reduce(0) { $0 + $1.seconds }
    let concurrency = Double(profile.operations.concurrency)
    let wall = Double(profile.steps) * profile.profiledStepSeconds
    busyShare = wall > 0 ? min(seconds / concurrency / wall, 1) : 0
    stepFlops = entries.reduce(0) { $0 + $1.flops } / Double(max(profile.steps, 1))
    func line(_ family: String, _ entries: [OperationProfile.Entry]) -> Line {
      let one = entries.count == 1 ? entries[0] : nil
      return Line(
        family: family, detail: one?.detail ?? "", result: one?.result ?? "", entries: entries,
        ofSeconds: seconds, concurrency: concurrency)
    }
    let families = OperationProfile.families(of: entries)
    self.families = families.map { line($0.name, $0.entries) }
    operations = families.flatMap(\.entries).sorted { $0.seconds > $1.seconds }
      .map { line($0.family, [$0]) }
    total = Line(
      family: "all", detail: "", result: "", entries: entries, ofSeconds: seconds,
      concurrency: concurrency)
    epochOperations = profile.epochEntries.map { line($0.family, [$0]) }
  }
}

extension ProfileSummary.Line {
  init(
    family: String, detail: String, result: String, entries: [OperationProfile.Entry],
    ofSeconds total: Double, concurrency: Double
  ) {
    self.family = family
    self.detail = detail
    self.result = result
    calls = entries.reduce(0) { $0 + $1.count }
    seconds = entries.reduce(0) { $0 + $1.seconds }
    share = total > 0 ? seconds / total : 0
    // Cores work side by side: the device does in wall time what each does in its own.
    let wall = seconds / max(concurrency, 1)
    flopsPerSecond = wall > 0 ? entries.reduce(0) { $0 + $1.flops } / wall : 0
    bytesPerSecond = wall > 0 ? entries.reduce(0) { $0 + $1.bytes } / wall : 0
  }
}

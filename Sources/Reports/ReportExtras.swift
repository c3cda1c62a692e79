/// What a report can show beside the result of a study, as far as there is it.
public struct ReportExtras: Sendable {
  /// Time by operation of each lockstep group, from `--profile`.
  public var profiles: [ProfileSummary]
  /// The same work on the CPU and on an OpenCL device.
  public var devices: DeviceComparison?
  /// What the networks answered on the test examples.
  public var answers: TestAnswers?

  /// Extras of these parts.
  public init(
    profiles: [ProfileSummary] = [], devices: DeviceComparison? = nil, answers: TestAnswers? = nil
  ) {
    self.profiles = profiles
    self.devices = devices
    self.answers = answers
  }

  /// The name of the file with the profiles in a run folder.
  public static let profileFile = "profile.json"
  /// The name of the file with the comparison of devices in a run folder.
  public static let devicesFile = "devices.json"
}

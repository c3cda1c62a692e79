// What a Swift program needs to run studies without the command line. Types of other modules that stand in
// this module's own interface come with it; all else stays theirs.

@_exported import struct Datasets.DataError
@_exported import struct Datasets.Dataset
@_exported import struct Datasets.ExampleShape
@_exported import struct Datasets.Examples
@_exported import struct Datasets.PictureSize
@_exported import struct Exports.ExportError
@_exported import struct Networks.NamedWeights
@_exported import struct Networks.WeightsError
@_exported import struct Networks.WeightsMismatch
@_exported import struct Reports.Comparison
@_exported import enum Reports.Metric
@_exported import struct Reports.OutputError
@_exported import struct Reports.StudySummary
@_exported import struct Runs.SavedRunError
@_exported import struct Studies.ConfigError
@_exported import enum Studies.ConfigValue
@_exported import struct Studies.PairedComparison
@_exported import struct Studies.RunRecord
@_exported import struct Studies.SampleSummary
@_exported import struct Studies.Study
@_exported import struct Studies.StudyResult
@_exported import struct Studies.Trial
@_exported import struct Training.EpochRecord
@_exported import struct Training.GroupProgress
@_exported import struct Training.RegressionErrors
@_exported import struct Training.SplitMetrics
@_exported import struct Training.TrialOutcome

/// What this library is.
public enum LockstepVersion {
  /// The version, as `lockstep --version` prints it.
  public static let current = "0.1.0"
}

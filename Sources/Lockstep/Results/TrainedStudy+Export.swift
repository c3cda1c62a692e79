import Exports
import Foundation
import Networks
import Reports

/// Files for other programs; `docs/export.md` says what is in them.
///
/// All make the folders above a file where they are missing, and replace a file that is there.
extension TrainedStudy {
  /// Writes a trial's network as ONNX, for any number of examples at once.
  ///
  /// The input is `pixels` [N, C, H, W] or `features` [N, F] as in the data, or without preprocessing `inputs`; of
  /// a classification the outputs are `logits` and `probabilities` [N, classes], else `predictions` [N, values].
  /// - Parameters:
  ///   - trial: the trial, from 1.
  ///   - file: where to.
  ///   - preprocesses: whether the network takes examples as they are in the data, else scaled.
  /// - Throws: ``StudyError``: of misuse for a trial that is unknown or was not trained, of export for a layer
  ///   that ONNX has no form for, of output.
  public func writeONNX(
    trial: Int = 1, to file: URL, preprocesses: Bool = true
  ) throws(StudyError) {
    try write(to: file) {
      try ONNXFile(
        network(ofTrial: trial).network, preprocesses: preprocesses,
        version: LockstepVersion.current
      ).data
    }
  }

  /// Writes a trial's weights as safetensors by PyTorch's names, with what else must be known as metadata.
  ///
  /// - Parameters:
  ///   - trial: the trial, from 1.
  ///   - file: where to.
  /// - Throws: ``StudyError``: of misuse for a trial that is unknown or was not trained, of output.
  public func writeSafetensors(trial: Int = 1, to file: URL) throws(StudyError) {
    try write(to: file) { try network(ofTrial: trial).network.safetensors().data }
  }

  /// Writes what a trial's network says of the test part, beside what is right, as arrays for NumPy (npz).
  ///
  /// - Parameters:
  ///   - trial: the trial, from 1.
  ///   - file: where to.
  ///   - withInputs: whether the examples themselves are added.
  /// - Throws: ``StudyError``: of misuse for a trial that is unknown or was not trained, of output.
  public func writePredictions(
    trial: Int = 1, to file: URL, withInputs: Bool = false
  ) async throws(StudyError) {
    let archive = try await predictor(trial: trial).archiveOfTests(withInputs: withInputs)
    try write(to: file) { try archive.data() }
  }

  /// Writes event files for `tensorboard --logdir`: the figures of all trials by epoch, hyper-parameters, and the
  /// spread over the seeds.
  ///
  /// Event files that an earlier export left in the same folders are removed.
  /// - Parameters:
  ///   - folder: where to.
  ///   - trials: the numbers of the trials to take; `nil` for all, with the spread.
  /// - Throws: ``StudyError``: of misuse for a trial that is unknown, of output.
  public func writeTensorBoard(
    to folder: URL, trials: Set<Int>? = nil
  ) throws(StudyError) {
    for number in trials ?? [] { _ = try self.trial(number) }
    do {
      try TensorBoardFolder(result, trials: trials).write(to: folder)
    } catch {
      throw StudyError(error)
    }
  }

  private func write(to file: URL, _ data: () throws -> Data) throws(StudyError) {
    do {
      try OutputFile.makeFolder(file.deletingLastPathComponent())
      try OutputFile.write(try data(), to: file)
    } catch {
      throw StudyError(error)
    }
  }
}

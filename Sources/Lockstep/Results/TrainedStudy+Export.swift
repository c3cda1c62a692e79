import Exports
import Foundation
import Networks
import Reports

/// Files for other programs; `docs/export.md` says what is in them.
///
/// All make the folders above a file where they are missing, and replace a file that is there. Without a trial named
/// the only one is written, else the best by validation, as on the command line.
extension TrainedStudy {
  /// Writes a trial's network as ONNX, for any number of examples at once.
  ///
  /// The input is `pixels` (bytes of images), `features` (everything else), or without preprocessing `inputs`: of
  /// images [N, C, H, W], of single pixels and tables [N, F]. Of a classification the outputs are `logits` and
  /// `probabilities` [N, classes], else `predictions` [N, values].
  /// - Parameters:
  ///   - trial: the trial, from 1; `nil` for the only one, else the best by validation.
  ///   - file: where to.
  ///   - preprocesses: whether the network takes examples as they are in the data, else scaled.
  /// - Throws: ``StudyError``: of misuse for a trial that is unknown or was not trained, of mismatch for weights of
  ///   another network, of export for a layer that ONNX has no form for, of output.
  public func writeONNX(
    trial: Int? = nil, to file: URL, preprocesses: Bool = true
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
  ///   - trial: the trial, from 1; `nil` for the only one, else the best by validation.
  ///   - file: where to.
  /// - Throws: ``StudyError``: of misuse for a trial that is unknown or was not trained, of mismatch for weights of
  ///   another network, of output.
  public func writeSafetensors(trial: Int? = nil, to file: URL) throws(StudyError) {
    try write(to: file) { try network(ofTrial: trial).network.safetensors().data }
  }

  /// Writes what a trial's network says of the test part, beside what is right, as arrays for NumPy (npz).
  ///
  /// - Parameters:
  ///   - trial: the trial, from 1; `nil` for the only one, else the best by validation.
  ///   - file: where to.
  ///   - withInputs: whether the examples themselves are added.
  /// - Throws: ``StudyError``: as ``predictor(trial:on:batchSize:)``, and of output.
  public func writePredictions(
    trial: Int? = nil, to file: URL, withInputs: Bool = false
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
  ///   - trials: the numbers of the trials to take, one at least; `nil` for all, with the spread.
  /// - Throws: ``StudyError``: of misuse for a trial that is unknown and for none, of output.
  public func writeTensorBoard(
    to folder: URL, trials: Set<Int>? = nil
  ) throws(StudyError) {
    guard trials?.isEmpty != true else {
      throw .misuse("study \(result.study.name): no trial is named; give none for all")
    }
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

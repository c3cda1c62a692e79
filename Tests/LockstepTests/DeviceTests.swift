import Foundation
import Lockstep
import OpenCLBackend
import Testing

/// What is used from Swift, on every kind of device.
@Suite("Devices used from Swift")
struct DeviceTests {
  /// Whether there is an OpenCL device, or its absence is a failure.
  private static let hasOpenCL =
    !OpenCLBackend.discover().devices.isEmpty
    || ProcessInfo.processInfo.environment["LOCKSTEP_REQUIRE_OPENCL"] == "1"

  @Test(
    .enabled(if: hasOpenCL, "SKIPPED, NOTHING TESTED: no OpenCL device"), .timeLimit(.minutes(30)))
  func openCLPredictsAsTheProcessor() async throws {
    let folder = try TemporaryFolder()
    let data = try stripesData()
    let trained = try await Study(
      "stripes", data: .own(data, split: TrainingData.Split(isStandardized: true)),
      network: Network {
        Convolution(4, kernelSize: 3, padding: .same, activation: .relu)
        Dense(.outputs)
      }, epochs: 3
    ).run(on: .openCL)
    let features = stripes(40, from: 400).features
    let (mine, known) = (
      try await trained.predictor(batchSize: 16), try await trained.predictor(on: .cpu)
    )
    #expect(mine.device.contains("opencl") && known.device.contains("cpu"))
    let (found, expected) = (try await mine.predict(features), try await known.predict(features))
    #expect(found.count == 40)
    for (one, other) in zip(found.probabilities, expected.probabilities) {
      #expect(abs(one - other) < 1e-5)
    }
    let file = folder.url.appending(path: "predictions.npz")
    try await trained.writePredictions(to: file)
    #expect(try Data(contentsOf: file).count > 100 * 2 * 4)
  }
}

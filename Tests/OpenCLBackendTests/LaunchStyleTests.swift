import Programs
import Testing

@testable import OpenCLBackend

/// How launches are cut into work-groups.
@Suite("Launch style", .needsOpenCL)
struct LaunchStyleTests {
  private static func style() throws -> LaunchStyle {
    LaunchStyle(device: try TestDevice.device().device, kind: .gpu)
  }

  /// 100,352 rows of 144 channels: 128 images of 28 x 28 in the second block of MobileNetV2.
  @Test(
    "no launch over rows has more groups along y than CUDA's grids",
    arguments: [1, 100, 65_535, 65_536, 100_352, 524_281, 6_422_528, 16_000_000],
    [1, 16, 17, 144, 1280])
  func rowsAreFolded(_ rows: Int, _ channels: Int) throws {
    let size = try Self.style().rowsAndChannels(rows, channels)
    #expect(size.items == (channels, rows))
    #expect((rows + size.group.y - 1) / size.group.y <= 65_535)
    #expect(size.group.x * size.group.y <= 256)
  }

  @Test("groups are as wide as the channels allow where there are not too many of them")
  func groupsAreWide() throws {
    let style = try Self.style()
    #expect(style.rowsAndChannels(65_535, 144).group == (256, 1))
    #expect(style.rowsAndChannels(100_352, 144).group == (128, 2))
    #expect(style.rowsAndChannels(100_352, 16).group == (16, 16))
    #expect(style.rowsAndChannels(3, 16).group == (16, 4))
  }

  @Test("folded rows are all computed, each once")
  func foldedRows() throws {
    let (rows, channels) = (66_000, 129)
    let recorder = Recorder(replicas: 1)
    let (x, sum) = (
      recorder.persistent("x", [rows, 1]), recorder.persistent("y", [rows, channels])
    )
    let ones = recorder.persistent("ones", [rows, channels])
    recorder.routine("step") {
      recorder.append(.addition(Addition(left: sum, right: ones, output: sum)))
      recorder.append(
        .addition(Addition(left: sum.columns(128..<129), right: x, output: sum.columns(128..<129))))
    }
    let executable = try TestDevice.backend(OpenCLOptions(engine: .batched, treatAs: .gpu))
      .prepare(recorder.finish())
    try executable.write((0..<rows).map(Float.init), to: x)
    try executable.write([Float](repeating: 1, count: rows * channels), to: ones)
    try executable.run([Pass(routine: 0, steps: 1, first: StepContext())])
    let values: [Float] = try executable.read(sum)
    let wrong = values.indices.first { index in
      let (row, channel) = (index / channels, index % channels)
      return values[index] != (channel == 128 ? Float(row) + 1 : 1)
    }
    #expect(wrong == nil)
  }
}

import Programs
import Testing

@testable import OpenCLBackend

@Suite("Device memory", .needsOpenCL)
struct MemoryTests {
  @Test("keeps what is written, of any size and type", arguments: [1, 15, 16, 17, 63, 64, 65, 257])
  func roundTrip(count: Int) throws {
    let recorder = Recorder(replicas: 3)
    let floats = recorder.persistent("floats", [count])
    let bytes = recorder.constant("bytes", [count], .uint8)
    let shared = recorder.shared("shared", [count], .int32)
    let executable = try TestDevice.backend().prepare(recorder.finish())
    let numbers = draw(3 * count)
    let octets = (0..<3 * count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
    let integers = (0..<count).map { Int32($0 - 5) }
    try executable.write(numbers, to: floats)
    try executable.write(octets, to: bytes)
    try executable.write(integers, to: shared)
    #expect(try executable.read(floats) == numbers)
    #expect(try executable.read(bytes) == octets)
    #expect(try executable.read(shared) == integers)
  }

  @Test("cuts replicas into equal waves by the cache of a CPU and into one on a GPU")
  func waves() throws {
    let device = try TestDevice.device().device
    let recorder = Recorder(replicas: 60)
    _ = recorder.persistent("weights", [device.cacheByteCount / 4 / 16])
    let program = recorder.finish()
    func sizes(_ kind: OpenCLDevice.Kind, _ size: Int? = nil) -> [Int] {
      Waves(program, device: device, kind: kind, size: size).ranges.map(\.count)
    }
    #expect(sizes(.gpu) == [60])
    #expect(sizes(.cpu) == [Int](repeating: 4, count: 15))
    #expect(sizes(.cpu, 7) == [6, 7, 7, 6, 7, 7, 6, 7, 7])
    #expect(sizes(.gpu, 100) == [60])
    #expect(
      Waves(program, device: device, kind: .cpu, size: 7).ranges.flatMap { $0 } == Array(0..<60))
  }

  @Test("of devices is described for people and records")
  func description() throws {
    let device = try TestDevice.device()
    let backend = try OpenCLBackend(device: device)
    #expect(backend.device.identifier == "opencl:0" && backend.device.backend == "opencl")
    #expect(backend.device.kind == device.kind.rawValue && backend.device.memoryByteCount > 0)
    for key in ["platform", "vendor", "driver", "openCL", "clblast", "engine"] {
      #expect(backend.device.details[key]?.isEmpty == false)
    }
  }
}

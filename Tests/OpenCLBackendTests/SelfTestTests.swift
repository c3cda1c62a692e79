import Programs
import Testing

@testable import OpenCLBackend

@Suite("Self-test", .needsOpenCL)
struct SelfTestTests {
  @Test("accepts the device", arguments: GemmEngineChoice.allCases)
  func accepts(engine: GemmEngineChoice) throws {
    try TestDevice.backend(OpenCLOptions(engine: engine)).selfTest()
  }

  @Test("rejects a device that multiplies wrongly")
  func wrongProduct() throws {
    var test = SelfTest()
    test.product[600] += 0.01
    let error = #expect(throws: SelfTestError.self) { try test.run(on: TestDevice.backend()) }
    #expect(error?.description.contains("element 600 of a matrix product") == true)
  }

  @Test("rejects a device that multiplies to NaN")
  func notANumber() throws {
    var test = SelfTest()
    test.product[0] = .nan
    #expect(throws: SelfTestError.self) { try test.run(on: TestDevice.backend()) }
  }

  @Test("rejects a device with one wrong bit in an integer kernel")
  func wrongOrder() throws {
    var test = SelfTest()
    test.order[417] ^= 1
    let error = #expect(throws: SelfTestError.self) { try test.run(on: TestDevice.backend()) }
    #expect(error?.description.contains("element 417 of a shuffle") == true)
  }
}

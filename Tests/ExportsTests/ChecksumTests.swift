import Foundation
import Testing

@testable import Exports

@Suite("Checks of event files")
struct ChecksumTests {
  /// RFC 3720, appendix B.4, and the check value of the algorithm's catalogue.
  private static let values: [(bytes: Data, checksum: UInt32)] = [
    (Data(repeating: 0, count: 32), 0x8A91_36AA),
    (Data(repeating: 0xFF, count: 32), 0x62A8_AB43),
    (Data(0..<32), 0x46DD_794E),
    (Data((0..<32).reversed()), 0x113F_DB5C),
    (Data("123456789".utf8), 0xE306_9283),
    (Data(), 0),
  ]

  @Test(arguments: values)
  func published(bytes: Data, checksum: UInt32) {
    #expect(CRC32C.checksum(bytes) == checksum)
  }

  @Test func maskIsTurnedBy15AndShifted() {
    // 0xE3069283 >> 15 = 0x1C60D, << 17 = 0x25060000; their union + 0xA282EAD8.
    #expect(CRC32C.masked(Data("123456789".utf8)) == 0xC78A_B0E5)
    // That of nothing is the shift alone.
    #expect(CRC32C.masked(Data()) == 0xA282_EAD8)
  }
}

import Foundation

/// The cyclic redundancy check of 32 bits with Castagnoli's polynomial, which event files are framed with.
///
/// zlib has the other one. Source: Castagnoli, Bräuer, Herrmann, "Optimization of cyclic redundancy-check
/// codes with 24 and 32 parity bits", IEEE Transactions on Communications 41, 1993; tested with the values
/// of RFC 3720, appendix B.4.
enum CRC32C {
  /// The check of each byte, bits in reflected order.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in
      rest & 1 == 1 ? rest >> 1 ^ 0x82F6_3B78 : rest >> 1
    }
  }

  /// The check of `bytes`.
  static func checksum(_ bytes: Data) -> UInt32 {
    ~bytes.reduce(~0) { rest, byte in table[Int(UInt8(truncatingIfNeeded: rest) ^ byte)] ^ rest >> 8
    }
  }

  /// The check as records store it: turned and shifted, so that the check of data that has checks in it is
  /// no weaker.
  static func masked(_ bytes: Data) -> UInt32 {
    let checksum = checksum(bytes)
    return (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8
  }
}

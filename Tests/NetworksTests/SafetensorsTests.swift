import Foundation
import Networks
import Testing

@Suite("Safetensors")
struct SafetensorsTests {
  /// Written by Python's safetensors 0.8.0 from `layers.0.weight` [3, 2], `layers.0.bias` [3] and two
  /// metadata texts.
  private static let fixture = """
    wAAAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJub3RlIjoiw6kgXCJ4XCIiLCJmb3JtYXQiOiJwdCJ9LCJsYXllcnMuMC5iaWFz\
    Ijp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlszXSwiZGF0YV9vZmZzZXRzIjpbMCwxMl19LCJsYXllcnMuMC53ZWlnaHQiOnsi\
    ZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzMsMl0sImRhdGFfb2Zmc2V0cyI6WzEyLDM2XX19ICAgICAAAIA/AAAAQAAAQMAAAMA/\
    AAAQwAAAAACCqPs3AAAAgAAA4EA=
    """

  // MARK: - Reading and writing

  @Test func readsWhatPythonWrote() throws {
    let bytes = try #require(Data(base64Encoded: Self.fixture))
    let file = try read(bytes).get()
    #expect(file.tensors.map(\.name) == ["layers.0.bias", "layers.0.weight"])
    #expect(file.tensors.map(\.shape) == [[3], [3, 2]])
    #expect(file.tensors[0].values == [1, 2, -3])
    #expect(file.tensors[1].values == [1.5, -2.25, 0, 3e-5, -0.0, 7])
    #expect(file.tensors[1].values[4].sign == .minus)
    #expect(file.metadata == ["format": "pt", "note": "é \"x\""])
  }

  @Test func roundTripKeepsEveryBit() throws {
    let values = [0, -0.0, .nan, .infinity, .leastNonzeroMagnitude, 1 / 3, -3e38] as [Float]
    let names = ["plain", "quote \" and \\ and \u{1}\n", "ä 漢 🙂", ""]
    let file = Safetensors(
      tensors: [
        (name: names[0], shape: [7], values: values),
        (name: names[1], shape: [2, 1, 2], values: [1, 2, 3, 4]),
        (name: names[2], shape: [], values: [5]),
        (name: names[3], shape: [3, 0], values: []),
      ], metadata: ["a \"": "b\t\u{0}", "empty": ""])
    try withFolder { folder in
      let path = folder + "/weights.safetensors"
      try file.write(to: path)
      let again = try Safetensors(contentsOf: path)
      // A tensor without data lies where the next one begins, or at the end.
      #expect(again.tensors.map(\.name) == names)
      #expect(again.tensors.map(\.shape) == [[7], [2, 1, 2], [], [3, 0]])
      for (tensor, original) in zip(again.tensors, file.tensors) {
        #expect(tensor.values.map(\.bitPattern) == original.values.map(\.bitPattern))
      }
      #expect(again.metadata == file.metadata)
      // Replacing a file leaves no other behind.
      try Safetensors(tensors: []).write(to: path)
      #expect(try Safetensors(contentsOf: path).tensors.isEmpty)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder) == ["weights.safetensors"])
    }
  }

  @Test func dataIsAlignedTo8Bytes() throws {
    try withFolder { folder in
      for length in 1...9 {
        let name = String(repeating: "n", count: length)
        let path = folder + "/a"
        try Safetensors(tensors: [(name: name, shape: [1], values: [1])]).write(to: path)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect((bytes.count - 4) % 8 == 0)
      }
    }
  }

  @Test func aFailedWriteKeepsTheOldFile() throws {
    try withFolder { folder in
      let file = Safetensors(tensors: [(name: "a", shape: [1], values: [1])])
      #expect {
        try file.write(to: folder + "/missing/a")
      } throws: {
        $0 as? WeightsError
          == WeightsError(
            path: folder + "/missing/a", reason: "cannot be written: No such file or directory",
            kind: .inputOutput)
      }
      // A folder of that name: everything succeeds but the renaming.
      try FileManager.default.createDirectory(
        atPath: folder + "/taken/inside", withIntermediateDirectories: true)
      #expect {
        try file.write(to: folder + "/taken")
      } throws: {
        $0 as? WeightsError
          == WeightsError(
            path: folder + "/taken", reason: "cannot be written: Is a directory",
            kind: .inputOutput)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["taken"])
    }
  }

  // MARK: - Files that break a rule

  /// A header, the number of data bytes after it, and the error it must end in.
  @Test(
    arguments: [
      ("", 0, "not a safetensors file: the header is not a JSON object"),
      ("[]", 0, "not a safetensors file: the header is not a JSON object"),
      (" {}", 0, "not a safetensors file: the header is not a JSON object"),
      ("{\u{0}}\u{0}", 0, "not a safetensors file: the header is not a JSON object"),
      ("{", 0, "not a safetensors file: the header is not JSON with whole numbers"),
      ("{} x", 0, "not a safetensors file: the header is not JSON with whole numbers"),
      (#"{"a": 1}"#, 0, "the header is wrong: 'a' has the wrong type"),
      (
        #"{"a": {"dtype": "F32", "shape": []}}"#, 4, "the header is wrong: 'a' lacks 'data_offsets'"
      ),
      (
        #"{"a": {"dtype": "F32", "shape": ["x"], "data_offsets": [0, 4]}}"#, 4,
        "the header is wrong: 'a.shape[0]' has the wrong type"
      ),
      (
        #"{"a": {"dtype": "F32", "shape": [1.5], "data_offsets": [0, 4]}}"#, 4,
        "not a safetensors file: the header is not JSON with whole numbers"
      ),
      (
        #"{"__metadata__": {"a": 1}}"#, 0,
        "the header is wrong: '__metadata__.a' has the wrong type"
      ),
      (
        #"{"a": {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]}}"#, 8,
        "tensor 'a' is F64, only F32 can be read; convert it, in PyTorch with tensor.float()"
      ),
      (
        #"{"a": {"dtype": "I64", "shape": [1], "data_offsets": [0, 8]}}"#, 8,
        "tensor 'a' is I64, only F32 can be read; convert it, in PyTorch with tensor.float()"
      ),
      (
        #"{"a": {"dtype": "F32", "shape": [3], "data_offsets": [0, 8]}}"#, 8,
        "tensor 'a': shape [3] needs 12 bytes, its data has 8"
      ),
      (
        #"{"a": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}}"#, 4,
        "tensor 'a': shape [-1] is not possible"
      ),
      (
        #"{"a": {"dtype": "F32", "shape": [4294967296, 4294967296], "data_offsets": [0, 4]}}"#, 4,
        "tensor 'a': shape [4294967296, 4294967296] is not possible"
      ),
      (
        #"{"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 0]}}"#, 4,
        "tensor 'a': data offsets [4, 0] are not a begin and an end"
      ),
      (
        #"{"a": {"dtype": "F32", "shape": [1], "data_offsets": [-4, 0]}}"#, 4,
        "tensor 'a': data offsets [-4, 0] are not a begin and an end"
      ),
      (
        #"{"a": {"dtype": "F32", "shape": [1], "data_offsets": [4]}}"#, 4,
        "tensor 'a': data offsets [4] are not a begin and an end"
      ),
      (
        #"{"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}"#, 8,
        "a hole before tensor 'a': it begins at byte 4, the data before it ends at 0"
      ),
      (
        #"""
        {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
         "b": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}
        """#, 8, "an overlap before tensor 'b': it begins at byte 4, the data before it ends at 8"
      ),
      (
        #"{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}"#, 7,
        "cut off: the tensors need 8 bytes of data, the file has 7"
      ),
      (
        #"{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}"#, 9,
        "bytes left over after the last tensor: 1"
      ),
      (
        #"""
        {"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
         "\u0061": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}
        """#, 4, "the header has the key 'a' twice"
      ),
      (
        #"{"a": {"dtype": "F32", "shape": [9], "shape": [1], "data_offsets": [0, 4]}}"#, 4,
        "the header has the key 'shape' twice"
      ),
      (
        #"{"__metadata__": {"x": "1", "x": "2"}}"#, 0, "the header has the key 'x' twice"
      ),
    ])
  func brokenRule(_ header: String, _ dataCount: Int, _ reason: String) throws {
    let error = failure(of: read(file(header, dataCount: dataCount)))
    #expect(error?.reason == reason)
  }

  @Test func validHeadersAreNotRefused() throws {
    // Equal texts that are no keys of one object, spaces as padding, an unknown field.
    let header = #"""
      {"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4], "note": {"a": ["a", "a"]}},
       "b\"": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]},
       "__metadata__": {"a": "a", "b": "\\"}}
      """#
    let file = try read(file(header + "   ", dataCount: 8)).get()
    #expect(file.tensors.map(\.name) == ["a", "b\""])
    #expect(file.metadata == ["a": "a", "b": "\\"])
  }

  @Test("counters of batch normalisation are passed over, of whatever type")
  func counters() throws {
    let header = #"""
      {"a.num_batches_tracked": {"dtype": "I64", "shape": [], "data_offsets": [0, 8]},
       "b": {"dtype": "F32", "shape": [1], "data_offsets": [8, 12]},
       "num_batches_tracked": {"dtype": "F32", "shape": [], "data_offsets": [12, 16]},
       "c_num_batches_tracked": {"dtype": "F32", "shape": [2], "data_offsets": [16, 24]}}
      """#
    let file = try read(file(header, dataCount: 24)).get()
    #expect(file.tensors.map(\.name) == ["b", "c_num_batches_tracked"])
    #expect(file.tensors.map(\.shape) == [[1], [2]])
    let short = header.replacing("I64", with: "I32")
    #expect(failure(of: read(self.file(short, dataCount: 24)))?.reason.contains("is I32") == true)
  }

  @Test func headerLengthsThatCannotBe() {
    func reason(_ bytes: [UInt8]) -> String? { failure(of: read(Data(bytes)))?.reason }
    #expect(reason([]) == "cut off: 0 bytes, and a safetensors file begins with 8")
    #expect(reason([1, 2, 3]) == "cut off: 3 bytes, and a safetensors file begins with 8")
    #expect(
      reason([9, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x7D])
        == "cut off: the header should have 9 bytes, the file goes on for 2")
    #expect(
      reason([UInt8](repeating: 255, count: 16))
        == "not a safetensors file: a header of 18446744073709551615 bytes, at most 100000000 are "
        + "allowed")
  }

  @Test func pathsThatAreNoFile() {
    func error(_ path: String) -> WeightsError? {
      failure(of: Result { () throws(WeightsError) in try Safetensors(contentsOf: path) })
    }
    #expect(
      error("/no/such/file")?.description
        == "/no/such/file: cannot be read: No such file or directory")
    #expect(error("/")?.description == "/: is not a file")
    #expect(error("/dev/zero")?.description == "/dev/zero: is not a file")
    for path in ["/no/such/file", "/dev/null/x", "/", "/dev/zero"] {
      #expect(error(path)?.kind == .badData, "\(path)")
    }
  }

  /// Not the file is bad, but the way to it.
  @Test func failuresToReadAreNotBadData() throws {
    try withFolder { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/circle", withDestinationPath: folder + "/circle")
      #expect {
        try Safetensors(contentsOf: folder + "/circle")
      } throws: {
        $0 as? WeightsError
          == WeightsError(
            path: folder + "/circle", reason: "cannot be read: Too many levels of symbolic links",
            kind: .inputOutput)
      }
    }
  }

  @Test func everyTruncationIsRefused() throws {
    let bytes = try #require(Data(base64Encoded: Self.fixture))
    for count in 0..<bytes.count {
      let error = failure(of: read(bytes.prefix(count)))
      #expect(error != nil, "\(count) bytes were read as a whole file")
      #expect(error?.reason.hasPrefix("cut off: ") == true)
      #expect(error?.kind == .badData)
    }
    #expect(failure(of: read(bytes + [0]))?.reason == "bytes left over after the last tensor: 1")
  }

  @Test func randomDamageNeverCrashes() throws {
    let original = try #require(Data(base64Encoded: Self.fixture))
    // The length is damaged seldom, or nothing behind it would ever be tried.
    let headerEnd = 8 + 192
    var state: UInt64 = 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var refused = 0
    for _ in 0..<2_000 {
      var bytes = original
      for _ in 0...next(4) {
        let place = next(10) == 0 ? next(8) : 8 + next(headerEnd - 8)
        bytes[place] =
          next(2) == 0 ? UInt8(next(256)) : Array("{}[]\",:0123456789-eE\\u ".utf8)[next(23)]
      }
      if case .failure(let error) = read(bytes) {
        refused += 1
        #expect(!error.description.contains("\n"))
      }
    }
    #expect(refused > 1_000)
  }

  // MARK: - Help

  private func file(_ header: String, dataCount: Int) -> Data {
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
    return length + Data(header.utf8) + Data(repeating: 0, count: dataCount)
  }

  /// What reading a file of these bytes comes to.
  private func read(_ bytes: Data) -> Result<Safetensors, WeightsError> {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("lockstep-\(UUID().uuidString).safetensors").path
    // Not `bytes.write`, which waits for the disk: thousands of these are read.
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    FileHandle(fileDescriptor: file, closeOnDealloc: true).write(bytes)
    defer { unlink(path) }
    return Result { () throws(WeightsError) in try Safetensors(contentsOf: path) }
  }

  private func failure(of result: Result<Safetensors, WeightsError>) -> WeightsError? {
    if case .failure(let error) = result { error } else { nil }
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("lockstep-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }
}

import Programs
import Testing

@testable import OpenCLBackend

/// A product with operands that are views: offsets, row strides wider than the rows.
struct GemmCase: Sendable, CustomTestStringConvertible {
  let m: Int
  let n: Int
  let k: Int
  var transposeLeft = false
  var transposeRight = false
  var accumulate = false
  /// Extra columns on the left and the right of every operand.
  var margin = 0

  var testDescription: String {
    "\(m)x\(n)x\(k) \(transposeLeft ? "T" : "N")\(transposeRight ? "T" : "N")"
      + (accumulate ? " accumulating" : "") + (margin > 0 ? " in wider rows" : "")
  }

  static let all: [GemmCase] = {
    let sizes = [
      (1, 1, 1), (7, 7, 7), (31, 33, 32), (33, 31, 65), (8, 16, 16), (9, 17, 15), (64, 10, 32),
      (32, 128, 78), (65, 63, 257), (1, 257, 33), (257, 1, 31),
    ]
    var cases: [GemmCase] = []
    for (m, n, k) in sizes {
      for (left, right) in [(false, false), (true, false), (false, true), (true, true)] {
        for (accumulate, margin) in [(false, 0), (true, 3)] {
          cases.append(
            GemmCase(
              m: m, n: n, k: k, transposeLeft: left, transposeRight: right,
              accumulate: accumulate, margin: margin))
        }
      }
    }
    return cases
  }()

  private var leftShape: [Int] { transposeLeft ? [k, m] : [m, k] }
  private var rightShape: [Int] { transposeRight ? [n, k] : [k, n] }

  /// The product prepared for `replicas` replicas, its operands still zero.
  func prepare(_ backend: OpenCLBackend, replicas: Int) throws -> (
    executable: any Executable, left: Tensor, right: Tensor, output: Tensor
  ) {
    let recorder = Recorder(replicas: replicas)
    func tensor(_ name: String, _ shape: [Int]) -> (whole: Tensor, view: Tensor) {
      let whole = recorder.persistent(name, [shape[0], shape[1] + 2 * margin])
      return (whole, whole.columns(margin..<margin + shape[1]))
    }
    let (left, right) = (tensor("left", leftShape), tensor("right", rightShape))
    let output = tensor("output", [m, n])
    recorder.routine("gemm") {
      recorder.append(
        .gemm(
          Gemm(
            left: left.view, transposeLeft: transposeLeft, right: right.view,
            transposeRight: transposeRight, output: output.view, accumulate: accumulate)))
    }
    return (try backend.prepare(recorder.finish()), left.whole, right.whole, output.whole)
  }

  /// Runs the product in `replicas` replicas of the data that starts with replica `first`.
  ///
  /// - Returns: The output with its margins.
  func run(_ backend: OpenCLBackend, replicas: Int, first: Int = 0) throws -> [Float] {
    let (executable, left, right, output) = try prepare(backend, replicas: replicas)
    for (tensor, stream) in [(left, UInt32(1)), (right, 2), (output, 3)] {
      let count = tensor.count
      let all = draw((first + replicas) * count, stream)
      try executable.write(Array(all[(first * count)...]), to: tensor)
    }
    try executable.run([Pass(routine: 0, steps: 1, first: StepContext())])
    return try executable.read(output)
  }

  /// The results of ``run(_:replicas:first:)`` in double precision.
  func expected(replicas: Int) -> [Double] {
    func values(_ shape: [Int], _ stream: UInt32) -> (Int, Int, Int) -> Double {
      let width = shape[1] + 2 * margin
      let all = draw(replicas * shape[0] * width, stream)
      return { Double(all[($0 * shape[0] + $1) * width + margin + $2]) }
    }
    let (left, right) = (values(leftShape, 1), values(rightShape, 2))
    let width = n + 2 * margin
    var result = draw(replicas * m * width, 3).map(Double.init)
    for replica in 0..<replicas {
      for i in 0..<m {
        for j in 0..<n {
          var sum = 0.0
          for p in 0..<k {
            sum +=
              (transposeLeft ? left(replica, p, i) : left(replica, i, p))
              * (transposeRight ? right(replica, j, p) : right(replica, p, j))
          }
          let index = (replica * m + i) * width + margin + j
          result[index] = accumulate ? result[index] + sum : sum
        }
      }
    }
    return result
  }
}

/// Each engine, ours in both of its forms, and those with tiles that no size is a multiple of.
let engineOptions: [OpenCLOptions] = {
  var options = [
    OpenCLOptions(engine: .batched, treatAs: .cpu), OpenCLOptions(engine: .batched, treatAs: .gpu),
    OpenCLOptions(engine: .clblast), OpenCLOptions(engine: .batched, treatAs: .cpu),
    OpenCLOptions(engine: .batched, treatAs: .gpu),
  ]
  options[3].coreTile = CoreTile(rows: 5, vectors: 3)
  options[4].groupTile = GroupTile(groupX: 7, groupY: 3, itemRows: 5, itemColumns: 2, depth: 11)
  return options
}()

@Suite("Matrix products", .needsOpenCL)
struct GemmTests {
  @Test("agree with double precision", arguments: engineOptions, GemmCase.all)
  func values(options: OpenCLOptions, gemm: GemmCase) throws {
    let found = try gemm.run(TestDevice.backend(options), replicas: 2)
    let expected = gemm.expected(replicas: 2)
    let tolerance = 1e-6 * Double(gemm.k).squareRoot() + 2e-7 * Double(gemm.k)
    let wrong = zip(found, expected).enumerated().first { abs(Double($1.0) - $1.1) > tolerance }
    #expect(wrong == nil)
  }

  /// CLBlast's direct kernel does hold this too (measured with 1.5.3 on PoCL 3.1).
  @Test(
    "give a replica the same bits, alone or with others", arguments: engineOptions,
    [
      GemmCase(m: 32, n: 128, k: 784), GemmCase(m: 784, n: 128, k: 32, transposeLeft: true),
      GemmCase(m: 32, n: 128, k: 64, transposeRight: true), GemmCase(m: 33, n: 10, k: 65),
      GemmCase(m: 17, n: 31, k: 29, accumulate: true, margin: 2),
    ])
  func replicaInvariance(options: OpenCLOptions, gemm: GemmCase) throws {
    let backend = try TestDevice.backend(options)
    let together = try gemm.run(backend, replicas: 5)
    let count = together.count / 5
    for replica in 0..<5 {
      let alone = try gemm.run(backend, replicas: 1, first: replica)
      #expect(Array(together[replica * count..<(replica + 1) * count]).bits == alone.bits)
    }
  }

  @Test("of our two kernels have the same bits, whatever their tiles", arguments: GemmCase.all)
  func forms(gemm: GemmCase) throws {
    let tiles = try gemm.run(TestDevice.backend(engineOptions[0]), replicas: 2)
    for options in [engineOptions[1], engineOptions[3], engineOptions[4]] {
      let others = try gemm.run(TestDevice.backend(options), replicas: 2)
      #expect((tiles.bits == others.bits) as Bool)
    }
  }

  @Test("pick their engine by the device, not by the number of replicas")
  func choice() throws {
    for (kind, name) in [(OpenCLDevice.Kind.cpu, "batched"), (.gpu, "clblast")] {
      let backend = try TestDevice.backend(OpenCLOptions(treatAs: kind))
      for replicas in [1, 60] {
        let recorder = Recorder(replicas: replicas)
        let gemm = Gemm(
          left: recorder.scratch("a", [32, 784]), right: recorder.scratch("b", [784, 128]),
          output: recorder.scratch("c", [32, 128]))
        #expect(backend.engines.engine(for: gemm).name.hasPrefix(name))
      }
    }
  }
}

import Programs
import Testing

@Suite("Fusion of updates")
struct UpdateFusionTests {
  private static let whole = "update 0..<128 penalty 60"

  /// What becomes of a step whose operations `edit` has changed.
  private func edited(
    _ method: OptimizerMethod = .sgd, _ edit: (FusionBench, inout [Operation]) -> Void,
    others: (FusionBench) -> [[Operation]] = { _ in [] }
  ) -> [String] {
    let bench = FusionBench(method)
    var step = bench.step(isDropped: false)
    edit(bench, &step)
    return bench.fused(step, others: others(bench)).filter { $0.contains("update") }
  }

  private let both = [
    "gemm update 48..<88 penalty 12", "gemm update 0..<48 penalty 48", "update 96..<117 penalty 0",
  ]

  @Test("an operation that touches nothing of the update may lie in between")
  func bystander() {
    #expect(edited { bench, step in step.insert(bench.fill(bench.y), at: step.count - 1) } == both)
  }

  @Test("whoever reads the weights before the update keeps both of them whole")
  func penaltyInBetween() {
    #expect(
      edited { bench, step in step.insert(bench.penalty, at: step.count - 1) } == [Self.whole])
  }

  @Test("the gradient by the inputs must come before that by the weights")
  func order() {
    let fused = edited { bench, step in
      let product = step.firstIndex { operation in
        if case .gemm(let gemm) = operation { gemm.output == bench.dh } else { false }
      }
      if let product { step.swapAt(product, product + 1) }
    }
    #expect(
      fused == ["gemm update 0..<48 penalty 48", "update 48..<117 penalty 12"])
  }

  @Test(
    "a part stays where its weights, moments or gradient are touched on the way",
    arguments: ["parameters", "gradients", "moment0", "moment1"])
  func touched(_ name: String) throws {
    let second = "gemm update 48..<88 penalty 12"
    let rest = ["update 0..<48 penalty 48", "update 96..<117 penalty 0"]
    let written = edited(.adam) { bench, step in
      let flat = [bench.parameters, bench.gradients] + bench.moments
      if let tensor = flat.first(where: { $0.buffer.name == name }) {
        step.insert(bench.fill(tensor.elements(47..<48)), at: step.count - 1)
      }
    }
    #expect(written == [second] + rest)
    let read = edited(.adam) { bench, step in
      let flat = [bench.parameters, bench.gradients] + bench.moments
      if let tensor = flat.first(where: { $0.buffer.name == name }) {
        step.insert(
          bench.copy(tensor.elements(0..<1), to: bench.spare(1)), at: step.count - 1)
      }
    }
    #expect(read == [second] + rest)
  }

  @Test(
    "a gradient that something else reads is stored: later, in the next step, in another routine")
  func otherReaders() {
    let kept = [
      "gemm update 48..<88 penalty 12", "update 0..<48 penalty 48", "update 96..<117 penalty 0",
    ]
    func reader(_ bench: FusionBench) -> Operation {
      bench.copy(bench.gradients.elements(0..<48), to: bench.spare(48))
    }
    #expect(edited { bench, step in step.append(reader(bench)) } == kept)
    #expect(edited { bench, step in step.insert(reader(bench), at: 0) } == kept)
    #expect(
      edited { _, _ in
      } others: {
        [[reader($0)]]
      } == kept)
    // Another routine that makes a gradient of its own first does not mind.
    #expect(
      edited { _, _ in
      } others: {
        [[.gemm($0.smallProduct), reader($0)]]
      } == both)
    // A part of one does not do.
    #expect(
      edited { _, _ in
      } others: {
        [[$0.fill($0.gradients.elements(0..<47)), reader($0)]]
      } == kept)
  }

  @Test("a product that accumulates, is not whole or not in the range is left")
  func shapes() {
    func fused(_ make: (FusionBench) -> [Operation]) -> [String] {
      let bench = FusionBench()
      return bench.fused(make(bench)).filter { $0 != "softmax" }
    }
    #expect(fused { [.gemm($0.smallProduct), $0.update] } != ["gemm", Self.whole])
    #expect(
      fused { bench in
        let gemm = bench.smallProduct
        return [
          .gemm(
            Gemm(
              left: gemm.left, transposeLeft: true, right: gemm.right, output: gemm.output,
              accumulate: true)), bench.update,
        ]
      } == ["gemm", Self.whole])
    #expect(
      fused { bench in
        let gemm = bench.smallProduct
        return [
          .gemm(
            Gemm(
              left: gemm.left, transposeLeft: true, right: gemm.right,
              output: Tensor(
                buffer: bench.gradients.buffer, offset: 0, dimensions: [6, 8], rowStride: 9))),
          bench.update,
        ]
      } == ["gemm", Self.whole])
    #expect(
      fused { bench in
        guard case .optimizerUpdate(let update) = bench.update else { return [] }
        return [.gemm(bench.smallProduct), .optimizerUpdate(update.part(1..<128))]
      } == ["gemm", "update 1..<128 penalty 59"])
  }

  @Test("what is left of an update keeps gaps that are too long for padding")
  func gaps() {
    let bench = FusionBench()
    // Nothing writes 48 ..< 128: that is no padding.
    #expect(
      bench.fused([.gemm(bench.smallProduct), bench.update])
        == ["gemm update 0..<48 penalty 48", "update 48..<128 penalty 12"])
    let short = FusionBench()
    guard case .optimizerUpdate(let update) = short.update else { return }
    #expect(
      short.fused([.gemm(short.smallProduct), .optimizerUpdate(update.part(0..<63))])
        == ["gemm update 0..<48 penalty 48"])
  }
}

import Testing

@testable import Programs

@Suite("Conflicts of operations")
struct ConflictTests {
  private let recorder = Recorder(replicas: 2)

  private func view(_ tensor: Tensor, _ range: Range<Int>) -> Tensor { tensor.elements(range) }

  @Test("views overlap if they share an element of one buffer")
  func overlaps() {
    let (a, b) = (recorder.persistent("a", [12]), recorder.persistent("b", [12]))
    #expect(view(a, 0..<5).overlaps(view(a, 4..<6)))
    #expect(!view(a, 0..<5).overlaps(view(a, 5..<6)))
    #expect(!view(a, 0..<5).overlaps(view(b, 0..<5)))
    // Gaps between rows count.
    let left = Tensor(buffer: a.buffer, offset: 0, dimensions: [2, 3], rowStride: 6)
    #expect(left.span == 0..<9)
    #expect(left.overlaps(view(a, 4..<5)))
    #expect(!left.overlaps(view(a, 9..<12)))
  }

  @Test("the same elements may be written with other dimensions")
  func sameElements() {
    let a = recorder.persistent("a", [3, 4])
    #expect(a.hasSameElements(as: a.reshaped([12])))
    #expect(!a.hasSameElements(as: a.columns(0..<3)))
    #expect(!view(a, 0..<4).hasSameElements(as: view(a, 1..<5)))
    #expect(!view(a, 0..<4).hasSameElements(as: view(a, 0..<5)))
    #expect(a.columns(0..<3).hasSameElements(as: a.columns(0..<3)))
    #expect(
      !a.columns(0..<2).hasSameElements(
        as: Tensor(buffer: a.buffer, offset: 0, dimensions: [3, 2], rowStride: 3)))
    #expect(!a.hasSameElements(as: recorder.persistent("b", [3, 4])))
  }

  @Test("a view covers what lies within it, if it has no gaps")
  func covers() {
    let a = recorder.persistent("a", [3, 4])
    #expect(a.covers(view(a, 2..<9)))
    #expect(a.covers(a.columns(1..<3)))
    #expect(!view(a, 2..<9).covers(view(a, 2..<10)))
    #expect(!a.columns(1..<3).covers(view(a, 5..<6)))
    #expect(a.columns(1..<3).covers(a.columns(1..<3)))
  }

  @Test("operations conflict if one writes what the other reads or writes")
  func conflicts() {
    let tensors = (0..<4).map { recorder.persistent("x\($0)", [8]) }
    func copy(_ from: Int, _ to: Int) -> Operation {
      .softmax(Softmax(logits: tensors[from], probabilities: tensors[to]))
    }
    // Read after write, write after read, write after write.
    #expect(copy(0, 1).conflicts(with: copy(1, 2)))
    #expect(copy(1, 2).conflicts(with: copy(0, 1)))
    #expect(copy(0, 1).conflicts(with: copy(2, 1)))
    // Two readers, and strangers.
    #expect(!copy(0, 1).conflicts(with: copy(0, 2)))
    #expect(!copy(0, 1).conflicts(with: copy(2, 3)))
    func fill(_ range: Range<Int>) -> Operation {
      .fill(Fill(output: view(tensors[0], range), value: 0))
    }
    #expect(fill(0..<4).conflicts(with: fill(3..<8)))
    #expect(!fill(0..<4).conflicts(with: fill(4..<8)))
    #expect(fill(7..<8).conflicts(with: copy(0, 1)))
    #expect(copy(0, 1).conflicts(with: fill(7..<8)))
  }
}

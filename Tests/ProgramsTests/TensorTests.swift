import Programs
import Testing

@Suite("Tensors")
struct TensorTests {
  private let recorder = Recorder(replicas: 3)

  @Test("a whole buffer is rows by channels")
  func whole() {
    let tensor = recorder.persistent("x", [2, 5, 7, 4])
    #expect(tensor.rows == 70)
    #expect(tensor.channels == 4)
    #expect(tensor.count == 280)
    #expect(tensor.rowStride == 4)
    #expect(tensor.offset == 0)
    #expect(tensor.isContiguous)
    #expect("\(tensor)" == "x [R=3, 2, 5, 7, 4]")
  }

  @Test("one dimension is one row")
  func vector() {
    let tensor = recorder.persistent("x", [9])
    #expect(tensor.rows == 1)
    #expect(tensor.channels == 9)
  }

  @Test("columns keep the row stride")
  func columns() {
    let columns = recorder.persistent("x", [5, 9]).columns(2..<6)
    #expect(columns.dimensions == [5, 4])
    #expect(columns.offset == 2)
    #expect(columns.rowStride == 9)
    #expect(columns.count == 20)
    #expect(!columns.isContiguous)
    #expect("\(columns)" == "x [R=3, 5, 4]")
  }

  @Test("columns of columns add up")
  func columnsOfColumns() {
    let columns = recorder.persistent("x", [5, 9]).columns(2..<8).columns(1..<3)
    #expect(columns.offset == 3)
    #expect(columns.dimensions == [5, 2])
    #expect(columns.rowStride == 9)
  }

  @Test("columns of one row are contiguous")
  func columnsOfOneRow() {
    #expect(recorder.persistent("x", [1, 9]).columns(2..<6).isContiguous)
  }

  @Test("reshaping keeps offset and count")
  func reshaped() {
    let buffer = recorder.persistent("x", [40]).buffer
    let view = Tensor(buffer: buffer, offset: 4, dimensions: [36]).reshaped([3, 12])
    #expect(view.offset == 4)
    #expect(view.rows == 3)
    #expect(view.isContiguous)
  }

  @Test("a view may end where the buffer ends")
  func viewAtTheEnd() {
    let buffer = recorder.persistent("x", [20]).buffer
    let view = Tensor(buffer: buffer, offset: 3, dimensions: [3, 5], rowStride: 6)
    #expect(view.count == 15)
  }

  @Test("buffers are equal by identity")
  func equality() {
    let (first, second) = (recorder.persistent("x", [4]), recorder.persistent("x", [4]))
    #expect(first.buffer != second.buffer)
    #expect(first == first.buffer.tensor)
    #expect(first.columns(0..<3) != first)
  }

  #if DEBUG
    @Test("a view beyond the buffer is a bug that says so")
    func viewBeyondTheEnd() async {
      let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let buffer = Recorder(replicas: 3).persistent("x", [20]).buffer
        _ = Tensor(buffer: buffer, offset: 3, dimensions: [3, 6], rowStride: 6)
      }
      #expect(bugMessage(result).contains("view: [3, 6] at 3 does not fit x [R=3, 20]"))
    }

    @Test("reshaping what is not contiguous is a bug that says so")
    func reshapedColumns() async {
      let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Recorder(replicas: 3).persistent("x", [4, 5]).columns(0..<4).reshaped([16])
      }
      #expect(bugMessage(result).contains("reshape: x [R=3, 4, 4] to [16]"))
    }
  #endif
}

/// What a process that ended over a bug wrote to its standard error.
func bugMessage(_ result: ExitTest.Result?) -> String {
  String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
}

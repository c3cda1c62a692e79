import Programs
import Testing

@Suite("Shapes")
struct ShapeTests {
  @Test("a shape counts elements with and without the replica axis")
  func elements() {
    let shape = Shape(replicas: 60, [32, 784])
    #expect(shape.elementsPerReplica == 25_088)
    #expect(shape.elements == 1_505_280)
    #expect("\(shape)" == "[R=60, 32, 784]")
  }

  @Test("a shared shape has one copy")
  func shared() {
    let shape = Shape.shared([2, 7000, 784])
    #expect(shape.replicas == nil)
    #expect(shape.elements == shape.elementsPerReplica)
    #expect(shape.elements == 10_976_000)
    #expect("\(shape)" == "[shared, 2, 7000, 784]")
  }

  @Test("a shape without dimensions has one element")
  func scalar() { #expect(Shape(replicas: 3, []).elements == 3) }

  @Test(
    "elements have their sizes",
    arguments: [(ElementType.float32, 4), (.int32, 4), (.uint32, 4), (.uint8, 1)])
  func elementSizes(_ element: ElementType, _ byteCount: Int) {
    #expect(element.byteCount == byteCount)
  }

  @Test(
    "the parts of replicas are padded to 64 bytes",
    arguments: [
      (1, ElementType.float32, 16), (16, .float32, 16), (17, .float32, 32), (257, .int32, 272),
      (1, .uint8, 64), (64, .uint8, 64), (65, .uint8, 128),
    ])
  func replicaStride(_ count: Int, _ element: ElementType, _ stride: Int) {
    let recorder = Recorder(replicas: 3)
    let buffer = recorder.persistent("x", [count], element).buffer
    #expect(buffer.replicaStride == stride)
    #expect(buffer.paddedByteCountPerReplica == stride * element.byteCount)
    #expect(buffer.paddedByteCountPerReplica.isMultiple(of: 64))
  }

  @Test("a shared buffer has no replica stride and no padding")
  func sharedBuffer() {
    let buffer = Recorder(replicas: 3).shared("x", [5, 3], .uint8).buffer
    #expect(buffer.replicaStride == 0)
    #expect(buffer.paddedByteCountPerReplica == 15)
    #expect("\(buffer)" == "x [shared, 5, 3]")
  }
}

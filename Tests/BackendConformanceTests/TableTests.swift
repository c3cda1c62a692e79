import OperationCases
import Programs
import Testing

/// The table itself: that it covers what it should.
@Suite("Table of operation cases")
struct TableTests {
  /// One of each operation family.
  static let families: [any OperationPayload.Type] = [
    Gather.self, Shuffle.self, Fill.self, Gemm.self, BiasActivation.self,
    BiasActivationGradient.self, Dropout.self, InputNoise.self, Softmax.self, SoftmaxGradient.self,
    SoftmaxCrossEntropy.self, SquaredError.self, WeightPenalty.self, GradientTransform.self,
    OptimizerUpdate.self, MaxNorm.self, FusedGemm.self, BatchNorm.self, BatchNormInference.self,
    BatchNormGradient.self, LeakyRectifier.self, LeakyRectifierGradient.self, UniformDraw.self,
    Convolution.self, ConvolutionInputGradient.self, ConvolutionWeightGradient.self,
    DepthwiseConvolution.self, DepthwiseInputGradient.self, DepthwiseWeightGradient.self,
    MaxPool.self, MaxPoolGradient.self, AveragePool.self, AveragePoolGradient.self, Addition.self,
    Augmentation.self,
  ]

  @Test("names are unique")
  func namesAreUnique() {
    let names = OperationCase.table.map(\.name) + GradientCase.table.map { "gradient \($0.name)" }
    #expect(Set(names).count == names.count)
  }

  @Test("every family has cases with one, three and five replicas at every edge size")
  func everyFamilyIsCovered() {
    for family in Self.families.map({ $0.family }) {
      let cases = OperationCase.table.filter { $0.family == family }
      let sizes = Set(cases.flatMap(\.sizes))
      let replicas = Set(cases.map(\.replicas))
      #expect(sizes.isSuperset(of: OperationCase.edgeSizes), "\(family) covers only \(sizes)")
      #expect(replicas.isSuperset(of: [1, 3, 5]), "\(family) has only R = \(replicas)")
    }
  }

  @Test("a case runs the family it names", arguments: OperationCase.table)
  func caseRunsItsFamily(_ operationCase: OperationCase) {
    let recorded = operationCase.recorded()
    let run = Set(
      recorded.passes.flatMap { recorded.program.routines[$0.routine].operations }.map(\.family))
    if operationCase.family == "training" {
      #expect(run.count >= 10, "\(operationCase.name) runs only \(run)")
    } else {
      #expect(run.contains(operationCase.family))
      #expect(Self.families.contains { $0.family == operationCase.family })
    }
  }

  @Test("the replicas of a case have inputs of their own", arguments: OperationCase.table)
  func replicasDiffer(_ operationCase: OperationCase) {
    guard operationCase.replicas > 1 else { return }
    let alone = (0..<2).map { operationCase.recorded(replicas: [$0]).inputs.map(\.values) }
    // A fill has no input but the noise it overwrites, and that differs too.
    #expect(alone[0] != alone[1])
  }

  @Test("inputs of a replica are the same alone and among others", arguments: OperationCase.table)
  func inputsAreInvariant(_ operationCase: OperationCase) {
    let together = operationCase.recorded().inputs
    let last = operationCase.replicas - 1
    let alone = operationCase.recorded(replicas: [last]).inputs
    #expect(together.count == alone.count)
    for (all, one) in zip(together, alone) {
      let part = all.buffer.shape.replicas == nil ? 0 : last * one.values.count
      let values = Array(all.values[part..<part + one.values.count])
      #expect(values.map(\.bitPattern) == one.values.map(\.bitPattern), "\(all.buffer)")
    }
  }
}

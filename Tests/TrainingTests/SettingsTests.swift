import CPUBackend
import Networks
import Programs
import Testing
import Training

/// Settings that would leave a table of the program end it before anything is recorded.
@Suite("Settings of a group")
struct SettingsTests {
  private static func start(
    _ second: ReplicaSettings = replica(), optimizer: OptimizerMethod = .adam, outputs: Int = 3
  ) throws {
    let data = try GroupData(sets: [blobs()], train: nil, validation: 0, test: nil)
    let model = Model.mlp(input: data.input, hidden: [4], outputs: outputs)
    var first = replica()
    first.coefficients = optimizer.defaultCoefficients
    _ = try LockstepGroup(
      GroupSettings(
        model: model, loss: .crossEntropy, optimizer: optimizer, batch: 32, epochs: 1, data: data,
        replicas: [first, second]), on: CPUBackend())
  }

  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func soundSettingsPass() throws { try Self.start() }

  @Test func aDataSetThatIsNotThereIsABug() async {
    let beyond = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      try Self.start(replica(dataSet: 1))
    }
    #expect(message(beyond).contains("group: replica 1 uses data set 1 of 1"))
    let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      try Self.start(replica(dataSet: -1))
    }
    #expect(message(negative).contains("group: replica 1 uses data set -1 of 1"))
  }

  @Test func coefficientsOfAnotherOptimizerAreABug() async {
    let few = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var short = replica()
      short.coefficients = [0.9]
      try Self.start(short)
    }
    #expect(
      message(few).contains(
        #"group: adam takes coefficients ["beta1", "beta2", "epsilon"], replica 1 has [0.9]"#))
    let many = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      try Self.start(replica(), optimizer: .sgd)
    }
    #expect(message(many).contains("group: sgd takes coefficients [], replica 1 has [0.9, 0.999"))
  }

  @Test func aModelOfOtherOutputsIsABug() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      try Self.start(outputs: 2)
    }
    #expect(message(result).contains("group: the model has 2 outputs, the data 3"))
  }
}

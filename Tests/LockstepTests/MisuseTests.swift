import Lockstep
import Testing

/// What is wrong is said in one line that names it.
@Suite("Misuse of the Swift interface")
struct MisuseTests {
  private func expectConfigError(
    _ words: String, _ make: () throws -> Study, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    do {
      _ = try make()
      Issue.record("no error; expected: \(words)", sourceLocation: sourceLocation)
    } catch {
      #expect(error is ConfigError, sourceLocation: sourceLocation)
      #expect("\(error)".contains(words), "\(error)", sourceLocation: sourceLocation)
      #expect(!"\(error)".contains("\n"), sourceLocation: sourceLocation)
    }
  }

  @Test func descriptionsAreChecked() throws {
    func study(
      _ name: String = "wrong", network: Network = .mlp(hidden: [4]),
      optimizer: Optimizer = .adam(), schedule: LearningRateSchedule = .constant,
      regularizer: Regularizer = .none, epochs: Int = 1, batch: Int = 4, seed: Int = 1,
      trials: [Variation] = []
    ) throws -> Study {
      try Study(
        name, data: .syntheticDigits(train: 20, test: 10), network: network, optimizer: optimizer,
        schedule: schedule, regularizer: regularizer, epochs: epochs, batchSize: batch, seed: seed,
        trials: trials)
    }
    expectConfigError("study wrong: optimizer.rate: must be above 0, is -1.0") {
      try study(optimizer: .adam(learningRate: -1))
    }
    expectConfigError("optimizer.rate: 'nan' is not a number") {
      try study(optimizer: .sgd(learningRate: .nan))
    }
    expectConfigError("nesterov: needs a momentum") {
      try study(optimizer: .sgd(nesterov: true))
    }
    expectConfigError("regularizer.dropout: must be at least 0 and below 1, is 1.0") {
      try study(regularizer: .dropout(1))
    }
    expectConfigError("no layer drops out") {
      try study(network: Network { Dense(.outputs) }, regularizer: .dropout(0.5))
    }
    expectConfigError("epochs: must be at least 1, is 0") { try study(epochs: 0) }
    expectConfigError("batch: must be at least 1, is -3") { try study(batch: -3) }
    expectConfigError("seed: must be at least 0, is -1") { try study(seed: -1) }
    expectConfigError("schedule.warm-up: 1 of 1 epochs leave none after it") {
      try study(schedule: .constant.warmingUp(epochs: 1))
    }
    expectConfigError("the list is empty") { try study(network: Network {}) }
    expectConfigError("must be at least 1, is 0") {
      try study(network: Network { Dense(0) })
    }
    expectConfigError("no layer normalises") {
      try study(network: Network(batchNorm: BatchNormSettings()) { Dense(.outputs) })
    }
    expectConfigError("a network has one for all layers") {
      try study(
        network: Network {
          Dense(3, activation: .leakyReLU(slope: 0.1))
          Dense(3, activation: .leakyReLU(slope: 0.2))
        })
    }
    expectConfigError("trials.seed: is varied twice") {
      try study(trials: [.seeds(1...2), .seeds(3...4)])
    }
    expectConfigError("trials.seed: the list is empty") { try study(trials: [.seeds([Int]())]) }
    expectConfigError("makes trial 2 the same as trial 1") { try study(trials: [.seeds([5, 5])]) }
    expectConfigError("did you mean 'optimizer.rate'") {
      try study(trials: [Variation("rate", [0.1])])
    }
    expectConfigError("cannot name a folder") { try study("../wrong") }
    expectConfigError("two data sets are named 'stripes'") {
      try Study(
        "wrong", data: .own(stripesData(), stripesData()), network: .mlp(hidden: [4]), epochs: 1)
    }
    expectConfigError("names no path") {
      try Study(
        "wrong", data: .csv("", target: "price"), network: .mlp(hidden: [4]), epochs: 1)
    }
    expectConfigError("nowhere.yaml: no such file") { try Study(contentsOf: "nowhere.yaml") }
  }

  @Test func arraysAreChecked() throws {
    let shape = ExampleShape(height: 1, width: 1, channels: 2)
    func classes(
      _ features: [Float], _ labels: [Int], names: [String] = ["a", "b"]
    ) throws -> Dataset {
      let part = LabelledExamples(features: features, targets: labels)
      return try Dataset(name: "points", shape: shape, classNames: names, train: part, test: part)
    }
    func expect(_ words: String, _ make: () throws -> Dataset) {
      do {
        _ = try make()
        Issue.record("no error; expected: \(words)")
      } catch {
        #expect(error is DataError)
        #expect("\(error)".contains(words), "\(error)")
      }
    }
    expect("points: 3 training features are no whole number of examples of 2") {
      try classes([1, 2, 3], [0])
    }
    expect("2 training examples need as many labels, there are 1") {
      try classes([1, 2, 3, 4], [0])
    }
    expect("the label 2 of training example 2 is none of 0 to 1") {
      try classes([1, 2, 3, 4], [0, 2])
    }
    expect("has no training examples") { try classes([], []) }
    expect("at least two classes, has 1") { try classes([1, 2], [0], names: ["a"]) }
    expect("training feature 2 is nan") { try classes([1, .nan], [0]) }
    expect("have no features") {
      let part = LabelledExamples<Float, Float>(features: [1], targets: [1])
      return try Dataset(
        name: "points", shape: ExampleShape(height: 0, width: 1, channels: 1), train: part,
        test: part)
    }
    expect("1 training examples of 2 values need 2 of them, there are 1") {
      let part = LabelledExamples<Float, Float>(features: [1, 2], targets: [1])
      return try Dataset(
        name: "points", shape: shape, valuesPerExample: 2, train: part, test: part)
    }
  }

  @Test func runsSayWhatIsWrong() async throws {
    func failure(
      _ study: Study, on device: Device = .cpu, _ options: RunOptions = RunOptions()
    ) async -> StudyError? {
      do {
        _ = try await study.run(on: device, options: options)
        return nil
      } catch {
        return error
      }
    }
    let study = try stripesStudy(epochs: 1, trials: [])
    guard case .device(let error)? = await failure(study, on: Device("gpu")) else {
      Issue.record("a device 'gpu' was found")
      return
    }
    #expect("\(error)".contains("'gpu' is not auto, cpu, opencl"))
    guard case .device? = await failure(study, on: .openCL(named: "no such device")) else {
      Issue.record("an unnamed device was found")
      return
    }
    guard case .data(let absent)? = await failure(study, RunOptions(dataFolder: "/nowhere")) else {
      Issue.record("a folder that is not there was taken")
      return
    }
    #expect("\(absent)".contains("/nowhere"))
    guard case .misuse? = await failure(study, RunOptions(largestGroup: 0)) else {
      Issue.record("a group of no trial was trained")
      return
    }
    // What only the data can tell: the network's end, its windows, too many examples, the loss.
    let data = TrainingData.own(try stripesData())
    let misfits: [(Network, TrainingData, LossFunction, String)] = [
      (Network { Dense(3) }, data, .crossEntropy, "end it with a layer such as {dense: outputs}"),
      (
        Network {
          Convolution(2, kernelSize: 7)
          Dense(.outputs)
        }, data, .crossEntropy, "a window of 7 x 7 pixels does not fit into 4 x 4"
      ),
      (
        .mlp(hidden: [3]),
        .own(try stripesData(), split: TrainingData.Split(train: 4000)), .crossEntropy,
        "data.train asks for 4000 examples, there are 400"
      ),
    ]
    for (network, data, loss, words) in misfits {
      let study = try Study("wrong", data: data, network: network, loss: loss, epochs: 1)
      guard case .data(let error)? = await failure(study) else {
        Issue.record("no error; expected: \(words)")
        continue
      }
      #expect("\(error)".contains(words), "\(error)")
    }
    let trained = try await study.run(on: .cpu)
    #expect(throws: StudyError.self) { try trained.trial(2) }
    await #expect(throws: StudyError.self) { try await trained.predictions(trial: 2) }
    await #expect(throws: StudyError.self) {
      try await trained.predict([UInt8](repeating: 0, count: 17))
    }
    await #expect(throws: StudyError.self) {
      try await trained.predict([Float](repeating: 0, count: 16))
    }
  }
}

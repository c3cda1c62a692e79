import Networks
import Programs

extension LockstepGroup {
  /// Trains from where the group is to the end of an epoch, or until every replica has stopped early.
  ///
  /// A replica with a rule of early stopping ends with its best weights, whether or not it stopped.
  /// - Parameters:
  ///   - last: how many epochs are to be finished then; `nil` for all that the settings say.
  ///   - testing: whether the test examples are evaluated after every epoch, beside the held-out ones.
  ///   - progress: called after every piece of an epoch.
  ///   - checkpoint: called where the state may be taken (``state()``): after every piece and every epoch
  ///     but the last; with `true` if training stops there.
  ///   - shouldStop: asked after every piece; on `true` the epochs so far are returned.
  /// - Returns: One outcome for each replica, of the epochs that ended in this call, or in the training that
  ///   was restored.
  /// - Throws: What the backend and `checkpoint` throw.
  public func train(
    upTo last: Int? = nil, testing: Bool = true,
    progress: (GroupProgress) -> Void = { _ in },
    checkpoint: (_ isStopping: Bool) throws -> Void = { _ in },
    shouldStop: () -> Bool = { false }
  ) throws -> [TrialOutcome] {
    // What an early stop rests on is carried by whole states only, not from one call to the next.
    demand(
      position == TrainingPosition(epochs: 0, steps: 0) || isRestored
        || settings.replicas.allSatisfy { $0.earlyStopping == nil },
      "train: replicas with early stopping are trained in one go, these stand at \(position)")
    if !isRestored { records = settings.replicas.map { _ in [] } }
    isRestored = false
    let epochs = last ?? settings.epochs
    epochs: for epoch in position.epochs..<max(epochs, position.epochs) {
      if stops.allSatisfy(\.isStopped) { break }
      try writeStepScalars(epoch: epoch)
      var done = position.steps
      if done == 0 {
        secondsBeforeEpoch = trainingSeconds + evaluationSeconds
        try timed(\.trainingSeconds) { try executable.run([program.beginEpoch(epoch)]) }
      }
      while done < program.stepsPerEpoch {
        let steps = done..<min(done + chunk, program.stepsPerEpoch)
        let seconds = try timed(\.trainingSeconds) {
          try executable.run(program.train(epoch: epoch, steps: steps))
        }
        done = steps.upperBound
        position = TrainingPosition(epochs: epoch, steps: done)
        trainedExamples += examples(ofSteps: steps) * settings.replicas.count
        adaptChunk(steps: steps.count, seconds: seconds)
        progress(
          GroupProgress(
            epoch: epoch + 1, epochs: settings.epochs, start: start, step: done,
            steps: program.stepsPerEpoch,
            replicas: settings.replicas.count, trainedExamples: trainedExamples,
            trainingSeconds: trainingSeconds, elapsedSeconds: trainingSeconds + evaluationSeconds,
            loss: records[0].isEmpty
              ? nil
              : records.reduce(0) { $0 + ($1.last?.train.loss ?? 0) } / Double(records.count)))
        // Within an epoch a stop leaves at once; a whole epoch is still evaluated and kept.
        if done < program.stepsPerEpoch {
          let isStopping = shouldStop()
          try checkpoint(isStopping)
          if isStopping { break epochs }
        }
      }
      position = TrainingPosition(epochs: epoch + 1, steps: 0)
      let evaluation = try evaluate(testing: testing)
      let train = try metrics(.train)
      let running = records.indices.filter { !stops[$0].isStopped }
      let share =
        (trainingSeconds + evaluationSeconds - secondsBeforeEpoch) / Double(running.count)
      var best: [Int] = []
      for replica in running {
        let validation = evaluation.validation?[replica]
        records[replica].append(
          EpochRecord(
            epoch: epoch + 1, train: train[replica], validation: validation,
            test: testing ? evaluation.test[replica] : nil, seconds: share,
            rate: rates[replica].lastRate(epoch: epoch)))
        let loss = (validation ?? train[replica]).loss
        rates[replica].finishEpoch(loss: loss)
        if stops[replica].finishEpoch(epoch + 1, loss: loss) { best.append(replica) }
      }
      try keepWeights(of: best)
      let isStopping = shouldStop()
      if epoch + 1 < epochs, !stops.allSatisfy(\.isStopped) { try checkpoint(isStopping) }
      if isStopping { break epochs }
    }
    try restoreBestWeights()
    return zip(settings.replicas, zip(records, stops)).map { replica, course in
      let (epochs, stop) = course
      return TrialOutcome(
        epochs: epochs,
        parameterCount: (replica.narrowLayout ?? program.layout).parameterCount,
        trainedExamples: epochs.count * settings.data.train,
        seconds: epochs.reduce(0) { $0 + $1.seconds }, bestEpoch: stop.bestEpoch,
        stoppedEarly: stop.isStopped)
    }
  }

  /// Copies what replicas have now as their best weights.
  private func keepWeights(of replicas: [Int]) throws {
    guard !replicas.isEmpty else { return }
    let flat = try executable.read(program.parameters, as: Float.self)
    let count = program.layout.count
    for replica in replicas {
      stops[replica].keep(Array(flat[replica * count..<(replica + 1) * count]))
    }
  }

  /// Gives replicas with early stopping their best weights back.
  private func restoreBestWeights() throws {
    guard stops.contains(where: { $0.bestWeights != nil }) else { return }
    var flat = try executable.read(program.parameters, as: Float.self)
    let count = program.layout.count
    for (replica, stop) in stops.enumerated() {
      guard let best = stop.bestWeights else { continue }
      flat.replaceSubrange(replica * count..<(replica + 1) * count, with: best)
    }
    try executable.write(flat, to: program.parameters)
  }

  /// Pieces of about a second: often enough for a progress line and Ctrl-C, seldom enough that a
  /// replica's weights stay in a core's cache.
  private func adaptChunk(steps: Int, seconds: Double) {
    guard seconds > 0 else { return }
    let perStep = seconds / Double(steps)
    chunk = max(1, min(Int(1 / perStep), 1 << 20))
  }

  /// The examples that these steps of an epoch take, of one replica.
  private func examples(ofSteps steps: Range<Int>) -> Int {
    min(steps.upperBound * settings.batch, settings.data.train) - steps.lowerBound * settings.batch
  }
}

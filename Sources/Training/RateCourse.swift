/// The learning rate of one replica on its way through the epochs.
struct RateCourse {
  let schedule: Schedule
  let rate: Double
  let stepsPerEpoch: Int
  let epochs: Int
  /// What the losses so far have done.
  var memory = Memory()

  /// What the course depends on beside settings and step.
  struct Memory: Sendable, Hashable, Codable {
    /// What plateaus of the loss have made of the rate.
    var reduction = 1.0
    var plateau = LossPlateau()
    /// Epochs in which nothing is counted.
    var cooldown = 0
  }

  init(_ schedule: Schedule, rate: Double, stepsPerEpoch: Int, epochs: Int) {
    self.schedule = schedule
    self.rate = rate
    self.stepsPerEpoch = stepsPerEpoch
    self.epochs = epochs
  }

  /// The rate in a step, from 0, of the epoch that is under way.
  func rate(step: Int) -> Double {
    rate * memory.reduction
      * schedule.factor(step: step, stepsPerEpoch: stepsPerEpoch, epochs: epochs)
  }

  /// The rate in the last step of an epoch, from 0.
  func lastRate(epoch: Int) -> Double { rate(step: (epoch + 1) * stepsPerEpoch - 1) }

  /// Takes the loss after an epoch into account.
  mutating func finishEpoch(loss: Double) {
    guard schedule.method == .reduceOnPlateau else { return }
    if memory.cooldown > 0 { memory.cooldown -= 1 }
    memory.plateau.add(loss, minDelta: schedule["min-delta"])
    if memory.cooldown > 0 { memory.plateau.forgetWaiting() }
    let isAbove = rate * memory.reduction > schedule["min-rate"]
    guard memory.plateau.waited >= Int(schedule["patience"]), isAbove else { return }
    memory.reduction = max(memory.reduction * schedule["factor"], schedule["min-rate"] / rate)
    memory.cooldown = Int(schedule["cooldown"])
    memory.plateau.forgetWaiting()
  }
}

/// How long a loss has not become lower.
struct LossPlateau: Sendable, Hashable, Codable {
  /// The lowest loss so far; `nil` before the first.
  private(set) var lowest: Double?
  /// Epochs since then.
  private(set) var waited = 0

  /// Adds the loss of an epoch; one that is no number is never lower.
  ///
  /// - Returns: Whether it is lower than all before by more than `minDelta`.
  @discardableResult
  mutating func add(_ loss: Double, minDelta: Double) -> Bool {
    let isLower = loss < (lowest ?? .infinity) - minDelta
    if isLower { lowest = loss }
    waited = isLower ? 0 : waited + 1
    return isLower
  }

  /// Counts from here on.
  mutating func forgetWaiting() { waited = 0 }
}

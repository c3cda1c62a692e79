/// The learning rate of one replica on its way through the epochs.
struct RateCourse {
  let schedule: Schedule
  let rate: Double
  let stepsPerEpoch: Int
  let epochs: Int
  /// What plateaus of the loss have made of the rate.
  private var reduction = 1.0
  private var plateau = LossPlateau()
  /// Epochs in which nothing is counted.
  private var cooldown = 0

  init(_ schedule: Schedule, rate: Double, stepsPerEpoch: Int, epochs: Int) {
    self.schedule = schedule
    self.rate = rate
    self.stepsPerEpoch = stepsPerEpoch
    self.epochs = epochs
  }

  /// The rate in a step, from 0, of the epoch that is under way.
  func rate(step: Int) -> Double {
    rate * reduction
      * schedule.factor(step: step, stepsPerEpoch: stepsPerEpoch, epochs: epochs)
  }

  /// The rate in the last step of an epoch, from 0.
  func lastRate(epoch: Int) -> Double { rate(step: (epoch + 1) * stepsPerEpoch - 1) }

  /// Takes the loss after an epoch into account.
  mutating func finishEpoch(loss: Double) {
    guard schedule.method == .reduceOnPlateau else { return }
    if cooldown > 0 { cooldown -= 1 }
    plateau.add(loss, minDelta: schedule["min-delta"])
    if cooldown > 0 { plateau.forgetWaiting() }
    let isAbove = rate * reduction > schedule["min-rate"]
    guard plateau.waited >= Int(schedule["patience"]), isAbove else { return }
    reduction = max(reduction * schedule["factor"], schedule["min-rate"] / rate)
    cooldown = Int(schedule["cooldown"])
    plateau.forgetWaiting()
  }
}

/// How long a loss has not become lower.
struct LossPlateau {
  /// The lowest loss so far.
  private(set) var lowest = Double.infinity
  /// Epochs since then.
  private(set) var waited = 0

  /// Adds the loss of an epoch; one that is no number is never lower.
  ///
  /// - Returns: Whether it is lower than all before by more than `minDelta`.
  @discardableResult
  mutating func add(_ loss: Double, minDelta: Double) -> Bool {
    let isLower = loss < lowest - minDelta
    if isLower { lowest = loss }
    waited = isLower ? 0 : waited + 1
    return isLower
  }

  /// Counts from here on.
  mutating func forgetWaiting() { waited = 0 }
}

import Programs
import Studies
import Testing
import Training

@Suite("Schedules in configs")
struct ScheduleConfigTests {
  @Test(
    arguments: [
      ("constant", .constant, "constant"),
      ("{name: constant}", .constant, "constant"),
      (
        "{name: constant, warm-up: 0.5}", Schedule(.constant, ["warm-up": 0.5]),
        "constant warm-up=0.5"
      ),
      (
        "{name: step, every: 3}", Schedule(.step, ["every": 3, "factor": 0.1]), "step every=3"
      ),
      (
        "{name: exponential, decay: 0.95}", Schedule(.exponential, ["decay": 0.95]),
        "exponential decay=0.95"
      ),
      ("cosine", Schedule(.cosine, ["final": 0, "warm-up": 0]), "cosine"),
      (
        "{name: one-cycle, rise: 0.5}",
        Schedule(.oneCycle, ["start": 0.04, "rise": 0.5, "final": 4e-6]), "one-cycle rise=0.5"
      ),
      (
        "{name: cyclical, cycle: 4}", Schedule(.cyclical, ["cycle": 4, "low": 0.25]),
        "cyclical cycle=4"
      ),
      (
        "{name: reduce-on-plateau, patience: 2}",
        Schedule(
          .reduceOnPlateau,
          ["factor": 0.1, "patience": 2, "min-delta": 1e-4, "cooldown": 0, "min-rate": 0]),
        "reduce-on-plateau patience=2"
      ),
    ] as [(String, Schedule, String)])
  func defaultsAreFilledIn(_ text: String, _ schedule: Schedule, _ varied: String) throws {
    let study = try study(
      minimalConfig + "schedule: \(text)\ntrials: {schedule: [\(text)]}")
    #expect(study.trials[0].config.schedule == schedule)
    #expect(study.trials[0].varied == [varied])
    let again = try StudyConfig.parse(yaml: study.resolvedYAML, file: "again.yaml", overrides: [])
    #expect(again.trials.map(\.config) == study.trials.map(\.config))
    #expect(again.resolvedYAML == study.resolvedYAML)
  }

  @Test func settingsAndNamesAreVaried() throws {
    let decays = try study(
      minimalConfig + "schedule: {name: exponential}\ntrials: {schedule.decay: [0.9, 0.95]}")
    #expect(decays.trials.map { $0.config.schedule["decay"] } == [0.9, 0.95])
    let names = try study(
      minimalConfig + "schedule: {warm-up: 0.5}\ntrials: {schedule.name: [constant, cosine]}")
    #expect(names.trials.map(\.config.schedule.method) == [.constant, .cosine])
    #expect(names.trials.allSatisfy { $0.config.schedule["warm-up"] == 0.5 })
    let again = try StudyConfig.parse(yaml: names.resolvedYAML, file: "again.yaml", overrides: [])
    #expect(again.trials.map(\.config) == names.trials.map(\.config))
  }

  @Test func smoothLabelsNeedCrossEntropy() throws {
    let study = try study(minimalConfig + "trials: {label-smoothing: [0, 0.1]}")
    #expect(study.trials.map(\.config.labelSmoothing) == [0, 0.1])
    let squares = minimalConfig.replacing("cross-entropy", with: "mean-squared-error")
    #expect(errorText(squares + "label-smoothing: 0") == nil)
    #expect(
      errorText(squares + "label-smoothing: 0.1")
        == "configs/x.yaml:7: label-smoothing: goes with 'loss: cross-entropy', not with "
        + "mean-squared-error")
    #expect(
      errorText(minimalConfig + "label-smoothing: 1")
        == "configs/x.yaml:7: label-smoothing: must be at least 0 and below 1, is 1")
  }

  @Test(
    arguments: [
      ("{}", "clip: is empty; write none, {value: 1} or {norm: 1}"),
      ("{value: 1, norm: 1}", "clip.norm: stands beside clip.value; keep one of them"),
      ("{value: 0}", "clip.value: must be above 0, is 0"),
      ("{norm: -1}", "clip.norm: must be above 0, is -1"),
      ("{width: 1}", "clip.width: unknown key; there are value, norm"),
      ("1", "clip: '1' is not none or a map such as {norm: 1}"),
    ])
  func mistakesOfClippingAreNamed(_ text: String, _ error: String) {
    #expect(errorText(minimalConfig + "clip: \(text)") == "configs/x.yaml:7: \(error)")
  }

  @Test(
    arguments: [
      ("{min-delta: 1}", "early-stopping.patience: missing; add one, such as 'patience: 5'"),
      ("{patience: 0}", "early-stopping.patience: must be at least 1, is 0"),
      ("{patience: 2, min-delta: -1}", "early-stopping.min-delta: must be 0 or more, is -1"),
      ("{patients: 2}", "early-stopping.patients: unknown key; did you mean 'patience'?"),
      ("5", "early-stopping: '5' is not none or a map such as {patience: 5}"),
    ])
  func mistakesOfEarlyStoppingAreNamed(_ text: String, _ error: String) {
    let found = errorText(minimalConfig + "early-stopping: \(text)")
    #expect(found == "configs/x.yaml:7: \(error)")
  }

  @Test(
    arguments: [
      (
        "cosin",
        "schedule: 'cosin' is not one of constant, step, exponential, cosine, one-cycle, cyclical, "
          + "reduce-on-plateau; did you mean 'cosine'?"
      ),
      (
        "warm-up",
        "schedule: a warm-up is a setting of every schedule; write {name: constant, warm-up: 1}"
      ),
      ("{decay: 0.9}", "schedule.name: missing; add one, such as 'name: constant'"),
      ("exponential", "schedule.decay: missing; write {name: exponential, decay: 0.95}"),
      ("{name: step}", "schedule.every: missing; write {name: step, every: 5}"),
      ("{name: step, every: 1.5}", "schedule.every: '1.5' is not a whole number"),
      ("{name: step, every: 0}", "schedule.every: must be at least 1, is 0"),
      ("{name: cosine, decay: 1}", "schedule.decay: cosine has no decay; it takes final, warm-up"),
      ("{name: exponential, decay: 0}", "schedule.decay: must be above 0, is 0"),
      ("{name: one-cycle, rise: 1}", "schedule.rise: must be above 0 and below 1, is 1"),
      (
        "{name: reduce-on-plateau, factor: 2}", "schedule.factor: must be above 0 and below 1, is 2"
      ),
      ("{name: cyclical, cycle: fast}", "schedule.cycle: 'fast' is not a number"),
      (
        "{name: reduce-on-plateau, patience: 0}", "schedule.patience: must be at least 1, is 0"
      ),
      (
        "{name: reduce-on-plateau, patients: 3}",
        "schedule.patients: unknown key; did you mean 'patience'?"
      ),
      ("{name: constant, warm-up: 1}", "schedule.warm-up: 1 of 1 epochs leave none after it"),
    ])
  func mistakesAreNamed(_ text: String, _ error: String) {
    #expect(errorText(minimalConfig + "schedule: \(text)") == "configs/x.yaml:7: \(error)")
  }
}

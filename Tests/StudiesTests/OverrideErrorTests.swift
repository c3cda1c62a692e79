import Testing

/// What people read of `--set`.
@Suite("Config errors of overrides")
struct OverrideErrorTests {
  @Test(
    arguments: [
      ("epochs", "--set epochs: write KEY=VALUE, such as optimizer.rate=0.01"),
      ("=3", "--set : write KEY=VALUE, such as optimizer.rate=0.01"),
      ("data..train=3", "--set data..train: write KEY=VALUE, such as optimizer.rate=0.01"),
      ("epochs=", "--set epochs: needs a value after the '='"),
      ("epochs=two", "--set epochs: 'two' is not a whole number"),
      ("data.trian=3", "--set data.trian: unknown key; did you mean 'train'?"),
      ("epochs.x=3", "--set epochs.x: cannot be set, since 'epochs' is not a map"),
      ("trials.sed=[1]", "--set trials.sed: unknown key; did you mean 'seed'?"),
      ("trials.seed=7", "--set trials.seed: '7' is not a list such as [1, 2, 3]"),
      ("trials.seed=[1, x]", "--set trials.seed: seed: 'x' is not a whole number"),
      (
        "trials.seed=[1",
        "--set trials.seed: not valid YAML: while parsing a flow sequence, "
          + "did not find expected ',' or ']'"
      ),
      (
        "seed=7",
        "--set seed: would change nothing, since the trials vary seed; set trials.seed instead"
      ),
    ])
  func overrides(_ override: String, _ message: String) {
    #expect(errorText(minimalConfig + "trials: {seed: [1, 2]}", set: override) == message)
  }
}

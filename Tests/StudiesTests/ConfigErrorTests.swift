import Studies
import Testing

/// The sentences that people read of a key or value, word by word.
@Suite("Config errors")
struct ConfigErrorTests {
  /// A line that is added to the minimal config as line 7, and the error it must end in.
  @Test(
    arguments: [
      // Unknown keys.
      ("epoch: 3", "configs/x.yaml:7: epoch: unknown key; did you mean 'epochs'?"),
      ("rate: 0.1", "configs/x.yaml:7: rate: unknown key; did you mean 'optimizer.rate'?"),
      (
        "zzz: 1",
        "configs/x.yaml:7: zzz: unknown key; there are name, data, model, loss, label-smoothing, "
          + "optimizer, schedule, regularizer, clip, augmentation, epochs, early-stopping, batch, "
          + "seed, engine, padding, deterministic, checkpoint, trials, search, published, findings"
      ),
      (
        "regularizer: {droput: 0.2}",
        "configs/x.yaml:7: regularizer.droput: unknown key; did you mean 'dropout'?"
      ),
      (
        "<<: {batch: 3}",
        "configs/x.yaml:7: <<: unknown key; there are name, data, model, loss, "
          + "label-smoothing, optimizer, schedule, regularizer, clip, augmentation, epochs, "
          + "early-stopping, batch, seed, engine, padding, deterministic, checkpoint, trials, search, "
          + "published, findings"
      ),
      (
        "trials: {optimizer.rat: [1]}",
        "configs/x.yaml:7: trials.optimizer.rat: unknown key; did you mean 'optimizer.rate'?"
      ),
      (
        "trials: {rate: [1]}",
        "configs/x.yaml:7: trials.rate: unknown key; did you mean 'optimizer.rate'?"
      ),
      (
        "trials: {regularizer: [{droput: 0.2}]}",
        "configs/x.yaml:7: regularizer.droput: unknown key; did you mean 'dropout'?"
      ),
      (
        "augmentation: {flipp: 0.5}",
        "configs/x.yaml:7: augmentation.flipp: unknown key; did you mean 'flip'?"
      ),
      (
        "augmentation: strong",
        "configs/x.yaml:7: augmentation: 'strong' is not none or a map such as {shift: 2, flip: 0.5}"
      ),
      (
        "augmentation: {shift: 1.5}",
        "configs/x.yaml:7: augmentation.shift: '1.5' is not a whole number"
      ),
      (
        "augmentation: {cutout: -1}",
        "configs/x.yaml:7: augmentation.cutout: must be at least 0, is -1"
      ),
      (
        "augmentation: {flip: 1.5}",
        "configs/x.yaml:7: augmentation.flip: must be from 0 to 1, is 1.5"
      ),
      (
        "trials: {augmentation: [none, {rotation: 200}]}",
        "configs/x.yaml:7: augmentation.rotation: must be from 0 to 180 degrees, is 200"
      ),
      (
        "trials: {augmentation: [none, {shift: 0}]}",
        "configs/x.yaml:7: trials.augmentation: 'none' makes trial 2 the same as trial 1"
      ),
      (
        "findings: [{claim: a, studdy: b}]",
        "configs/x.yaml:7: findings.studdy: unknown key; did you mean 'study'?"
      ),
      (
        "engine: clblas",
        "configs/x.yaml:7: engine: 'clblas' is not one of auto, clblast, batched; did you mean "
          + "'clblast'?"
      ),
      ("engine: [auto]", "configs/x.yaml:7: engine: a list is not one of auto, clblast, batched"),
      ("deterministic: yes", "configs/x.yaml:7: deterministic: 'yes' is not one of true, false"),
      (
        "trials: {engine: [auto]}", "configs/x.yaml:7: trials.engine: this key cannot be varied"
      ),
      ("engin: auto", "configs/x.yaml:7: engin: unknown key; did you mean 'engine'?"),
      // Wrong types.
      ("batch: many", "configs/x.yaml:7: batch: 'many' is not a whole number"),
      ("batch: '32'", "configs/x.yaml:7: batch: the quoted text '32' is not a whole number"),
      ("batch: 32.0", "configs/x.yaml:7: batch: '32.0' is not a whole number"),
      ("batch: 032", "configs/x.yaml:7: batch: '032' is not a whole number"),
      ("batch: [32]", "configs/x.yaml:7: batch: a list is not a whole number"),
      ("batch: {a: 1}", "configs/x.yaml:7: batch: a map is not a whole number"),
      ("batch:", "configs/x.yaml:7: batch: needs a value: a whole number"),
      ("regularizer: {l2: nan}", "configs/x.yaml:7: regularizer.l2: 'nan' is not a number"),
      (
        "regularizer: dropout",
        "configs/x.yaml:7: regularizer: 'dropout' is not none or a map such as {dropout: 0.2}"
      ),
      ("trials: [1]", "configs/x.yaml:7: trials: a list is not a map such as {seed: [1, 2, 3]}"),
      (
        "trials: {seed: 5}", "configs/x.yaml:7: trials.seed: '5' is not a list such as [1, 2, 3]"
      ),
      (
        "trials: {model.mlp.hidden: [8, 9]}",
        "configs/x.yaml:7: model.mlp.hidden: '8' is not a list such as [128, 64]"
      ),
      // Out of range.
      ("batch: 0", "configs/x.yaml:7: batch: must be at least 1, is 0"),
      ("batch: 3000000000", "configs/x.yaml:7: batch: must be at most 2147483647, is 3000000000"),
      (
        "batch: 99999999999999999999",
        "configs/x.yaml:7: batch: must be at most 2147483647, is 99999999999999999999"
      ),
      ("seed: -1", "configs/x.yaml:7: seed: must be at least 0, is -1"),
      (
        "seed: 18446744073709551616",
        "configs/x.yaml:7: seed: must be at most 18446744073709551615, is 18446744073709551616"
      ),
      (
        "regularizer: {dropout: 1}",
        "configs/x.yaml:7: regularizer.dropout: must be at least 0 and below 1, is 1"
      ),
      (
        // Below 1 only in double precision.
        "regularizer: {dropout: 0.99999999999}",
        "configs/x.yaml:7: regularizer.dropout: must be at least 0 and below 1, is 0.99999999999"
      ),
      (
        "regularizer: {dropout: -0.1}",
        "configs/x.yaml:7: regularizer.dropout: must be at least 0 and below 1, is -0.1"
      ),
      ("regularizer: {l2: -1}", "configs/x.yaml:7: regularizer.l2: must be 0 or more, is -1"),
      ("regularizer: {l2: 1e99}", "configs/x.yaml:7: regularizer.l2: must be 0 or more, is 1e99"),
      (
        "trials: {optimizer.rate: [0.1, 0]}",
        "configs/x.yaml:7: optimizer.rate: must be above 0, is 0"
      ),
      (
        "trials: {data.validation: [5], data.train: [5]}",
        "configs/x.yaml:7: data.validation: 5 of 5 training examples leave none to train on"
      ),
      (
        "trials: {seed: []}",
        "configs/x.yaml:7: trials.seed: the list is empty; write one such as [1, 2, 3]"
      ),
      (
        "trials: {model.mlp.hidden: [[]]}",
        "configs/x.yaml:7: model.mlp.hidden: the list is empty; write one such as [128, 64]"
      ),
      (
        "trials: {model.mlp.hidden: [[8, 0]]}",
        "configs/x.yaml:7: model.mlp.hidden: must be at least 1, is 0"
      ),
      // Unknown words.
      (
        "trials: {optimizer: [adma]}",
        "configs/x.yaml:7: optimizer: 'adma' is not one of sgd, adagrad, adadelta, rmsprop, adam, "
          + "adamw, adamax, nadam; did you mean 'adam'?"
      ),
      (
        "published: regularisation",
        "configs/x.yaml:7: published: 'regularisation' is not regularization; did you mean "
          + "'regularization'?"
      ),
      // Grids.
      (
        "trials: {seed: [4, 5, 4]}",
        "configs/x.yaml:7: trials.seed: '4' makes trial 3 the same as trial 1"
      ),
      (
        "trials: {regularizer: [none, {dropout: 0}]}",
        "configs/x.yaml:7: trials.regularizer: 'none' makes trial 2 the same as trial 1"
      ),
      (
        "trials: {data.sets: [[mnist]]}",
        "configs/x.yaml:7: trials.data.sets: list the data sets under data.sets; they become the "
          + "varied key 'data'"
      ),
      (
        "trials: {data.target: [a, b]}",
        "configs/x.yaml:7: trials.data.target: this key cannot be varied"
      ),
      ("trials: {name: [a, b]}", "configs/x.yaml:7: trials.name: this key cannot be varied"),
      // Values that no trial uses are checked as well.
      ("seed: x\ntrials: {seed: [1]}", "configs/x.yaml:7: seed: 'x' is not a whole number"),
      // Missing keys.
      (
        "trials: {optimizer: [{rate: 0.1}]}",
        "configs/x.yaml:7: optimizer.name: missing; add one, such as 'name: adam'"
      ),
      (
        "findings: [{claim: a}]",
        "configs/x.yaml:7: findings.study: missing; add one, such as 'study: other.yaml'"
      ),
      // YAML.
      ("epochs: 2", "configs/x.yaml:6: epochs: the key stands twice in one map"),
      ("[a]: 1", "configs/x.yaml:7: a key must be a word, not a list or map"),
      (
        "a: b: c",
        "configs/x.yaml:7: not valid YAML: mapping values are not allowed in this context (column 5)"
      ),
      (
        "a: *b", "configs/x.yaml:7: not valid YAML: found undefined alias (column 4)"
      ),
      (
        "--- \nname: b",
        "configs/x.yaml:7: not valid YAML: expected a single document in the stream, but "
          + "found another document (column 1)"
      ),
      ("a: \u{1}", "configs/x.yaml:7: not valid YAML: control characters are not allowed"),
    ])
  func oneLine(_ line: String, _ message: String) {
    #expect(errorText(minimalConfig + line) == message)
  }

  @Test func anErrorCarriesItsParts() {
    #expect {
      try study(minimalConfig + "batch: 0")
    } throws: { error in
      error as? ConfigError
        == ConfigError(
          file: "configs/x.yaml", line: 7, key: "batch", reason: "must be at least 1, is 0")
    }
  }
}

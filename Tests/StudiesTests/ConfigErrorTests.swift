import Foundation
import Studies
import Testing

/// The sentences that people read, word by word.
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
          + "seed, engine, padding, deterministic, trials, search, published, findings"
      ),
      (
        "regularizer: {droput: 0.2}",
        "configs/x.yaml:7: regularizer.droput: unknown key; did you mean 'dropout'?"
      ),
      (
        "<<: {batch: 3}",
        "configs/x.yaml:7: <<: unknown key; there are name, data, model, loss, "
          + "label-smoothing, optimizer, schedule, regularizer, clip, augmentation, epochs, "
          + "early-stopping, batch, seed, engine, padding, deterministic, trials, search, "
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

  /// The minimal config with one of its lines replaced.
  @Test(
    arguments: [
      ("name: minimal", "", "configs/x.yaml: name: missing; add one, such as 'name: my-study'"),
      (
        "name: minimal", "name: a/b",
        "configs/x.yaml:1: name: 'a/b' cannot name a folder; use letters, digits, '-', '_' and '.'"
      ),
      (
        "name: minimal", "name: ..",
        "configs/x.yaml:1: name: '..' cannot name a folder; use letters, digits, '-', '_' and '.'"
      ),
      (
        "data: {set: mnist}", "",
        "configs/x.yaml: data: missing; add one, such as 'data: {set: mnist}'"
      ),
      (
        "data: {set: mnist}", "data: {}",
        "configs/x.yaml:2: data.set: missing; add one, such as 'set: mnist'"
      ),
      (
        "data: {set: mnist}", "data: mnist",
        "configs/x.yaml:2: data: 'mnist' is not a map such as {set: mnist}"
      ),
      (
        "{set: mnist}", "{set: mnits}",
        "configs/x.yaml:2: data.set: 'mnits' is not one of mnist, fashion-mnist, "
          + "cifar-10, california-housing, synthetic-digits, images:DIR, csv:FILE; did you mean 'mnist'?"
      ),
      (
        "{set: mnist}", "{set: 'csv:'}",
        "configs/x.yaml:2: data.set: 'csv:' names no path; write such as 'csv:houses.csv'"
      ),
      (
        "{set: mnist}", "{set: csv:a.csv}",
        "configs/x.yaml:2: data.target: missing; add one, such as 'target: price'"
      ),
      (
        "{set: mnist}", "{set: mnist, target: price}",
        "configs/x.yaml:2: data.target: is for csv:FILE, not mnist"
      ),
      (
        "{set: mnist}", "{set: mnist, split: {test: 0.5}}",
        "configs/x.yaml:2: data.split: is for images:DIR and csv:FILE, not mnist"
      ),
      (
        "{set: mnist}", "{set: images:a, size: [1, 2, 3]}",
        "configs/x.yaml:2: data.size: a list is not a side such as 28, or height and width: [28, 20]"
      ),
      (
        "{set: mnist}", "{set: images:a, size: 0}",
        "configs/x.yaml:2: data.size: must be at least 1, is 0"
      ),
      (
        "{set: mnist}", "{set: images:a, split: {test: 0}}",
        "configs/x.yaml:2: data.split.test: must be above 0 and below 1, is 0"
      ),
      (
        "{set: mnist}", "{set: csv:a.csv, target: y, ignore: [x, y]}",
        "configs/x.yaml:2: data.ignore: has the column that data.target names"
      ),
      (
        "{set: mnist}", "{set: csv:a.csv, target: y, task: guess}",
        "configs/x.yaml:2: data.task: 'guess' is not one of classification, regression"
      ),
      (
        "{set: mnist}", "{set: mnist, standardize: yes}",
        "configs/x.yaml:2: data.standardize: 'yes' is not one of true, false, auto"
      ),
      (
        "{set: mnist}", "{set: mnist, trian: 7}",
        "configs/x.yaml:2: data.trian: unknown key; did you mean 'train'?"
      ),
      (
        "{set: mnist}", "{set: mnist, sets: [mnist]}",
        "configs/x.yaml:2: data.sets: stands beside data.set; keep one of them"
      ),
      (
        "{set: mnist}", "{sets: [mnist, mnist]}",
        "configs/x.yaml:2: data.sets: 'mnist' makes trial 2 the same as trial 1"
      ),
      (
        "{set: mnist}", "{set: mnist, validation: 7, train: 7}",
        "configs/x.yaml:2: data.validation: 7 of 7 training examples leave none to train on"
      ),
      ("[8]", "[8, many]", "configs/x.yaml:3: model.mlp.hidden: 'many' is not a whole number"),
      (
        "{hidden: [8]}", "{}",
        "configs/x.yaml:3: model.mlp.hidden: missing; add one, such as 'hidden: [128, 64]'"
      ),
      (
        "mlp", "vgg",
        "configs/x.yaml:3: model.vgg: unknown key; there are mlp, lenet, squeezenet, mobilenetv2, "
          + "layers, initializer, batch-norm, weights"
      ),
      (
        "loss: cross-entropy", "loss: entropy",
        "configs/x.yaml:4: loss: 'entropy' is not one of cross-entropy, mean-squared-error"
      ),
      (
        "optimizer: adam", "optimizer: {name: adm}",
        "configs/x.yaml:5: optimizer.name: 'adm' is not one of sgd, adagrad, adadelta, rmsprop, "
          + "adam, adamw, adamax, nadam; did you mean 'adam'?"
      ),
      (
        "optimizer: adam", "optimizer: {name: adam, rate: -1}",
        "configs/x.yaml:5: optimizer.rate: must be above 0, is -1"
      ),
      (
        "optimizer: adam", "optimizer: {name: adam, epsilon: 0}",
        "configs/x.yaml:5: optimizer.epsilon: must be above 0, is 0"
      ),
      ("epochs: 1", "epochs: 0", "configs/x.yaml:6: epochs: must be at least 1, is 0"),
    ])
  func replaced(_ old: String, _ new: String, _ message: String) {
    #expect(errorText(minimalConfig.replacing(old, with: new)) == message)
  }

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

  @Test func anErrorCarriesItsParts() {
    #expect {
      try study(minimalConfig + "batch: 0")
    } throws: { error in
      error as? ConfigError
        == ConfigError(
          file: "configs/x.yaml", line: 7, key: "batch", reason: "must be at least 1, is 0")
    }
  }

  @Test func emptyAndWrongDocuments() {
    let empty = "configs/x.yaml: is empty; see configs/smoke.yaml for an example"
    #expect(errorText("") == empty)
    #expect(errorText("# nothing\n") == empty)
    let noMap = "configs/x.yaml:1: a config is a map of keys, such as 'name: my-study'"
    #expect(errorText("hello") == noMap)
    #expect(errorText("[1, 2]") == noMap)
  }

  @Test func hugeGridsAndAliasBombsAreRefused() {
    let seeds = (1...400).map(String.init).joined(separator: ", ")
    #expect(
      errorText(minimalConfig + "trials: {seed: [\(seeds)], batch: [\(seeds)]}")
        == "configs/x.yaml:7: trials.batch: the grid has more than 100000 trials; vary fewer values"
    )
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(
      errorText(bomb) == "configs/x.yaml: has more than 100000 values; that is no config")
    #expect(errorText(String(repeating: "[", count: 100_000)) != nil)
    #expect(errorText(String(repeating: "{a: ", count: 5_000)) != nil)
  }

  @Test func filesThatCannotBeRead() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "lockstep-config-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func text(_ name: String) -> String? {
      do throws(ConfigError) {
        _ = try StudyConfig.load(path: folder.appendingPathComponent(name).path)
        return nil
      } catch {
        return error.description.replacing(folder.path, with: "F")
      }
    }
    #expect(text("no.yaml") == "F/no.yaml: no such file; name a config such as configs/smoke.yaml")
    #expect(text("") == "F: is a folder, not a config file")
    try Data([0x80, 0xFF, 0x00]).write(to: folder.appendingPathComponent("binary.yaml"))
    #expect(text("binary.yaml") == "F/binary.yaml: is not a text file (UTF-8)")
    try Data(repeating: 0x20, count: 1 << 21).write(to: folder.appendingPathComponent("big.yaml"))
    #expect(text("big.yaml") == "F/big.yaml: is larger than 1048576 bytes; that is no config")
    try Data().write(to: folder.appendingPathComponent("empty.yaml"))
    #expect(text("empty.yaml") == "F/empty.yaml: is empty; see configs/smoke.yaml for an example")
  }

  @Test func randomDamageNeverCrashes() throws {
    let yaml = Array(
      (minimalConfig + "trials: {optimizer.rate: [0.1, 1e-3], seed: [1, 2]}\n").utf8)
    var generator = SplitMix(state: 7)
    var refused = 0
    for _ in 0..<2_000 {
      var bytes = yaml
      for _ in 0...generator.next(3) {
        let place = generator.next(bytes.count)
        switch generator.next(3) {
        case 0: bytes[place] = UInt8(generator.next(128))
        case 1: bytes.remove(at: place)
        default: bytes.insert(Array("[]{}:,#&*'\"\n -".utf8)[generator.next(14)], at: place)
        }
      }
      let message = errorText(String(decoding: bytes, as: UTF8.self))
      if let message {
        refused += 1
        #expect(!message.contains("\n"), "more than one line: \(message)")
      }
    }
    #expect(refused > 1_000)
  }
}

/// A small generator of reproducible numbers.
private struct SplitMix {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}

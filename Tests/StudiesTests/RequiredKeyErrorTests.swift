import Testing

/// What people read of the keys that every config has, and of those within them.
@Suite("Config errors of required keys")
struct RequiredKeyErrorTests {
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
}

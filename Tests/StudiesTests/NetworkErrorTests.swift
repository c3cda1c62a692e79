import Testing

/// What people read who misspell a part of a network.
@Suite("Config errors of networks")
struct NetworkErrorTests {
  /// A line that is added to the minimal config as line 7, and the error it must end in.
  @Test(
    arguments: [
      (
        "trials: {model.mlp.activation: [rleu]}",
        "configs/x.yaml:7: model.mlp.activation: 'rleu' is not one of identity, relu, sigmoid, "
          + "tanh, leaky-relu, elu, selu, softplus, relu6, gelu, gelu-tanh, silu, hard-swish, "
          + "prelu, rrelu; did you mean 'relu'?"
      ),
      (
        "trials: {model.mlp.activation: [hardswish]}",
        "configs/x.yaml:7: model.mlp.activation: 'hardswish' is not one of identity, relu, sigmoid, "
          + "tanh, leaky-relu, elu, selu, softplus, relu6, gelu, gelu-tanh, silu, hard-swish, "
          + "prelu, rrelu; did you mean 'hard-swish'?"
      ),
      (
        "trials: {model.mlp.initializer: [he-normla]}",
        "configs/x.yaml:7: model.mlp.initializer: 'he-normla' is not one of glorot-uniform, "
          + "glorot-normal, he-uniform, he-normal, lecun-uniform, lecun-normal, orthogonal, zeros, "
          + "constant; did you mean 'he-normal'?"
      ),
      (
        "trials: {model.mlp.initializer: [constant]}",
        "configs/x.yaml:7: model.mlp.initializer: constant needs its value; write {constant: 0.05}"
      ),
      (
        "trials: {model.mlp.initializer: [{constant: much}]}",
        "configs/x.yaml:7: model.mlp.initializer.constant: 'much' is not a number"
      ),
      (
        "trials: {model.mlp.initializer: [{constant: 1e99}]}",
        "configs/x.yaml:7: model.mlp.initializer.constant: must be a finite number, is 1e99"
      ),
      (
        "trials: {model.mlp.initializer: [{orthogonal: 0}]}",
        "configs/x.yaml:7: model.mlp.initializer.orthogonal: must be above 0, is 0"
      ),
      (
        "trials: {model.mlp.initializer: [{orthogonl: 2}]}",
        "configs/x.yaml:7: model.mlp.initializer.orthogonl: unknown key; did you mean 'orthogonal'?"
      ),
      (
        "trials: {model.mlp.initializer: [{orthogonal: 2, constant: 1}]}",
        "configs/x.yaml:7: model.mlp.initializer: needs one name with its number: "
          + "{constant: 0.05} or {orthogonal: 1.4}"
      ),
      (
        "trials: {model.mlp.activation: [{leaky-relu: 0}]}",
        "configs/x.yaml:7: model.mlp.activation.leaky-relu: must be above 0, is 0"
      ),
      (
        "trials: {model.mlp.activation: [{leaky-rleu: 0.1}]}",
        "configs/x.yaml:7: model.mlp.activation.leaky-rleu: unknown key; did you mean 'leaky-relu'?"
      ),
      (
        "trials: {model.mlp.activation: [{prelu: 0.1}]}",
        "configs/x.yaml:7: model.mlp.activation.prelu: unknown key; there are leaky-relu, elu"
      ),
      (
        "trials: {model.mlp.activation: [{elu: 1, leaky-relu: 1}]}",
        "configs/x.yaml:7: model.mlp.activation: needs one name with its slope: "
          + "{leaky-relu: 0.01} or {elu: 0.5}"
      ),
      (
        "trials: {model.mlp.batch-norm: [befroe]}",
        "configs/x.yaml:7: model.mlp.batch-norm: 'befroe' is not one of none, before, after; did you "
          + "mean 'before'?"
      ),
      (
        "trials: {model.mlp.batch-norm: [{placement: before, momentum: 1}]}",
        "configs/x.yaml:7: model.mlp.batch-norm.momentum: must be at least 0 and below 1, is 1"
      ),
      (
        "trials: {model.mlp.batch-norm: [{placement: before, epsilon: 0}]}",
        "configs/x.yaml:7: model.mlp.batch-norm.epsilon: must be above 0, is 0"
      ),
      (
        "trials: {model.mlp.batch-norm: [{momentum: 0.9}]}",
        "configs/x.yaml:7: model.mlp.batch-norm.placement: missing; add one, such as "
          + "'placement: before'"
      ),
    ])
  func oneLine(_ line: String, _ message: String) {
    #expect(errorText(minimalConfig + line) == message)
  }

  @Test func aNumberHasNoPlaceInANamedInitializer() {
    #expect(
      errorText(
        minimalConfig + "trials: {model.mlp.initializer.constant: [1]}",
        set: "model.mlp.initializer=he-normal") == "configs/x.yaml:7: "
        + "cannot be set, since 'model.mlp.initializer' is not a map")
  }
}

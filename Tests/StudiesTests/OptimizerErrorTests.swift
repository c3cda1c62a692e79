import Studies
import Testing

@Suite("Errors in optimizers of configs")
struct OptimizerErrorTests {
  @Test(
    arguments: [
      (
        "trials: {optimizer: [{name: sgd, beta1: 0.5}]}",
        "configs/x.yaml:7: optimizer.beta1: sgd has no beta1; it takes rate, momentum, nesterov"
      ),
      (
        "trials: {optimizer: [{name: adamw, momentum: 0.5}]}",
        "configs/x.yaml:7: optimizer.momentum: adamw has no momentum; it takes rate, beta1, beta2, "
          + "epsilon, weight-decay"
      ),
      (
        "trials: {optimizer: [{name: rmsprop, nesterov: true}]}",
        "configs/x.yaml:7: optimizer.nesterov: rmsprop has no nesterov; it takes rate, rho, epsilon"
      ),
      (
        "trials: {optimizer: [{name: sgd, nesterov: true}]}",
        "configs/x.yaml:7: optimizer.nesterov: needs a momentum beside it, such as 'momentum: 0.9'"
      ),
      (
        "trials: {optimizer: [{name: sgd, momentum: 0.9, nesterov: yes}]}",
        "configs/x.yaml:7: optimizer.nesterov: 'yes' is not one of true, false"
      ),
      (
        "trials: {optimizer: [{name: sgd, momentum: 1}]}",
        "configs/x.yaml:7: optimizer.momentum: must be at least 0 and below 1, is 1"
      ),
      (
        "trials: {optimizer: [{name: adamw, weight_decay: 0.1}]}",
        "configs/x.yaml:7: optimizer.weight_decay: unknown key; did you mean 'weight-decay'?"
      ),
      (
        "trials: {optimizer: [{name: adamw, weight-decay: -1}]}",
        "configs/x.yaml:7: optimizer.weight-decay: must be 0 or more, is -1"
      ),
      (
        "trials: {optimizer: [momentum]}",
        "configs/x.yaml:7: optimizer: momentum is an option of sgd; write {name: sgd, momentum: 0.9}"
      ),
      (
        "trials: {optimizer.name: [nesterov]}",
        "configs/x.yaml:7: optimizer.name: momentum is an option of sgd; write {name: sgd, "
          + "momentum: 0.9, nesterov: true}"
      ),
    ])
  func mistakesAreNamed(_ entry: String, _ error: String) {
    #expect(errorText(minimalConfig + entry) == error)
  }
}

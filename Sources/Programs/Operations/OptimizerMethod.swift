/// How an optimizer turns gradients into new parameters: the formulas of Keras 3.
///
/// w is a parameter, g its gradient with the penalty's part, m and v its moments, which start at 0, t the
/// step from 1; `rate` and the constants that ``coefficientNames`` lists are each replica's own.
public enum OptimizerMethod: String, CaseIterable, Sendable, Codable {
  /// Gradient descent: `w -= rate * g`.
  case sgd
  /// Gradient descent with momentum: `m = momentum * m - rate * g; w += m`.
  ///
  /// Source: Polyak, "Some methods of speeding up the convergence of iteration methods", USSR
  /// Computational Mathematics and Mathematical Physics 4(5), 1964.
  case momentum
  /// Nesterov's momentum: `m = momentum * m - rate * g; w += momentum * m - rate * g`.
  ///
  /// Source: Sutskever et al., "On the importance of initialization and momentum in deep learning",
  /// ICML 2013.
  case nesterov
  /// `a += g^2; w -= rate * g / sqrt(a + epsilon)`, where a starts at `initial-accumulator`.
  ///
  /// The moment holds a without what it starts at, so that it too starts at 0.
  /// Source: Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic
  /// optimization", JMLR 12, 2011.
  case adagrad
  /// `m += (1 - rho) (g^2 - m); d = sqrt(v + epsilon) / sqrt(m + epsilon) * g;
  /// v += (1 - rho) (d^2 - v); w -= rate * d`.
  ///
  /// Source: Zeiler, "ADADELTA: an adaptive learning rate method", 2012, whose rate is 1; Keras's default
  /// of 0.001 hardly moves.
  case adadelta
  /// `m += (1 - rho) (g^2 - m); w -= rate * g / sqrt(m + epsilon)`, without Keras's options of a momentum
  /// and of centering.
  ///
  /// Source: Tieleman and Hinton, "Lecture 6.5: RMSProp", Coursera 2012.
  case rmsprop
  /// `m += (1 - beta1) (g - m); v += (1 - beta2) (g^2 - v); w -= alpha * m / (sqrt(v) + epsilon)`
  /// with `alpha = rate * sqrt(1 - beta2^t) / (1 - beta1^t)`.
  ///
  /// Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015.
  case adam
  /// Adam, and apart from the gradient `w -= rate * weight-decay * w`, for all parameters as in Keras:
  /// biases too.
  ///
  /// Source: Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019.
  case adamw
  /// `m += (1 - beta1) (g - m); v = max(beta2 * v, |g|); w -= rate / (1 - beta1^t) * m / (v + epsilon)`.
  ///
  /// Source: Kingma and Ba, section 7.1.
  case adamax
  /// Adam with Nesterov's momentum: moments as Adam's, and in place of m in the step
  /// `u(t+1) * m / (1 - U(t+1)) + (1 - u(t)) * g / (1 - U(t))`, v corrected by `1 - beta2^t`, where
  /// `u(t) = beta1 * (1 - 0.96^t / 2)` and U(t) is the product of u(1) ... u(t).
  ///
  /// Source: Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop 2016.
  case nadam

  /// The number of moment tensors it keeps.
  public var momentCount: Int {
    switch self {
    case .sgd: 0
    case .momentum, .nesterov, .adagrad, .rmsprop: 1
    case .adadelta, .adam, .adamw, .adamax, .nadam: 2
    }
  }

  /// The names of its constants as configs have them.
  public var coefficientNames: [String] {
    switch self {
    case .sgd: []
    case .momentum, .nesterov: ["momentum"]
    case .adagrad: ["initial-accumulator", "epsilon"]
    case .adadelta, .rmsprop: ["rho", "epsilon"]
    case .adam, .adamax, .nadam: ["beta1", "beta2", "epsilon"]
    case .adamw: ["beta1", "beta2", "epsilon", "weight-decay"]
    }
  }

  /// The number of constants that devices read.
  ///
  /// In ``OptimizerUpdate/coefficients`` stands for each replica, rounded from double precision
  /// (`1 - 0.999` in single precision is off by 1e-5):
  ///
  /// | method | coefficients |
  /// | --- | --- |
  /// | momentum, nesterov | momentum |
  /// | adagrad | initial-accumulator + epsilon |
  /// | adadelta, rmsprop | 1 - rho, epsilon |
  /// | adam, adamw | 1 - beta1, 1 - beta2, epsilon |
  /// | adamax | 1 - beta1, beta2, epsilon |
  /// | nadam | 1 - beta1, 1 - beta2 |
  public var coefficientCount: Int {
    switch self {
    case .sgd: 0
    case .momentum, .nesterov, .adagrad: 1
    case .adadelta, .rmsprop, .nadam: 2
    case .adam, .adamw, .adamax: 3
    }
  }

  /// The number of scalars that devices read for each step.
  ///
  /// In ``OptimizerUpdate/stepScalars`` stands for each replica and step:
  ///
  /// | method | scalars |
  /// | --- | --- |
  /// | adam | alpha |
  /// | adamw | alpha, rate * weight-decay |
  /// | adamax | rate / (1 - beta1^t) |
  /// | nadam | the factors of m and of g, epsilon; all times `sqrt(1 - beta2^t)` |
  /// | all others | rate |
  public var stepScalarCount: Int {
    switch self {
    case .sgd, .momentum, .nesterov, .adagrad, .adadelta, .rmsprop, .adam, .adamax: 1
    case .adamw: 2
    case .nadam: 3
    }
  }

  /// The largest ``coefficientCount`` and ``stepScalarCount`` of any method.
  public static let largestCount = 3

  /// The number of the formula in the kernels of both backends.
  public var kernelNumber: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

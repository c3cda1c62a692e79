import Foundation
import Programs

/// How a learning rate changes in the course of training.
///
/// In the formulas t is the time in epochs since the end of the warm-up, fractions for the steps of an epoch;
/// T all epochs but the warm-up; `epoch` the whole part of t. Each gives a factor of the optimizer's rate.
public enum ScheduleMethod: String, CaseIterable, Sendable, Codable {
  /// 1.
  case constant
  /// `factor^floor(epoch / every)`.
  case step
  /// `decay^epoch`.
  case exponential
  /// `final + (1 - final) (1 + cos(pi t / T)) / 2`, in every step.
  ///
  /// Source: Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, without
  /// restarts.
  case cosine
  /// From `start` to 1 in the first `rise` of all steps, then to `final` in the last, both along half a cosine.
  ///
  /// Source: Smith and Topin, "Super-convergence: very fast training of neural networks using large learning
  /// rates", 2018, with PyTorch's curve and defaults; the momentum stays as it is.
  case oneCycle = "one-cycle"
  /// A triangle from `low` to 1 and back, once in `cycle` epochs.
  ///
  /// Source: Smith, "Cyclical learning rates for training neural networks", WACV 2017.
  case cyclical
  /// Times `factor` whenever the loss has not become lower by more than `min-delta` for `patience` epochs, not
  /// below the rate `min-rate`; for `cooldown` epochs after that nothing is counted. The loss is that of the
  /// held-out examples, without any that of training; penalties are not part of it.
  ///
  /// Source: Keras's `ReduceLROnPlateau`.
  case reduceOnPlateau = "reduce-on-plateau"

  /// A number that a schedule has beside its name.
  public struct Setting: Sendable, Equatable {
    /// The name in configs.
    public let name: String
    /// What it is if nothing is said, or `nil` if it must be said.
    public let fallback: Double?
  }

  /// What the schedule takes; every schedule takes `warm-up`.
  ///
  /// In the first `warm-up` epochs the rate grows linearly to where the schedule begins: the factor of step
  /// s, from 0, is `(s + 1) / steps`. Source: Goyal et al., "Accurate, large minibatch SGD", 2017.
  public var settings: [Setting] {
    let own: [Setting] =
      switch self {
      case .constant: []
      case .step: [Setting(name: "every", fallback: nil), Setting(name: "factor", fallback: 0.1)]
      case .exponential: [Setting(name: "decay", fallback: nil)]
      case .cosine: [Setting(name: "final", fallback: 0)]
      case .oneCycle:
        [
          Setting(name: "start", fallback: 0.04), Setting(name: "rise", fallback: 0.3),
          Setting(name: "final", fallback: 4e-6),
        ]
      case .cyclical: [Setting(name: "cycle", fallback: nil), Setting(name: "low", fallback: 0.25)]
      case .reduceOnPlateau:
        [
          Setting(name: "factor", fallback: 0.1), Setting(name: "patience", fallback: 10),
          Setting(name: "min-delta", fallback: 1e-4), Setting(name: "cooldown", fallback: 0),
          Setting(name: "min-rate", fallback: 0),
        ]
      }
    return own + [Setting(name: "warm-up", fallback: 0)]
  }
}

/// The schedule of one replica.
public struct Schedule: Sendable, Hashable {
  /// The formula.
  public let method: ScheduleMethod
  /// The value of each of the method's settings, defaults filled in.
  public let settings: [String: Double]

  /// The rate stays as it is.
  public static let constant = Schedule(.constant)

  /// A schedule with these settings and the defaults of all others.
  ///
  /// - Precondition: `settings` has what has no default, and nothing else than `method` takes.
  public init(_ method: ScheduleMethod, _ settings: [String: Double] = [:]) {
    self.method = method
    let names = method.settings.map(\.name)
    for name in settings.keys where !names.contains(name) {
      reject("schedule: \(method.rawValue) takes \(names), not \(name)")
    }
    self.settings = Dictionary(
      uniqueKeysWithValues: method.settings.map { setting in
        guard let value = settings[setting.name] ?? setting.fallback else {
          reject("schedule: \(method.rawValue) needs \(setting.name)")
        }
        return (setting.name, value)
      })
  }

  /// The value of a setting that the method has.
  public subscript(name: String) -> Double {
    guard let value = settings[name] else {
      reject("schedule: \(method.rawValue) has no \(name)")
    }
    return value
  }

  /// The factor of the rate in a step, but for what the losses decide.
  ///
  /// - Parameters:
  ///   - step: the training step, from 0.
  ///   - epochs: all epochs of the training.
  public func factor(step: Int, stepsPerEpoch: Int, epochs: Int) -> Double {
    let warmUp = self["warm-up"]
    let warmUpSteps = warmUp * Double(stepsPerEpoch)
    let time = max(0, (Double(step) - warmUpSteps) / Double(stepsPerEpoch))
    let factor = factor(
      time: time, of: max(Double(epochs) - warmUp, .leastNormalMagnitude),
      stepsPerEpoch: Double(stepsPerEpoch))
    let ramp = Double(step + 1) / warmUpSteps
    return ramp < 1 ? ramp * factor : factor
  }

  private func factor(time: Double, of span: Double, stepsPerEpoch: Double) -> Double {
    let epoch = time.rounded(.down)
    switch method {
    case .constant, .reduceOnPlateau: return 1
    case .step: return pow(self["factor"], (epoch / self["every"]).rounded(.down))
    case .exponential: return pow(self["decay"], epoch)
    case .cosine: return Self.cosine(from: 1, to: self["final"], at: time / span)
    case .oneCycle:
      // The last step of the rise has the whole rate, the last of all the final one.
      let (step, last) = (time * stepsPerEpoch, span * stepsPerEpoch - 1)
      let peak = self["rise"] * span * stepsPerEpoch - 1
      return step < peak
        ? Self.cosine(from: self["start"], to: 1, at: step / peak)
        : Self.cosine(from: 1, to: self["final"], at: (step - peak) / max(last - peak, 1))
    case .cyclical:
      let phase = time.truncatingRemainder(dividingBy: self["cycle"]) / self["cycle"]
      return self["low"] + (1 - self["low"]) * (1 - abs(2 * phase - 1))
    }
  }

  /// Half a cosine from one value to another; `position` in 0...1.
  private static func cosine(from first: Double, to last: Double, at position: Double) -> Double {
    last + (first - last) * (1 + cos(.pi * min(position, 1))) / 2
  }
}

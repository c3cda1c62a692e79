import Programs
import Testing

/// The rules that a recorder has for the operands of every operation, broken once each.
@Suite("Operands")
struct OperandTests {
  /// What a recorder of two replicas says, and what it should.
  struct Broken: Sendable, CustomTestStringConvertible {
    let failure: CheckFailure?
    let sentence: String
    var testDescription: String { sentence }
  }

  static let all: [Broken] = {
    let recorder = Recorder(replicas: 2)
    let state = recorder.persistent("state", [5, 3])
    let scratch = recorder.scratch("scratch", [5, 3])
    let constant = recorder.constant("constant", [5, 3])
    let shared = recorder.shared("shared", [5, 3])

    let other = Recorder(replicas: 2)
    let stranger = other.persistent("stranger", [5, 3])
    for number in 1..<7 { _ = other.persistent("filler\(number)", [5, 3]) }
    let beyond = other.persistent("beyond", [5, 3])
    let wide = Recorder(replicas: 3).persistent("wide", [5, 3])
    // The same place and name as `state`, but not the same memory.
    let double = Recorder(replicas: 2).persistent("state", [5, 4]).columns(0..<3)

    func softmax(_ logits: Tensor, _ probabilities: Tensor, _ sentence: String) -> Broken {
      Broken(
        failure: recorder.check(Softmax(logits: logits, probabilities: probabilities)),
        sentence: "softmax: " + sentence)
    }
    let owner = "every operand must be memory of this recorder; operand "
    return [
      softmax(stranger, state, owner + "stranger [R=2, 5, 3]"),
      softmax(state, beyond, owner + "beyond [R=2, 5, 3]"),
      softmax(scratch, double, owner + "state [R=2, 5, 3]"),
      softmax(
        wide, state, "every operand must have the recorder's 2 replicas; operand wide [R=3, 5, 3]"),
      softmax(state, shared, "what is written must not be shared; written shared [shared, 5, 3]"),
      softmax(
        state, constant, "what is written must not be constant; written constant [R=2, 5, 3]"),
      Broken(
        failure: recorder.check(Fill(output: shared, value: 0)),
        sentence: "fill: what is written must not be shared; written shared [shared, 5, 3]"),
    ]
  }()

  @Test("a broken rule gives its sentence", arguments: all)
  func brokenRule(_ broken: Broken) throws {
    let failure = try #require(broken.failure, "the rule was not noticed")
    #expect(failure.description == broken.sentence)
  }

  @Test("operands of every lifetime may be read, persistent and scratch ones written")
  func sound() {
    let recorder = Recorder(replicas: 2)
    let written = [recorder.persistent("state", [5, 3]), recorder.scratch("scratch", [5, 3])]
    let read =
      [recorder.constant("constant", [5, 3]), recorder.shared("shared", [5, 3])] + written
    for logits in read {
      for probabilities in written {
        #expect(recorder.check(Softmax(logits: logits, probabilities: probabilities)) == nil)
      }
    }
  }

  @Test("an operand of another recorder ends the program")
  func appended() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let stranger = Recorder(replicas: 1).persistent("stranger", [3])
      let recorder = Recorder(replicas: 1)
      recorder.routine("step") { recorder.append(.fill(Fill(output: stranger, value: 0))) }
    }
    #expect(
      bugMessage(result).contains(
        "fill: every operand must be memory of this recorder; operand stranger [R=1, 3]"))
  }
}

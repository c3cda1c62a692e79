import CPUBackend
import Networks
import Programs
import Testing

extension TrainingProgramTests {
  /// What fusion makes of the programs that networks record.
  @Suite("Fusion")
  struct FusionTests {
    static let forms: [TrainingCase] =
      OptimizerMethod.allCases.flatMap { method in
        [false, true].map { hasDropout in
          TrainingCase(
            name: "\(method.rawValue)\(hasDropout ? " with dropout" : "")", optimizer: method,
            hasDropout: hasDropout)
        }
      } + [
        TrainingCase(name: "gelu", activation: .gelu, hasDropout: false),
        TrainingCase(name: "silu with dropout", optimizer: .adam, activation: .silu),
      ]

    /// An operation's family, and for a fused one its epilogue.
    private func text(_ operation: Programs.Operation) -> String {
      guard case .fusedGemm(let fused) = operation else { return operation.family }
      return switch fused.epilogue {
      case .forward(_, let dropout): dropout == nil ? "forward" : "forward dropout"
      case .gradient(let dropout, _): dropout == nil ? "gradient" : "gradient dropout"
      case .update: "update"
      }
    }

    @Test("every product of a perceptron takes an epilogue", arguments: FusionTests.forms)
    func everyProduct(_ form: TrainingCase) throws {
      let training = form.record()
      let program = training.program.fused()
      func operations(_ name: String) -> [String] {
        program.routines[program.routine(named: name)].operations.map(text)
      }
      let dropout = form.hasDropout ? " dropout" : ""
      let (forward, gradient) = ("forward" + dropout, "gradient" + dropout)
      let bias = BiasActivationGradient.family
      for name in ["train-16", "train-13"] {
        #expect(
          operations(name) == [
            "gather", forward, forward, "forward", "softmax-cross-entropy", "weight-penalty", bias,
            gradient, "update", bias, gradient, "update", bias, "update", "optimizer-update",
          ])
      }
      #expect(
        operations("validation-128") == [
          "gather", "forward", "forward", "forward", "softmax-cross-entropy",
        ])
      #expect(operations("begin-epoch") == ["shuffle", "fill"])
      #expect(program.buffers == training.program.buffers)
    }

    /// Batch normalisation stands between a product and the activation, so the product takes the bias only.
    @Test("a product before a batch normalisation takes no activation")
    func batchNorm() {
      let sums = BiasActivationGradient.family
      for (placement, forward, backward) in [
        (
          BatchNormPlacement.before, ["forward", "batch-norm", "bias-activation"],
          ["gradient", "update", "batch-norm-gradient", sums]
        ),
        (.after, ["forward", "batch-norm"], ["gemm", "update", "batch-norm-gradient", sums]),
      ] {
        let form = TrainingCase(
          name: "", activation: .relu, batchNorm: placement, hidden: [9], hasDropout: false)
        let program = form.record().program.fused()
        let operations = program.routines[program.routine(named: "train-16")].operations.map(text)
        #expect(
          operations == ["gather"] + forward + [
            "forward", "softmax-cross-entropy", "weight-penalty",
          ]
            + [sums] + backward + ["update", "optimizer-update"])
      }
    }

    @Test("what is left of an update are the biases", arguments: FusionTests.forms)
    func updates(_ form: TrainingCase) throws {
      let training = form.record()
      let program = training.program.fused()
      let updates = program.routines[program.routine(named: "train-16")].operations.flatMap(\.parts)
        .compactMap { operation -> OptimizerUpdate? in
          if case .optimizerUpdate(let update) = operation { update } else { nil }
        }
      for update in updates {
        #expect(update.check() == nil)
        let end = update.parameters.offset + update.parameters.count
        #expect(
          update.regularizedCount
            == (end <= training.layout.regularizedCount ? update.parameters.count : 0))
        for tensor in [update.gradients] + update.moments {
          #expect(tensor.offset == update.parameters.offset)
        }
      }
      for entry in training.layout.entries {
        let covering = updates.filter {
          $0.parameters.offset <= entry.offset
            && entry.offset + entry.parameter.count <= $0.parameters.offset + $0.parameters.count
        }
        #expect(covering.count == 1, "\(entry.name)")
      }
      #expect(updates.count == 4)
    }

    @Test(
      "a fused training equals the recorded one bit for bit",
      arguments: FusionTests.forms + AgreementTests.forms
        + [TrainingCase(name: "batch norm, relu", activation: .relu, batchNorm: .after)])
    func equalsRecorded(_ form: TrainingCase) throws {
      let cpu = try #require(Runner.devices.first)
      var recorded = try TrainingRun(form, on: cpu)
      var fused = try TrainingRun(form, on: cpu) { $0.fused() }
      let initial = try recorded.read(recorded.program.parameters)
      for epoch in 0..<3 {
        for run in 0..<2 {
          var current = run == 0 ? recorded : fused
          try current.beginEpoch(epoch)
          try current.train(epoch: epoch)
          try current.evaluate()
          if run == 0 { recorded = current } else { fused = current }
        }
        let tensors =
          [recorded.program.parameters] + recorded.program.moments
          + TrainingProgram.Split.allCases.compactMap { recorded.program.metrics[$0] }
        for tensor in tensors {
          let (expected, got) = (try recorded.read(tensor), try fused.read(tensor))
          for replica in recorded.replicas {
            let isEqual =
              expected[replica].map(\.bitPattern) == got[replica].map(\.bitPattern)
            #expect(isEqual, "\(tensor) of replica \(replica) after epoch \(epoch)")
          }
        }
      }
      let final = try fused.read(fused.program.parameters)
      for replica in recorded.replicas {
        let isTrained = zip(initial[replica], final[replica]).contains { $0 != $1 }
        #expect(isTrained, "replica \(replica) learnt nothing")
      }
    }
  }
}

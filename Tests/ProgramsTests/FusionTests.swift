import Programs
import Testing

@Suite("Fusion")
struct FusionTests {
  @Test("a step becomes products with epilogues", arguments: OptimizerMethod.allCases)
  func step(_ method: OptimizerMethod) {
    let bench = FusionBench(method)
    #expect(
      bench.fused(bench.step()) == [
        "forward dropout", "forward", "weight-penalty", "softmax", "derivative sum",
        "gradient dropout", "gemm update 48..<88 penalty 12", "sum",
        "gemm update 0..<48 penalty 48", "update 96..<117 penalty 0",
      ])
    let plain = FusionBench(method)
    #expect(
      plain.fused(plain.step(isDropped: false)) == [
        "forward", "forward", "weight-penalty", "softmax", "derivative sum", "gradient",
        "gemm update 48..<88 penalty 12", "sum", "gemm update 0..<48 penalty 48",
        "update 96..<117 penalty 0",
      ])
  }

  @Test("inference becomes one product a layer")
  func inference() {
    let bench = FusionBench()
    #expect(bench.fused(bench.forward(isDropped: false)) == ["forward", "forward"])
  }

  @Test("nothing is fused that a backend refuses, and the shorter chain is asked for too")
  func refusals() {
    let bench = FusionBench()
    let step = bench.step()
    #expect(bench.fused(step) { _ in false } == step.map(FusionBench.text))
    let other = FusionBench()
    let fused = other.fused(other.forward(isDropped: true)) { fused in
      if case .forward(_, dropout: .some) = fused.epilogue { false } else { true }
    }
    #expect(fused == ["forward", "dropout", "forward"])
  }

  @Test("the parts are what was recorded, and what is fused obeys its rules")
  func parts() {
    let bench = FusionBench(.adam)
    let program = bench.program(bench.step())
    let fused = program.fused()
    for operation in fused.routines[0].operations { #expect(operation.payload.check() == nil) }
    let families = fused.routines[0].operations.flatMap(\.parts).map(\.family).sorted()
    // Two more updates, and the sum that has parted from its derivative.
    let expected =
      bench.step().map(\.family) + ["optimizer-update", "optimizer-update"]
      + ["bias-activation-gradient"]
    #expect(families == expected.sorted())
    #expect(fused.buffers == program.buffers)
    #expect(fused.replicas == program.replicas)
    #expect(fused.routines.map(\.name) == program.routines.map(\.name))
    #expect(
      fused.fused().routines[0].operations.map(\.family).count == fused.routines[0].operations.count
    )
  }

  @Test("limits look into the parts")
  func limits() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let bench = FusionBench()
      let gemm = bench.smallProduct
      guard case .optimizerUpdate(let update) = bench.update else { return }
      let fused = FusedGemm(gemm: gemm, epilogue: .update(update.part(0..<48)))
      bench.program([.fusedGemm(fused)]).limits[0].check(
        Pass(routine: 0, steps: 4, first: StepContext()))
    }
    #expect(
      bugMessage(result).contains("run: routine routine0 uses step scalars 0 ..< 4 of 3"))
  }

  @Test("no two live buffers of a fused step overlap", arguments: [false, true])
  func memory(isDropped: Bool) throws {
    let bench = FusionBench()
    let program = bench.program(bench.step(isDropped: isDropped)).fused()
    var lives: [Int: ClosedRange<Int>] = [:]
    for (position, operation) in program.routines[0].operations.enumerated() {
      // From the parts, so that an operand that a fused operation does not list is found.
      for tensor in operation.parts.flatMap({ $0.payload.reads + $0.payload.writes })
      where tensor.buffer.lifetime == .scratch {
        lives[tensor.buffer.id] = (lives[tensor.buffer.id]?.lowerBound ?? position)...position
      }
    }
    var compared = 0
    for (id, life) in lives {
      let start = try #require(program.memory.offsets[id], "\(program.buffers[id])")
      let bytes = start..<start + program.buffers[id].paddedByteCountPerReplica
      #expect(bytes.upperBound <= program.memory.scratchByteCount)
      for (other, otherLife) in lives where other > id && otherLife.overlaps(life) {
        let offset = try #require(program.memory.offsets[other])
        let taken = offset..<offset + program.buffers[other].paddedByteCountPerReplica
        #expect(
          !bytes.overlaps(taken), "\(program.buffers[id]) and \(program.buffers[other])")
        compared += 1
      }
    }
    #expect(compared >= 5)
  }

  @Test("memory that was shared in time is no longer when the times become one")
  func memoryIsPlannedAnew() throws {
    // The left factor dies at the product, and a dropout of the same size comes two operations later.
    let recorder = Recorder(replicas: 2)
    let x = recorder.constant("x", [4, 16])
    let w = recorder.constant("w", [16, 16])
    let (rate, seed) = (recorder.constant("rate", [1]), recorder.constant("seed", [2], .uint32))
    let result = recorder.persistent("result", [4, 16])
    let left = recorder.scratch("left", [4, 16])
    let product = recorder.scratch("product", [4, 16])
    let dropped = recorder.scratch("dropped", [4, 16])
    func dropout(_ input: Tensor, _ output: Tensor) -> Operation {
      .dropout(
        Dropout(input: input, output: output, rate: rate, seed: seed, stream: .dropout(0)))
    }
    recorder.routine("step") {
      recorder.append(dropout(x, left))
      recorder.append(.gemm(Gemm(left: left, right: w, output: product)))
      recorder.append(
        .biasActivation(BiasActivation(values: product, bias: nil, activation: .relu)))
      recorder.append(dropout(product, dropped))
      recorder.append(dropout(dropped, result))
    }
    let program = recorder.finish()
    func offset(_ tensor: Tensor, _ program: Program) -> Int? {
      program.memory.offsets[tensor.buffer.id]
    }
    #expect(offset(left, program) == offset(dropped, program))
    let fused = program.fused()
    #expect(fused.routines[0].operations.count == 3)
    #expect(offset(left, fused) != offset(dropped, fused))
  }
}

// MARK: What is not fused

extension FusionTests {
  @Test("a product keeps what does not directly follow it")
  func forwardStays() {
    let cases: [(FusionBench) -> [Operation]] = [
      {
        [.gemm(Gemm(left: $0.x, right: $0.layers($0.parameters).w1, output: $0.h)), $0.fill($0.y)]
      },
      { bench in
        // Something in between.
        let forward = bench.forward(isDropped: false)
        return [forward[0], bench.copy(bench.h, to: bench.dropped), forward[1]]
      },
      { bench in
        // Accumulating.
        let w = bench.layers(bench.parameters)
        return [
          .gemm(Gemm(left: bench.x, right: w.w1, output: bench.h, accumulate: true)),
          bench.activation(bench.h, w.b1),
        ]
      },
      { bench in
        // Another tensor, and a part of the product.
        let forward = bench.forward(isDropped: false)
        return [
          forward[0], bench.activation(bench.dropped, nil), forward[0],
          bench.activation(bench.h.columns(0..<5), nil),
        ]
      },
      { bench in
        // The bias is the product itself.
        let row = bench.recorder.scratch("row", [1, 8])
        return [
          .gemm(
            Gemm(
              left: Tensor(buffer: bench.x.buffer, offset: 0, dimensions: [1, 6]),
              right: bench.layers(bench.parameters).w1, output: row)),
          bench.activation(row, row),
        ]
      },
    ]
    for make in cases {
      let bench = FusionBench()
      let operations = make(bench)
      #expect(bench.fused(operations) == operations.map(FusionBench.text))
    }
  }

  @Test("a dropout of something else is left")
  func dropoutStays() {
    let bench = FusionBench()
    let forward = bench.forward(isDropped: false)
    #expect(
      bench.fused([forward[0], forward[1], bench.dropout(bench.dh, bench.dropped)])
        == ["forward", "dropout"])
    let inPlace = FusionBench()
    #expect(
      inPlace.fused(
        inPlace.forward(isDropped: false).prefix(2) + [inPlace.dropout(inPlace.h, inPlace.h)])
        == ["forward dropout"])
  }

  @Test("a derivative moves past what touches none of its operands, and no further")
  func gradientMoves() {
    func fused(_ between: (FusionBench) -> Operation, isDropped: Bool = true) -> [String] {
      let bench = FusionBench()
      let chain = bench.hiddenGradient(isDropped: isDropped)
      return bench.fused([bench.inputProduct, between(bench)] + chain)
    }
    #expect(fused { $0.fill($0.y) } == ["gradient dropout", "fill", "sum"])
    #expect(fused { $0.copy($0.h, to: $0.dropped) } == ["gradient dropout", "softmax", "sum"])
    #expect(fused({ $0.fill($0.y) }, isDropped: false) == ["gradient", "fill", "sum"])
    // Reads the product, writes it, writes what the derivative is found from.
    let stays = ["dropout", "derivative sum"]
    #expect(fused { $0.copy($0.dh, to: $0.dropped) } == ["gemm", "softmax"] + stays)
    #expect(fused { $0.fill($0.dh) } == ["gemm", "fill"] + stays)
    #expect(fused { $0.fill($0.h) } == ["gemm", "fill"] + stays)
    #expect(fused({ $0.fill($0.h) }, isDropped: false) == ["gemm", "fill", "derivative sum"])
  }

  @Test("a derivative stays where the dropout cannot move or is not in place")
  func gradientStays() {
    let bench = FusionBench()
    let chain = bench.hiddenGradient(isDropped: true)
    // Between dropout and derivative.
    #expect(
      bench.fused([bench.inputProduct, chain[0], bench.copy(bench.dh, to: bench.dropped), chain[1]])
        == ["gemm", "dropout", "softmax", "derivative sum"])
    let outside = FusionBench()
    #expect(
      outside.fused([
        outside.inputProduct, outside.dropout(outside.dh, outside.dropped),
        outside.derivative(outside.dropped, outside.h, nil),
      ]) == ["gemm", "dropout", "derivative"])
    // A rate that changes on the way.
    let rated = FusionBench()
    let rate = rated.recorder.scratch("own-rate", [1])
    #expect(
      rated.fused([
        rated.inputProduct, rated.fill(rate),
        .dropout(
          Dropout(
            input: rated.dh, output: rated.dh, rate: rate, seed: rated.seed, stream: .dropout(0))),
        rated.derivative(rated.dh, rated.h, nil),
      ]) == ["gemm", "fill", "dropout", "derivative"])
  }
}

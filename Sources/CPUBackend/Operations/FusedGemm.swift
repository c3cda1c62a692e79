import Programs

/// ``Programs/FusedGemm`` on the CPU: its parts one after another.
struct CPUFusedGemm: PreparedOperation {
  private let parts: [any PreparedOperation]

  init(_ fused: FusedGemm, _ memory: Memory) { parts = fused.parts.map(memory.prepare) }

  func run(_ frame: Frame) { for part in parts { part.run(frame) } }
}

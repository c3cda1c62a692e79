import Programs

@testable import OpenCLBackend

/// Runs single commands on the memory of a program, for what no operation does.
struct TestExecutable {
  let executable: OpenCLExecutable
  let queue: Queue

  /// Memory of the tensors that `record` asks for.
  init(_ backend: OpenCLBackend, replicas: Int, _ record: (Recorder) -> Void) throws {
    let recorder = Recorder(replicas: replicas)
    record(recorder)
    executable = try OpenCLExecutable(recorder.finish(), backend: backend)
    queue = try Queue(backend.context)
  }

  func operand(_ tensor: Tensor) -> Operand { executable.memory.operand(tensor) }

  func run(_ command: any Command, replicas: Range<Int>? = nil) throws {
    let all = 0..<executable.program.replicas
    try command.enqueue(on: queue, replicas: replicas ?? all, context: StepContext())
    try queue.finish()
  }
}

import CPUKernels
import Dispatch
import Foundation
import Programs
import Synchronization

extension CPUBackend {
  /// Measures the peak of multiply-adds and the bandwidth of the triad, all cores at once.
  ///
  /// - Throws: Nothing; the protocol's other devices can fail.
  public func roofline() throws -> Roofline? {
    Roofline(peakFlops: peakFlops(), bandwidth: triadBandwidth())
  }

  private func peakFlops() -> Double {
    let kernels = kernels
    let seconds = Roofline.secondsPerUnit { units in
      pool.seconds { _ in _ = kernels.functions.multiply_adds(units) }
    }
    return kernels.functions.multiply_adds(1) * Double(workers) / seconds
  }

  /// The triad over arrays that together are several times the last-level cache, a piece at a time.
  private func triadBandwidth() -> Double {
    let kernels = kernels
    let pieces = max(Self.triadByteCount / MemoryLayout<Float>.size / workers / Self.triadPiece, 1)
    let count = pieces * Self.triadPiece
    // Arrays a power of two apart would look alike to the caches.
    let stride = workers * count + 1056
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: 3 * stride)
    defer { memory.deallocate() }
    nonisolated(unsafe) let arrays = memory
    // Each core writes its own part first, so that the pages lie near it.
    _ = pool.seconds { worker in
      for array in 0..<3 {
        (arrays + array * stride + worker * count).initialize(
          repeating: Float(array), count: count)
      }
    }
    // From run to run on through the arrays: what a run touches has long left the caches.
    var next = 0
    let seconds = Roofline.secondsPerUnit { units in
      let start = next
      next = (next + units) % pieces
      return pool.seconds { worker in
        for unit in 0..<units {
          let first = arrays + worker * count + (start + unit) % pieces * Self.triadPiece
          kernels.functions.triad(first, first + stride, first + 2 * stride, 0.5, Self.triadPiece)
        }
      }
    }
    return Double(3 * workers * Self.triadPiece * MemoryLayout<Float>.size) / seconds
  }

  /// Floats of each array that one core takes at a time: 256 KiB.
  private static let triadPiece = 1 << 16

  /// Bytes of one of the triad's three arrays: twice the last-level cache, between 64 and 256 MiB.
  private static var triadByteCount: Int {
    #if os(Linux)
      let cache = sysconf(Int32(_SC_LEVEL3_CACHE_SIZE))
    #else
      let cache = 0
    #endif
    return min(max(2 * cache, 64 << 20), 256 << 20)
  }
}

extension WorkerPool {
  /// Does `body` on every worker; the seconds from the first start to the last end.
  fileprivate func seconds(_ body: @escaping @Sendable (Int) -> Void) -> Double {
    let holder = SpanHolder()
    let barrier = Barrier(count: count)
    run { worker in
      // Who is ready first waits awake: being woken takes longer than some of this work.
      barrier.wait()
      let start = DispatchTime.now().uptimeNanoseconds
      body(worker)
      let end = DispatchTime.now().uptimeNanoseconds
      holder.span.withLock { $0 = (min($0.start, start), max($0.end, end)) }
    }
    return holder.span.withLock { Double($0.end - $0.start) * 1e-9 }
  }
}

/// The first start and the last end of a piece of work.
private final class SpanHolder: Sendable {
  let span = Mutex<(start: UInt64, end: UInt64)>((.max, 0))
}

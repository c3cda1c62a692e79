#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `exp` without Foundation: this module imports nothing else.
func exponential(_ x: Double) -> Double { exp(x) }

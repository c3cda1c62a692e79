// Philox 4x32-10: four random words, a pure function of key and counter.
//
// The bits are those of Sources/Programs/Philox.swift, which is checked against the published
// known-answer vectors. The counter is (block, step, stream, row), the key is the trial's seed.
// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.

// Plain scalars and no inner loop, so that compilers for CPUs can put work-items into vector lanes.
uint4 philox(const uint2 key, const uint4 counter) {
  uint x0 = counter.x, x1 = counter.y, x2 = counter.z, x3 = counter.w;
  uint k0 = key.x, k1 = key.y;
#pragma unroll
  for (int round = 0; round < 10; round++) {
    const ulong p0 = (ulong)x0 * 0xD2511F53u;
    const ulong p1 = (ulong)x2 * 0xCD9E8D57u;
    x0 = (uint)(p1 >> 32) ^ x1 ^ k0;
    x1 = (uint)p1;
    x2 = (uint)(p0 >> 32) ^ x3 ^ k1;
    x3 = (uint)p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return (uint4)(x0, x1, x2, x3);
}

// Word i of a row of a stream at a step: word i mod 4 of block i / 4.
uint philox_word(
    const uint2 key, const uint row, const uint i, const uint step, const uint stream) {
  const uint4 words = philox(key, (uint4)(i / 4, step, stream, row));
  const uint2 pair = i & 2 ? words.hi : words.lo;
  return i & 1 ? pair.y : pair.x;
}

// A word as a number in 0 ..< 1 with 24 bits, exact in float.
float philox_uniform(const uint word) { return (float)(word >> 8) * 0x1p-24f; }

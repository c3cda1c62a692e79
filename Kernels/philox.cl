// Philox 4x32-10: four random words, a pure function of key and counter.
//
// The bits are those of Sources/Programs/Philox.swift, which is checked against the published
// known-answer vectors. The counter is (block, step, stream, 0), the key is the trial's seed.
// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.

uint4 philox(uint2 key, uint4 counter) {
  for (int round = 0; round < 10; round++) {
    const uint high0 = mul_hi(counter.x, 0xD2511F53u);
    const uint high1 = mul_hi(counter.z, 0xCD9E8D57u);
    counter = (uint4)(high1 ^ counter.y ^ key.x, counter.z * 0xCD9E8D57u,
                      high0 ^ counter.w ^ key.y, counter.x * 0xD2511F53u);
    key += (uint2)(0x9E3779B9u, 0xBB67AE85u);
  }
  return counter;
}

// A word as a number in 0 ..< 1 with 24 bits, exact in float.
float philox_uniform(const uint word) { return (float)(word >> 8) * 0x1p-24f; }

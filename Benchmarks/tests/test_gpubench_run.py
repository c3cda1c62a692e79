"""The whole GPU bench on stubs of the program and of a peer's Python: every part, and what it leaves."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent.parent

# Answers in the form of `lockstep ... --json` and of a run's files; an epoch takes 20 ms for any R.
PROGRAM = r'''
import json, os, sys
arguments = sys.argv[1:]
command = arguments[0]
def after(name):
    return [value for key, value in zip(arguments, arguments[1:]) if key == name]
changes = dict(change.split("=", 1) for change in after("--set"))
if os.environ.get("STUB_FAILS") == command:
    sys.exit("lockstep: error: planted")
if command == "devices":
    gpu = {"identifier": "opencl:0", "name": "Stub GPU", "kind": "gpu", "self_test": "passed",
           "details": {"driver": "1", "clblast": "1.5.3"},
           "roofline": {"peak_flops": 1e13, "bandwidth": 1e12, "launch_seconds": 2e-6}}
    print(json.dumps({"devices": [gpu]}))
elif command == "compare":
    side = {"device": "D", "examples_per_second": 5e5, "family_seconds": {"gemm": 1.0}}
    fast = {**side, "examples_per_second": 5e6}
    print(json.dumps({"cpu": side, "open_cl": fast, "diverged_trials": [0, 0],
                      "largest_loss_difference": 0.0001}))
elif command == "tune":
    product = {"product": "P", "clblast_before": 10.0, "clblast_after": 20.0,
               "batched_before": 30.0, "batched_after": 60.0}
    rejected = [{"candidate": "tile", "product": "P", "reason": "wrong numbers"}]
    print(json.dumps({"before": 10.0, "after": 30.0, "products": [product], "complete": False,
                      "candidates": 3, "rejected": rejected}))
elif "--profile" in arguments:
    group = {"calls_are_launches": True, "replicas": 12, "calls_per_step": 9, "step_seconds": 1e-3,
             "step_flops": 1e9, "busy_share": 0.5, "families": [{"family": "gemm", "share": 1.0}]}
    print(json.dumps({"profile": [group]}))
else:
    out = after("--out")[0]
    os.makedirs(out)
    epochs = int(changes["epochs"])
    tuned = os.environ["LOCKSTEP_CACHE"].endswith("tuned")
    record = {"training_seconds": 0.4 if tuned else 0.8, "evaluation_seconds": 0.1,
              "preparation_seconds": 2.0, "device": "Stub GPU", "versions": {"lockstep": "0.1.0"}}
    json.dump(record, open(out + "/environment.json", "w"))
    open(out + "/trials.csv", "w").write("trial,test_accuracy\n1,0.9\n")
    lines = [f"1,{epoch},0.02" for epoch in range(1, epochs + 1)]
    open(out + "/epochs.csv", "w").write("\n".join(["trial,epoch,seconds", *lines]) + "\n")
'''

# A Python that has PyTorch; JAX fails as it does without a GPU.
PYTHON = r'''
import json, sys
words = " ".join(sys.argv)
if "find_spec" in words:
    sys.exit(0)
if "jax_mlp" in words:
    sys.exit("RuntimeError: no GPU")
if "torch_gemm" in words:
    print(json.dumps({"event": "result", "gflops": 80.0}))
    sys.exit(0)
print(json.dumps({"event": "ready", "start_seconds": 1.0}), flush=True)
sys.stdin.readline()
replicas = int(sys.argv[sys.argv.index("--replicas") + 1]) if "--replicas" in sys.argv else 1
print(json.dumps({"event": "result", "peer": "PyTorch", "version": "2", "device": "G", "replicas": replicas,
                  "examples": 640, "epoch_seconds": [9, 0.1, 0.1], "peak_memory_bytes": 1}))
'''


class RunTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.out = self.folder / "gpu.json"
        for name, text in (("program", PROGRAM), ("python", PYTHON)):
            path = self.folder / name
            path.write_text(f"#!{sys.executable}\n{text}")
            path.chmod(0o755)

    def run_bench(self, *arguments, **variables):
        command = [
            sys.executable, "-m", "gpubench", "--program", str(self.folder / "program"), "--small",
            "--python", str(self.folder / "python"), "--out", str(self.out), *arguments]
        return subprocess.run(
            command, cwd=BENCHMARKS, env={**os.environ, **variables}, text=True,
            capture_output=True, timeout=120)

    def lines(self, part):
        stored = json.loads(self.out.read_text())["parts"][part]
        return {f"{line['work']}|{line['against']}": line for line in stored["lines"]}, stored

    def test_every_part_is_measured_and_judged(self):
        result = self.run_bench()
        self.assertEqual(result.returncode, 0, result.stderr)
        parts = json.loads(self.out.read_text())["parts"]
        self.assertEqual(
            [name for name in parts if not parts[name]["complete"]], [], result.stderr)
        self.assertEqual(len(parts), 8)
        for text in ("## Lockstep on Stub GPU", "SMALL", "rejected tile for P: wrong numbers"):
            self.assertIn(text, result.stdout)
        tune = self.lines("tune")[0]
        self.assertEqual(tune["study A, rate, batch 32, after tuning|before"]["ratio"], 2)
        ours = self.lines("gemm")[0]["SGEMM 256^3, our best|PyTorch on gpu, TF32 off"]
        self.assertEqual((ours["ratio"], ours["met"]), (0.75, True))
        peers, _ = self.lines("peers")
        loop = next(line for name, line in peers.items() if "PyTorch loop, one" in name)
        # 12 replicas in 0.02 s against one in 0.1 s.
        self.assertAlmostEqual(loop["ratio"], 12 / 0.02 * 0.1)
        jax = next(line for name, line in peers.items() if name.endswith("|JAX vmap+scan"))
        self.assertIn("no GPU", jax["note"])
        self.assertIsNone(jax["met"])
        scaling, stored = self.lines("scaling")
        self.assertEqual(stored["measured"]["step_microseconds"]["4"], 32 * 0.02 / (4 * 640) * 1e6)
        self.assertTrue(next(line for name, line in scaling.items() if line["goal"])["met"])

    def test_a_part_that_fails_leaves_the_others(self):
        result = self.run_bench("--parts", "compare,tune,profile", STUB_FAILS="tune")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertTrue(self.lines("compare")[1]["complete"])
        self.assertTrue(self.lines("profile")[1]["complete"])
        tune = self.lines("tune")[1]
        self.assertFalse(tune["complete"])
        self.assertIn("planted", tune["notes"][-1])
        again = self.run_bench("--parts", "tune")
        self.assertIn("of an earlier run", again.stdout)
        self.assertTrue(self.lines("tune")[1]["complete"] and self.lines("compare")[1]["complete"])

    def test_without_time_nothing_is_begun(self):
        result = self.run_bench("--minutes", "0.0001")
        self.assertIn("the time is over", result.stderr)
        self.assertNotIn("Traceback", result.stderr)

    def test_no_device_and_wrong_usage_are_one_line(self):
        for arguments, code in (
                (["--device", "opencl:7"], 69), (["--parts", "all"], 64), (["--what"], 64),
                (["--out", "/proc/no/gpu.json"], 74)):
            result = self.run_bench(*arguments)
            self.assertEqual(result.returncode, code, result.stderr)
            self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)


if __name__ == "__main__":
    unittest.main()

"""The GPU bench without a GPU: verdicts, kept results, the choice of device and Python."""

import json
import os
import sys
import tempfile
import unittest
import unittest.mock
from pathlib import Path

from contest.environments import Unavailable
from contest.goals import Row
from contest.rounds import Record
from contest.contestants import Measurement
from gpubench import device
from gpubench.bench import SMALL, Bench, Sizes
from gpubench.clock import Clock
from gpubench.lines import Line, table
from gpubench.peer_parts import GPUPeer, _line, rows
from gpubench.program import Program
from gpubench.pythons import OwnPythons
from gpubench.results import Part, Results, file_name


class LineTests(unittest.TestCase):
    def test_goal_is_for_the_ratio_where_there_is_another_value(self):
        met = Line("work", 300, "examples/s", "peer", 100, goal=2)
        self.assertEqual((met.ratio, met.met, met.verdict()), (3, True, "met: 1.50 of the goal"))
        missed = Line("work", 150, "examples/s", "peer", 100, goal=2)
        self.assertFalse(missed.met)
        self.assertIn("**missed**: 0.75 of the goal", missed.verdict())

    def test_goal_is_for_the_value_where_there_is_none(self):
        line = Line("training", 0.8, "s", goal=1, is_upper_bound=True)
        self.assertTrue(line.met)
        self.assertEqual(line.goal_text(), "≤ 1 s")
        line.value = 1.25
        self.assertIn("missed", line.verdict())

    def test_what_is_missing_is_neither_met_nor_missed(self):
        for line in (
                Line("a", None, "s", goal=1), Line("b", 5, "examples/s", "peer", None, goal=2)):
            self.assertIsNone(line.met)
            self.assertEqual(line.verdict(), "not measured")
        self.assertIn("not measured", table([Line("a|b", None, "s")]))
        self.assertIn("a\\|b", table([Line("a|b", None, "s")]))


class ResultsTests(unittest.TestCase):
    order = ["first", "second"]

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "deep" / "gpu.json"

    def results(self, driver="1"):
        return Results(self.path, {"device": "D", "driver": driver}, {"machine": {}}, self.order)

    def test_parts_of_an_earlier_run_are_kept_and_marked(self):
        part = Part("second", [Line("work", 2.0, "s", goal=1, is_upper_bound=True)])
        self.results().put(part)
        later = self.results()
        self.assertEqual(later.parts["second"].lines, part.lines)
        later.put(Part("first", is_complete=True))
        self.assertEqual(list(json.loads(self.path.read_text())["parts"]), self.order)
        self.assertIn("of an earlier run", later.markdown())
        later.put(Part("second"))
        self.assertNotIn("of an earlier run", later.markdown())

    def test_parts_of_another_driver_are_not(self):
        self.results().put(Part("first"))
        self.assertEqual(self.results(driver="2").parts, {})

    def test_a_damaged_file_counts_as_none(self):
        self.path.parent.mkdir()
        for text in ("{", "[]", '{"format": "lockstep-gpu-bench"}'):
            self.path.write_text(text)
            self.assertEqual(self.results().parts, {})

    def test_file_name_is_the_device(self):
        self.assertEqual(
            file_name("NVIDIA H100 80GB HBM3", False), "gpu-nvidia-h100-80gb-hbm3.json")
        self.assertEqual(file_name("../x", True), "gpu-x-small.json")


class DeviceTests(unittest.TestCase):
    class Listing:
        def __init__(self, *kinds):
            self.rows = [{"identifier": "cpu", "name": "C", "kind": "cpu"}] + [
                {"identifier": f"opencl:{index}", "name": f"Device {kind.upper()}", "kind": kind}
                for index, kind in enumerate(kinds)]

        def json(self, *_):
            return {"devices": self.rows, "open_cl": "no driver"}

    def test_auto_takes_the_first_gpu(self):
        found = device.find(self.Listing("cpu", "gpu", "gpu"), "auto")
        self.assertEqual(found["identifier"], "opencl:1")

    def test_a_processor_only_when_named(self):
        with self.assertRaisesRegex(Unavailable, "no OpenCL GPU .* opencl:0"):
            device.find(self.Listing("cpu"), "auto")
        for name in ("opencl", "opencl:0", "opencl:device c"):
            self.assertEqual(device.find(self.Listing("cpu"), name)["kind"], "cpu")

    def test_none_is_one_line(self):
        with self.assertRaisesRegex(Unavailable, "no OpenCL device on this machine: no driver"):
            device.find(self.Listing(), "opencl")
        for name in ("opencl:7", "opencl:", "cuda"):
            with self.assertRaisesRegex(Unavailable, "there is opencl:0"):
                device.find(self.Listing("gpu"), name)


class PythonTests(unittest.TestCase):
    def test_one_for_all_and_one_for_a_peer(self):
        found = OwnPythons.parse(["/a", "jax=/b"], "/c")
        self.assertEqual((found._default, found._by_peer), ("/a", {"jax": "/b"}))
        with self.assertRaisesRegex(ValueError, "none of torch, jax"):
            OwnPythons.parse(["tensorflow=/b"], "/c")

    def test_a_peer_that_is_not_there_is_one_line(self):
        for python, reason in ((sys.executable, "does not have"), ("/nowhere", "cannot be run")):
            pythons = OwnPythons(python, {})
            # A module of this name is nowhere.
            with unittest.mock.patch.dict("gpubench.pythons.NAMES", {"no_such_module": "Nothing"}):
                with self.assertRaisesRegex(Unavailable, reason):
                    pythons.interpreter("no_such_module")


class ProgramTests(unittest.TestCase):
    def program(self, text):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = Path(folder.name) / "lockstep"
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
        return Program(path, Clock(60), {"LOCKSTEP_CACHE": "/cache"})

    def test_json_with_its_variables(self):
        found = self.program('echo "{\\"cache\\": \\"$LOCKSTEP_CACHE\\", \\"last\\": \\"$2\\"}"')
        self.assertEqual(found.json("devices"), {"cache": "/cache", "last": "--json"})

    def test_failures_are_one_line(self):
        with self.assertRaisesRegex(Unavailable, "failed with code 69: no device"):
            self.program("echo no device >&2; exit 69").json("devices")
        with self.assertRaisesRegex(Unavailable, "printed no JSON"):
            self.program("echo hello").json("devices")
        late = self.program("echo {}")
        late.clock = Clock(-1)
        with self.assertRaisesRegex(Unavailable, "the time is over"):
            late.json("devices")


class BenchTests(unittest.TestCase):
    def bench(self, sizes):
        return Bench(
            Program(Path("/lockstep"), Clock(60)), "opencl:0", Path("/configs"), sizes,
            OwnPythons(sys.executable, {}), "gpu", 1, Path("/cache"))

    def test_tuned_and_plain_runs_share_compiled_kernels_only(self):
        bench = self.bench(Sizes())
        plain, tuned = bench.program.variables, bench.tuned.variables
        self.assertNotEqual(plain["LOCKSTEP_CACHE"], tuned["LOCKSTEP_CACHE"])
        self.assertEqual(plain["CUDA_CACHE_PATH"], tuned["CUDA_CACHE_PATH"])
        self.assertEqual(bench.examples, 60 * 7000 * 10)

    def test_each_contestant_has_a_key_of_its_own(self):
        for sizes in (Sizes(), SMALL):
            table = rows(self.bench(sizes))
            peers = [one for row in table for one in row.theirs]
            self.assertEqual(len({one.key for one in peers}), len(peers))
            goals = {row.against.split(",")[0]: row.goal for row in table if row.goal}
            self.assertEqual(goals["JAX vmap+scan"], 2)
            self.assertEqual(goals["PyTorch loop"], 50)

    def test_a_peer_runs_on_the_device_asked_for(self):
        settings = self.bench(Sizes()).settings()
        settings.environments = unittest.mock.Mock(interpreter=lambda peer: Path("/python"))
        peer = GPUPeer("gpu", "torch", "bmm, graph", 32, replicas=60, variant="graph")
        command = peer.command(settings, None)
        for pair in (("--device", "gpu"), ("--variant", "graph"), ("--replicas", "60")):
            self.assertEqual(command[command.index(pair[0]) + 1], pair[1])
        self.assertTrue(os.path.exists(command[1]))

    def test_a_peer_that_failed_is_a_line_with_the_reason(self):
        peer = GPUPeer("gpu", "jax", "vmap+scan", 32, replicas=60)
        ours = GPUPeer("gpu", "torch", "loop", 32)
        records = {one.key: Record(one.label, one.unit) for one in (peer, ours)}
        records[ours.key].measurements.append(Measurement(100.0))
        row = Row("work", "JAX", [ours], [peer], 2)
        records[peer.key].error = "failed with code 1: no GPU"
        line = _line(row, records)
        self.assertIn("no GPU", line.note)
        self.assertIsNone(line.met)
        records[peer.key].measurements.append(Measurement(40.0))
        self.assertEqual((_line(row, records).ratio, _line(row, records).met), (2.5, True))


if __name__ == "__main__":
    unittest.main()

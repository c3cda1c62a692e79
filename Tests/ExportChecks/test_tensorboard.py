"""TensorBoard reads the event files, and its dashboards show what is in the run's tables."""

import csv
import json
import tempfile
import time
import unittest
from collections import defaultdict
from pathlib import Path

import numpy as np
from tensorboard import default, program
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from werkzeug.test import Client

from lockstep_runs import Study, lines, lockstep

TRIALS = """epochs: 3
trials:
  optimizer.rate: [0.001, 0.01]
  regularizer: [none, {dropout: 0.2}]
  seed: [1, 2, 3]
"""


def accumulated(folder: Path) -> EventAccumulator:
    accumulator = EventAccumulator(str(folder))
    accumulator.Reload()
    return accumulator


class Events(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.study = Study(lines({"mlp": {"hidden": [16]}}), rest=TRIALS)
        lockstep("export", str(cls.study.run), "--format", "tensorboard", "--quiet")
        cls.folder = cls.study.run / "tensorboard"
        with open(cls.study.run / "epochs.csv", newline="") as file:
            cls.rows = list(csv.DictReader(file))

    def test_scalars_of_every_trial(self):
        folders = sorted((self.folder / "trials").iterdir())
        self.assertEqual(len(folders), 12)
        for number, folder in enumerate(folders, 1):
            accumulator = accumulated(folder)
            rows = [row for row in self.rows if int(row["trial"]) == number]
            self.assertEqual(len(rows), 3)
            for tag, column in (
                ("loss/train", "train_loss"),
                ("loss/test", "test_loss"),
                ("accuracy/train", "train_accuracy"),
                ("accuracy/test", "test_accuracy"),
                ("learning_rate", "rate"),
            ):
                scalars = accumulator.Scalars(tag)
                self.assertEqual([scalar.step for scalar in scalars], [1, 2, 3])
                expected = np.array([float(row[column]) for row in rows], np.float32)
                np.testing.assert_array_equal(
                    np.array([scalar.value for scalar in scalars], np.float32), expected
                )

    def test_settings_have_the_spread(self):
        settings = defaultdict(list)
        for row in self.rows:
            if row["epoch"] == "3":
                settings[row["optimizer.rate"], row["regularizer"]].append(
                    float(row["test_accuracy"])
                )
        expected = sorted(np.mean(values) for values in settings.values())
        folders = list((self.folder / "settings").iterdir())
        self.assertEqual(len(folders), len(expected))
        accumulators = [accumulated(folder) for folder in folders]

        def last(tag: str) -> list[float]:
            return [accumulator.Scalars(tag)[-1].value for accumulator in accumulators]

        means, lows, highs = (
            last(tag)
            for tag in ("accuracy/test", "interval/accuracy/test/low", "interval/accuracy/test/high")
        )
        np.testing.assert_allclose(sorted(means), expected, rtol=1e-6)
        for mean, low, high in zip(means, lows, highs):
            self.assertLess(low, mean)
            self.assertAlmostEqual(mean - low, high - mean, places=5)

    def test_one_trial(self):
        with tempfile.TemporaryDirectory() as folder:
            lockstep(
                *("export", str(self.study.run), "--format", "tensorboard", "--trial", "5"),
                *("--out", folder, "--quiet"),
            )
            runs = [path.name for path in Path(folder, "trials").iterdir()]
            self.assertEqual(len(runs), 1)
            self.assertTrue(runs[0].startswith("005-"))


class Dashboards(unittest.TestCase):
    """What the server answers to its own pages."""

    @classmethod
    def setUpClass(cls):
        cls.study = Study(lines({"mlp": {"hidden": [16]}}), rest=TRIALS)
        lockstep("export", str(cls.study.run), "--format", "tensorboard", "--quiet")

        class Captured(program.TensorBoardServer):
            """Takes the application and serves nothing."""

            def __init__(self, app, flags):
                type(self).app = app

            def serve_forever(self):
                pass

            def get_url(self):
                return "http://localhost/"

        board = program.TensorBoard(plugins=default.get_plugins(), server_class=Captured)
        board.configure(
            argv=["", "--logdir", str(cls.study.run / "tensorboard"), "--load_fast=false"]
        )
        board._make_server()
        cls.client = Client(Captured.app)
        # The first pass over the files is in the background.
        for _ in range(100):
            if len(cls.get("/data/runs")) == 17:
                break
            time.sleep(0.1)

    @classmethod
    def get(cls, path: str, **data):
        if data:
            return json.loads(cls.client.post(path, data=json.dumps(data)).get_data())
        return json.loads(cls.client.get(path).get_data())

    def test_runs_and_scalars(self):
        runs = self.get("/data/runs")
        # 12 trials, four settings, what they have in common.
        self.assertEqual(len(runs), 17)
        tags = self.get("/data/plugin/scalars/tags")
        self.assertEqual(len(tags), 16)
        for run, found in tags.items():
            self.assertIn("accuracy/test", found, run)

    def test_charts_with_bands(self):
        layout = self.get("/data/plugin/custom_scalars/layout")
        charts = layout["category"][0]["chart"]
        self.assertEqual(
            [chart["title"] for chart in charts],
            ["accuracy/test", "accuracy/train", "loss/test", "loss/train"],
        )
        self.assertEqual(
            charts[0]["margin"]["series"],
            [
                {
                    "value": "accuracy/test",
                    "lower": "interval/accuracy/test/low",
                    "upper": "interval/accuracy/test/high",
                }
            ],
        )

    def test_sessions_in_groups_over_the_seeds(self):
        experiment = self.get("/data/plugin/hparams/experiment", experimentName="")
        names = [info["name"] for info in experiment["hparamInfos"]]
        self.assertEqual(sorted(names), ["optimizer.rate", "regularizer"])
        metric = {"group": "", "tag": "accuracy/test"}
        answer = self.get(
            "/data/plugin/hparams/session_groups",
            startIndex=0,
            sliceSize=100,
            allowedStatuses=["STATUS_SUCCESS", "STATUS_UNKNOWN"],
            aggregationType="AGGREGATION_AVG",
            colParams=[{"metric": metric}],
        )
        groups = answer["sessionGroups"]
        self.assertEqual(len(groups), 4)
        for group in groups:
            self.assertEqual(len(group["sessions"]), 3)
            self.assertIn(group["hparams"]["optimizer.rate"], (0.001, 0.01))
            values = [
                value["value"]
                for session in group["sessions"]
                for value in session["metricValues"]
                if value["name"]["tag"] == "accuracy/test"
            ]
            self.assertEqual(len(values), 3)


if __name__ == "__main__":
    unittest.main()

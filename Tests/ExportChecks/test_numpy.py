"""NumPy reads the predictions, and they are what `lockstep evaluate` says."""

import json
import tempfile
import unittest
import zipfile
from pathlib import Path

import numpy as np

from lockstep_runs import Study, lines, lockstep, table, yaml


class Archives(unittest.TestCase):
    def test_classification(self):
        # More than are predicted at once, and no multiple of that.
        data = "{sets: [synthetic-digits], train: 256, test: 300}"
        study = Study(lines({"mlp": {"hidden": [24]}}), data)
        path = study.export("npz")
        self.assertIsNone(zipfile.ZipFile(path).testzip())
        with np.load(path) as archive:
            self.assertEqual(
                sorted(archive), ["class_names", "labels", "predicted", "probabilities"]
            )
            arrays = dict(archive)
        self.assertEqual(arrays["probabilities"].shape, (300, 10))
        self.assertEqual(arrays["probabilities"].dtype, np.float32)
        np.testing.assert_allclose(arrays["probabilities"].sum(1), 1, atol=1e-5)
        np.testing.assert_array_equal(arrays["predicted"], arrays["probabilities"].argmax(1))
        self.assertEqual(arrays["labels"].dtype, np.int32)
        self.assertEqual(arrays["class_names"].tolist(), [str(digit) for digit in range(10)])
        evaluation = json.loads(lockstep("evaluate", str(study.run), "--json", "--quiet"))["trials"]
        accuracy = float((arrays["predicted"] == arrays["labels"]).mean())
        self.assertAlmostEqual(accuracy, evaluation[0]["test_accuracy"], places=6)
        chosen = arrays["probabilities"][np.arange(300), arrays["labels"]].astype(np.float64)
        self.assertAlmostEqual(-np.log(chosen).mean(), evaluation[0]["test_loss"], places=5)

    def test_inputs(self):
        study = Study(lines({"mlp": {"hidden": [8]}}))
        arrays = study.predictions()
        self.assertEqual(arrays["pixels"].shape, (70, 1, 28, 28))
        self.assertEqual(arrays["pixels"].dtype, np.uint8)

    def test_regression(self):
        with tempfile.TemporaryDirectory() as folder:
            table(Path(folder) / "homes.csv")
            data = {"sets": [f"csv:{folder}/homes.csv"], "target": "price"}
            study = Study(
                lines({"mlp": {"hidden": [8]}}), yaml(data), "loss: mean-squared-error\n"
            )
            arrays = study.predictions()
            self.assertEqual(
                sorted(arrays), ["feature_names", "features", "predictions", "targets"]
            )
            self.assertEqual(
                arrays["feature_names"].tolist(),
                ["area", "height", "kind=flat", "kind=house", "kind=hut"],
            )
            self.assertEqual(arrays["features"].shape[1], 5)
            evaluation = json.loads(lockstep("evaluate", str(study.run), "--json", "--quiet"))
            error = np.square(arrays["predictions"] - arrays["targets"]).mean(dtype=np.float64)
            self.assertAlmostEqual(error / evaluation["trials"][0]["test_loss"], 1, places=5)


if __name__ == "__main__":
    unittest.main()

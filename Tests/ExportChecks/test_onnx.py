"""onnxruntime gives what the program gives: same probabilities within 1e-5, for any batch."""

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from lockstep_runs import Study, lines, pictures, table, yaml

TOLERANCE = 1e-5
ACTIVATIONS = (
    "identity relu sigmoid tanh leaky-relu elu selu softplus relu6 gelu gelu-tanh silu hard-swish "
    "prelu rrelu"
).split()


def session(path: Path) -> onnxruntime.InferenceSession:
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def metadata(path: Path) -> dict[str, str]:
    return {item.key: item.value for item in onnx.load(path).metadata_props}


class ONNX(unittest.TestCase):
    def compare(self, study: Study, trial: int = 1) -> None:
        """Both forms of the file against the program, with batches of several sizes."""
        ours = study.predictions(trial)
        name = "pixels" if "pixels" in ours else "features"
        examples = ours[name]
        output = "probabilities" if "probabilities" in ours else "predictions"
        expected = ours[output]
        scale = max(1, float(np.abs(expected).max()))

        folded = session(study.export("onnx", trial=trial))
        self.assertEqual([i.name for i in folded.get_inputs()], [name])
        for rows in (slice(0, 1), slice(3, 10), slice(None)):
            found = folded.run([output], {name: examples[rows]})[0]
            self.assertEqual(found.shape, expected[rows].shape)
            self.assertLess(np.abs(found - expected[rows]).max() / scale, TOLERANCE)

        path = study.export("onnx", "--no-preprocessing", trial=trial)
        facts = metadata(path)
        broadcast = (-1, 1, 1) if examples.ndim == 4 else (-1,)
        factors, shifts = (
            np.array(json.loads(facts[key]), np.float32).reshape(broadcast)
            for key in ("input_scale", "input_shift")
        )
        inputs = examples.astype(np.float32) * factors + shifts
        found = session(path).run([output], {"inputs": inputs})[0]
        self.assertLess(np.abs(found - expected).max() / scale, TOLERANCE)
        if output == "probabilities":
            logits = folded.run(["logits"], {name: examples})[0]
            powers = np.exp(logits - logits.max(1, keepdims=True))
            shares = powers / powers.sum(1, keepdims=True)
            self.assertLess(np.abs(shares - expected).max(), TOLERANCE)
            # Else a network that says the same of every picture would pass.
            self.assertGreater(np.ptp(expected, axis=0).max(), 1e-3)

    def test_every_activation_with_and_without_batch_norm(self):
        study = Study(
            lines({"mlp": {"hidden": [24, 12]}}),
            rest=f"trials:\n  model.mlp.activation: {yaml(ACTIVATIONS)}\n"
            "  model.mlp.batch-norm: [none, before, after]\n",
        )
        self.assertEqual(study.trials(), 3 * len(ACTIVATIONS))
        for trial in range(1, study.trials() + 1):
            with self.subTest(trial=trial):
                self.compare(study, trial)

    def test_constants_of_the_trial(self):
        norm = {"placement": "before", "momentum": 0.5, "epsilon": 0.1}
        model = {"hidden": [24], "activation": {"leaky-relu": 0.05}, "batch-norm": norm}
        self.compare(Study(lines({"mlp": model})))

    def test_lenet(self):
        for settings in ({}, {"batch-norm": "after", "activation": "prelu", "width": 0.5}):
            with self.subTest(**settings):
                self.compare(Study(lines({"lenet": settings})))

    def test_squeezenet(self):
        norm = {"placement": "before", "momentum": 0.5}
        # Its last layer is rectified: fast steps close it for good, and all classes are as likely.
        slow = "optimizer: {name: adam, rate: 0.0001}\n"
        for settings in (
            {"initializer": "he-normal"},
            {"initializer": "he-normal", "batch-norm": norm, "width": 0.25},
        ):
            with self.subTest(**settings):
                self.compare(Study(lines({"squeezenet": settings}), rest=slow))

    def test_mobilenetv2(self):
        norm = {"momentum": 0.5}
        for settings in (
            {"batch-norm": norm},
            {"batch-norm": norm, "width": 0.25, "bias": True, "expand-first": True},
        ):
            with self.subTest(**settings):
                self.compare(Study(lines({"mobilenetv2": settings})))

    def test_layers_of_every_kind(self):
        layers = [
            {"conv": {"filters": 6, "size": [3, 2], "stride": 2, "padding": "same"}},
            {"batch-norm": {"activation": "elu"}},
            {
                "branch": [
                    [],
                    [{"conv": {"filters": 4, "size": 3, "dilation": 2, "padding": "same"}}],
                    [{"max-pool": {"size": 3, "stride": 1, "padding": "same"}}],
                    [{"average-pool": {"size": 3, "stride": 1, "padding": "same"}}],
                ]
            },
            {"activation": "gelu"},
            {"max-pool": {"size": 3, "stride": 2, "padding": "cover"}},
            {
                "residual": {
                    "layers": [
                        {"depthwise-conv": {"size": 3, "padding": "same", "activation": "prelu"}},
                        {"conv": {"filters": 8, "size": 1, "bias": False}},
                        "batch-norm",
                    ],
                    "shortcut": [{"conv": {"filters": 8, "size": 1}}],
                }
            },
            {
                "branch": [
                    [{"average-pool": {"size": 3, "stride": 2, "padding": 1}}],
                    [{"average-pool": {"size": 2, "padding": "cover"}}],
                ]
            },
            {
                "branch": [
                    ["flatten", {"dense": {"units": 12, "activation": "elu"}}],
                    ["global-max-pool"],
                    [{"dense": {"units": 5, "activation": "tanh"}}],
                    ["global-average-pool", {"conv": {"filters": 7, "size": 1}}],
                ]
            },
            "dropout",
            # Twelve, the largest numbers of 16 channels, 5 and 7.
            {"residual": [{"dense": {"units": 12 + 16 + 5 + 7, "activation": "silu"}}]},
            {"dense": "outputs"},
        ]
        self.compare(Study(lines({"layers": layers})))

    def test_a_sum_of_flattened_images(self):
        conv = {"conv": {"filters": 5, "size": 5, "stride": 4}}
        joined = {"residual": {"layers": ["flatten", "batch-norm"], "shortcut": ["flatten"]}}
        self.compare(Study(lines({"layers": [conv, joined, {"dense": "outputs"}]})))

    def test_flattened_images_beside_others_are_refused(self):
        conv = {"conv": {"filters": 5, "size": 5, "stride": 4}}
        joined = {"branch": [["flatten"], ["global-max-pool"]]}
        with self.assertRaisesRegex(AssertionError, "put a dense layer behind the flatten"):
            Study(lines({"layers": [conv, joined, {"dense": "outputs"}]}))

    def test_flattened_images_before_dense_layers(self):
        conv = {"conv": {"filters": 5, "size": 5, "stride": 4}}
        normalized = ["flatten", "batch-norm", {"activation": "prelu"}]
        for middle in ([], ["flatten"], normalized, ["flatten", {"conv": {"filters": 9, "size": 1}}]):
            with self.subTest(middle=middle):
                self.compare(Study(lines({"layers": [conv, *middle, {"dense": "outputs"}]})))

    def test_colour_pictures_standardised_and_not(self):
        with tempfile.TemporaryDirectory() as folder:
            pictures(Path(folder) / "photos")
            data = {"sets": [f"images:{folder}/photos"], "size": [12, 16], "test": 20}
            trials = "trials:\n  data.standardize: [true, false]\n"
            nets = (
                {"mlp": {"hidden": [16]}},
                {"layers": [{"conv": {"filters": 4, "size": 3}}, "flatten", {"dense": "outputs"}]},
            )
            for net in nets:
                study = Study(lines(net), yaml(data), trials)
                for trial in (1, 2):
                    with self.subTest(net=net, trial=trial):
                        self.compare(study, trial)

    def test_regression_on_a_table(self):
        with tempfile.TemporaryDirectory() as folder:
            table(Path(folder) / "homes.csv")
            data = {"sets": [f"csv:{folder}/homes.csv"], "target": "price"}
            study = Study(
                lines({"mlp": {"hidden": [16], "activation": "selu"}}),
                yaml(data),
                "loss: mean-squared-error\n",
            )
            self.compare(study)
            facts = metadata(study.export("onnx", "--no-preprocessing"))
            self.assertEqual(facts["task"], "regression")
            self.assertEqual((facts["epochs"], facts["steps"]), ("1", "0"))
            self.assertNotIn("batch_norm_epsilon", facts)
            self.assertEqual(
                json.loads(facts["feature_names"]),
                ["area", "height", "kind=flat", "kind=house", "kind=hut"],
            )


if __name__ == "__main__":
    unittest.main()

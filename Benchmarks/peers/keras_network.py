"""Keras 3 on TensorFlow: LeNet and SqueezeNet on 28 x 28 pixels, `model.fit` from arrays, as `keras_mlp.py`."""

import harness

options = harness.arguments(
    replicas=False, variants=("fit",), networks=("lenet", "squeezenet"))

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import tensorflow
from keras_fit import Fit

tensorflow.config.threading.set_intra_op_parallelism_threads(options.threads)
tensorflow.config.threading.set_inter_op_parallelism_threads(options.threads)
keras.utils.set_random_seed(1)


def convolution(filters: int, size: int, padding: str = "same"):
    return keras.layers.Conv2D(filters, size, padding=padding, activation="relu")


def lenet():
    return keras.Sequential([
        keras.layers.Input((28, 28, 1)),
        convolution(32, 3, "valid"), keras.layers.MaxPooling2D(),
        convolution(64, 3, "valid"), keras.layers.MaxPooling2D(),
        keras.layers.Flatten(), keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(harness.CLASSES)])


def squeezenet():
    inputs = keras.layers.Input((28, 28, 1))
    x = convolution(64, 3)(inputs)
    for group in harness.FIRE_MODULES:
        x = keras.layers.MaxPooling2D(3, 2, padding="same")(x)
        for squeezed, expanded in group:
            few = convolution(squeezed, 1)(x)
            x = keras.layers.Concatenate()(
                [convolution(expanded, 1)(few), convolution(expanded, 3)(few)])
    x = convolution(harness.CLASSES, 1)(x)
    return keras.Model(inputs, keras.layers.GlobalAveragePooling2D()(x))


inputs, labels = harness.data(options)
peer = Fit(options, globals()[options.network](), inputs.reshape(-1, 28, 28, 1), labels)
peer.run()

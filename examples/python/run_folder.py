"""Reads a run's folder: settings, metrics, summary and a checkpoint. Draws the learning curve where matplotlib is there.

    python3 run_folder.py RUN [PICTURE.png]
"""
import csv
import json
import sys
import tomllib
import zipfile

import numpy as np

run = sys.argv[1]

# Settings, all of them: those that were said and the defaults of the others.
with open(f"{run}/config.resolved.toml", "rb") as file:
    settings = tomllib.load(file)
print("layers:", ", ".join(layer["kind"] for layer in settings["network"]["layers"]))

# Metrics: a row for each epoch and split; what was not measured is empty.
with open(f"{run}/metrics.csv", newline="") as file:
    rows = list(csv.DictReader(file))
curves = {split: np.array([(int(row["epoch"]), float(row["loss"]), float(row["accuracy"] or "nan")) for row in rows if row["split"] == split])
          for split in ("train", "validation", "test")}
best = int(curves["validation"][curves["validation"][:, 1].argmin(), 0])
print(f"epochs {len(curves['train'])}, best epoch {best}")

# What came of it, and what it ran on.
with open(f"{run}/summary.json") as file:
    summary = json.load(file)
with open(f"{run}/environment.json") as file:
    environment = json.load(file)
assert summary["best_epoch"] == best
print(f"{summary['status']} on {environment['accelerator']['name']}, {summary['device_bytes_peak'] / 1e6:.1f} MB")

# A checkpoint is a zip of .npy files, and a header in JSON. Weights are [inputs, outputs].
path = f"{run}/checkpoints/best.ckpt"
checkpoint = np.load(path)
parameters = {name.removeprefix("parameters/"): checkpoint[name] for name in checkpoint.files if name.startswith("parameters/")}
with zipfile.ZipFile(path) as archive:
    header = json.loads(archive.read("header.json"))["header"]
print(f"checkpoint of epoch {header['epoch']} after {header['optimizer_steps']} steps")
for name, values in parameters.items():
    print(f"{name} {values.shape}: {values.min():.3g} to {values.max():.3g}")
# The optimizer's moments are one array over all parameters, in the order of the layers.
assert checkpoint["optimizer/first"].size == sum(values.size for values in parameters.values())

# The first layers by hand: e = gain (x + bias) for each copy of a channel, then the weights.
if "0/encoder/gain" in parameters and "1/linear/weights" in parameters:
    gain, bias, weights = (parameters[name] for name in ("0/encoder/gain", "0/encoder/bias", "1/linear/weights"))
    x = np.zeros(gain.size)
    print(f"drive of silence: {np.round((gain * (x + bias)) @ weights, 3)[:4]} ...")

if len(sys.argv) > 2:
    try:
        import matplotlib
    except ImportError:
        sys.exit("no picture: matplotlib is not there")
    matplotlib.use("Agg")
    from matplotlib import pyplot

    for split, curve in curves.items():
        pyplot.plot(curve[:, 0], curve[:, 1], label=split)
    pyplot.xlabel("epoch")
    pyplot.ylabel("loss")
    pyplot.legend()
    pyplot.savefig(sys.argv[2], dpi=150)
    print("picture:", sys.argv[2])

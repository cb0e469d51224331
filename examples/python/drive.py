"""Drives the command line: trains a small network once for each of three seeds, and reads what it says.

    python3 drive.py FOLDER        makes FOLDER/seed0, FOLDER/seed1, ...

BRUNO says how the program is called; 'bruno' where it is not set.
"""
import json
import os
import shlex
import subprocess
import sys

import numpy as np

BRUNO = shlex.split(os.environ.get("BRUNO", "bruno"))


def bruno(*arguments):
    """What a command prints as JSON. Results are on standard output, messages on standard error."""
    done = subprocess.run([*BRUNO, *arguments, "--json", "--no-progress"], capture_output=True, text=True)
    if done.returncode != 0:
        # The exit code says what kind of error it is; the README lists them.
        sys.exit(f"bruno ended with {done.returncode}: {done.stderr.strip()}")
    return json.loads(done.stdout)


folder = sys.argv[1]
accuracies = []
for seed in range(3):
    summary = bruno(
        "train", "quickstart", "--device", "cpu", "--seed", str(seed), "--epochs", "2", "--output", f"{folder}/seed{seed}",
        "--set", "data.tactile.letters=4", "--set", "data.tactile.repetitions=12", "--set", "network.layers.1.outputs=17")
    accuracies.append(summary["best"]["test"]["accuracy"])
    print(f"seed {seed}: {summary['parameters']} parameters, test accuracy {accuracies[-1]:.2f}, {summary['seconds']:.1f} s")
print(f"test accuracy {np.mean(accuracies):.3f} +- {np.std(accuracies, ddof=1):.3f}")

chips = bruno("evaluate", f"{folder}/seed0", "--device", "cpu", "--chips", "3", "--d2d", "0.1", "--output", f"{folder}/chips")
print(f"{chips['summaries'][0]['chips']} chips: mean accuracy {chips['summaries'][0]['accuracy_mean']:.3f}")

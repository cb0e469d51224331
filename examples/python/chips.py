"""Reads an evaluation on virtual chips: chips.csv and chips.json of a run's folder or of --output.

    python3 chips.py FOLDER [PICTURE.png]
"""
import csv
import json
import sys

import numpy as np

folder = sys.argv[1]
with open(f"{folder}/chips.json") as file:
    report = json.load(file)
with open(f"{folder}/chips.csv", newline="") as file:
    rows = list(csv.DictReader(file))

print(f"{report['split']} samples, without faults {report['reference_accuracy']:.3f}; chips differ by {'; '.join(report['conditions']) or 'nothing'}")
# Seeds have 64 bits, more than a float keeps: read them as whole numbers.
assert len({int(row["chip_seed"]) for row in rows}) == len({row["chip"] for row in rows})
accuracies = {after: np.array([float(row["accuracy"]) for row in rows if float(row["after_seconds"]) == after])
              for after in sorted({float(row["after_seconds"]) for row in rows})}
for after, summary in zip(accuracies, report["summaries"]):
    of = accuracies[after]
    chips_yield = np.mean(of >= report["yield_above"])
    # The summary again, from the rows.
    assert np.isclose(of.mean(), summary["accuracy_mean"]) and np.isclose(np.quantile(of, 0.05), summary["accuracy_quantile05"])
    assert np.isclose(chips_yield, summary["yield"])
    print(f"after {after:.0f} s: {of.size} chips, {of.mean():.3f} +- {of.std(ddof=1):.3f}, worst {of.min():.3f}, yield above {report['yield_above']:.2f}: {chips_yield:.0%}")

if len(sys.argv) > 2:
    try:
        import matplotlib
    except ImportError:
        sys.exit("no picture: matplotlib is not there")
    matplotlib.use("Agg")
    from matplotlib import pyplot

    for after, of in accuracies.items():
        pyplot.step(np.sort(of), 1 - np.arange(of.size) / of.size, where="post", label=f"after {after:.0f} s")
    pyplot.xlabel("accuracy")
    pyplot.ylabel("share of chips that reach it")
    pyplot.legend()
    pyplot.savefig(sys.argv[2], dpi=150)
    print("picture:", sys.argv[2])

"""Reads a benchmark of memory: memory.csv, and how bytes and seconds grow with the horizon.

    python3 benchmark.py FOLDER [PICTURE.png]
"""
import csv
import sys

import numpy as np

with open(f"{sys.argv[1]}/memory.csv", newline="") as file:
    rows = [row for row in csv.DictReader(file) if row["status"] == "measured"]
methods = {method: np.array([(float(row["horizon_steps"]), float(row["device_bytes_peak"]), float(row["tape_bytes"]), float(row["seconds"]))
                             for row in rows if row["method"] == method]) for method in dict.fromkeys(row["method"] for row in rows)}
for method, of in methods.items():
    # The slope of a straight line in both logarithms: 1 is as the horizon.
    slope = np.polyfit(np.log(of[:, 0]), np.log(of[:, 2]), 1)[0]
    print(f"{method}: tape of {of[-1, 0]:.0f} steps {of[-1, 2]:.0f} bytes, grows as horizon^{slope:.2f}, {of[-1, 3] * 1e3:.1f} ms a pass")
if "bptt" in methods:
    for method, of in methods.items():
        print(f"{method}: {of[-1, 2] / methods['bptt'][-1, 2]:.3f} of the tape of bptt")

if len(sys.argv) > 2:
    try:
        import matplotlib
    except ImportError:
        sys.exit("no picture: matplotlib is not there")
    matplotlib.use("Agg")
    from matplotlib import pyplot

    for method, of in methods.items():
        pyplot.loglog(of[:, 0], of[:, 2], "o-", label=method)
    pyplot.xlabel("horizon (outer steps)")
    pyplot.ylabel("tape (bytes)")
    pyplot.legend()
    pyplot.savefig(sys.argv[2], dpi=150)
    print("picture:", sys.argv[2])

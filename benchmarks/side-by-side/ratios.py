#!/usr/bin/env python3
"""Prints what run.sh measured: seconds and memory of a training step, and their ratios to the first of Bruno's rows."""

import csv
import sys


def rows_of(path):
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            memory = row.get("resident_bytes_peak") or row.get("device_bytes_peak")
            name = row.get("implementation") or "bruno"
            yield dict(
                key=(int(row["horizon_steps"]), int(row["batch"])),
                name=f"{name}, {row['method']}, {row['integrator']} {row['setting']}",
                seconds=float(row["seconds"]) if row["seconds"] else None,
                lowest=row["seconds_lowest"], highest=row["seconds_highest"],
                memory=float(memory) if memory else None,
                status=row.get("status") or "measured")


def number(value, digits):
    return "" if value is None else f"{value:.{digits}f}"


def main():
    rows = [row for path in sys.argv[1:] for row in rows_of(path)]
    print("| steps | batch | what | seconds | lowest to highest | memory MB | time ratio | memory ratio |")
    print("|---|---|---|---|---|---|---|---|")
    for key in sorted({row["key"] for row in rows}):
        group = [row for row in rows if row["key"] == key]
        reference = next(row for row in group if row["name"].startswith("bruno"))
        for row in group:
            time = row["seconds"] / reference["seconds"] if row["seconds"] else None
            memory = row["memory"] / reference["memory"] if row["memory"] and reference["memory"] else None
            spread = f"{float(row['lowest']):.3f} to {float(row['highest']):.3f}" if row["lowest"] else row["status"]
            print(
                f"| {key[0]} | {key[1]} | {row['name']} | {number(row['seconds'], 3)} | {spread} "
                f"| {number(row['memory'] and row['memory'] / 1e6, 1)} | {number(time, 1)} | {number(memory, 1)} |")


if __name__ == "__main__":
    main()

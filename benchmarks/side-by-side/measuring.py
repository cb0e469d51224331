"""Measures training steps and writes them in the columns of `bruno benchmark time`, with a few more."""

import csv
import dataclasses
import gc
import multiprocessing
import pathlib
import platform
import sys
import time


@dataclasses.dataclass
class Row:
    implementation: str
    method: str
    integrator: str
    setting: str
    horizon_steps: int
    batch: int
    seconds: float = None
    seconds_lowest: float = None
    seconds_highest: float = None
    steps_per_second: float = None
    samples_per_second: float = None
    neuron_milliseconds_per_second: float = None
    forward_share: float = None
    backward_share: float = None
    optimizer_share: float = None
    resident_bytes_peak: int = None
    accelerator: str = "cpu"
    precision: str = "float"
    repeats: int = 0
    seed: int = 0
    threads: int = 1
    status: str = "measured"
    device_bytes_peak: int = None


def resident_bytes(field):
    """VmRSS, what is resident now, or VmHWM, the most that was since the peak was last forgotten."""
    for line in pathlib.Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024
    raise RuntimeError(f"{field} is not in /proc/self/status: memory is measured on Linux only.")


def forget_peak():
    pathlib.Path("/proc/self/clear_refs").write_text("5")


def available_bytes(device):
    """What a measurement on a device may take."""
    if device != "cpu":
        import torch
        return torch.cuda.mem_get_info(device)[0]
    for line in pathlib.Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024


class HostMeter:
    """The peak of the resident set, less what was resident at the start."""

    def start(self):
        gc.collect()
        self.before = resident_bytes("VmRSS")
        forget_peak()

    def wait(self):
        pass

    def stop(self, row):
        row.resident_bytes_peak = resident_bytes("VmHWM") - self.before


class CudaMeter:
    """The most that PyTorch's allocator had handed out, parameters and data among it, as Bruno counts its own."""

    def start(self):
        import torch
        self.cuda = torch.cuda
        gc.collect()
        self.wait()
        self.cuda.reset_peak_memory_stats()

    def wait(self):
        self.cuda.synchronize()

    def stop(self, row):
        row.device_bytes_peak = self.cuda.max_memory_allocated()


def measure(row, build, repeats, outputs, device="cpu"):
    """Fills in a row.

    `build(steps, batch)` gives an object with forward, backward and update. A step on a single sample comes first, so that
    libraries and what they keep are not in the memory; every phase is waited for.
    """
    warm = build(1, 1)
    for phase in (warm.forward, warm.backward, warm.update):
        phase()
    training = build(row.horizon_steps, row.batch)
    del warm
    meter = HostMeter() if device == "cpu" else CudaMeter()
    meter.start()

    timings = []
    for _ in range(repeats + 1):
        marks = [time.perf_counter()]
        for phase in (training.forward, training.backward, training.update):
            phase()
            meter.wait()
            marks.append(time.perf_counter())
        timings.append([later - earlier for earlier, later in zip(marks, marks[1:])])
    meter.stop(row)

    timings = timings[1:] or timings
    seconds = sorted(sum(phases) for phases in timings)
    total = sum(seconds)
    row.seconds = seconds[len(seconds) // 2]
    row.seconds_lowest, row.seconds_highest = seconds[0], seconds[-1]
    row.steps_per_second = 1 / row.seconds
    row.samples_per_second = row.batch / row.seconds
    row.neuron_milliseconds_per_second = outputs * row.batch * row.horizon_steps / row.seconds
    row.forward_share, row.backward_share, row.optimizer_share = (sum(column) / total for column in zip(*timings))
    row.repeats = len(timings)
    return row


def _run(function, arguments, pipe):
    pipe.send(function(*arguments))


def in_process(function, *arguments):
    """Runs a function in a process of its own, so that no measurement sees the memory of another. None if it dies."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(function, arguments, sender))
    process.start()
    sender.close()
    try:
        return receiver.recv()
    except EOFError:
        return None
    finally:
        process.join()


class Table:
    """Writes rows as they come, to a file or to standard output."""

    def __init__(self, path):
        self.file = open(path, "w", newline="") if path else sys.stdout
        self.writer = csv.writer(self.file, lineterminator="\n")
        self.writer.writerow([field.name for field in dataclasses.fields(Row)])

    def append(self, row):
        self.writer.writerow(["" if value is None else value for value in dataclasses.astuple(row)])
        self.file.flush()


def describe_machine():
    return f"{platform.machine()}, {multiprocessing.cpu_count()} cores, Python {platform.python_version()}"

#!/usr/bin/env python3
"""Times whole training steps of 128 -> 256 LIF -> 27 FeLIF in plain PyTorch; see benchmarks/README.md.

Modes:
  tape        every micro-step is recorded by autograd (full BPTT)
  operations  the same PyTorch operations off the tape, BRUNO's coarse gradient
  compiled    micro-steps in a plain C++ loop, BRUNO's coarse gradient; on the CPU only
  vectorised  the same loop with vector instructions and fast mathematics; on the CPU only
"""

import argparse
import dataclasses
import functools
import json
import re
import sys

import measuring

TAPE_MARGIN = 0.8


def numbers(text):
    return [int(part) for part in text.split(",")]


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", default="cpu", help="cpu, cuda or cuda:N (default %(default)s)")
    parser.add_argument(
        "--modes", help="comma-separated (default compiled,vectorised on the CPU, operations elsewhere)")
    parser.add_argument("--horizons", type=numbers, default=[10], help="outer steps, comma-separated (default 10)")
    parser.add_argument("--batch", type=numbers, default=[16, 128], help="batch sizes, comma-separated (default 16,128)")
    parser.add_argument("--substeps", type=int, default=1000, help="micro-steps an outer step (default %(default)s)")
    parser.add_argument("--repeats", type=int, default=3, help="training steps to time; the median counts (default %(default)s)")
    parser.add_argument("--threads", type=int, default=0, help="PyTorch's threads (default: as PyTorch chooses)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", help="the CSV file (default: standard output)")
    parser.add_argument("--check", metavar="FILE", help="a conformance vector to agree with, before anything is timed")
    parser.add_argument("--only-check", action="store_true", help="time nothing")
    options = parser.parse_args()
    if options.device == "cuda":
        options.device = "cuda:0"
    if not re.fullmatch(r"cpu|cuda:\d+", options.device):
        parser.error(f"--device must be cpu, cuda or cuda:N, not {options.device}")
    options.modes = (options.modes or ("compiled,vectorised" if options.device == "cpu" else "operations")).split(",")
    unknown = set(options.modes) - {"tape", "operations", "compiled", "vectorised"}
    if unknown:
        parser.error(f"there is no mode {', '.join(unknown)}")
    if options.device != "cpu" and not set(options.modes) <= {"tape", "operations"}:
        parser.error("compiled and vectorised run on the CPU only; elsewhere there are operations and tape")
    return options


def set_threads(count):
    import torch
    if count > 0:
        torch.set_num_threads(count)
    return torch.get_num_threads()


def open_device(device):
    """Makes it the one that this process means, and returns its name."""
    import torch
    if device == "cpu":
        return "cpu"
    torch.cuda.set_device(device)
    return torch.cuda.get_device_name()


def measure(mode, device, substeps, horizon, batch, repeats, threads, seed):
    from felif import FelifLayer
    from network import OUTPUTS

    threads, accelerator = set_threads(threads), open_device(device)
    neurons = FelifLayer(mode, substeps)
    row = measuring.Row(
        f"pytorch {mode}", "bptt" if mode == "tape" else "bruno", "euler", f"n = {substeps}", horizon, batch, seed=seed,
        threads=threads, accelerator=accelerator)
    build = functools.partial(build_training, neurons, seed, device)
    return measuring.measure(row, build, repeats, OUTPUTS, device)


def build_training(neurons, seed, device, steps, batch):
    from network import Training
    return Training(neurons, steps, batch, seed, device)


def measure_where_it_fits(mode, options, horizon, batch):
    """A tape longer than memory is not tried: its size follows from that of one outer step."""
    arguments = (mode, options.device, options.substeps, horizon, batch, options.repeats, options.threads, options.seed)
    if mode == "tape":
        single = run(measure, mode, options.device, options.substeps, 1, batch, 0, options.threads, options.seed)
        column = "resident_bytes_peak" if options.device == "cpu" else "device_bytes_peak"
        needed = horizon * getattr(single, column)
        if needed > TAPE_MARGIN * run(measuring.available_bytes, options.device):
            return dataclasses.replace(
                single, horizon_steps=horizon, status="out_of_memory",
                **{column: needed},
                **{name: None for name in (
                    "seconds", "seconds_lowest", "seconds_highest", "steps_per_second", "samples_per_second",
                    "neuron_milliseconds_per_second", "forward_share", "backward_share", "optimizer_share")})
    return run(measure, *arguments)


def run(function, *arguments):
    """In a process of its own, which also keeps the device's own memory for one measurement at a time."""
    result = measuring.in_process(function, *arguments)
    if result is None:
        sys.exit("The measurement's process died; see above.")
    return result


def check(mode, device, path):
    """Compares trajectory and, where the mode has the same derivative, gradient with a conformance vector, in double."""
    import torch
    from felif import Device, FelifLayer

    open_device(device)
    with open(path) as file:
        golden = json.load(file)
    parameters = golden["parameters"]
    neurons = FelifLayer(mode, parameters["n_micro"], Device(parameters), parameters["beta"])

    def array(name):
        return torch.tensor(golden[name], dtype=torch.float64, device=device)

    unit = 1e9 / parameters["params_scale"]
    currents = array("input_current").requires_grad_()
    v, p, spikes = neurons.trajectory(currents * unit)
    v_error, p_error = (v - array("v")).abs().max().item(), (p - array("p")).abs().max().item()
    wrong = int((spikes != array("s")).sum())
    text = f"{golden['name']}: V within {v_error:.1e} V, P within {p_error:.1e} C/m2, {wrong} spikes differ"
    is_good = v_error < 1e-9 and p_error < 1e-9 and wrong == 0
    if mode != "tape":
        (array("w") * spikes + array("u") * v + array("z") * p).sum().backward()
        expected = torch.tensor(golden["gradients"]["jax_stop_mask_tie0.5"]["dL_dI"], dtype=torch.float64)
        error = ((currents.grad.cpu() - expected).abs().max() / expected.abs().max()).item()
        text += f", gradient within {error:.1e}"
        is_good &= error < 1e-8
    print(f"{mode} on {device}: {text}: {'good' if is_good else 'WRONG'}", file=sys.stderr)
    return is_good


def main():
    options = parse()
    if options.check and not all([measuring.in_process(check, mode, options.device, options.check) for mode in options.modes]):
        sys.exit(7)
    if options.only_check:
        return
    print(measuring.describe_machine(), file=sys.stderr)
    table = measuring.Table(options.output)
    for mode in options.modes:
        for horizon in options.horizons:
            for batch in options.batch:
                print(f"{mode}, {horizon} steps, batch {batch} ...", file=sys.stderr)
                table.append(measure_where_it_fits(mode, options, horizon, batch))


if __name__ == "__main__":
    main()

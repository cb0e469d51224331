#!/usr/bin/env python3
"""Times training steps of the same network with the output neurons of ELEANOR's PyTorch backend.

ELEANOR is the library of the authors of arXiv 2505.17791. It is imported where it is installed, with its compiled
extension and what it needs itself (PyTorch 2.4 or later, snntorch). This script was written from its interface and has
not been run: take its first figures with care.
"""

import argparse
import functools
import sys

import measuring


def load(substeps):
    """The neuron class, set up so that an input of 1 is 1 nA and a spike appears in the step it happens in."""
    try:
        from eleanor.torch.models import Bruno
    except ImportError as error:
        sys.exit(
            f"ELEANOR's PyTorch backend is not installed here ({error}).\n"
            "This script needs a package `eleanor` that has `eleanor.torch.models.Bruno`: clone the authors' public\n"
            "repository (ncas-tum/ELEANOR), install it with pip into the Python that runs this script, and try again.")
    from felif import Spike
    return Bruno(
        paramsScale=1e9, threshold=2.5, dt=1e-3, nsteps=substeps, output=True,
        spike_grad=functools.partial(lambda beta, x: Spike.apply(x, beta), 10.0))


class EleanorLayer:
    """Currents in nA [steps, batch, neurons] to spikes."""

    saturation = 0.22

    def __init__(self, substeps):
        self.neuron = load(substeps)

    def __call__(self, currents):
        import torch
        potential = torch.zeros_like(currents[0])
        polarization = torch.full_like(potential, -self.saturation)
        rows = []
        for current in currents:
            spikes, polarization, potential = self.neuron(current, polarization, potential)
            rows.append(spikes)
        return torch.stack(rows)


def measure(substeps, horizon, batch, repeats, threads, seed):
    import torch
    from network import OUTPUTS, Training
    if threads > 0:
        torch.set_num_threads(threads)
    neurons = EleanorLayer(substeps)
    row = measuring.Row(
        "eleanor", "bruno", "euler", f"n = {substeps}", horizon, batch, seed=seed, threads=torch.get_num_threads())
    return measuring.measure(row, lambda steps, count: Training(neurons, steps, count, seed), repeats, OUTPUTS)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)

    def numbers(text):
        return [int(part) for part in text.split(",")]

    parser.add_argument("--horizons", type=numbers, default=[10])
    parser.add_argument("--batch", type=numbers, default=[16, 128])
    parser.add_argument("--substeps", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", help="the CSV file (default: standard output)")
    options = parser.parse_args()
    load(options.substeps)
    table = measuring.Table(options.output)
    for horizon in options.horizons:
        for batch in options.batch:
            print(f"eleanor, {horizon} steps, batch {batch} ...", file=sys.stderr)
            row = measuring.in_process(
                measure, options.substeps, horizon, batch, options.repeats, options.threads, options.seed)
            if row is None:
                sys.exit("The measurement died; see above.")
            table.append(row)


if __name__ == "__main__":
    main()

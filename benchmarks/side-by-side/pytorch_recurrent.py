#!/usr/bin/env python3
"""Times whole training steps of 12 -> 64 recurrent LIF -> 7 LIF in plain, eager PyTorch; see benchmarks/README.md."""

import argparse
import math
import resource
import statistics
import time

import torch

from felif import Spike

INPUTS, HIDDEN, OUTPUTS = 12, 64, 7


def uniform_weights(inputs, outputs, scale):
    bound = scale / math.sqrt(inputs)
    return torch.nn.Parameter(torch.empty(inputs, outputs).uniform_(-bound, bound))


class Network(torch.nn.Module):
    """Synapses over all steps at once; a loop over steps where neurons hear each other."""

    def __init__(self):
        super().__init__()
        self.first = uniform_weights(INPUTS, HIDDEN, 6.0)
        self.recurrent = uniform_weights(HIDDEN, HIDDEN, 1.0)
        self.second = uniform_weights(HIDDEN, OUTPUTS, 3.0)
        self.decays = torch.nn.Parameter(torch.tensor([[0.8, 0.7], [0.8, 0.7]]))

    def forward(self, x):
        return self.lif(self.lif(x @ self.first, 0, self.recurrent) @ self.second, 1)

    def lif(self, drives, layer, recurrent=None):
        alpha, beta = self.decays[layer].clamp(0.5, 1)
        v = torch.zeros_like(drives[0])
        current, spikes, rows = v, v, []
        for drive in drives:
            v = v - (v * spikes).detach()
            v = alpha * v + (1 - alpha) * current
            current = beta * current + (1 - beta) * (drive if recurrent is None else drive + spikes @ recurrent)
            spikes = Spike.apply(v - 1, 10.0)
            rows.append(spikes)
        return torch.stack(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=256)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--repeats", type=int, default=5, help="training steps to time; the median counts")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    network = Network()
    optimizer = torch.optim.Adamax(network.parameters(), lr=0.02, betas=(0.9, 0.995))
    x = torch.rand(options.steps, options.batch, INPUTS)
    labels = torch.arange(options.batch) % OUTPUTS
    seconds, before = [], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    for _ in range(options.repeats + 1):
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        torch.nn.functional.cross_entropy(network(x).sum(0), labels).backward()
        optimizer.step()
        seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before
    print(f"{statistics.median(seconds[1:]):.6f} {peak}")


if __name__ == "__main__":
    main()

"""The network of the side-by-side: 128 inputs -> 256 LIF -> 27 FeLIF, cross-entropy on spike counts, Adamax."""

import math

import torch

from felif import Spike

INPUTS, HIDDEN, OUTPUTS = 128, 256, 27


def uniform_weights(inputs, outputs, scale=3.0):
    bound = scale / math.sqrt(inputs)
    return torch.nn.Parameter(torch.empty(inputs, outputs).uniform_(-bound, bound))


class Network(torch.nn.Module):
    """Dense synapses over all steps at once, LIF neurons with trainable decays, and the output neurons that are given."""

    def __init__(self, output_neurons):
        super().__init__()
        self.first = uniform_weights(INPUTS, HIDDEN)
        self.second = uniform_weights(HIDDEN, OUTPUTS)
        self.alpha = torch.nn.Parameter(torch.tensor(0.8))
        self.beta = torch.nn.Parameter(torch.tensor(0.7))
        self.output_neurons = output_neurons

    def forward(self, x):
        return self.output_neurons(self.lif(x @ self.first) @ self.second)

    def lif(self, drives):
        alpha, beta = self.alpha.clamp(0.5, 1), self.beta.clamp(0.5, 1)
        v = torch.zeros_like(drives[0])
        current, spikes, rows = v, v, []
        for drive in drives:
            v = v - (v * spikes).detach()
            v = alpha * v + (1 - alpha) * current
            current = beta * current + (1 - beta) * drive
            spikes = Spike.apply(v - 1, 10.0)
            rows.append(spikes)
        return torch.stack(rows)


class Training:
    """One batch of random data, and the phases of a training step on it."""

    def __init__(self, output_neurons, steps, batch, seed, device="cpu"):
        torch.manual_seed(seed)
        # Drawn on the host whatever the device, so that a seed means the same everywhere.
        self.network = Network(output_neurons).to(device)
        self.optimizer = torch.optim.Adamax(self.network.parameters(), lr=0.02, betas=(0.9, 0.995))
        self.x = torch.rand(steps, batch, INPUTS).to(device)
        self.labels = (torch.arange(batch) % OUTPUTS).to(device)

    def forward(self):
        self.optimizer.zero_grad(set_to_none=True)
        self.loss = torch.nn.functional.cross_entropy(self.network(self.x).sum(0), self.labels)

    def backward(self):
        self.loss.backward()
        self.loss = None

    def update(self):
        self.optimizer.step()

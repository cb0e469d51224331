"""A layer of FeLIF neurons in PyTorch: every micro-step on autograd's tape, or the loop in C++ and a coarse gradient."""

import pathlib

import torch
from torch.utils import cpp_extension

VACUUM_PERMITTIVITY = 8.8541879239442e-12
STEP_MS = 1.0

# SI units, as `bruno devices felif` lists them.
NOMINAL = dict(
    A=25e-12, t_hzo=10e-9, t_int=1.375e-9, eps_hzo=25.2, eps_int=33.0, E_a=12.7e8, P_s=0.22, tau_0=1e-13, I_0=1e-4,
    V_t=0.32, C_par=15e-15, alpha=1.3, soft_E=5e-6, I_dsc=10e-12, threshold=2.5, v_clip=5.0, v_reset=-1.5)


class Device:
    """The constants of the equations in ms, V, nA, pF, pC and V/nm."""

    def __init__(self, si=NOMINAL):
        capacitance = VACUUM_PERMITTIVITY * si["eps_hzo"] * si["A"] / si["t_hzo"] + si["C_par"]
        divider = si["t_hzo"] * si["eps_int"] + si["t_int"] * si["eps_hzo"]
        self.area = si["A"] * 1e12
        self.inverse_capacitance = 1 / (capacitance * 1e12)
        self.field_per_volt = si["eps_int"] / divider * 1e-9
        self.depolarization = si["t_int"] / (VACUUM_PERMITTIVITY * divider) * 1e-9
        self.activation = si["E_a"] * 1e-9
        self.soft = si["soft_E"] * 1e-9
        self.exponent = si["alpha"]
        self.largest_rate = 1e-3 / si["tau_0"]
        self.saturation = si["P_s"]
        self.leakage = si["I_0"] * si["A"] * 1e9
        self.inverse_leakage_voltage = 1 / si["V_t"]
        self.discharge = si["I_dsc"] * 1e9
        self.threshold = si["threshold"]
        self.bound = si["v_clip"]
        self.reset_potential = si["v_reset"]

    def numbers(self):
        """The constants in the order of the C++ struct."""
        return list(vars(self).values())


class Spike(torch.autograd.Function):
    """1 at or above 0; its derivative is SuperSpike's, 1 / (1 + beta |x|)."""

    @staticmethod
    def forward(ctx, x, beta):
        ctx.save_for_backward(x)
        ctx.beta = beta
        return (x >= 0).to(x.dtype)

    @staticmethod
    def backward(ctx, adjoint):
        (x,) = ctx.saved_tensors
        return adjoint / (1 + ctx.beta * x.abs()), None


class TapeStep:
    """An outer step whose micro-steps are PyTorch operations, each of them recorded by autograd."""

    def __init__(self, device, micro_steps):
        self.device, self.micro_steps = device, micro_steps

    def __call__(self, v, p, current, rests):
        d, h = self.device, STEP_MS / self.micro_steps
        is_resting = rests > 0
        for _ in range(self.micro_steps):
            field = d.field_per_volt * v - d.depolarization * p
            rate = d.largest_rate * torch.exp(-((d.activation / (field.abs() + d.soft)) ** d.exponent))
            p_rate = (torch.sign(field) * d.saturation - p) * rate
            leak = (d.leakage * torch.expm1(v * d.inverse_leakage_voltage) + d.discharge) * torch.sign(v)
            v_rate = (current - leak - d.area * p_rate) * d.inverse_capacitance
            is_active = v < d.threshold
            p = torch.where(is_active, torch.clamp(p + h * p_rate, -d.saturation, d.saturation), p)
            v = torch.where(is_active, torch.clamp(v + h * v_rate, -d.bound, d.bound), v)
        return (
            torch.where(is_resting, torch.full_like(v, d.reset_potential), v),
            torch.where(is_resting, torch.full_like(p, -d.saturation), p))


class CompiledStep:
    """An outer step in C++; its derivative is that of one coarse step at the state before it."""

    # The plain loop as the compiler makes it by default, and the same with vector instructions.
    flags = {1: ["-O3", "-fopenmp"], 16: ["-O3", "-fopenmp", "-march=native", "-ffast-math"]}

    def __init__(self, device, micro_steps, lanes):
        source = pathlib.Path(__file__).with_name("felif.cpp").read_text()
        module = cpp_extension.load_inline(
            f"felif_{lanes}", [source], extra_cflags=[*self.flags[lanes], f"-DLANES={lanes}"], extra_ldflags=["-fopenmp"])
        numbers = device.numbers()

        class Step(torch.autograd.Function):
            @staticmethod
            def forward(ctx, v, p, current, rests):
                ctx.save_for_backward(v, p, current, rests)
                return tuple(module.forward(numbers, STEP_MS, micro_steps, v, p, current, rests))

            @staticmethod
            def backward(ctx, v_adjoint, p_adjoint):
                return *module.backward(numbers, STEP_MS, *ctx.saved_tensors, v_adjoint, p_adjoint), None

        self.step = Step.apply

    def __call__(self, v, p, current, rests):
        return self.step(v, p, current, rests)


def make_step(mode, device, micro_steps):
    """The outer step of a mode: tape, compiled or vectorised."""
    if mode == "tape":
        return TapeStep(device, micro_steps)
    return CompiledStep(device, micro_steps, {"compiled": 1, "vectorised": 16}[mode])


class FelifLayer:
    """Currents in nA [steps, batch, neurons] to states and spikes of the same shape."""

    def __init__(self, mode, micro_steps, device=None, beta=10.0):
        self.device = device or Device()
        self.step = make_step(mode, self.device, micro_steps)
        self.beta = beta

    def trajectory(self, currents):
        v = torch.zeros_like(currents[0])
        p = torch.full_like(v, -self.device.saturation)
        spikes = torch.zeros_like(v)
        rows = []
        for current in currents:
            v, p = self.step(v, p, current, spikes.detach())
            spikes = Spike.apply(v - self.device.threshold, self.beta)
            rows.append((v, p, spikes))
        return tuple(torch.stack(column) for column in zip(*rows))

    def __call__(self, currents):
        return self.trajectory(currents)[2]

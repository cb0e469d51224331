"""A layer of FeLIF neurons in PyTorch: every micro-step on autograd's tape, or a coarse gradient and the loop off the tape."""

import pathlib

import torch

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


class Rates:
    """The right-hand side of the equations at a state, as PyTorch operations."""

    def __init__(self, device, v, p, current):
        d = device
        field = d.field_per_volt * v - d.depolarization * p
        self.switching = d.largest_rate * torch.exp(-((d.activation / (field.abs() + d.soft)) ** d.exponent))
        self.p = (torch.sign(field) * d.saturation - p) * self.switching
        leak = (d.leakage * torch.expm1(v * d.inverse_leakage_voltage) + d.discharge) * torch.sign(v)
        self.v = (current - leak - d.area * self.p) * d.inverse_capacitance


class TapeStep:
    """An outer step whose micro-steps are PyTorch operations, each of them recorded by autograd."""

    def __init__(self, device, micro_steps):
        self.device, self.micro_steps = device, micro_steps

    def __call__(self, v, p, current, rests):
        d, h = self.device, STEP_MS / self.micro_steps
        is_resting = rests > 0
        for _ in range(self.micro_steps):
            rates = Rates(d, v, p, current)
            is_active = v < d.threshold
            p = torch.where(is_active, torch.clamp(p + h * rates.p, -d.saturation, d.saturation), p)
            v = torch.where(is_active, torch.clamp(v + h * rates.v, -d.bound, d.bound), v)
        return (
            torch.where(is_resting, torch.full_like(v, d.reset_potential), v),
            torch.where(is_resting, torch.full_like(p, -d.saturation), p))


class OperationsStep:
    """The same operations off the tape; the derivative is that of one coarse step at the state before them, in operations too.

    This runs wherever PyTorch does. Every operation of every micro-step is a kernel of its own.
    """

    def __init__(self, device, micro_steps):
        loop = TapeStep(device, micro_steps)

        class Step(torch.autograd.Function):
            @staticmethod
            def forward(ctx, v, p, current, rests):
                ctx.save_for_backward(v, p, current, rests)
                with torch.no_grad():
                    return loop(v, p, current, rests)

            @staticmethod
            def backward(ctx, v_adjoint, p_adjoint):
                return *pull(device, *ctx.saved_tensors, v_adjoint, p_adjoint), None

        self.step = Step.apply

    def __call__(self, v, p, current, rests):
        return self.step(v, p, current, rests)


def pull(device, v, p, current, rests, v_adjoint, p_adjoint):
    """The adjoints of v, p and current: one explicit step of the whole length, the switching rate held, clips masked."""
    d = device
    rates = Rates(d, v, p, current)
    is_awake = rests <= 0
    from_v = select(is_awake & ((v + STEP_MS * rates.v).abs() < d.bound), v_adjoint)
    from_p = select(is_awake & ((p + STEP_MS * rates.p).abs() < d.saturation), p_adjoint)
    c = STEP_MS * d.inverse_capacitance
    leak_slope = d.leakage * d.inverse_leakage_voltage * torch.exp(d.inverse_leakage_voltage * v) * torch.sign(v)
    # With the rate held p' does not depend on v. The product with that zero is not formed: this adjoint may have overflowed.
    p_total = from_v * (c * d.area * rates.switching) + from_p * (1 - STEP_MS * rates.switching)
    return from_v * (1 - c * leak_slope), p_total, from_v * c


def select(mask, x):
    return torch.where(mask, x, torch.zeros_like(x))


class CompiledStep:
    """An outer step in C++; its derivative is that of one coarse step at the state before it."""

    # The plain loop as the compiler makes it by default, and the same with vector instructions.
    flags = {1: ["-O3", "-fopenmp"], 16: ["-O3", "-fopenmp", "-march=native", "-ffast-math"]}

    def __init__(self, device, micro_steps, lanes):
        from torch.utils import cpp_extension  # needs packages that are not everywhere, and is not needed by the other modes
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


# The modes that are PyTorch operations and run on every device that it knows; the others are C++ for the processor.
OPERATIONS = {"tape": TapeStep, "operations": OperationsStep}


def make_step(mode, device, micro_steps):
    """The outer step of a mode: tape, operations, compiled or vectorised."""
    if mode in OPERATIONS:
        return OPERATIONS[mode](device, micro_steps)
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

# Makes the graphs of this folder and what they put out: python3 make.py, with numpy and h5py.
# Outputs come from plain loops over nodes and steps; "exponential" from many small Runge-Kutta steps of the equations themselves.
import json

import h5py
import numpy as np

random = np.random.default_rng(5)


def write(path, nodes, edges, version="1.0"):
    def group(target, nodes, edges):
        target.create_dataset("type", data="NIRGraph", dtype=h5py.string_dtype())
        target.create_dataset("edges", data=np.array(edges, dtype=object), dtype=h5py.string_dtype())
        for name, node in nodes.items():
            g = target.create_group("nodes/" + name)
            if "nodes" in node:
                group(g, node["nodes"], node["edges"])
                continue
            for key, value in node.items():
                if isinstance(value, str):
                    g.create_dataset(key, data=value, dtype=h5py.string_dtype())
                elif np.ndim(value) > 0 and version >= "1":
                    g.create_dataset(key, data=value, compression="gzip")
                else:
                    g[key] = value

    with h5py.File(path, "w") as f:
        f.create_dataset("version", data=version, dtype=h5py.string_dtype())
        group(f.create_group("node"), nodes, edges)


def io(kind, *shape):
    return {"type": kind, "shape": np.array(shape)}


class Neurons:
    def __init__(self, node, dt, how, reset):
        self.p, self.dt, self.how, self.reset, self.i, self.v = node, dt, how, reset, 0.0, 0.0

    def rates(self, i, v, x):
        p, kind = self.p, self.p["type"]
        if kind in ("CubaLIF", "CubaLI"):
            return (-i + p.get("w_in", 1.0) * x) / p["tau_syn"], (p["v_leak"] - v + p["r"] * i) / p["tau_mem"]
        if kind in ("LIF", "LI"):
            return 0.0, (p["v_leak"] - v + p["r"] * x) / p["tau"]
        return 0.0, p["r"] * x

    def step(self, x):
        if self.how == "euler":
            self.i = self.i + self.dt * self.rates(self.i, self.v, x)[0]
            self.v = self.v + self.dt * self.rates(self.i, self.v, x)[1]
        else:
            n = 400
            h = self.dt / n
            for _ in range(n):
                k = [self.rates(self.i, self.v, x)]
                for c in (0.5, 0.5, 1.0):
                    k.append(self.rates(self.i + c * h * k[-1][0], self.v + c * h * k[-1][1], x))
                self.i, self.v = (y + h / 6 * (k[0][j] + 2 * k[1][j] + 2 * k[2][j] + k[3][j]) for j, y in enumerate((self.i, self.v)))
        if self.p["type"] in ("LI", "CubaLI", "I"):
            return self.v
        spikes = (self.v > self.p["v_threshold"]).astype(float)
        low = self.p.get("v_reset", 0.0)
        after = low if self.reset == "zero" else self.v - (self.p["v_threshold"] - low)
        self.v = np.where(spikes > 0, after, self.v)
        return spikes


def save(name, x, y, dt, how, reset, hidden=0):
    with open(name + ".json", "w") as f:
        json.dump({"file": name.split(".")[0] + ".nir", "dt": dt, "discretisation": how, "reset": reset, "input": x.tolist(), "output": np.array(y).tolist(), "spikes": hidden}, f)


def cases(name, run, x, dt):
    for how in ("euler", "exponential"):
        for reset in ("zero", "subtract"):
            y, hidden = run(how, reset)
            save(f"{name}.{how}.{reset}", x, y, dt, how, reset, hidden)


# LIF and LI, all parameters by neuron, a reset potential; Affine and Linear.
dt, T = 1e-3, 30
w1, b1, w2 = random.normal(0, 2, (4, 3)), random.normal(0.5, 0.5, 4), random.normal(0, 1, (2, 4))
lif = {"type": "LIF", "tau": random.uniform(4e-3, 2e-2, 4), "r": random.uniform(1, 3, 4), "v_leak": random.uniform(-0.1, 0.1, 4),
       "v_threshold": random.uniform(0.2, 0.5, 4), "v_reset": random.uniform(-0.2, 0.1, 4)}
li = {"type": "LI", "tau": random.uniform(4e-3, 2e-2, 2), "r": random.uniform(1, 3, 2), "v_leak": random.uniform(-0.1, 0.1, 2)}
write("lif.nir", {"input": io("Input", 3), "a": {"type": "Affine", "weight": w1, "bias": b1}, "n": lif, "b": {"type": "Linear", "weight": w2}, "l": li,
                  "output": io("Output", 2)}, [("input", "a"), ("n", "b"), ("a", "n"), ("b", "l"), ("l", "output")])
x = random.normal(0, 1, (T, 3))


def run(how, reset):
    n, l, y, s = Neurons(lif, dt, how, reset), Neurons(li, dt, how, reset), [], 0
    for t in range(T):
        spikes = n.step(w1 @ x[t] + b1)
        s += int(spikes.sum())
        y.append(l.step(w2 @ spikes))
    return y, s


cases("lif", run, x, dt)

# A recurrent inner graph with a bias in front of nothing linear, numbers for all neurons, delays by unit, CubaLI; equal time constants.
w3, b3, w4 = random.normal(0, 1.5, (3, 3)), random.normal(0.4, 0.3, 3), random.normal(0, 1, (2, 3))
cuba = {"type": "CubaLIF", "tau_syn": 5e-3, "tau_mem": 8e-3, "r": 2.0, "v_leak": 0.05, "v_threshold": 0.3, "w_in": 3.0}
cubali = {"type": "CubaLI", "tau_syn": np.array([6e-3, 4e-3]), "tau_mem": np.array([6e-3, 9e-3]), "r": np.array([1.0, 2.0]), "v_leak": np.array([0.0, 0.1]),
          "w_in": np.array([1.0, 0.5])}
delays = np.array([0, 2e-3, 3e-3])
inner = {"nodes": {"in": io("Input", 3), "lif": cuba, "w": {"type": "Affine", "weight": w3, "bias": b3}, "out": io("Output", 3)},
         "edges": [("in", "lif"), ("lif", "w"), ("w", "lif"), ("lif", "out")]}
write("cuba.nir", {"input": io("Input", 3), "cell": inner, "wait": {"type": "Delay", "delay": delays}, "b": {"type": "Linear", "weight": w4}, "l": cubali,
                   "output": io("Output", 2)}, [("input", "cell"), ("cell", "wait"), ("wait", "b"), ("b", "l"), ("l", "output")])
x2 = random.normal(0.3, 1, (T, 3))


def run2(how, reset):
    n, l, y, s, old, past = Neurons(cuba, dt, how, reset), Neurons(cubali, dt, how, reset), [], 0, np.zeros(3), []
    n.i, n.v = np.zeros(3), np.zeros(3)
    for t in range(T):
        old = n.step(x2[t] + w3 @ old + b3)
        s += int(old.sum())
        past.append(old)
        late = np.array([past[t - d][k] if t >= d else 0.0 for k, d in enumerate((0, 2, 3))])
        y.append(l.step(w4 @ late))
    return y, s


cases("cuba", run2, x2, dt)

# Scale, IF that leads back to itself, Flatten, I, Threshold; an old version, and an input of two axes.
scale, w5, threshold = random.uniform(0.5, 2, 6), random.normal(0, 1, (2, 6)), np.array([-0.01, 0.4])
fire = {"type": "IF", "r": random.uniform(200, 500, 6), "v_threshold": random.uniform(0.5, 1, 6)}
sums = {"type": "I", "r": np.array([120.0, 80.0])}
write("if.nir", {"input": io("Input", 2, 3), "s": {"type": "Scale", "scale": scale}, "f": {"type": "Flatten", "start_dim": 0, "end_dim": -1}, "n": fire,
                 "b": {"type": "Linear", "weight": w5}, "i": sums, "t": {"type": "Threshold", "threshold": threshold}, "output": io("Output", 2)},
      [("input", "s"), ("s", "f"), ("f", "n"), ("n", "n"), ("n", "b"), ("b", "i"), ("i", "t"), ("t", "output")], version="0.2.1")
x3 = random.normal(0.5, 1, (T, 6))


def run3(how, reset):
    n, i, y, s, old = Neurons(fire, dt, how, reset), Neurons(sums, dt, how, reset), [], 0, np.zeros(6)
    for t in range(T):
        old = n.step(scale * x3[t] + old)
        s += int(old.sum())
        y.append((i.step(w5 @ old) > threshold).astype(float))
    return y, s


cases("if", run3, x3, dt)

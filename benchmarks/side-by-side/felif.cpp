// The FeLIF neuron for the side-by-side: one outer step of a batch of neurons in micro-steps of explicit Euler, and the
// derivative of one coarse Euler step of the whole length, the switching rate held constant.
//
// Units: ms, V, nA, pF, pC, V/nm. LANES neurons advance together; with 1 this is the plain loop, with 16 the compiler
// makes vector code of it.

#include <torch/extension.h>
#include <ATen/Parallel.h>

#include <array>
#include <cmath>
#include <vector>

namespace {

template <typename T>
struct Felif {
    T area, inverse_capacitance, field_per_volt, depolarization, activation, soft, exponent, largest_rate, saturation;
    T leakage, inverse_leakage_voltage, discharge, threshold, bound, reset_potential;

    explicit Felif(const std::vector<double>& numbers) {
        T* field = &area;
        for (std::size_t i = 0; i < sizeof(Felif) / sizeof(T); ++i)
            field[i] = static_cast<T>(numbers.at(i));
    }

    static T sign(T x) { return static_cast<T>(x > 0) - static_cast<T>(x < 0); }

    static T clip(T x, T largest) { return x > largest ? largest : x < -largest ? -largest : x; }

    T field(T v, T p) const { return field_per_volt * v - depolarization * p; }

    T rate(T e) const { return largest_rate * std::exp(-std::pow(activation / (std::abs(e) + soft), exponent)); }

    T polarization_rate(T v, T p, T r) const { return (sign(field(v, p)) * saturation - p) * r; }

    T potential_rate(T v, T current, T p_rate) const {
        T leak = (leakage * std::expm1(inverse_leakage_voltage * v) + discharge) * sign(v);
        return (current - leak - area * p_rate) * inverse_capacitance;
    }
};

template <typename T>
void advance(const Felif<T>& device, T step, int micro_steps, const T* current, const T* rests, T* v, T* p, int64_t count) {
    std::array<T, LANES> potential{}, polarization{}, input{};
    for (int64_t lane = 0; lane < count; ++lane) {
        potential[lane] = v[lane];
        polarization[lane] = p[lane];
        input[lane] = current[lane];
    }

    const T h = step / micro_steps;
    for (int micro = 0; micro < micro_steps; ++micro) {
        int active = 0;
#pragma omp simd reduction(+ : active)
        for (int lane = 0; lane < LANES; ++lane) {
            T v0 = potential[lane], p0 = polarization[lane];
            T p_rate = device.polarization_rate(v0, p0, device.rate(device.field(v0, p0)));
            T v1 = Felif<T>::clip(v0 + h * device.potential_rate(v0, input[lane], p_rate), device.bound);
            T p1 = Felif<T>::clip(p0 + h * p_rate, device.saturation);
            bool is_active = v0 < device.threshold;
            potential[lane] = is_active ? v1 : v0;
            polarization[lane] = is_active ? p1 : p0;
            active += is_active;
        }
        if (active == 0)
            break;
    }

    for (int64_t lane = 0; lane < count; ++lane) {
        v[lane] = rests[lane] > 0 ? device.reset_potential : potential[lane];
        p[lane] = rests[lane] > 0 ? -device.saturation : polarization[lane];
    }
}

template <typename T>
void pull(const Felif<T>& device, T step, T current, T rests, T v, T p, T& dv, T& dp, T& di) {
    if (rests > 0) {
        dv = dp = di = 0;
        return;
    }
    T r = device.rate(device.field(v, p));
    T p_rate = device.polarization_rate(v, p, r);
    T coarse_v = v + step * device.potential_rate(v, current, p_rate), coarse_p = p + step * p_rate;
    T c = step * device.inverse_capacitance;
    T leak_slope = device.leakage * device.inverse_leakage_voltage * std::exp(device.inverse_leakage_voltage * v)
        * Felif<T>::sign(v);
    bool is_v_inside = std::abs(coarse_v) < device.bound, is_p_inside = std::abs(coarse_p) < device.saturation;
    T from_v = is_v_inside ? dv : 0;
    T next = from_v * c * device.area * r + (is_p_inside ? dp * (1 - step * r) : 0);
    dv = from_v * (1 - c * leak_slope);
    dp = next;
    di = from_v * c;
}

}  // namespace

std::vector<torch::Tensor> forward(
    const std::vector<double>& device, double step, int64_t micro_steps, torch::Tensor v, torch::Tensor p,
    torch::Tensor current, torch::Tensor rests) {
    torch::Tensor new_v = v.contiguous().clone(), new_p = p.contiguous().clone();
    torch::Tensor input = current.contiguous(), resting = rests.contiguous();
    AT_DISPATCH_FLOATING_TYPES(new_v.scalar_type(), "felif_forward", [&] {
        Felif<scalar_t> felif(device);
        scalar_t *potential = new_v.data_ptr<scalar_t>(), *polarization = new_p.data_ptr<scalar_t>();
        const scalar_t *drive = input.data_ptr<scalar_t>(), *rest = resting.data_ptr<scalar_t>();
        int64_t blocks = (new_v.numel() + LANES - 1) / LANES;
        at::parallel_for(0, blocks, std::max<int64_t>(1, 16 / LANES), [&](int64_t begin, int64_t end) {
            for (int64_t block = begin; block < end; ++block) {
                int64_t i = block * LANES;
                advance<scalar_t>(
                    felif, static_cast<scalar_t>(step), static_cast<int>(micro_steps), drive + i, rest + i, potential + i,
                    polarization + i, std::min<int64_t>(LANES, new_v.numel() - i));
            }
        });
    });
    return {new_v, new_p};
}

std::vector<torch::Tensor> backward(
    const std::vector<double>& device, double step, torch::Tensor v, torch::Tensor p, torch::Tensor current,
    torch::Tensor rests, torch::Tensor v_adjoint, torch::Tensor p_adjoint) {
    torch::Tensor dv = v_adjoint.contiguous().clone(), dp = p_adjoint.contiguous().clone(), di = torch::empty_like(dv);
    torch::Tensor input = current.contiguous(), resting = rests.contiguous(), from_v = v.contiguous(), from_p = p.contiguous();
    AT_DISPATCH_FLOATING_TYPES(dv.scalar_type(), "felif_backward", [&] {
        Felif<scalar_t> felif(device);
        for (int64_t i = 0; i < dv.numel(); ++i) {
            pull<scalar_t>(
                felif, static_cast<scalar_t>(step), input.data_ptr<scalar_t>()[i], resting.data_ptr<scalar_t>()[i],
                from_v.data_ptr<scalar_t>()[i], from_p.data_ptr<scalar_t>()[i], dv.data_ptr<scalar_t>()[i],
                dp.data_ptr<scalar_t>()[i], di.data_ptr<scalar_t>()[i]);
        }
    });
    return {dv, dp, di};
}

PYBIND11_MODULE(TORCH_EXTENSION_NAME, module) {
    module.def("forward", &forward, "One outer step.");
    module.def("backward", &backward, "The adjoint of one coarse step.");
}

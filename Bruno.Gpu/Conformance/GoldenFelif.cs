using System.Text.Json;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Devices;

namespace Bruno.Gpu.Conformance;

/// <summary>The parameters of FeLIF neurons in a conformance file.</summary>
internal sealed class GoldenFelif(GoldenElement parameters) : GoldenDevice(parameters)
{
    /// <inheritdoc/>
    public override TResult Use<T, TResult>(int neurons, IDeviceUse<T, TResult> use) =>
        use.With(Array.ConvertAll(Sets(neurons), set => new Felif<T>(set)));

    /// <summary>One set of parameters for all neurons where none is a list, or one a neuron.</summary>
    public FelifParameters[] Sets(int neurons) => [.. Enumerable.Range(0, SetsFor(neurons)).Select(Set)];

    private FelifParameters Set(int neuron)
    {
        if (Differs("leak_grad", "full"))
            throw new NotSupportedByConformanceException($"leak_grad {Text("leak_grad")}");
        return new FelifParameters
        {
            Area = At("A", neuron),
            FerroelectricThickness = At("t_hzo", neuron),
            InterfaceThickness = At("t_int", neuron),
            FerroelectricPermittivity = At("eps_hzo", neuron),
            InterfacePermittivity = At("eps_int", neuron),
            ActivationField = At("E_a", neuron),
            SoftField = At("soft_E", neuron),
            SwitchingExponent = At("alpha", neuron),
            SwitchingTime = At("tau_0", neuron),
            SaturationPolarization = At("P_s", neuron),
            LeakageCurrentDensity = At("I_0", neuron),
            LeakageVoltage = At("V_t", neuron),
            DischargeCurrent = At("I_dsc", neuron),
            ParasiticCapacitance = At("C_par", neuron),
            Threshold = At("threshold", neuron),
            ResetPotential = At("v_reset", neuron),
            PotentialBound = At("v_clip", neuron),
            InitialPolarization = Optional("p_init", neuron),
            ResetPolarization = Optional("p_reset", neuron),
            SignOfZero = SignOfZero,
            FiresAtThreshold = FiresAtThreshold,
        };
    }
}

using System.Text.Json;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Devices;

namespace Bruno.Gpu.Conformance;

/// <summary>The parameters of Heracles neurons in a conformance file.</summary>
internal sealed class GoldenHeracles(GoldenElement parameters) : GoldenDevice(parameters)
{
    /// <inheritdoc/>
    public override TResult Use<T, TResult>(int neurons, IDeviceUse<T, TResult> use) =>
        use.With([.. Enumerable.Range(0, SetsFor(neurons)).Select(neuron => new Heracles<T>(Set(neuron)))]);

    private HeraclesParameters Set(int neuron)
    {
        // The nominal geometry differs from the actual one in files of varied devices only, which say nothing of where it enters.
        if (Optional("A_nom", neuron) is double area && area != At("A", neuron))
            throw new NotSupportedByConformanceException("A_nom other than A");
        if (Optional("t_nom", neuron) is double thickness && thickness != At("t_fe", neuron))
            throw new NotSupportedByConformanceException("t_nom other than t_fe");
        double clip = Optional("v_clip", neuron) ?? new FelifParameters().PotentialBound;
        return new HeraclesParameters
        {
            Area = At("A", neuron),
            FerroelectricThickness = At("t_fe", neuron),
            FerroelectricPermittivity = At("eps_fe", neuron),
            DepletionPermittivity = At("eps_depl", neuron),
            FixedCharge = At("q_fix", neuron),
            CarrierDensity = At("n_depl", neuron),
            OffsetField = At("e_off", neuron),
            Temperature = At("temp", neuron),
            Barrier = At("w_b", neuron),
            BarrierDistance = At("d_e", neuron),
            SaturationPolarization = At("P_s", neuron),
            LeakageCurrentDensity = At("I_0", neuron),
            LeakageVoltage = At("V_t", neuron),
            DischargeCurrent = At("I_dsc", neuron),
            ParasiticCapacitance = At("C_par", neuron),
            Threshold = At("threshold", neuron),
            ResetPotential = At("v_reset", neuron),
            LowerPotential = Optional("v_lo", neuron) ?? -clip,
            UpperPotential = Optional("v_hi", neuron) ?? clip,
            InitialPolarization = Optional("p_init", neuron),
            ResetPolarization = Optional("p_reset", neuron),
            BarrierEndsAtZero = OptionalFlag("barrier_relu"),
            SignOfZero = SignOfZero,
            FiresAtThreshold = FiresAtThreshold,
        };
    }
}

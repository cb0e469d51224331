using System.Text.Json;

namespace Bruno.Gpu.Conformance;

/// <summary>What a pass over a layer of devices gave, forward and backward, [time, batch, neuron] and [batch, neuron].</summary>
internal sealed record NeuronPass(
    double[] Potential, double[] Polarization, double[] Spikes, double[] Current, double[] StartPotential, double[] StartPolarization)
{
    public IEnumerable<Deviation> States(GoldenElement file, ConformanceTolerance tolerance)
    {
        if (file.TryGetReference("v", out GoldenElement potential))
            yield return Deviation.Absolute("v", Potential, GoldenArray.Read(potential).Values, tolerance.Potential);
        if (file.TryGetReference("p", out GoldenElement polarization))
            yield return Deviation.Absolute("p", Polarization, GoldenArray.Read(polarization).Values, tolerance.Polarization);
        if (file.TryGetReference("s", out GoldenElement spikes))
            yield return tolerance.Spikes("spikes", Spikes, GoldenArray.Read(spikes).Values);
    }

    public IEnumerable<Deviation> Gradients(GoldenElement expected, string variant, double? tolerance)
    {
        (string Key, double[] Actual)[] all =
            [("dL_dI", Current), ("dL_dv0", StartPotential), ("dL_dp0", StartPolarization)];
        foreach ((string key, double[] actual) in all)
        {
            if (expected.TryGetReference(key, out GoldenElement reference))
                yield return Deviation.Relative($"{variant} {key}", actual, GoldenArray.Read(reference).Values, tolerance);
        }
    }
}

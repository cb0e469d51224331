using System.Text.Json;

namespace Bruno.Gpu.Conformance;

/// <summary>What a pass over a layer of devices gave, forward and backward, [time, batch, neuron] and [batch, neuron].</summary>
internal sealed record NeuronPass(
    double[] Potential, double[] Polarization, double[] Spikes, double[] Current, double[] StartPotential, double[] StartPolarization)
{
    public IEnumerable<Deviation> States(JsonElement file, ConformanceTolerance tolerance) =>
    [
        Deviation.Absolute("v", Potential, GoldenArray.Read(file.GetProperty("v")).Values, tolerance.Potential),
        Deviation.Absolute("p", Polarization, GoldenArray.Read(file.GetProperty("p")).Values, tolerance.Polarization),
        tolerance.Spikes("spikes", Spikes, GoldenArray.Read(file.GetProperty("s")).Values),
    ];

    public IEnumerable<Deviation> Gradients(JsonElement expected, string variant, double? tolerance)
    {
        (string Key, double[] Actual)[] all =
            [("dL_dI", Current), ("dL_dv0", StartPotential), ("dL_dp0", StartPolarization)];
        foreach ((string key, double[] actual) in all)
        {
            if (expected.TryGetProperty(key, out JsonElement reference))
                yield return Deviation.Relative($"{variant} {key}", actual, GoldenArray.Read(reference).Values, tolerance);
        }
    }
}

using Bruno.Gpu.Configuration;
using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Devices;

/// <summary>
/// Device-to-device variability of neurons: each varying parameter is its nominal value times <c>1 + sigma xi</c>, xi standard
/// normal, once a chip (for FeLIF the area, activation field, saturation polarization, leakage and both thicknesses, as in the
/// conformance vectors). A parameter that must be positive is drawn again until it is.
/// </summary>
/// <remarks>Each neuron's parameter has an address of its own: what else varies, and how many neurons there are, does not matter to it.</remarks>
public sealed record NeuronVariability
{
    /// <summary>Relative standard deviation of every parameter that the model says varies, 0 to 1.</summary>
    [Number(From = 0, To = 1)]
    public double Sigma { get; init; }

    /// <summary>Relative standard deviations of single parameters, by name, in place of <see cref="Sigma"/>.</summary>
    [Number(From = 0, To = 1)]
    public IReadOnlyDictionary<string, double> Sigmas { get; init; } = new Dictionary<string, double>();

    /// <summary>When neurons vary: in training, in evaluation, or both.</summary>
    public ActivePhase Active { get; init; } = ActivePhase.Both;

    /// <summary>Whether anything varies.</summary>
    public bool IsOn => Sigma > 0 || Sigmas.Values.Any(sigma => sigma > 0);

    /// <summary>Names that a model does not have.</summary>
    public IEnumerable<Fault> Validate(IDeviceModel model)
    {
        foreach (string name in Sigmas.Keys)
        {
            foreach (Fault fault in model.Validate(new Dictionary<string, double> { [name] = 1 }))
                yield return new($"sigmas.{name}", fault.Message);
        }
    }

    /// <summary>The parameters of the neurons of a layer on some chips, [chips, neurons].</summary>
    /// <param name="model">The device model.</param>
    /// <param name="nominal">What the nominal device overrides, SI units.</param>
    /// <param name="neurons">How many neurons the layer has.</param>
    /// <param name="chipSeeds">The seeds of the chips.</param>
    /// <param name="layer">The number of the layer.</param>
    public DrawnParameters Draw(
        IDeviceModel model, IReadOnlyDictionary<string, double> nominal, int neurons, IReadOnlyList<ulong> chipSeeds, int layer)
    {
        IReadOnlyList<DeviceParameter> parameters = model.Parameters;
        double[] sigmas = [.. parameters.Select(
            parameter => Sigmas.TryGetValue(parameter.Name, out double own) ? own : parameter.Varies * Sigma)];

        DrawnParameters drawn = DrawnParameters.Nominal(parameters, nominal, checked(chipSeeds.Count * neurons));
        uint stream = (uint)RandomStream.NeuronVariability + ((uint)layer << 16);
        for (int device = 0; device < drawn.Count; ++device)
        {
            Span<double> values = drawn[device];
            for (int index = 0; index < values.Length; ++index)
            {
                if (sigmas[index] > 0 && !double.IsNaN(values[index]))
                {
                    values[index] *= Factor(
                        sigmas[index], parameters[index].Signed, new(chipSeeds[device / neurons], stream, (uint)(device % neurons), (uint)index));
                }
            }
        }

        return drawn;
    }

    private static double Factor(double sigma, bool mayBeNegative, CounterRandom random)
    {
        double factor;
        do
            factor = 1 + sigma * random.NextGaussian();
        while (factor <= 0 && !mayBeNegative);
        return factor;
    }
}

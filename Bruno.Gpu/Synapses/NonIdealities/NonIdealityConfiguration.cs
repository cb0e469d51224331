using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>Everything that may go wrong with synapses; all of it is off unless said otherwise.</summary>
public sealed record NonIdealityConfiguration
{
    /// <summary>Device-to-device variability.</summary>
    [ConfigurationKey("d2d")]
    public VariabilityConfiguration Variability { get; init; } = new();

    /// <summary>Programming error.</summary>
    public ProgrammingConfiguration Programming { get; init; } = new();

    /// <summary>Cycle-to-cycle noise of reads.</summary>
    public ReadNoiseConfiguration ReadNoise { get; init; } = new();

    /// <summary>Drift after a write.</summary>
    public DriftConfiguration Drift { get; init; } = new();

    /// <summary>Stuck cells.</summary>
    public StuckConfiguration Stuck { get; init; } = new();

    /// <summary>Asymmetry of the two arrays.</summary>
    public AsymmetryConfiguration Asymmetry { get; init; } = new();

    /// <summary>Voltage lost along the lines.</summary>
    public LineConfiguration Lines { get; init; } = new();

    /// <summary>The converter of an array's inputs.</summary>
    public ConverterConfiguration InputDac { get; init; } = new();

    /// <summary>The converter of an array's outputs.</summary>
    public ConverterConfiguration OutputAdc { get; init; } = new();

    /// <summary>All that goes wrong with the cells and their lines; converters act on inputs and outputs.</summary>
    public IReadOnlyList<INonIdeality> OfCells => [Variability, Programming, ReadNoise, Drift, Stuck, Asymmetry, Lines];

    /// <summary>Whether all that acts on weights is off.</summary>
    public bool LeaveWeightsAlone => !OfCells.Any(effect => effect.ActsOnWeights);

    /// <summary>Whether reads differ from step to step.</summary>
    public bool VaryByStep => ReadNoise.Model.IsOn;

    /// <summary>The same, completed by what another one says of that which this one says nothing of.</summary>
    public NonIdealityConfiguration OrElse(NonIdealityConfiguration other)
    {
        NonIdealityConfiguration none = new(), complete = this with { };
        foreach (RecordProperty property in RecordModel.For(typeof(NonIdealityConfiguration)).Properties)
        {
            if (Equals(property.Info.GetValue(this), property.Info.GetValue(none)))
                property.Info.SetValue(complete, property.Info.GetValue(other));
        }

        return complete;
    }
}

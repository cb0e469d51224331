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

    /// <summary>Whether all that acts on weights is off; converters act on inputs and outputs.</summary>
    public bool LeaveWeightsAlone =>
        Variability.Sigma == 0 && !Programming.IsOn && !ReadNoise.Model.IsOn && !Drift.IsOn
        && Stuck.AtMinimum == 0 && Stuck.AtMaximum == 0 && !Asymmetry.IsOn && !Lines.IsOn;

    /// <summary>Whether cells are as they should be, and all that acts on weights is the noise of their reads.</summary>
    internal bool OnlyReadsAreNoisy => (this with { ReadNoise = new() }).LeaveWeightsAlone;

    /// <summary>Whether reads differ from step to step.</summary>
    public bool VaryByStep => ReadNoise.Model.IsOn;
}

using System.Reflection;
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
    internal IReadOnlyList<INonIdeality> OfCells => [Variability, Programming, ReadNoise, Drift, Stuck, Asymmetry, Lines];

    /// <summary>Whether all that acts on weights is off.</summary>
    public bool LeaveWeightsAlone => !OfCells.Any(effect => effect.ActsOnWeights);

    /// <summary>Whether cells are as they should be, and all that acts on weights is the noise of their reads.</summary>
    internal bool OnlyReadsAreNoisy => (this with { ReadNoise = new() }).LeaveWeightsAlone;

    /// <summary>Whether reads differ from step to step.</summary>
    public bool VaryByStep => ReadNoise.Model.IsOn;

    /// <summary>
    /// The same with the card figures of another one, effect by effect, where this one gives none of its own. What is no card figure
    /// stays.
    /// </summary>
    public NonIdealityConfiguration OrElse(NonIdealityConfiguration other)
    {
        NonIdealityConfiguration none = new(), complete = this with { };
        foreach (RecordProperty effect in RecordModel.For(typeof(NonIdealityConfiguration)).Properties)
        {
            PropertyInfo[] figures =
            [
                .. RecordModel.For(effect.Shape.Type).Properties.Select(property => property.Info)
                    .Where(info => info.IsDefined(typeof(CardFigureAttribute))),
            ];
            object said = effect.Info.GetValue(this)!, nothing = effect.Info.GetValue(none)!, known = effect.Info.GetValue(other)!;
            if (figures.Any(figure => !Equals(figure.GetValue(said), figure.GetValue(nothing))))
                continue;
            object completed = RecordModel.Clone(said);
            foreach (PropertyInfo figure in figures)
                figure.SetValue(completed, figure.GetValue(known));
            effect.Info.SetValue(complete, completed);
        }

        return complete;
    }
}

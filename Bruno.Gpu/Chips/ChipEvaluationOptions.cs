using Bruno.Gpu.Training;

namespace Bruno.Gpu.Chips;

/// <summary>How a trained network is judged on virtual chips.</summary>
internal sealed record ChipEvaluationOptions
{
    /// <summary>How many chips.</summary>
    public required int Chips { get; init; }

    /// <summary>The number of the first of them, from which its devices follow.</summary>
    public int FirstChip { get; init; }

    /// <summary>Whether they are a piece of a population, of which no times are taken.</summary>
    public bool IsPiece { get; init; }

    /// <summary>Times after programming at which each chip is judged, s.</summary>
    public IReadOnlyList<double> AfterSeconds { get; init; } = [0];

    /// <summary>The checkpoint with the lowest validation loss, or the last one.</summary>
    public bool UseBest { get; init; } = true;

    /// <summary>The data that they are judged on.</summary>
    public EvaluatedData Data { get; init; } = new(Recordings.Split.Test);

    /// <summary>Whether devices are integrated as the configuration says; otherwise adaptively, which devices that vary need.</summary>
    public bool KeepsIntegrator { get; init; }

    /// <summary>The accuracy that a chip must reach to count as working; not given, 90 % of that of the network without its devices' faults.</summary>
    public double? YieldAbove { get; init; }
}

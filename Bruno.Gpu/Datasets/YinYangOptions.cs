using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Datasets;

/// <summary>Options of the data set "yin-yang" (<c>[data.yin_yang]</c>).</summary>
public sealed record YinYangOptions
{
    /// <summary>Whether the program makes the samples; otherwise the published files are read from data.folder.</summary>
    public bool Made { get; init; } = true;

    /// <summary>Training samples.</summary>
    [Number(From = 3, To = 10_000_000)]
    public int Train { get; init; } = 5000;

    /// <summary>Validation samples.</summary>
    [Number(From = 3, To = 10_000_000)]
    public int Validation { get; init; } = 1000;

    /// <summary>Test samples.</summary>
    [Number(From = 3, To = 10_000_000)]
    public int Test { get; init; } = 1000;

    /// <summary>The radius of the dots, in units in which the whole disc has <see cref="Radius"/>.</summary>
    [Number(Above = 0, Below = 0.25)]
    public double DotRadius { get; init; } = 0.1;

    /// <summary>The radius of the disc; with 0.5 its coordinates lie in [0, 1].</summary>
    [Number(Above = 0, To = 1e6)]
    public double Radius { get; init; } = 0.5;
}

using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Plots;

namespace Bruno.Gpu.Comparison;

/// <summary>Which gradients <see cref="GradientComparison"/> compares, and on what.</summary>
internal sealed record GradientComparisonOptions
{
    /// <summary>The methods.</summary>
    public IReadOnlyList<GradientKind> Methods { get; init; } =
        [GradientKind.Bruno, GradientKind.Pass, GradientKind.Exact, GradientKind.ExactLiteral, GradientKind.Truncated, GradientKind.Sltt];

    /// <summary>Outer steps that samples are cut to.</summary>
    public IReadOnlyList<int> Horizons { get; init; } = [10, 25, 50, 100];

    /// <summary>Samples of the batch: the first ones of the training set, or all where there are fewer.</summary>
    public int Samples { get; init; } = 8;

    /// <summary>Micro-steps an outer step of the reference.</summary>
    public int ReferenceSubsteps { get; init; } = 2000;

    /// <summary>Whether the output folder may hold something already.</summary>
    public bool Force { get; init; }

    /// <summary>How the picture is written.</summary>
    public PictureOptions Pictures { get; init; } = new();

    /// <summary>Throws with all faults at once.</summary>
    /// <exception cref="BrunoException">There is one.</exception>
    public void RequireValid()
    {
        foreach (GradientKind method in Methods)
            ComparedMethods.RequireComparable(method);
        string[] faults = [.. Faults().Select(fault => $"{fault.Key} {fault.Message}")];
        if (faults.Length > 0)
            throw new BrunoException(ExitCode.Usage, string.Join(Environment.NewLine, faults));
    }

    private IEnumerable<Fault> Faults()
    {
        if (Methods.Count == 0)
            yield return new("methods", "must name at least one method");
        if (Horizons.Count == 0 || Horizons.Any(horizon => horizon < 1))
            yield return new("horizons", "must be at least one outer step each");
        if (Horizons.Distinct().Count() < Horizons.Count || Methods.Distinct().Count() < Methods.Count)
            yield return new("horizons and methods", "must not be given twice");
        if (Samples < 1)
            yield return new("samples", $"must be at least 1, not {Samples}");
        if (ReferenceSubsteps is < 1 or > DeviceLayerConfiguration.MostMicroSteps)
            yield return new("reference-substeps", $"must be from 1 to {DeviceLayerConfiguration.MostMicroSteps}, not {ReferenceSubsteps}");
    }
}

namespace Bruno.Gpu.Gradients;

/// <summary>Which ways back through time a gradient method takes, in all layers of a network.</summary>
public sealed record TemporalRoutes
{
    /// <summary>All of them.</summary>
    public static TemporalRoutes All { get; } = new();

    /// <summary>Whether adjoints pass from a step to the one before.</summary>
    public bool CarriesAdjoints { get; init; } = true;

    /// <summary>Outer steps after which they stop; none to go back to the start.</summary>
    public int? ForgetEvery { get; init; }

    /// <summary>At how many steps of a sequence, drawn anew for every pass, the loss is backpropagated; none for all.</summary>
    public int? ChosenSteps { get; init; }

    /// <summary>Whether all arrays of all steps are kept at once, whatever the memory settings say.</summary>
    public bool KeepsAll { get; init; }

    /// <summary>Whether synapses carry eligibility traces forwards instead, so that nothing of the past is kept.</summary>
    public bool IsOnline { get; init; }
}

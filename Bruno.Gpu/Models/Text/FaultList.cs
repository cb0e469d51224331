namespace Bruno.Gpu.Models.Text;

/// <summary>The faults and warnings of one reading of a model: collected, so that all are reported at once.</summary>
internal sealed class FaultList
{
    private readonly List<ModelFault> faults = [];
    private readonly List<ModelFault> warnings = [];

    /// <summary>How many faults there are.</summary>
    public int Count => faults.Count;

    /// <summary>The warnings, in the order of the file.</summary>
    public IReadOnlyList<ModelFault> Warnings => [.. warnings.OrderBy(warning => warning.Place)];

    public void Add(SourcePlace place, string path, string message) => faults.Add(new(place, path, message));

    public void Warn(SourcePlace place, string path, string message) => warnings.Add(new(place, path, message));

    /// <summary>Throws where there are faults.</summary>
    /// <exception cref="ModelException">It lists all of them, in the order of the file.</exception>
    public void Require(ModelSource source)
    {
        if (faults.Count > 0)
            throw new ModelException(source, [.. faults.Distinct().OrderBy(fault => fault.Place)]);
    }
}

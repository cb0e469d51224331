namespace Bruno.Gpu.Models.Checks;

/// <summary>What a check of a model found, beyond the faults of its text.</summary>
/// <param name="Model">The model.</param>
/// <param name="Singularities">The parts of its equations without a finite value or derivative somewhere.</param>
/// <param name="Jumps">The places where its equations change from one rule to another, as far as they were met.</param>
/// <param name="Device">Its derivatives, time constants and responses.</param>
internal sealed record ModelReport(Model Model, IReadOnlyList<SingularPoint> Singularities, IReadOnlyList<Jump> Jumps, DeviceReport Device)
{
    /// <summary>The singular parts that every device comes by: those of its start and its reset.</summary>
    public IEnumerable<SingularPoint> Unavoidable => Singularities.Where(point => point.Point.Name is "start" or "reset");

    /// <summary>Whether a network can compute and train with the model.</summary>
    public bool IsSound => !Unavoidable.Any() && Device.Derivatives.Deviating.Count == 0;

    /// <summary>Checks a model.</summary>
    public static ModelReport Of(Model model) => new(model, SingularitySearch.Find(model), JumpSearch.Find(model), DeviceReport.Of(new ModelEquations(model)));
}

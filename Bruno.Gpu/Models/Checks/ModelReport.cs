namespace Bruno.Gpu.Models.Checks;

/// <summary>What a check of a model found, beyond the faults of its text.</summary>
/// <param name="Model">The model.</param>
/// <param name="Singularities">The parts of its equations without a finite value or derivative somewhere.</param>
/// <param name="Derivatives">Its derivatives beside differences.</param>
/// <param name="TimeConstants">How fast small deviations go, at its start, after a spike and in the middle of its bounds.</param>
public sealed record ModelReport(
    Model Model, IReadOnlyList<SingularPoint> Singularities, DerivativeComparison Derivatives, IReadOnlyList<TimeConstant> TimeConstants)
{
    /// <summary>The singular parts that every device comes by: those of its start and its reset.</summary>
    public IEnumerable<SingularPoint> Unavoidable => Singularities.Where(point => point.Point.Name is "start" or "reset");

    /// <summary>Whether a network can compute and train with the model.</summary>
    public bool IsSound => !Unavoidable.Any() && Derivatives.Deviating.Count == 0;

    /// <summary>Checks a model.</summary>
    public static ModelReport Of(Model model) =>
        new(model, SingularitySearch.Find(model), DerivativeCheck.Compare(new ModelEquations(model)), TimeConstantSearch.Find(new ModelEquations(model)));
}

using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.Checks;

/// <summary>What a check of a model found, beyond the faults of its text.</summary>
/// <param name="Model">The model.</param>
/// <param name="Singularities">The parts of its equations without a finite value or derivative somewhere.</param>
/// <param name="Jumps">The places where its equations change from one rule to another, as far as they were met.</param>
/// <param name="Device">Its derivatives, time constants and responses.</param>
/// <param name="Warnings">What is not wrong, but worth a look: what reading the model found, and a route to what fires that is cut.</param>
internal sealed record ModelReport(
    Model Model, IReadOnlyList<SingularPoint> Singularities, IReadOnlyList<Jump> Jumps, DeviceReport Device, IReadOnlyList<ModelFault> Warnings)
{
    /// <summary>The singular parts that every device comes by: those of its start and its reset.</summary>
    public IEnumerable<SingularPoint> Unavoidable => Singularities.Where(point => point.Point.Name is "start" or "reset");

    /// <summary>Whether a network can compute and train with the model.</summary>
    public bool IsSound => !Unavoidable.Any() && Device.Derivatives.Deviating.Count == 0;

    /// <summary>Checks a model.</summary>
    public static ModelReport Of(Model model) => new(
        model, SingularitySearch.Find(model), JumpSearch.Find(model), DeviceReport.Of(new ModelEquations(model)),
        HeldRoute.Find(model) is { } cut ? [.. model.Warnings, cut] : model.Warnings);
}

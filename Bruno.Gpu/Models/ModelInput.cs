using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models;

/// <summary>The input of a model, a current; constant during an outer step.</summary>
/// <param name="Name">Its name in equations.</param>
/// <param name="Unit">Its unit, as written.</param>
/// <param name="Scale">That unit.</param>
/// <param name="Low">The smallest input that the model is meant for, SI units.</param>
/// <param name="High">The largest.</param>
internal sealed record ModelInput(string Name, string Unit, Unit Scale, double Low, double High)
{
    /// <summary>The magnitude of the inputs that a model is meant for where it does not say, A.</summary>
    public const double UsualBound = 10e-9;
}

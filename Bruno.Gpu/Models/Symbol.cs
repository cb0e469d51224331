using Bruno.Gpu.Models.Expressions;
using Bruno.Gpu.Models.Text;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models;

/// <summary>A declared name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Path">The key that declares it.</param>
/// <param name="Place">Where.</param>
/// <param name="Dependence">What it depends on by itself; of what has an equation, the least.</param>
/// <param name="Stated">The dimension that its declaration states; none where it follows from the equation or could not be read.</param>
/// <param name="Equation">Its equation; none of what is given from outside.</param>
internal sealed record Symbol(string Name, string Path, SourcePlace Place, Dependence Dependence, Dimension? Stated, Draft? Equation = null)
{
    /// <summary>The value of a constant, SI units.</summary>
    public double? Constant { get; init; }
}

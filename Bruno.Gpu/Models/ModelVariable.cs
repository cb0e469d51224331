using Bruno.Gpu.Models.Text;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models;

/// <summary>A state variable of a model: the potential, or an internal variable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">The unit that people see it in.</param>
/// <param name="Scale">That unit.</param>
/// <param name="Meaning">What it is; may be empty.</param>
/// <param name="Rate">Its time derivative, SI units, per second.</param>
/// <param name="Initial">Where a fresh device starts.</param>
/// <param name="Reset">What a spike makes of it, of the variables as they were before; its own name where it keeps its value.</param>
/// <param name="Low">The least value; every step is clipped to it.</param>
/// <param name="High">The largest value.</param>
/// <param name="Place">Where it is declared.</param>
internal sealed record ModelVariable(
    string Name,
    string Unit,
    Unit Scale,
    string Meaning,
    ModelExpression Rate,
    ModelExpression Initial,
    ModelExpression Reset,
    ModelExpression Low,
    ModelExpression High,
    SourcePlace Place);

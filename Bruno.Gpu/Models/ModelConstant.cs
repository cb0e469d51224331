using Bruno.Gpu.Models.Text;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models;

/// <summary>A constant of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value in SI units.</param>
/// <param name="Unit">The unit that it is written in.</param>
/// <param name="Dimension">What it measures.</param>
/// <param name="Place">Where it is declared.</param>
internal sealed record ModelConstant(string Name, double Value, string Unit, Dimension Dimension, SourcePlace Place);

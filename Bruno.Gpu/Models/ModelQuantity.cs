using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models;

/// <summary>A named quantity of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">The unit that people see it in: as written, or the SI unit of its dimension.</param>
/// <param name="Meaning">What it is; may be empty.</param>
/// <param name="Value">Its equation.</param>
/// <param name="IsObservable">Whether a simulation shows it.</param>
/// <param name="Place">Where it is declared.</param>
internal sealed record ModelQuantity(string Name, string Unit, string Meaning, ModelExpression Value, bool IsObservable, SourcePlace Place);

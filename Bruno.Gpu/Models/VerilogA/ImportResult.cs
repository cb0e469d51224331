namespace Bruno.Gpu.Models.VerilogA;

/// <summary>A device that was translated.</summary>
/// <param name="Text">The text of the model's file.</param>
/// <param name="Model">The model, checked.</param>
/// <param name="Module">The name of the module.</param>
/// <param name="Assumptions">What neither the module nor the circuit says: what it is here.</param>
/// <param name="Notes">What was decided or left out, in the order of the file.</param>
internal sealed record ImportResult(string Text, Model Model, string Module, IReadOnlyList<string> Assumptions, IReadOnlyList<string> Notes);

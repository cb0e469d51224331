namespace Bruno.Gpu.Models.Text;

/// <summary>Something wrong with the file of a model, or something to think about.</summary>
/// <param name="Place">Where.</param>
/// <param name="Path">The key, <c>variables.V.rate</c>; empty where there is none (a syntax error).</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record ModelFault(SourcePlace Place, string Path, string Message);

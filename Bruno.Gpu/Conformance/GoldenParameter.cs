namespace Bruno.Gpu.Conformance;

/// <summary>Which parameter of the network holds which array of a file.</summary>
/// <param name="Key">The file's key.</param>
/// <param name="Name">The network's parameter.</param>
/// <param name="IsMatrix">Whether it is a matrix, [to][from] in files.</param>
/// <param name="Index">Where it begins in the parameter.</param>
/// <param name="Length">Its length; all of the parameter when not given.</param>
internal sealed record GoldenParameter(string Key, string Name, bool IsMatrix, int Index = 0, int? Length = null);

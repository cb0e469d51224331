namespace Bruno.Gpu.Inspection;

/// <summary>A file of a data set.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal digits.</param>
internal sealed record FileReport(string Path, long Bytes, string Sha256);

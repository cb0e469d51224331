namespace Bruno.Gpu.Compilation;

/// <summary>A place of generated code that computes something else than its source says.</summary>
/// <param name="Function">The function.</param>
/// <param name="Line">The line of the source, from 0.</param>
/// <param name="Problem">What is wrong there.</param>
internal sealed record CodeFinding(string Function, int Line, string Problem);

namespace Bruno.Gpu.Kernels.Tests.Compilation;

/// <summary>
/// The OpenCL C of every variant of every kernel as ILGPU generates it, all in one context, made once for all tests: by day those in float,
/// by night all. In double they run on OpenCL with the tests of <c>./test --opencl</c>.
/// </summary>
internal static class OpenClSources
{
    private static readonly Lazy<Dictionary<string, string>> Sources = new(() =>
    {
        using KernelCompiler compiler = new("opencl");
        return KernelEntryPoints.All.Where(entry => AreMadeOf(entry.Key)).ToDictionary(entry => entry.Key, entry => compiler.Compile(entry.Value), StringComparer.Ordinal);
    });

    /// <summary>Whether a variant is among them.</summary>
    public static bool AreMadeOf(string name) => Nightly.IsNight || !name.Contains("Float64", StringComparison.Ordinal);

    /// <summary>By the name of the variant.</summary>
    public static IReadOnlyDictionary<string, string> All => Sources.Value;
}

namespace Bruno.Gpu.Kernels.Tests.Compilation;

/// <summary>The OpenCL C of every variant of every kernel as ILGPU generates it, all in one context, made once for all tests.</summary>
internal static class OpenClSources
{
    private static readonly Lazy<Dictionary<string, string>> Sources = new(() =>
    {
        using KernelCompiler compiler = new("opencl");
        return KernelEntryPoints.All.ToDictionary(entry => entry.Key, entry => compiler.Compile(entry.Value), StringComparer.Ordinal);
    });

    /// <summary>By the name of the variant.</summary>
    public static IReadOnlyDictionary<string, string> All => Sources.Value;
}

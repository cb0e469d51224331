using System.Diagnostics;

namespace Bruno.Gpu.Kernels.Tests.Compilation;

/// <summary>
/// The PTX of every kernel is assembled by ptxas, where there is one: it finds what ILGPU did not, as the driver would when a kernel
/// is loaded.
/// </summary>
public sealed class PtxSourceTests
{
    [Fact]
    public async Task PtxasAcceptsEveryKernel()
    {
        Assert.SkipWhen(!IsPtxasOnPath(), "ptxas of a CUDA toolkit from 11.8 on is not on PATH: the PTX was generated but not assembled.");
        string folder = Directory.CreateTempSubdirectory("bruno-ptx-").FullName, file = Path.Combine(folder, "kernel.ptx");
        List<string> complaints = [];
        try
        {
            using KernelCompiler compiler = new("sm_80");
            foreach (var (name, method) in KernelEntryPoints.All)
            {
                await File.WriteAllTextAsync(file, compiler.Compile(method), TestContext.Current.CancellationToken);
                if (await Assemble(file) is { } complaint)
                    complaints.Add($"{name}: {complaint}");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Assert.Empty(complaints);
    }

    private static async Task<string?> Assemble(string file)
    {
        ProcessStartInfo start = new("ptxas", ["-arch=sm_80", file, "-o", file + ".cubin"]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0 ? null : errors;
    }

    private static bool IsPtxasOnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "ptxas")));
}

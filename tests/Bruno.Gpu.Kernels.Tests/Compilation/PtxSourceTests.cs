using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Bruno.Gpu.Compilation;

namespace Bruno.Gpu.Kernels.Tests.Compilation;

/// <summary>
/// The PTX of every kernel is assembled by ptxas, where there is one: it finds what ILGPU did not, as the driver would when a kernel
/// is loaded. scripts/ptxas.sh fetches one, and keeps what it says of each kernel.
/// </summary>
public sealed partial class PtxSourceTests
{
    private const string TableVariable = "BRUNO_PTXAS_TABLE";

    [Fact]
    public async Task PtxasAcceptsEveryKernelAndSpillsNone()
    {
        Assert.SkipWhen(!IsPtxasOnPath(), "ptxas of a CUDA toolkit from 11.8 on is not on PATH: the PTX was generated but not assembled.");
        string folder = Directory.CreateTempSubdirectory("bruno-ptx-").FullName;
        StringBuilder table = new("kernel,architecture,registers,spill_store_bytes,spill_load_bytes,stack_bytes,shared_bytes\n");
        List<string> complaints = [];
        string? tablePath = Environment.GetEnvironmentVariable(TableVariable);
        try
        {
            // One architecture shows what is wrong; the table has all that PTX differs for.
            foreach (string architecture in tablePath is null ? new[] { "sm_80" } : ["sm_70", "sm_80", "sm_90"])
            {
                foreach (Assembled kernel in await AssembleAll(architecture, folder))
                {
                    if (kernel.Registers == 0)
                        complaints.Add($"{kernel.Name} for {architecture}: {kernel.Output}");
                    else if (kernel.SpilledBytes > 0)
                        complaints.Add($"{kernel.Name} for {architecture} spills {kernel.SpilledBytes} bytes");
                    table.AppendLine(kernel.Row(architecture));
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        if (tablePath is not null)
            await File.WriteAllTextAsync(tablePath, table.ToString(), TestContext.Current.CancellationToken);
        Assert.Empty(complaints);
    }

    private static async Task<Assembled[]> AssembleAll(string architecture, string folder)
    {
        Dictionary<string, string> sources = [];
        using (KernelCompiler compiler = new(architecture))
        {
            foreach (var (name, method) in KernelEntryPoints.All)
                sources.Add(name, KernelCode.MendPtx(name, compiler.Compile(method)));
        }

        Assembled[] results = new Assembled[sources.Count];
        await Parallel.ForEachAsync(
            sources.Select((source, index) => (source.Key, source.Value, index)), TestContext.Current.CancellationToken,
            async (source, cancellation) =>
            {
                string file = Path.Combine(folder, $"{source.index}.ptx");
                await File.WriteAllTextAsync(file, source.Value, cancellation);
                results[source.index] = new Assembled(source.Key, await Assemble(file, architecture, cancellation));
            });
        return results;
    }

    private static async Task<string> Assemble(string file, string architecture, CancellationToken cancellation)
    {
        ProcessStartInfo start = new("ptxas", [$"-arch={architecture}", "-v", file, "-o", file + ".cubin"]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return output;
    }

    private static bool IsPtxasOnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "ptxas")));

    [GeneratedRegex(@"Used (\d+) registers")]
    private static partial Regex UsedRegisters();

    [GeneratedRegex(@"(\d+) bytes stack frame, (\d+) bytes spill stores, (\d+) bytes spill loads")]
    private static partial Regex Frame();

    [GeneratedRegex(@"(\d+) bytes smem")]
    private static partial Regex SharedMemory();

    /// <summary>What ptxas said of a kernel.</summary>
    private sealed record Assembled(string Name, string Output)
    {
        /// <summary>Registers a thread; 0 where it was not assembled.</summary>
        public int Registers => UsedRegisters().Matches(Output).Select(match => Number(match, 1)).LastOrDefault();

        public int SpilledBytes => Frame().Matches(Output).Sum(match => Number(match, 2) + Number(match, 3));

        public string Row(string architecture) => string.Create(
            CultureInfo.InvariantCulture,
            $"\"{Name}\",{architecture},{Registers},{FrameBytes(2)},{FrameBytes(3)},{FrameBytes(1)},{Number(SharedMemory().Match(Output), 1)}");

        private int FrameBytes(int group) => Frame().Matches(Output).Sum(match => Number(match, group));

        private static int Number(Match match, int group) => match.Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;
    }
}

using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Bruno.Gpu.Reporting;

/// <summary>What a run's environment.json holds: everything that is needed to say what produced the numbers.</summary>
internal sealed record EnvironmentReport
{
    /// <summary>The version of the program.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>The source revision it was built from; null where the build did not know it.</summary>
    public string? Commit { get; init; }

    /// <summary>The .NET runtime, with its version.</summary>
    public required string Runtime { get; init; }

    /// <summary>The operating system, with its version.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>The architecture of the process, such as x64.</summary>
    public required string Architecture { get; init; }

    /// <summary>The name of the processor; null where the system does not tell.</summary>
    public string? Cpu { get; init; }

    /// <summary>The logical cores that the process may use.</summary>
    public required int Cores { get; init; }

    /// <summary>The accelerator; null for a command that uses none.</summary>
    public AcceleratorDescription? Accelerator { get; init; }

    /// <summary>The scalar type of the run, such as float32; null where it has none.</summary>
    public string? Precision { get; init; }

    /// <summary>The seed of every random number of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The arguments of the program, in order.</summary>
    public required IReadOnlyList<string> CommandLine { get; init; }

    /// <summary>When the report was collected, UTC, ISO 8601.</summary>
    public required string TimeUtc { get; init; }

    /// <summary>Collects the report for this process.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="commandLine">The arguments of the program.</param>
    /// <param name="accelerator">The accelerator, where there is one.</param>
    /// <param name="precision">The scalar type, where there is one.</param>
    /// <param name="time">The clock; the system's where it is null.</param>
    public static EnvironmentReport Collect(
        ulong seed,
        IReadOnlyList<string> commandLine,
        AcceleratorDescription? accelerator = null,
        string? precision = null,
        TimeProvider? time = null)
    {
        // The SDK appends the revision to the informational version: 0.1.0+<commit>.
        string[] version = (typeof(EnvironmentReport).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+', 2);
        return new EnvironmentReport
        {
            ProgramVersion = version[0],
            Commit = version.Length > 1 ? version[1] : null,
            Runtime = RuntimeInformation.FrameworkDescription,
            OperatingSystem = RuntimeInformation.OSDescription,
            Architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
            Cpu = CpuName(),
            Cores = Environment.ProcessorCount,
            Accelerator = accelerator,
            Precision = precision,
            Seed = seed,
            CommandLine = commandLine,
            TimeUtc = (time ?? TimeProvider.System).GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        };
    }

    private static string? CpuName()
    {
        if (!System.OperatingSystem.IsLinux())
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        try
        {
            string? line = File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(candidate => candidate.StartsWith("model name", StringComparison.Ordinal));
            return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

using System.Reflection;
using System.Text.Json.Serialization;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Reporting;
using ILGPU;

namespace Bruno.Gpu.Verification;

/// <summary>What a verification found, and on what: everything that whoever mends it needs to know, and nothing of who sends it.</summary>
internal sealed record VerificationReport
{
    /// <summary>Whether every family passed.</summary>
    public required bool Passed { get; init; }

    /// <summary>How a command ends that reports it.</summary>
    [JsonIgnore]
    public ExitCode ExitCode => Passed ? ExitCode.Ok : ExitCode.CheckFailed;

    /// <summary>Whether only the short form was run.</summary>
    public required bool Short { get; init; }

    /// <summary>The compute device.</summary>
    public required ComputeDeviceDescription Device { get; init; }

    /// <summary>The version of the program.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>The source revision it was built from; none where the build did not know it.</summary>
    public string? Commit { get; init; }

    /// <summary>The version of ILGPU, which compiles the kernels.</summary>
    public required string IlgpuVersion { get; init; }

    /// <summary>The .NET runtime, with its version.</summary>
    public required string Runtime { get; init; }

    /// <summary>The operating system, with its version.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>The architecture of the process, such as x64.</summary>
    public required string Architecture { get; init; }

    /// <summary>When it was made, UTC, ISO 8601.</summary>
    public required string TimeUtc { get; init; }

    /// <summary>The time that it took, s.</summary>
    public required double Seconds { get; init; }

    /// <summary>The results.</summary>
    public required IReadOnlyList<FamilyResult> Families { get; init; }

    /// <summary>The report of some results on a device.</summary>
    public static VerificationReport Of(ComputeDevice device, bool isShort, IReadOnlyList<FamilyResult> results)
    {
        EnvironmentReport environment = EnvironmentReport.Collect(0, []);
        return new()
        {
            Passed = results.Count > 0 && results.All(result => result.Passed),
            Short = isShort,
            Device = device.Description,
            ProgramVersion = environment.ProgramVersion,
            Commit = environment.Commit,
            IlgpuVersion = VersionOf(typeof(Context).Assembly),
            Runtime = environment.Runtime,
            OperatingSystem = PersonalDetails.Remove(environment.OperatingSystem),
            Architecture = environment.Architecture,
            TimeUtc = environment.TimeUtc,
            Seconds = results.Sum(result => result.Seconds),
            Families = results,
        };
    }

    private static string VersionOf(Assembly assembly) =>
        (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "unknown")
            .Split('+')[0];
}

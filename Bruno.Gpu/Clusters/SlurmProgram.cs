using System.ComponentModel;
using System.Diagnostics;

namespace Bruno.Gpu.Clusters;

/// <summary>Runs the programs of Slurm.</summary>
internal static class SlurmProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs one to its end.</summary>
    /// <param name="program">sbatch, scontrol.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it said; none where it is not there, or does not end in time.</returns>
    public static Result? Run(string program, IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
                return null;
            }

            return new(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What a program said.</summary>
    /// <param name="ExitCode">Its exit code.</param>
    /// <param name="Output">Its standard output.</param>
    /// <param name="Errors">Its standard error.</param>
    internal sealed record Result(int ExitCode, string Output, string Errors);
}

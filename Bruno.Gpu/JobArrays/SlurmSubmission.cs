using Bruno.Gpu.Clusters;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.JobArrays;

/// <summary>A job array that was handed to Slurm.</summary>
/// <param name="Job">Its number.</param>
/// <param name="Tasks">How many tasks it has.</param>
internal sealed record SlurmSubmission(string Job, int Tasks)
{
    /// <summary>Hands a script to Slurm.</summary>
    /// <param name="script">The file of the script.</param>
    /// <param name="tasks">How many tasks it asks for.</param>
    /// <exception cref="BrunoException">Slurm is not there, or refuses it; its words are in the message.</exception>
    public static SlurmSubmission Submit(string script, int tasks)
    {
        SlurmProgram.Result result = SlurmProgram.Run("sbatch", ["--parsable", script])
            ?? throw new BrunoException(ExitCode.DeviceUnavailable, $"Slurm cannot be reached from here: 'sbatch' was not found, or did not answer. The script is written: submit '{script}' where Slurm is.");
        if (result.ExitCode != 0)
            throw new BrunoException(ExitCode.DeviceUnavailable, $"Slurm refused the job: {result.Errors.Trim()}\nThe script is '{script}'.");
        // Number, and the cluster where there are several.
        return new(result.Output.Trim().Split(';')[0], tasks);
    }
}

using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.JobArrays;

namespace Bruno.Cli.Rendering;

/// <summary>A job array that was handed to Slurm.</summary>
internal static class SlurmSubmissionView
{
    /// <summary>Writes to standard output.</summary>
    /// <param name="submission">The array.</param>
    /// <param name="folder">The folder of the work.</param>
    /// <param name="follow">The command that shows how far it is.</param>
    /// <param name="json">Whether JSON is wanted.</param>
    public static ExitCode Write(SlurmSubmission submission, string folder, string follow, bool json)
    {
        string script = new JobArrayFolder(folder).Script;
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(new { job = submission.Job, tasks = submission.Tasks, script, folder }));
            return ExitCode.Ok;
        }

        Console.Out.WriteLine($"Slurm job {submission.Job}: {submission.Tasks} {(submission.Tasks == 1 ? "task" : "tasks")}, script {script}");
        Console.Out.WriteLine($"How far it is: {follow}");
        return ExitCode.Ok;
    }
}

using Bruno.Gpu.Clusters;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.JobArrays;

/// <summary>What is kept, in a folder <c>slurm</c> beside the work, of the job arrays that do it: the script, the tasks' messages and the numbers of the jobs.</summary>
/// <param name="folder">The folder of the work: a sweep, or chips.</param>
internal sealed class JobArrayFolder(string folder)
{
    private readonly string path = Path.Combine(Path.GetFullPath(folder), "slurm");

    private string Jobs => Path.Combine(path, "jobs.json");

    /// <summary>The script.</summary>
    public string Script => Path.Combine(path, "array.sbatch");

    /// <summary>Where the messages of a task go, as Slurm writes such patterns.</summary>
    public string Log => Path.Combine(path, "%A_%a.out");

    /// <summary>The script of a request.</summary>
    /// <param name="request">What is asked of Slurm.</param>
    /// <param name="template">A template, or none for the program's own.</param>
    /// <param name="program">The program, as this machine runs it.</param>
    /// <param name="arguments">The arguments of every task.</param>
    /// <exception cref="BrunoException">The template cannot be read or used.</exception>
    public string TextOf(SlurmRequest request, string? template, IReadOnlyList<string> program, IReadOnlyList<string> arguments) =>
        SlurmScript.Text(template is null ? SlurmScript.Template : Read(template), request, Log, Directory.GetCurrentDirectory(), program, arguments);

    /// <summary>Writes the script, hands it to Slurm and keeps the number of the job.</summary>
    /// <param name="script">Its text.</param>
    /// <param name="tasks">How many tasks it asks for.</param>
    /// <exception cref="BrunoException">The folder cannot be written, or Slurm refuses.</exception>
    public SlurmSubmission Submit(string script, int tasks)
    {
        OutputPlace.MakeFolder(path, force: true);
        AtomicFile.WriteText(Script, script);
        SlurmSubmission submission = SlurmSubmission.Submit(Script, tasks);
        JsonFile.Write(Jobs, (IReadOnlyList<SlurmSubmission>)[.. Submitted(), submission]);
        return submission;
    }

    /// <summary>The arrays that were submitted, in order.</summary>
    /// <exception cref="BrunoException">The file that names them cannot be read.</exception>
    public IReadOnlyList<SlurmSubmission> Submitted() => File.Exists(Jobs) ? JsonFile.Read<SlurmSubmission[]>(Jobs) : [];

    /// <summary>The tasks of all arrays that Slurm still knows; empty where none was submitted, null where Slurm cannot be asked.</summary>
    public IReadOnlyList<SlurmTask>? Tasks()
    {
        List<SlurmTask> tasks = [];
        foreach (SlurmSubmission submission in Submitted())
        {
            if (SlurmQueue.Read(submission.Job) is not { } known)
                return null;
            tasks.AddRange(known);
        }

        return tasks;
    }

    private static string Read(string template)
    {
        try
        {
            return File.ReadAllText(template);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BrunoException(ExitCode.Usage, $"The template of the Slurm script '{template}' cannot be read: {exception.Message}", exception);
        }
    }
}

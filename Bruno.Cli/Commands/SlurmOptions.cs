using System.CommandLine;
using System.Diagnostics;
using Bruno.Cli.CommandLine;
using Bruno.Gpu.Errors;
using Bruno.Gpu.JobArrays;

namespace Bruno.Cli.Commands;

/// <summary>How work is handed to a Slurm cluster, shared by the commands that can be cut into tasks.</summary>
internal sealed class SlurmOptions
{
    private readonly Option<bool> slurm = new("--slurm")
    {
        Description = "Hands the work to Slurm as a job array, whose tasks share it, and returns. The script is kept beside the work, under slurm/.",
    };

    private readonly Option<int?> tasks = new("--tasks") { Description = "With --slurm: tasks of the array (default 8, or as many as there are parts).", HelpName = "N" };
    private readonly Option<int?> atOnce = new("--at-once") { Description = "With --slurm: the most tasks that run at a time; the others take up what those leave that are ended.", HelpName = "N" };
    private readonly Option<string?> partition = Text("--partition", "the partition.", "NAME");
    private readonly Option<string?> time = Text("--time", "the most time of a task, such as 4:00:00. A minute before its end a task saves its state, and another goes on from there.", "TIME");
    private readonly Option<string?> gpus = Text("--gpus", "GPUs of a task: 1, or a100:1.", "GPUS");
    private readonly Option<string?> account = Text("--account", "the account that is charged.", "NAME");
    private readonly Option<string?> constraint = Text("--constraint", "features that nodes must have.", "LIST");
    private readonly Option<int?> cores = new("--cores") { Description = "With --slurm: cores of a task.", HelpName = "N" };
    private readonly Option<string?> memory = Text("--job-memory", "memory of a task, such as 16G.", "SIZE");
    private readonly Option<string?> container = Text("--container", "an image that has the program, run by apptainer.", "IMAGE");
    private readonly Option<string?> template = Text("--slurm-template", "a script of your own in place of the program's, with {{directives}} and {{command}} where those go.", "FILE");

    private readonly Option<string[]> directives = new("--sbatch")
    {
        Description = "With --slurm: one more option of sbatch, without its dashes: exclusive, mail-type=END. May be given again.",
        HelpName = "OPTION",
        AllowMultipleArgumentsPerToken = false,
    };

    private Option[] Details => [tasks, atOnce, partition, time, gpus, account, constraint, cores, memory, container, template, directives];

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(slurm);
        foreach (Option option in Details)
            command.Add(option);
    }

    /// <summary>What is asked of Slurm; none where the work is to be done here.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="name">What the job is called.</param>
    /// <param name="parts">Into how many parts the work can be cut at most.</param>
    /// <exception cref="BrunoException">A value is wrong, or an option makes no sense without --slurm.</exception>
    public SlurmRequest? Of(ParseResult result, string name, int parts)
    {
        if (!result.GetValue(slurm))
        {
            return Details.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is Option lonely
                ? throw new BrunoException(ExitCode.Usage, $"{lonely.Name} goes with --slurm.")
                : null;
        }

        return new()
        {
            JobName = $"bruno-{name}",
            Tasks = Positive(result, tasks) ?? Math.Min(8, Math.Max(1, parts)),
            AtOnce = Positive(result, atOnce),
            Partition = result.GetValue(partition),
            Time = result.GetValue(time),
            Gpus = result.GetValue(gpus),
            Account = result.GetValue(account),
            Constraint = result.GetValue(constraint),
            Cores = Positive(result, cores),
            Memory = result.GetValue(memory),
            Container = result.GetValue(container),
            Directives = [.. (result.GetValue(directives) ?? []).Select(directive => $"--{directive}")],
        };
    }

    /// <summary>Writes the script beside the work and hands it to Slurm; or prints it alone.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="folder">The folder of the work.</param>
    /// <param name="arguments">What each task does, as arguments of the program.</param>
    /// <exception cref="BrunoException">The folder cannot be written, or Slurm refuses.</exception>
    public SlurmSubmission Submit(ParseResult result, SlurmRequest request, string folder, IReadOnlyList<string> arguments) =>
        new JobArrayFolder(folder).Submit(ScriptOf(result, request, folder, arguments), request.Tasks);

    /// <summary>The script of a request.</summary>
    /// <exception cref="BrunoException">The template cannot be read or used.</exception>
    public string ScriptOf(ParseResult result, SlurmRequest request, string folder, IReadOnlyList<string> arguments)
    {
        ProcessStartInfo program = OwnProcess.With([]);
        string? own = result.GetValue(template) is string file ? Path.GetFullPath(file) : null;
        return new JobArrayFolder(folder).TextOf(request, own, [program.FileName, .. program.ArgumentList], arguments);
    }

    /// <summary>The arguments of a command line without these options.</summary>
    public IReadOnlyList<string> Without(ParseResult result)
    {
        Dictionary<string, bool> takesValue = Details.Append(slurm).ToDictionary(option => option.Name, option => option.Arity.MaximumNumberOfValues > 0 && option != slurm);
        List<string> kept = [];
        string[] words = [.. result.Tokens.Select(token => token.Value)];
        for (int index = 0; index < words.Length; ++index)
        {
            if (!takesValue.TryGetValue(words[index], out bool hasValue))
                kept.Add(words[index]);
            else if (hasValue)
                ++index;
        }

        return kept;
    }

    private static int? Positive(ParseResult result, Option<int?> option) => result.GetValue(option) is int number ? CommaList.Positive(option.Name, number) : null;

    private static Option<string?> Text(string name, string description, string help) => new(name) { Description = $"With --slurm: {description}", HelpName = help };
}

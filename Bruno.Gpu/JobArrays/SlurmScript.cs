using System.Globalization;
using System.Text;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.JobArrays;

/// <summary>The script that Slurm runs for every task: a template, with what was asked for put in.</summary>
internal static class SlurmScript
{
    /// <summary>What templates have in place of the #SBATCH lines, of the folder that the command is run in, and of the command.</summary>
    public const string Directives = "{{directives}}", Folder = "{{folder}}", Command = "{{command}}";

    /// <summary>The template where nothing else is given.</summary>
    public static string Template
    {
        get
        {
            using Stream stream = typeof(SlurmScript).Assembly.GetManifestResourceStream("Bruno.Gpu.JobArrays.array.sbatch")!;
            using StreamReader reader = new(stream);
            return reader.ReadToEnd();
        }
    }

    /// <summary>The script.</summary>
    /// <param name="template">A template.</param>
    /// <param name="request">What is asked of Slurm.</param>
    /// <param name="log">The file that a task's messages go to; %A and %a are the numbers of array and task.</param>
    /// <param name="folder">The folder that the command is run in.</param>
    /// <param name="program">The program, as this machine runs it; in a container it is <c>bruno</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="BrunoException">The template lacks a place, or something has a line break in it.</exception>
    public static string Text(string template, SlurmRequest request, string log, string folder, IReadOnlyList<string> program, IReadOnlyList<string> arguments)
    {
        string[] missing = [.. new[] { Directives, Command }.Where(place => !template.Contains(place, StringComparison.Ordinal))];
        if (missing.Length > 0)
            throw new BrunoException(ExitCode.Usage, $"The template of the Slurm script has no {string.Join(" and no ", missing)}: what was asked for has no place in it.");
        string[] ofGpu = request.Gpus is null ? [] : ["--nv"];
        string[] command = [.. request.Container is string image ? ["apptainer", "exec", .. ofGpu, "--bind", folder, image, "bruno"] : program, .. arguments];
        string script = template
            .Replace(Directives, string.Join('\n', DirectivesOf(request, log).Select(directive => $"#SBATCH {directive}")), StringComparison.Ordinal)
            .Replace(Folder, Quoted(folder), StringComparison.Ordinal)
            .Replace(Command, string.Join(' ', command.Select(Quoted)), StringComparison.Ordinal);
        return script.ReplaceLineEndings("\n");
    }

    private static IEnumerable<string> DirectivesOf(SlurmRequest request, string log)
    {
        string atOnce = request.AtOnce is int most ? string.Create(CultureInfo.InvariantCulture, $"%{most}") : "";
        (string Name, string? Value)[] known =
        [
            ("job-name", request.JobName),
            ("array", string.Create(CultureInfo.InvariantCulture, $"0-{request.Tasks - 1}{atOnce}")),
            ("output", log),
            ("open-mode", "append"),
            ("signal", "B:TERM@60"),
            ("partition", request.Partition),
            ("time", request.Time),
            ("gres", request.Gpus is string gpus ? $"gpu:{gpus}" : null),
            ("account", request.Account),
            ("constraint", request.Constraint),
            ("cpus-per-task", request.Cores?.ToString(CultureInfo.InvariantCulture)),
            ("mem", request.Memory),
        ];
        foreach ((string name, string? value) in known)
        {
            if (value is not null)
                yield return Checked($"--{name}={(value.Any(char.IsWhiteSpace) ? $"\"{value}\"" : value)}");
        }

        foreach (string directive in request.Directives)
            yield return Checked(directive);
    }

    private static string Checked(string directive) => directive.AsSpan().ContainsAny('\n', '\r')
        ? throw new BrunoException(ExitCode.Usage, $"A line break in '{directive}': directives of Slurm are single lines.")
        : directive;

    /// <summary>A word as a shell reads it.</summary>
    private static string Quoted(string word)
    {
        if (word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./=+,:@%".Contains(letter, StringComparison.Ordinal)))
            return word;
        StringBuilder quoted = new("'");
        return quoted.Append(word.Replace("'", "'\\''", StringComparison.Ordinal)).Append('\'').ToString();
    }
}

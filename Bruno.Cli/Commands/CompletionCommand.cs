using System.CommandLine;
using Bruno.Gpu.Errors;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno completion</c>: what makes a shell complete the program's command lines.</summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> shell = new("shell") { Description = $"The shell: {string.Join(", ", Shells)}." };
        shell.AcceptOnlyFromAmong(Shells);
        Command command = new("completion", """
            Prints a script for your shell that completes commands, options, presets and models. Its first lines say where to keep it.

            In this shell, now:
              eval "$(bruno completion bash)"
              source <(bruno completion zsh)
              source (bruno completion fish | psub)
              Invoke-Expression (& bruno completion pwsh | Out-String)
            """);
        command.Add(shell);
        command.SetAction(result =>
        {
            using StreamReader script = new(typeof(CompletionCommand).Assembly.GetManifestResourceStream($"bruno.{result.GetRequiredValue(shell)}")!);
            Console.Out.Write(script.ReadToEnd());
            return (int)ExitCode.Ok;
        });
        return command;
    }
}

using System.Diagnostics;

namespace Bruno.Cli.Tests;

/// <summary>What a shell completes with the script that the program prints for it.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("bruno tra", "train")]
    [InlineData("bruno benchmark in", "integrators")]
    [InlineData("bruno train --epo", "--epochs")]
    [InlineData("bruno train quickstart-", "quickstart-adex")]
    [InlineData("bruno train --preset tactile-f", "tactile-felif")]
    [InlineData("bruno simulate --model her", "heracles")]
    [InlineData("bruno train --gradient exact-", "exact-literal")]
    [InlineData("bruno evaluate RUN --split val", "validation")]
    // A colon begins a new word in bash.
    [InlineData("bruno train --device cuda:", "0")]
    [InlineData("bruno train no-such-pre", "")]
    public void Bash_Completes(string line, string expected)
    {
        // The program as a command of its name, and bash as it calls for a completion when the tabulator is pressed.
        folder.Write("bin/bruno", $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "bruno.dll")}' \"$@\"\n");
        string script = $$"""
            chmod +x '{{folder["bin/bruno"]}}'
            PATH='{{folder["bin"]}}':$PATH
            eval "$(bruno completion bash)"
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}} COMP_WORDS=({{line}})
            _bruno
            printf '%s\n' "${COMPREPLY[@]}"
            complete -p bruno
            """;
        string[] lines = Shell("bash", "-c", script).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected, string.Join(' ', lines[..^1]));
        Assert.Equal("complete -o default -F _bruno bruno", lines[^1]);
    }

    [Fact]
    public void APresetIsCompletedWhereverOneIsTaken()
    {
        foreach (string command in (string[])["train", "sweep", "describe", "compare gradients", "benchmark memory", "benchmark time"])
        {
            string line = $"bruno {command} tactile-her";
            Assert.Contains("tactile-heracles", BrunoProcess.RunAlone($"[suggest:{line.Length}]", line).Output.Split('\n'));
        }
    }

    [Theory]
    [InlineData("zsh", "compdef _bruno bruno")]
    [InlineData("fish", "complete --command bruno")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName bruno")]
    public void OtherShellsAreToldTheSame(string shell, string registration)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.RunAlone("completion", shell);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(registration, outcome.Output);
        Assert.Contains("[suggest:", outcome.Output);
    }

    [Fact]
    public void AnotherShellIsRefused()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.RunAlone("completion", "csh");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("'csh' is not one of", outcome.Errors);
    }

    private static string Shell(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)), "The shell did not end.");
        Assert.Equal("", errors.Result);
        return output.Result;
    }
}

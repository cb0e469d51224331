using System.CommandLine;
using System.Diagnostics;

namespace Bruno.Cli.Tests;

/// <summary>The scripts that prove and measure the program on another machine, where nobody can mend them.</summary>
public sealed class GpuKitTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("gpu-kit.sh")]
    [InlineData("gpu-kit/run.sh")]
    [InlineData("gpu-kit/figures.sh")]
    public void TheScriptsAreBash(string script)
    {
        (int code, _, string errors) = Bash("-n", Script(script));
        Assert.True(code == 0, errors);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("cuda:0")]
    public void EveryCommandIsOneOfTheProgram(string device)
    {
        (int code, string plan, string errors) = Bash(Script("gpu-kit/run.sh"), "--plan", device);
        Assert.True(code == 0, errors);
        string[][] steps = [.. plan.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))];
        string[][] commands = [.. steps.Select(step => step[2].Split(' ')).Where(command => command[0] == "bruno")];
        Assert.True(commands.Length >= 20, plan);
        RootCommand program = BrunoProgram.CreateCommand();
        Assert.All(commands, command => Assert.Empty(program.Parse(command[1..]).Errors));
        Assert.All(steps, step => Assert.InRange(int.Parse(step[1]), 1, 300));
        Assert.Equal(steps.Length, steps.Select(step => step[0]).Distinct().Count());
    }

    /// <summary>A training's settings are looked at only when it begins.</summary>
    [Fact]
    public void EveryTrainingCanBegin()
    {
        (_, string plan, _) = Bash(Script("gpu-kit/run.sh"), "--plan", "cpu");
        string[] trainings =
        [
            .. plan.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')[2])
                .Where(command => command.StartsWith("bruno train", StringComparison.Ordinal) && command.Contains("-cpu ", StringComparison.Ordinal)),
        ];
        Assert.Equal(6, trainings.Length);
        Assert.All(trainings, training =>
        {
            BrunoProcess.Outcome outcome = BrunoProcess.Run([.. training.Split(' ')[1..], "--dry-run"]);
            Assert.True(outcome.ExitCode == 0, training + outcome.Errors);
        });
    }

    /// <summary>With a program that only fails, everything is tried, and what could not be is skipped.</summary>
    [Fact]
    public void FailuresAreCounted_AndSkippedIsWhatNeedsThem()
    {
        foreach (string name in new[] { "run.sh", "figures.sh" })
            File.Copy(Script($"gpu-kit/{name}"), folder[name]);
        folder.Write("golden/none.json", "{}");
        folder.Write("side-by-side/none.py", "");
        File.WriteAllText(folder["bruno"], $"#!/bin/sh\n[ \"$2 $3\" = 'quickstart --dry-run' ] || {{ echo \"lost in {folder["results"]}\" >&2; exit 1; }}\n");
        (int code, string output, string errors) = Bash("-c", $"chmod +x {folder["bruno"]}; PYTHON=no-python {folder["run.sh"]} cpu --output {folder["results"]}");
        Assert.True(code == 7, output + errors);
        Assert.Matches(@"\n1 steps passed, 19 failed, [0-9]+ skipped\n$", output);
        string summary = File.ReadAllText(folder["results", "summary.md"]);
        Assert.Contains("| check | failed |", summary);
        Assert.Contains("exit code 1: lost in ...", summary);
        Assert.DoesNotContain(folder["results"], summary + File.ReadAllText(folder["results", "logs", "check.log"]));
    }

    private static string Script(string name) => Path.Combine(SourceTree.Root(), "scripts", name);

    private static (int ExitCode, string Output, string Errors) Bash(params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The kit is for Linux.");
        ProcessStartInfo start = new("bash", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)), "The script did not end.");
        return (process.ExitCode, output.Result, errors.Result);
    }
}

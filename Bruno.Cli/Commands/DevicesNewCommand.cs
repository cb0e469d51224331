using System.CommandLine;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Models;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno devices new</c>: a model of one's own to start from.</summary>
internal static class DevicesNewCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> name = new("name") { Description = "The name of the model; the file is NAME.toml." };
        Option<bool> force = new("--force") { Description = "Writes over a file that is there." };
        Command command = new("new", """
            Writes NAME.toml, a device as a text file: a leaky neuron with one internal variable, every part of it commented. Change it into your own.

            Examples:
              bruno devices new my-neuron
              bruno devices check my-neuron.toml
            """);
        command.Add(name);
        command.Add(force);
        command.SetAction(result =>
        {
            // NAME.toml is as good a name as NAME.
            string given = result.GetRequiredValue(name), model = Path.GetFileName(given.EndsWith(".toml", StringComparison.Ordinal) ? given[..^5] : given);
            string text = ModelTemplate.Text(model), path = Path.Combine(Path.GetDirectoryName(given) ?? "", model + ".toml");
            OutputPlace.RequireFree(path, result.GetValue(force));
            AtomicFile.WriteText(path, text);
            Console.Out.WriteLine($"A model to change: {path}. Check it with: bruno devices check {path}");
            return (int)ExitCode.Ok;
        });
        return command;
    }
}

using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Checks;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno devices check</c>: is a device written as text right, and what is it like?</summary>
internal static class DevicesCheckCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "A device as a text file (TOML), or the name of one that comes with the program." };
        Option<bool> json = new("--json") { Description = "Prints JSON." };
        Command command = new("check", $"""
            Checks a device that is written as a text file. All faults are reported at once, each with its line: unknown names, units that do not fit,
            quantities that depend on themselves; then it exits with 2. Of a model without faults it shows parameters, variables and quantities with
            their units; states between the bounds in which a value or a derivative is not finite; the derivatives beside differences of the rates;
            and the time constants (eigenvalues) at the start and after a spike. It exits with 7 where a value or derivative is not finite at the
            start or after a spike, or where a derivative is wrong.

            With the program come {string.Join(", ", ModelLibrary.Names)}.

            Examples:
              bruno devices check my-neuron.toml
              bruno devices check hodgkin-huxley
            """);
        command.Add(file);
        command.Add(json);
        DeviceLibraryOption.AddTo(command);
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(file);
            Model model = !File.Exists(path) && ModelLibrary.Names.Contains(path) ? ModelLibrary.Find(path) : Model.ReadFile(path);
            ModelReport report = ModelReport.Of(model);
            if (result.GetValue(json))
                Console.Out.Write(JsonFile.ToText(ModelReportView.ForJson(report)));
            else
                ModelReportView.Write(report);
            return (int)(report.IsSound ? ExitCode.Ok : ExitCode.CheckFailed);
        });
        return command;
    }
}

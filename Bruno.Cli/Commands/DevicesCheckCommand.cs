using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Checks;
using Bruno.Gpu.Plots;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno devices check</c>: is a device right, and what is it like?</summary>
internal static class DevicesCheckCommand
{
    private static readonly Option<string?> Output = new("--output") { Description = "A folder for a picture of the responses to steps of current, responses.", HelpName = "DIR" };
    private static readonly Option<bool> Force = new("--force") { Description = "Writes into a folder that is not empty." };
    private static readonly PictureChoice Pictures = new();
    private static readonly Option<bool> Json = new("--json") { Description = "Prints JSON." };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "A device as a text file (TOML), or the name of one that comes with the program or with a --device-library." };
        Command command = new("check", $"""
            Checks a device. Of one that is written as a text file, all faults are reported at once, each with its line: unknown names, units that do
            not fit, quantities that depend on themselves; then it exits with 2. Of a device without faults it shows parameters, variables and
            quantities with their units; states between the bounds in which a value or a derivative is not finite; places where rates jump; the
            derivatives beside differences of the rates; the time constants (eigenvalues), and which integrators suit them; and what it does in steps
            of current across the range of its input, with the bounds that it runs into. It exits with 7 where a value or derivative is not finite at
            the start or after a spike, or where a derivative is wrong.

            With the program come {string.Join(", ", ModelLibrary.Names)}.

            Examples:
              bruno devices check my-neuron.toml
              bruno devices check hodgkin-huxley --output hodgkin-huxley
              bruno devices check my-device --device-library my-devices.dll
            """);
        command.Add(file);
        Option[] options = [Output, Force, Json];
        foreach (Option option in options)
            command.Add(option);
        Pictures.AddTo(command);
        DeviceLibraryOption.AddTo(command);
        command.SetAction(result =>
        {
            string name = result.GetRequiredValue(file);
            PictureOptions pictures = Pictures.Of(result);
            Pictures.RequireUse(result, result.GetValue(Output) is not null, Output.Name);
            if (result.GetValue(Output) is string folder)
                OutputFolder.Choose(folder, "check", result.GetValue(Force));
            return (int)(DeviceCatalogue.LibraryOf(name) is not null
                ? CheckCoded(result, DeviceCatalogue.Find(name), pictures)
                : CheckText(result, !File.Exists(name) && ModelLibrary.Names.Contains(name) ? ModelLibrary.Find(name) : Model.ReadFile(name), pictures));
        });
        return command;
    }

    private static ExitCode CheckText(ParseResult result, Model model, PictureOptions pictures)
    {
        ModelReport report = ModelReport.Of(model);
        // What cannot be simulated has no integrators.
        IReadOnlyList<IntegratorFit> integrators = TextModel.FaultOf(model) is null ? IntegratorFit.Of(new TextModel(model.Source.Name, model)) : [];
        if (result.GetValue(Json))
            Console.Out.Write(JsonFile.ToText(ModelReportView.ForJson(report, integrators)));
        else
            ModelReportView.Write(report, integrators);
        Draw(result, report.Device, pictures);
        return report.IsSound ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static ExitCode CheckCoded(ParseResult result, IDeviceModel model, PictureOptions pictures)
    {
        DeviceReport report = DeviceReport.Of(model);
        IReadOnlyList<IntegratorFit> integrators = IntegratorFit.Of(model);
        if (result.GetValue(Json))
        {
            Console.Out.Write(JsonFile.ToText(new
            {
                model.Name, model.Description, Origin = DeviceCatalogue.OriginOf(model.Name), Sound = report.Derivatives.Deviating.Count == 0, model.Parameters, model.Variables,
                Derivatives = DeviceReportView.Derivatives(report), Eigenvalues = DeviceReportView.Eigenvalues(report),
                Integrators = DeviceReportView.Integrators(report, integrators), Responses = DeviceReportView.Responses(report.Responses, report.Equations),
            }));
        }
        else
        {
            Console.Out.WriteLine($"The model '{model.Name}' of {DeviceCatalogue.OriginOf(model.Name)} is right: {model.Description}.");
            DevicesCommand.WriteParameters(model);
            DeviceReportView.Write(report, integrators);
        }

        Draw(result, report, pictures);
        return report.Derivatives.Deviating.Count == 0 ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static void Draw(ParseResult result, DeviceReport report, PictureOptions pictures)
    {
        if (result.GetValue(Output) is not string output)
            return;
        IReadOnlyList<string> drawn = StepResponsePlot.Of(report.Equations, report.Responses)
            .Save(Path.Combine(OutputFolder.Make(output, result.GetValue(Force)), "responses"), pictures);
        foreach (string picture in result.GetValue(Json) ? [] : drawn)
            Console.Out.WriteLine(picture);
    }
}

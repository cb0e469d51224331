using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Cards;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno check</c>: proofs that the program computes what it should, and that files say what they must.</summary>
internal static class CheckCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new("check", """
            Verifies that a compute device computes what it should: every family of kernels, against plain evaluations and
            conformance vectors, a line a family, in less than a minute. Exits with 7 where a family fails: do not use that
            device then. Subcommands check files.

            Examples:
              bruno check
              bruno check --device opencl:0 --report report.json
              bruno check --device cuda:0 --short
            """);
        CheckDeviceCommand.AddTo(command);
        command.Add(CreateGolden());
        command.Add(CreateCard());
        command.Add(CheckConductancesCommand.Create());
        return command;
    }

    private static Command CreateCard()
    {
        Argument<string> path = new("file") { Description = "A device card of your own (TOML)." };
        Command command = new("card", """
            Checks a device card: unknown keys, figures without unit or source, units of another dimension, impossible
            values. All faults are reported at once; exits with 2 if there is any.

            Example:
              bruno check card my-device.toml
            """);
        command.Add(path);
        DeviceLibraryOption.AddTo(command);
        command.SetAction(result =>
        {
            DeviceCard card = DeviceCard.ReadFile(result.GetRequiredValue(path));
            Console.Out.WriteLine($"The card '{card.Name}' is right: {card.Kind.ToString().ToLowerInvariant()}, {card.Values.Count} values.");
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static Command CreateGolden()
    {
        Argument<string> path = new("path") { Description = "A folder of conformance files (*.json), or one of them." };
        Option<string> device = new("--device") { Description = "The compute device.", DefaultValueFactory = _ => "cpu", HelpName = "NAME" };
        Option<Precision> precision = new("--precision") { Description = "float or double.", DefaultValueFactory = _ => Precision.Double, HelpName = "float|double" };
        Option<bool> all = new("--all") { Description = "Prints every deviation, not only the largest ones." };
        Option<bool> json = new("--json") { Description = "Prints the results as JSON." };
        Command command = new("golden", """
            Runs every conformance file of a folder and prints a line a file with its largest deviations from the float64
            reference; exits with 7 if any is outside its tolerance or of a kind that is not built yet.

            Tolerances in double: states 1e-9 (1e-6 for Heracles), spikes and levels of weights exact, weights 1e-15, gradients 1e-8
            of the largest (1e-5 for Heracles). In float: 5e-3 V, 1e-4 C/m2, the number of spikes, gradients 2 %, weights 1e-6.
            A gradient through every micro-step judges the literal derivative; one from differences of the converged solution judges
            the exact method with adaptive steps, to 1e-6 (2 % in float). "exact 1-cos" is for information: the stable exact method
            with the file's micro-steps. An array that is null as a whole is not compared, and what is not is named.

            Examples:
              bruno check golden tests/golden
              bruno check golden tests/golden --device cuda:0 --precision float
            """);
        command.Add(path);
        Option[] options = [device, precision, all, json];
        foreach (Option option in options)
            command.Add(option);
        command.SetAction(result => (int)Run(
            result.GetRequiredValue(path), result.GetRequiredValue(device), result.GetValue(precision), result.GetValue(all), result.GetValue(json)));
        return command;
    }

    private static ExitCode Run(string path, string deviceName, Precision precision, bool all, bool json)
    {
        IReadOnlyList<string> files = ConformanceSuite.Files(path);
        using ComputeDevice device = ComputeDevice.Open(deviceName, precision: precision, policy: DeviceChoiceView.Policy);
        List<ConformanceResult> results = [];
        foreach (string file in files)
        {
            ConformanceResult result = ConformanceSuite.Run(file, device, precision);
            results.Add(result);
            if (!json)
                Write(result, all);
        }

        int failed = results.Count(result => !result.Passed);
        if (json)
            Console.Out.Write(JsonFile.ToText(results));
        else
            Console.Out.WriteLine($"{results.Count - failed} passed, {failed} failed on {device.Description.Name} in {precision.ToString().ToLowerInvariant()}");
        return failed > 0 ? ExitCode.CheckFailed : ExitCode.Ok;
    }

    private static void Write(ConformanceResult result, bool all)
    {
        string text = result.Problem ?? string.Join(", ", ConformanceGroup.Largest(result.Deviations)
            .Select(deviation => $"{deviation.Quantity} {Format.Deviation(deviation.Value)}{(deviation.Passed ? "" : " (!)")}"));
        Console.Out.WriteLine($"{(result.Passed ? "pass" : "FAIL")}  {result.File}  {text}{(result.Remark is null ? "" : $"  [{result.Remark}]")}");
        foreach (Deviation deviation in result.Deviations.Where(deviation => all || !deviation.Passed))
        {
            string tolerance = deviation.Tolerance is double limit ? $"tolerance {Format.Deviation(limit)}" : "for information";
            Console.Out.WriteLine($"      {(deviation.Passed ? " " : "!")} {deviation.Quantity}: {Format.Deviation(deviation.Value)} ({tolerance})");
        }

        if (result.NotCompared.Count > 0)
            Console.Out.WriteLine($"        not compared: {string.Join(", ", result.NotCompared)}");
    }
}

using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Verification;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno check</c> without more: verifies that a compute device computes what it should.</summary>
internal static class CheckDeviceCommand
{
    /// <summary>The precisions that can be asked for; both where nothing is said.</summary>
    private enum Precisions
    {
        Both,
        Float,
        Double,
    }

    /// <summary>Gives the command its options and its work.</summary>
    public static void AddTo(Command command)
    {
        Option<string> device = new("--device") { Description = "The compute device; see 'bruno devices'.", DefaultValueFactory = _ => "auto", HelpName = "NAME" };
        Option<Precisions> precision = new("--precision") { Description = "float, double, or both where the device has doubles.", DefaultValueFactory = _ => Precisions.Both, HelpName = "float|double|both" };
        Option<bool> isShort = new("--short") { Description = "The short form, which takes seconds: what 'bruno train' does on a device it has not seen." };
        Option<string?> report = new("--report") { Description = "Writes what was found, with device, driver and versions, as JSON; nothing about you.", HelpName = "FILE" };
        Option<bool> json = new("--json") { Description = "Prints the results as JSON." };
        Option<string> only = new("--only") { Description = "Only families with this text in their names, such as 'gradient'.", DefaultValueFactory = _ => "", HelpName = "TEXT" };
        Option<bool> force = new("--force") { Description = "Writes over a report that is there." };
        Option<bool> noProgress = new("--no-progress") { Description = "No progress on standard error." };
        Option[] options = [device, precision, isShort, only, report, force, json, noProgress];
        foreach (Option option in options)
            command.Add(option);
        command.SetAction((result, cancellation) =>
        {
            if (result.GetValue(report) is string file)
                OutputPlace.RequireFree(file, result.GetValue(force));
            return Task.FromResult((int)Run(
                result.GetRequiredValue(device), result.GetValue(precision), result.GetValue(isShort), result.GetValue(only) ?? "", result.GetValue(report), result.GetValue(json),
                result.GetValue(noProgress), cancellation));
        });
    }

    private static ExitCode Run(
        string deviceName, Precisions precisions, bool isShort, string only, string? reportFile, bool json, bool noProgress, CancellationToken cancellation)
    {
        ComputeDevice device = ComputeDevice.Open(deviceName, policy: DeviceChoiceView.Policy);
        if (!json)
            VerificationView.WriteHeader();
        IReadOnlyList<FamilyResult> results = WorkProgressView.Show(!noProgress, progress => VerificationSuite.Run(
            device, Of(precisions, device), isShort, json ? null : VerificationView.Write, progress, cancellation, only));
        VerificationReport report = VerificationReport.Of(device, isShort, results);
        if (only.Length == 0)
            VerifiedDevices.OfUser().Remember(device.Description, results);
        if (reportFile is not null)
            JsonFile.Write(reportFile, report);
        if (json)
            Console.Out.Write(JsonFile.ToText(report));
        else
            VerificationView.WriteSummary(report);
        // A device that hangs cannot be closed.
        if (!results.Any(family => family.IsStuck))
            device.Dispose();
        return report.ExitCode;
    }

    private static IReadOnlyList<Precision> Of(Precisions precisions, ComputeDevice device) => precisions switch
    {
        Precisions.Float => [Precision.Float],
        Precisions.Double when device.Description.HasDouble => [Precision.Double],
        Precisions.Double => throw new BrunoException(
            ExitCode.Usage, $"The device '{device.Description.Name}' has no double precision: leave --precision out, or ask for float."),
        _ => VerificationSuite.PrecisionsOf(device),
    };
}

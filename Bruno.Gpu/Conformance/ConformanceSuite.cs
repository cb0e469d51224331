using System.Text.Json;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Conformance;

/// <summary>All conformance files of a folder, on one device and in one precision.</summary>
internal static class ConformanceSuite
{
    private static readonly IConformanceCheck[] Checks =
        [new FelifTraceCheck(), NeuronCheck.Felif, NeuronCheck.Heracles, new LifCheck(), new NetworkCheck(), new QuantiserCheck()];

    /// <summary>The files of a folder (or the one file) at a path, in order of their names.</summary>
    /// <exception cref="BrunoException">There are none.</exception>
    public static IReadOnlyList<string> Files(string path)
    {
        string[] files = File.Exists(path) ? [path]
            : Directory.Exists(path) ? Directory.GetFiles(path, "*.json") : [];
        if (files.Length == 0)
            throw new BrunoException(ExitCode.Data, $"No conformance files (*.json) at '{path}'. Give a folder that holds them, or one of them.");
        return [.. files.Order(StringComparer.Ordinal)];
    }

    /// <summary>Runs one file.</summary>
    public static ConformanceResult Run(string path, ComputeDevice device, Precision precision) =>
        Run(Path.GetFileName(path), () => File.ReadAllText(path), device, precision);

    /// <summary>Runs a file that is somewhere else.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="device">Where to.</param>
    /// <param name="precision">In which precision.</param>
    internal static ConformanceResult Run(string name, Func<string> read, ComputeDevice device, Precision precision)
    {
        string kind = "?";
        try
        {
            using JsonDocument document = JsonDocument.Parse(read());
            GoldenElement root = new(document.RootElement);
            kind = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("kind", out GoldenElement value)
                ? value.GetString() ?? "?"
                : throw new FormatException("no 'kind' in it");

            IConformanceCheck check = Array.Find(Checks, c => c.Kind == kind)
                ?? throw new NotSupportedByConformanceException($"kind {kind}");
            bool isRaised = check.NeedsDouble(root) && precision == Precision.Float;
            if (isRaised && !device.Description.HasDouble)
                throw new NotSupportedByConformanceException($"double precision, which {device.Description.Name} does not have");
            Deviation[] deviations = [.. check.Run(root, device, isRaised ? Precision.Double : precision)];
            string? remark = isRaised ? "in double: in float, explicit Euler makes spikes that the device does not make" : Remark(root);
            return new(name, kind, deviations, Remark: remark) { NotCompared = root.Unread() };
        }
        catch (Exception exception) when (
            exception is NotSupportedByConformanceException or FormatException or JsonException or KeyNotFoundException
                or InvalidOperationException or ArgumentException or IOException)
        {
            string problem = exception is NotSupportedByConformanceException
                ? exception.Message
                : $"unreadable: {exception.Message}";
            return new(name, kind, [], problem);
        }
    }

    /// <summary>Large variability makes explicit Euler emit spikes that the device does not.</summary>
    private static string? Remark(GoldenElement root) =>
        root.TryGetProperty("parameters", out GoldenElement parameters)
        && parameters.TryGetProperty("E_a", out GoldenElement activation)
        && activation.ValueKind == JsonValueKind.Array
            ? "the truth for explicit Euler with its n; a converged solution may differ (false first spikes of varied devices)"
            : null;
}

using System.Globalization;
using Bruno.Gpu.Cards;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Files;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Divergence;

/// <summary>
/// What a training leaves where it came to a number that is not finite: which one (<c>fault.json</c>), and the device that belongs to it with
/// all that drove it, for <c>bruno simulate</c>.
/// </summary>
internal static class DivergenceDump
{
    private const string Currents = "currents.csv", Card = "device.toml", Text = "model.toml";

    /// <summary>Writes it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="configuration">The run.</param>
    /// <param name="outerStepSeconds">The length of an outer step, s.</param>
    /// <param name="fault">The number.</param>
    /// <param name="replay">The device; none where there is none.</param>
    /// <param name="files">The files that it is among.</param>
    /// <returns>The command line that simulates the device again; none where there is none.</returns>
    /// <exception cref="Errors.BrunoException">It cannot be written.</exception>
    public static string? Write(string folder, RunConfiguration configuration, double outerStepSeconds, NumberFault fault, DeviceReplay? replay, IFiles files)
    {
        string? command = null;
        if (replay is not null && configuration.Network.Layers[replay.Layer] is DeviceLayerConfiguration layer)
        {
            layer = layer.Resolve(configuration.Gradient.Create().NeedsMicroSteps);
            AtomicFile.WriteText(Path.Combine(folder, Currents), CurrentText(replay.Amperes), files);
            if (layer.ModelText is { } copy)
                AtomicFile.WriteText(Path.Combine(folder, Text), copy.Text, files);
            AtomicFile.WriteText(Path.Combine(folder, Card), CardOf(layer, replay), files);
            command = CommandOf(folder, configuration, layer, outerStepSeconds);
        }

        JsonFile.Write(Path.Combine(folder, "fault.json"), new { Fault = fault, fault.Time, fault.Place, DeviceLayer = replay?.Layer, DeviceNeuron = replay?.Neuron, Replay = command }, files);
        return command;
    }

    private static string CurrentText(double[] amperes) =>
        "current (A)\n" + string.Concat(amperes.Select(value => value.ToString("R", CultureInfo.InvariantCulture) + "\n"));

    private static string CardOf(DeviceLayerConfiguration layer, DeviceReplay replay)
    {
        IDeviceModel model = layer.FindModel();
        CardText card = new(
            $"Device {replay.Neuron} of layer {replay.Layer}, as it was when the training diverged.", layer.ModelText is null ? layer.Model : Text, "a device of a training that diverged");
        double[] values = replay.Parameters ?? DrawnParameters.Nominal(model.Parameters, layer.Parameters, 1)[0].ToArray();
        foreach ((DeviceParameter parameter, double value) in model.Parameters.Zip(values))
        {
            // Those that follow from others are left out.
            if (double.IsFinite(value))
                card.Add(parameter.Name, value, parameter.Unit, null, "the run");
        }

        return card.ToString();
    }

    private static string CommandOf(string folder, RunConfiguration configuration, DeviceLayerConfiguration layer, double outerStepSeconds)
    {
        string In(string name) => ShellWord.Quote(Path.Combine(folder, name));
        List<string> parts =
        [
            "bruno simulate", "--card", In(Card), "--currents", In(Currents), "--outer-step", outerStepSeconds.ToString("R", CultureInfo.InvariantCulture),
            "--integrator", layer.Integrator!.Value.ToString().ToLowerInvariant(), "--precision", configuration.Precision.ToString().ToLowerInvariant(), "--resolution outer",
        ];
        parts.Add(layer.Substeps is int steps
            ? FormattableString.Invariant($"--micro-steps {steps}")
            : FormattableString.Invariant($"--micro-steps 1 --tolerance {layer.Tolerance:R}"));
        if (layer.Library is { } library)
            parts.Add($"--device-library {ShellWord.Quote(library.Path)}");
        return string.Join(' ', parts);
    }
}

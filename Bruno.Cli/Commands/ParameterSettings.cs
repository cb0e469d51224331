using Bruno.Cli.CommandLine;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;

namespace Bruno.Cli.Commands;

/// <summary>Reads parameters of models from options, NAME=VALUE: SI units of the model, or a number with its unit.</summary>
internal static class ParameterSettings
{
    /// <summary>The parameters, checked by the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="option">The option, for messages.</param>
    /// <param name="settings">What was given.</param>
    /// <exception cref="BrunoException">One is not a parameter or not a value of it (<see cref="ExitCode.Usage"/>); all are named.</exception>
    public static Dictionary<string, double> Read(IDeviceModel model, string option, IReadOnlyList<string> settings)
    {
        Dictionary<string, double> parameters = [];
        List<string> faults = [];
        foreach (string setting in settings)
        {
            string[] parts = setting.Split('=', 2, StringSplitOptions.TrimEntries);
            string unit = model.Parameters.FirstOrDefault(parameter => parameter.Name == parts[0])?.Unit ?? "";
            if (parts.Length < 2)
                faults.Add($"{option} {setting}: not NAME=VALUE, like threshold=2.0");
            else if (Quantity.Parse(parts[1], unit, out string fault) is double value)
                parameters[parts[0]] = value;
            else
                faults.Add($"{option} {setting}: {fault}");
        }

        faults.AddRange(model.Validate(parameters).Select(fault => $"{option} {fault.Key}: {fault.Message}"));
        return faults.Count > 0 ? throw new BrunoException(ExitCode.Usage, string.Join(Environment.NewLine, faults)) : parameters;
    }
}

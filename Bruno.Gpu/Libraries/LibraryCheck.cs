using System.Text.RegularExpressions;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Libraries;

/// <summary>What is wrong with a device model of a library: what it says of itself, then the devices that it makes.</summary>
internal static partial class LibraryCheck
{
    private static readonly Dictionary<string, double> Defaults = [];

    /// <summary>All faults, a sentence each; none where the model is right.</summary>
    public static IReadOnlyList<string> FaultsOf(IDeviceModel model)
    {
        string name = model.GetType().FullName!;
        try
        {
            string[] said = [.. FaultsOfName(model), .. FaultsOfParameters(model.Parameters), .. FaultsOfQuantities(model)];
            // What its variables are must be known before its states can be compared with them.
            return [.. (said.Length > 0 ? said : [.. Made(model)]).Select(fault => $"{name}: {fault}")];
        }
        catch (Exception exception) when (exception is not (TypeLoadException or MissingMemberException or FileNotFoundException or FileLoadException or BadImageFormatException))
        {
            return [$"{name}: it fails: {exception.Message}"];
        }
    }

    private static IEnumerable<string> FaultsOfName(IDeviceModel model)
    {
        if (model.Name is null || !NameOfModel().IsMatch(model.Name))
            yield return $"the name '{model.Name}' must be of small letters, digits and dashes, beginning with a letter";
        if (string.IsNullOrWhiteSpace(model.Description))
            yield return "it has no description: say in a line what it is";
    }

    private static IEnumerable<string> FaultsOfParameters(IReadOnlyList<DeviceParameter> parameters)
    {
        foreach (IGrouping<string, DeviceParameter> same in parameters.GroupBy(parameter => parameter.Name).Where(group => group.Count() > 1))
            yield return $"there are {same.Count()} parameters '{same.Key}'";
        foreach (DeviceParameter parameter in parameters)
        {
            if (!NameOfParameter().IsMatch(parameter.Name))
                yield return $"the parameter '{parameter.Name}' must have a name of letters, digits and underscores";
            if (Unit.Parse(parameter.Unit) is null)
                yield return $"the parameter '{parameter.Name}' has the unit '{parameter.Unit}', which is none";
            if (string.IsNullOrWhiteSpace(parameter.Meaning) || string.IsNullOrWhiteSpace(parameter.Source))
                yield return $"the parameter '{parameter.Name}' needs a meaning and a source";
            if (parameter.Default is double value && (!double.IsFinite(value) || value <= 0 && !parameter.Signed && !parameter.IsSwitch))
                yield return FormattableString.Invariant($"the parameter '{parameter.Name}' is {value} by default, but must be positive: say Signed = true where it may be zero or negative");
            if (parameter.Varies is not (>= 0 and <= 1))
                yield return FormattableString.Invariant($"the parameter '{parameter.Name}' varies by the share {parameter.Varies}, which is not from 0 to 1");
        }
    }

    private static IEnumerable<string> FaultsOfQuantities(IDeviceModel model)
    {
        ShownQuantity[] shown = [.. model.Variables, .. model.Observables];
        foreach (IGrouping<string, ShownQuantity> same in shown.GroupBy(quantity => quantity.Column).Where(group => group.Count() > 1))
            yield return $"there are {same.Count()} variables or observables with the column '{same.Key}'";
        foreach (ShownQuantity quantity in shown)
        {
            if (string.IsNullOrWhiteSpace(quantity.Name))
                yield return "a variable or observable has no name";
            if (Unit.Parse(quantity.Unit) is null)
                yield return $"'{quantity.Name}' has the unit '{quantity.Unit}', which is none";
            if (!double.IsFinite(quantity.Scale) || quantity.Scale == 0)
                yield return FormattableString.Invariant($"the scale of '{quantity.Name}' is {quantity.Scale}");
        }
    }

    private static IEnumerable<string> Made(IDeviceModel model)
    {
        foreach (Fault fault in model.Validate(Defaults))
            yield return $"its own defaults have a fault: {fault.Key}: {fault.Message}";
        foreach (string fault in model.Use<Float64, IReadOnlyList<string>>([Defaults], new DeviceInspection(model)))
            yield return fault;
    }

    [GeneratedRegex("^[a-z][a-z0-9_-]*$")]
    private static partial Regex NameOfModel();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$")]
    private static partial Regex NameOfParameter();
}

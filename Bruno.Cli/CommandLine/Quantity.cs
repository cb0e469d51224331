using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Bruno.Gpu.Files;
using Bruno.Gpu.Units;

namespace Bruno.Cli.CommandLine;

/// <summary>Options that take a quantity: a number in SI units, or a number with its unit, 2nA or "2 nA".</summary>
/// <param name="Unit">The SI unit; empty for a share, which may be in %.</param>
/// <param name="Least">The smallest value.</param>
/// <param name="Most">The largest value, finite.</param>
internal sealed record Quantity(string Unit, double Least, double Most)
{
    /// <summary>A current, A.</summary>
    public static Quantity Current { get; } = new("A", -1e-3, 1e-3);

    /// <summary>A voltage, V.</summary>
    public static Quantity Voltage { get; } = new("V", -1e3, 1e3);

    /// <summary>The error of a step of an integrator, V.</summary>
    public static Quantity Error { get; } = new("V", 1e-12, 1);

    /// <summary>A time that may be 0, s.</summary>
    public static Quantity Time { get; } = new("s", 0, 1e6);

    /// <summary>How long something lasts, s.</summary>
    public static Quantity Length { get; } = new("s", 1e-12, 1e6);

    /// <summary>A share.</summary>
    public static Quantity Share { get; } = new("", 0, 1);

    /// <summary>An option with a value where none is given.</summary>
    public Option<double> Option(string name, string description, double initial) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => initial,
        CustomParser = result => Parse(result) ?? 0,
        HelpName = Name,
    };

    /// <summary>An option that may be left out.</summary>
    public Option<double?> Optional(string name, string description, string helpName) => new(name)
    {
        Description = description,
        CustomParser = Parse,
        HelpName = helpName,
    };

    /// <summary>The value of a text in SI units.</summary>
    /// <param name="text">A number, with a unit or without.</param>
    /// <param name="unit">The SI unit that is meant; empty for a dimensionless number.</param>
    /// <param name="fault">What is wrong where there is no value.</param>
    public static double? Parse(string text, string unit, out string fault)
    {
        string trimmed = text.Trim();
        // The longest beginning that is a number; what follows it is the unit.
        int length = trimmed.Length;
        double number = 0;
        while (length > 0 && !NumberText.TryRead(trimmed[..length], out number))
            --length;
        string given = trimmed[length..].Trim(), example = Example(unit);
        double? value = length == 0 ? null : given.Length == 0 ? number : UnitConversion.Convert(number, given, unit);
        fault = length == 0 || given.Length > 0 && (given[0] is '.' or ',' or '_' || char.IsDigit(given[0]))
            ? $"'{text}' {NumberText.Fault(text)}{(example.Length > 0 ? $" (expected one like {example})" : "")}"
            : $"'{text}' is not {(unit.Length > 0 ? $"a quantity in {unit} (expected one like {example})" : "a plain number or a share in %")}";
        return value is double found && double.IsFinite(found) ? found : null;
    }

    private string Name => Unit.Length > 0 ? Unit : "SHARE";

    private static string Example(string unit) => unit switch
    {
        "A" => "2e-9, 2nA",
        "s" => "5e-3, 5ms",
        "" => "0.05, 5%",
        "V" => "2.5, 2.5V",
        _ => $"1{unit}",
    };

    private double? Parse(ArgumentResult result)
    {
        string text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
        double? value = Parse(text, Unit, out string fault);
        if (value is null)
            result.AddError($"{NameOf(result)} {fault}.");
        else if (!(value >= Least && value <= Most))
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{NameOf(result)} must be {Least} to {Most}{(Unit.Length > 0 ? " " + Unit : "")}, not {text}."));
        return value;
    }

    private static string NameOf(ArgumentResult result) => result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;
}

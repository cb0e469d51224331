using System.Globalization;
using System.Text.RegularExpressions;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Models.Text;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>Reads a circuit description.</summary>
internal sealed partial class CircuitReading(ModelSource source)
{
    private static readonly string[] Places = ["membrane", "ground", "supply", "open"];

    private readonly FaultList faults = new();

    /// <summary>The description.</summary>
    /// <exception cref="ModelException">Anything is wrong; it lists every fault.</exception>
    public CircuitDescription Read()
    {
        List<ConfigurationFault> problems = [];
        TableNode? root = TomlReading.Read(source.Name, source.Text, problems);
        foreach (ConfigurationFault problem in problems)
            faults.Add(SourcePlace.Of(problem.Origin), problem.Path, problem.Message);
        faults.Require(source);
        Know(root!, "", "module", "time_step", "parameters", "terminals", "capacitances", "relaxations", "units", "membrane", "input", "variables", "spike");
        TableNode? membrane = Table(root!, "membrane"), input = Table(root!, "input"), spike = Table(root!, "spike");
        Know(membrane, "membrane", "capacitance", "leak_conductance", "leak_resistance", "leak_potential", "series_resistance", "supply");
        Know(input, "input", "low", "high");
        Know(spike, "spike", "when", "threshold");
        CircuitDescription circuit = new()
        {
            Module = Text(root, "", "module"),
            TimeStep = Text(root, "", "time_step"),
            Parameters = Entries(root!, "parameters", (table, key) => Number(table, "parameters", key, null, signed: true)?.Si ?? 0),
            Terminals = Entries(root!, "terminals", Terminal),
            Capacitances = Entries(root!, "capacitances", (table, key) => Number(table, "capacitances", key, "F") ?? default),
            Relaxations = Entries(root!, "relaxations", (table, key) => Number(table, "relaxations", key, "s") ?? default),
            Units = Entries(root!, "units", UnitText),
            Capacitance = Number(membrane, "membrane", "capacitance", "F"),
            LeakConductance = Number(membrane, "membrane", "leak_conductance", "S"),
            LeakResistance = Number(membrane, "membrane", "leak_resistance", "ohm"),
            LeakPotential = Number(membrane, "membrane", "leak_potential", "V", signed: true),
            SeriesResistance = Number(membrane, "membrane", "series_resistance", "ohm"),
            Supply = Number(membrane, "membrane", "supply", "V", signed: true),
            InputLow = Number(input, "input", "low", "A", signed: true),
            InputHigh = Number(input, "input", "high", "A", signed: true),
            Variables = Entries(root!, "variables", Variable),
            When = Text(spike, "spike", "when"),
            Threshold = Number(spike, "spike", "threshold", "V", signed: true),
        };
        if (circuit.LeakConductance is not null && circuit.LeakResistance is not null)
            Add(membrane!, "membrane", "leak_resistance", "must be left out where leak_conductance is given");
        faults.Require(source);
        return circuit;
    }

    private void Know(TableNode? table, string path, params string[] known)
    {
        foreach (string key in table?.Keys.Where(key => !known.Contains(key)) ?? [])
        {
            string hint = NearestName.Hint(key, known);
            Add(table!, path, key, $"unknown key{(hint.Length > 0 ? hint : $"; there are {string.Join(", ", known)}")}");
        }
    }

    private TableNode? Table(TableNode root, string key)
    {
        ConfigurationNode? node = root.Find(key);
        if (node is not null and not TableNode)
            Add(root, "", key, $"expected a table, [{key}], got {node.Description}");
        return node as TableNode;
    }

    private Dictionary<string, T> Entries<T>(TableNode root, string key, Func<TableNode, string, T> read)
    {
        TableNode? table = Table(root, key);
        return (table?.Keys ?? []).ToDictionary(entry => entry, entry => read(table!, entry), StringComparer.Ordinal);
    }

    private string? Text(TableNode? table, string path, string key)
    {
        if (table?.Find(key) is not { } node)
            return null;
        if (node is ScalarNode { Value: string { Length: > 0 } text })
            return text;
        Add(table, path, key, $"expected a text, got {node.Description}");
        return null;
    }

    private string Terminal(TableNode table, string key)
    {
        string place = Text(table, "terminals", key) ?? "";
        if (place.Length > 0 && !Places.Contains(place))
            Add(table, "terminals", key, $"must be one of {string.Join(", ", Places)}, is '{place}'{NearestName.Hint(place, Places)}");
        return place;
    }

    private string UnitText(TableNode table, string key)
    {
        string unit = table.Find(key) is ScalarNode { Value: "" } ? "" : Text(table, "units", key) ?? "";
        if (Unit.Parse(unit) is not { Factor: 1, Ten: 0 })
            Add(table, "units", key, $"must be a unit of SI without prefix, such as \"V\" or \"1/s\": equations of a module are in its own numbers; is '{unit}'");
        return unit;
    }

    private CircuitVariable Variable(TableNode root, string key)
    {
        string path = Binding.Join("variables", key);
        if (root.Find(key) is not TableNode table)
        {
            Add(root, "variables", key, $"expected a table, [variables.{key}]");
            return new(null, null, null, null);
        }

        Know(table, path, "low", "high", "initial", "reset");
        string? Value(string name) => table.Find(name) is ScalarNode { Value: long or double } number
            ? Convert.ToDouble(number.Value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)
            : Text(table, path, name);
        return new(Value("low"), Value("high"), Value("initial"), Value("reset"));
    }

    private CircuitValue? Number(TableNode? table, string path, string key, string? unit, bool signed = false)
    {
        if (table?.Find(key) is not { } node)
            return null;
        Match match = node is ScalarNode { Value: string text } ? Quantity().Match(text) : Match.Empty;
        double? number = node is ScalarNode { Value: long or double } plain ? Convert.ToDouble(plain.Value, CultureInfo.InvariantCulture)
            : match.Success ? double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : null;
        string written = match.Success && match.Groups["unit"].Value.Trim() is { Length: > 0 } given ? given : unit ?? "";
        Unit? scale = Unit.Parse(written);
        if (number is null || !double.IsFinite(number.Value) || scale is null || unit is not null && scale.Value.Dimension != Unit.Parse(unit)!.Value.Dimension)
        {
            Add(table, path, key, unit is null ? $"expected a number, got {node.Description}" : $"expected a number in {unit}, such as 1e-9 or \"1 n{unit}\", got {node.Description}");
            return null;
        }

        if (!signed && number <= 0)
            Add(table, path, key, "must be positive");
        return new(number.Value, written, scale.Value.ToSi(number.Value));
    }

    private void Add(TableNode table, string path, string key, string message) =>
        faults.Add(SourcePlace.Of(table.Find(key)?.Origin ?? table.Origin), Binding.Join(path, key), message);

    [GeneratedRegex(@"^\s*(?<number>[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?)(?<unit>(?![0-9.]).*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Quantity();
}

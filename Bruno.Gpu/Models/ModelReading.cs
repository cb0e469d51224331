using System.Globalization;
using System.Text.RegularExpressions;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Models.Expressions;
using Bruno.Gpu.Models.Text;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models;

/// <summary>One reading of a model's text: it collects faults instead of stopping at the first.</summary>
internal sealed partial class ModelReading(ModelSource source)
{
    private const int MostVariables = 7;

    private static readonly string[] TopKeys =
    [
        "name", "description", "source", "potential", "euler_needs_double", "input", "constants", "parameters", "variables", "quantities", "observables",
        "spike", "energy",
    ];

    private readonly FaultList faults = new();
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly List<Expression> roots = [];
    private SymbolTable symbols = null!;

    /// <summary>The model.</summary>
    /// <exception cref="ModelException">Anything is wrong; it lists every fault.</exception>
    public Model Read()
    {
        TableNode root = ReadToml();
        symbols = new(faults);
        AddUnknown(root, TopKeys, "");
        foreach (string table in new[] { "constants", "parameters", "variables", "quantities", "observables" })
            names.UnionWith(Table(root, table)?.Keys ?? []);

        ModelInput input = ReadInput(root);
        names.Add(input.Name);
        List<ModelConstant> constants = ReadConstants(Table(root, "constants"));
        List<ParameterDraft> parameters = ReadParameters(Table(root, "parameters"));
        List<VariableDraft> variables = ReadVariables(root);
        List<QuantityDraft> quantities = [.. ReadQuantities(Table(root, "quantities"), "quantities"), .. ReadQuantities(Table(root, "observables"), "observables")];
        symbols.Resolve();

        ModelParameter[] checkedParameters = [.. parameters.Select(Check)];
        ModelVariable[] checkedVariables = [.. variables.Select(Check)];
        ModelQuantity[] checkedQuantities = [.. symbols.Order
            .Select(symbol => quantities.Find(quantity => quantity.Name == symbol.Name)).OfType<QuantityDraft>().Select(Check)];
        SpikeCondition? spike = ReadSpike(root, variables, quantities);
        TableNode? energy = Table(root, "energy");
        AddUnknown(energy, ["spike_energy", "static_power"], "energy");
        ModelExpression? spikeEnergy = ReadEnergy(energy, "spike_energy", Dimension.Energy), staticPower = ReadEnergy(energy, "static_power", Dimension.Power);
        string name = Text(root, "name", "") ?? Path.GetFileNameWithoutExtension(source.Name);
        string description = RequiredText(root, "description", "", "what the device is, in a line");
        string reference = Text(root, "source", "") ?? "";
        bool needsDouble = Truth(root, "euler_needs_double", "");
        WarnOfUnused(constants, parameters, quantities);
        faults.Require(source);

        Model model = new(
            name, description, reference, needsDouble, constants, checkedParameters, checkedVariables, checkedQuantities, input, spike!, spikeEnergy,
            staticPower, source, faults.Warnings);
        CheckValues(model);
        faults.Require(source);
        return model;
    }

    private TableNode ReadToml()
    {
        List<ConfigurationFault> problems = [];
        TableNode? root = TomlReading.Read(source.Name, source.Text, problems);
        foreach (ConfigurationFault problem in problems)
            faults.Add(SourcePlace.Of(problem.Origin), problem.Path, problem.Message);
        faults.Require(source);
        return root!;
    }

    private ModelInput ReadInput(TableNode root)
    {
        TableNode? table = Table(root, "input");
        AddUnknown(table, ["name", "unit", "low", "high"], "input");
        string name = (table is null ? null : Text(table, "name", "input")) ?? "I";
        string unit = (table is null ? null : Text(table, "unit", "input")) ?? "A";
        Unit scale = UnitOf(table, unit, "input") ?? new Unit(1, 0, Dimension.Current);
        double Bound(string key, double usual) => (table is null ? null : Number(table, key, "input")) is double given ? scale.ToSi(given) : usual;
        double low = Bound("low", -ModelInput.UsualBound), high = Bound("high", ModelInput.UsualBound);
        if (table is not null && low >= high)
            AddFault(table, "high", "input", "must be above low");
        if (table is not null && scale.Dimension != Dimension.Current)
            AddFault(table, "unit", "input", $"must be one of current, such as \"nA\", is {scale.Dimension}");
        symbols.Declare(new(name, "input.name", PlaceOf(table?.Find("name")?.Origin ?? table?.Origin ?? source.Name), Dependence.Input, scale.Dimension));
        return new(name, unit, scale, low, high);
    }

    private List<ModelConstant> ReadConstants(TableNode? table)
    {
        List<ModelConstant> constants = [];
        foreach (string key in table?.Keys ?? [])
        {
            string path = Binding.Join("constants", key);
            ConfigurationNode node = table!.Find(key)!;
            SourcePlace place = PlaceOf(node.Origin);
            Match match = node is ScalarNode { Value: string text } ? Quantity().Match(text) : Match.Empty;
            double? number = node is ScalarNode { Value: long or double } plain ? Convert.ToDouble(plain.Value, CultureInfo.InvariantCulture)
                : match.Success ? double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : null;
            string unit = match.Groups["unit"].Value.Trim();
            Unit? scale = Unit.Parse(unit);
            double? value = scale?.ToSi(number ?? double.NaN);
            if (number is null || scale is null || !double.IsFinite(value!.Value))
                faults.Add(place, path, scale is null ? $"'{unit}' is no unit" : $"expected a finite number, or one with its unit, such as \"1.38e-23 J/K\", got {node.Description}");
            symbols.Declare(new(key, path, place, Dependence.Constants, scale?.Dimension) { Constant = value });
            if (value is double found && scale is { } known)
                constants.Add(new(key, found, unit, known.Dimension, place));
        }

        return constants;
    }

    private List<ParameterDraft> ReadParameters(TableNode? tables)
    {
        List<ParameterDraft> drafts = [];
        foreach ((string key, string path, TableNode table) in Entries(tables, "parameters", "{ value = 1.0, unit = \"V\" }"))
        {
            AddUnknown(table, ["value", "unit", "meaning", "source", "low", "high", "above", "below", "signed", "varies", "switch"], path);
            Unit? scale = RequiredUnit(table, path, out string unit);
            double? value = null;
            Draft? draft = null;
            if (table.Find("value") is ScalarNode { Value: string })
                draft = Expression(table, "value", path, scale);
            else if (table.Find("value") is null)
                AddFault(table, "value", path, "must be given: a number, or an expression of other parameters");
            else
                value = Number(table, "value", path);
            double? above = Number(table, "above", path), below = Number(table, "below", path);
            bool signed = Truth(table, "signed", path), isSwitch = Truth(table, "switch", path);
            double? low = Bound("low", "above", above, Math.BitIncrement), high = Bound("high", "below", below, Math.BitDecrement);
            if (low >= high)
                AddFault(table, below is null ? "high" : "below", path, $"must be larger than {(above is null ? "low" : "above")}");
            if ((low ?? above) is not null && signed)
                AddFault(table, "signed", path, $"must be left out where {(above is null ? "low" : "above")} is given");
            if (isSwitch && scale is { Dimension.IsNone: false })
                AddFault(table, "unit", path, "must be \"\" of a switch, whose values are 0 and 1");
            string meaning = Text(table, "meaning", path) ?? "", origin = Text(table, "source", path) ?? "";
            ModelParameter parameter = new(
                key, value, null, unit, scale ?? new Unit(1, 0, Dimension.None), meaning, origin, low, high ?? double.PositiveInfinity, signed || isSwitch,
                Varies(table, path), isSwitch, PlaceOf(table.Origin)) { Above = above, Below = below };
            if (value is double number && parameter.FaultOf(number) is { } fault)
                AddFault(table, "value", path, fault);
            symbols.Declare(new(key, path, PlaceOf(table.Origin), Dependence.Parameters, scale?.Dimension, draft));
            drafts.Add(new(parameter, draft));

            // The next number inside, where the bound itself is not allowed. Above 0 is what a parameter without bounds is anyway.
            double? Bound(string key, string open, double? limit, Func<double, double> inside)
            {
                double? closed = Number(table, key, path);
                if (closed is not null && limit is not null)
                    AddFault(table, open, path, $"must be left out where {key} is given: {key} may be reached, {open} may not");
                return limit is double number && !(key == "low" && number == 0) ? inside(number) : closed;
            }
        }

        return drafts;
    }

    private double Varies(TableNode table, string path)
    {
        switch (table.Find("varies"))
        {
            case null:
                return 0;
            case ScalarNode { Value: bool varies }:
                return varies ? 1 : 0;
            default:
                double share = Number(table, "varies", path) ?? 0;
                if (share is < 0 or > 100)
                    AddFault(table, "varies", path, $"must be true, false, or a share of 0 to 100, is {share.ToString(CultureInfo.InvariantCulture)}");
                return share;
        }
    }

    private List<VariableDraft> ReadVariables(TableNode root)
    {
        List<VariableDraft> drafts = [];
        List<string> potentials = [];
        foreach ((string key, string path, TableNode table) in Entries(Table(root, "variables"), "variables", "{ unit = \"V\", rate = \"...\", initial = 0, low = -1, high = 1 }"))
        {
            AddUnknown(table, ["unit", "meaning", "rate", "initial", "reset", "low", "high", "potential"], path);
            Unit? scale = RequiredUnit(table, path, out string unit);
            SourcePlace place = PlaceOf(table.Origin);
            symbols.Declare(new(key, path, place, Dependence.State, scale?.Dimension));
            if (Truth(table, "potential", path))
                potentials.Add(key);
            Draft keep = new(new Name(place, key), Binding.Join(path, "reset"), place);
            drafts.Add(new(
                key, unit, scale, Text(table, "meaning", path) ?? "",
                RequiredExpression(table, "rate", path, scale, "its time derivative, per second"),
                RequiredExpression(table, "initial", path, scale, "where a fresh device starts"),
                table.Find("reset") is ScalarNode { Value: "keep" } or null ? keep : Expression(table, "reset", path, scale),
                RequiredExpression(table, "low", path, scale, "its least value"),
                RequiredExpression(table, "high", path, scale, "its largest value"),
                place));
        }

        if (drafts.Count == 0 && faults.Count == 0)
            AddFault(root, "variables", "", "must be given: a table [variables.NAME] for the potential and each internal variable");
        if (drafts.Count > MostVariables)
            AddFault(root, "variables", "", $"there may be {MostVariables} variables at most, there are {drafts.Count}");
        return PotentialFirst(root, drafts, potentials);
    }

    private List<VariableDraft> PotentialFirst(TableNode root, List<VariableDraft> drafts, List<string> marked)
    {
        string? named = Text(root, "potential", "");
        string[] all = [.. marked.Concat(named is null ? [] : [named]).Distinct()];
        string[] variables = [.. drafts.Select(draft => draft.Name)];
        if (named is not null && !variables.Contains(named))
            AddFault(root, "potential", "", $"there is no variable '{named}'{NearestName.Hint(named, variables)}");
        else if (all.Length > 1)
            faults.Add(drafts.Find(draft => draft.Name == all[1])!.Place, "variables", $"only one variable is the potential, not {string.Join(" and ", all)}");
        else if (all.Length == 0 && drafts.Count > 1)
            AddFault(root, "potential", "", $"must be given: which variable is the membrane potential, such as potential = \"{variables[0]}\"");
        string first = all.Length > 0 ? all[0] : variables.FirstOrDefault() ?? "";
        return [.. drafts.Where(draft => draft.Name == first), .. drafts.Where(draft => draft.Name != first)];
    }

    private List<QuantityDraft> ReadQuantities(TableNode? table, string kind)
    {
        List<QuantityDraft> drafts = [];
        foreach (string key in table?.Keys ?? [])
        {
            string path = Binding.Join(kind, key);
            ConfigurationNode node = table!.Find(key)!;
            SourcePlace place = PlaceOf(node.Origin);
            TableNode? entry = node as TableNode;
            AddUnknown(entry, ["value", "unit", "meaning"], path);
            string? unit = entry is null ? null : Text(entry, "unit", path);
            Unit? scale = unit is null ? null : UnitOf(entry, unit, path);
            Draft draft = entry is null
                ? Expression(table, key, kind, null)
                : RequiredExpression(entry, "value", path, scale, "the equation");
            symbols.Declare(new(key, path, place, Dependence.Constants, scale?.Dimension, draft));
            drafts.Add(new(key, unit, (entry is null ? null : Text(entry, "meaning", path)) ?? "", draft, kind == "observables", place));
        }

        return drafts;
    }

    private SpikeCondition? ReadSpike(TableNode root, List<VariableDraft> variables, List<QuantityDraft> quantities)
    {
        const string Example = "when = \"V >= threshold\"";
        if (Table(root, "spike") is not { } table)
        {
            if (root.Find("spike") is null)
                AddFault(root, "spike", "", $"must be given: a table [spike] with {Example}");
            return null;
        }

        AddUnknown(table, ["when", "at_level_where"], "spike");
        Draft draft = RequiredExpression(table, "when", "spike", null, $"when it fires, such as {Example}");
        ModelExpression? choice = table.Find("at_level_where") is null ? null
            : Settle(Expression(table, "at_level_where", "spike", Unit.Parse("")), Dimension.None, Dependence.Parameters, "a plain number");
        if (draft.Tree is null)
            return null;
        roots.Add(draft.Tree);
        bool isObserved(string name) => variables.Exists(variable => variable.Name == name) || quantities.Exists(quantity => quantity.Name == name);
        if (draft.Tree is not Relation { Operator: not (RelationOperator.Equal or RelationOperator.NotEqual), Left: Name observed } relation || !isObserved(observed.Identifier))
        {
            new DimensionCheck(symbols, faults, draft.Path).Examine(draft.Tree);
            faults.Add(draft.Start, draft.Path, $"must compare a variable or an observable with a level, such as {Example}");
            return null;
        }

        int before = faults.Count;
        new DimensionCheck(symbols, faults, draft.Path).Examine(relation);
        ModelExpression? level = faults.Count > before ? null : Settle(draft with { Tree = relation.Right }, null, Dependence.Parameters, "");
        return level is null ? null : new(
            observed.Identifier, level, relation.Operator is RelationOperator.Greater or RelationOperator.AtLeast,
            relation.Operator is RelationOperator.AtLeast or RelationOperator.AtMost, choice, relation);
    }

    private ModelExpression? ReadEnergy(TableNode? table, string key, Dimension dimension) => table?.Find(key) is null
        ? null
        : Settle(Expression(table, key, "energy", Unit.Parse(dimension.ToString())), dimension, Dependence.Parameters, $"in {dimension}");

    private ModelParameter Check(ParameterDraft draft) => draft.Default is null
        ? draft.Parameter
        : draft.Parameter with { Default = Settle(draft.Default, draft.Parameter.Scale.Dimension, Dependence.Parameters, $"in {draft.Parameter.Unit}") };

    private ModelVariable Check(VariableDraft draft)
    {
        Dimension? dimension = draft.Scale?.Dimension, rate = dimension / Dimension.Time;
        ModelExpression Settled(Draft part) => Settle(part, dimension, Dependence.Parameters, $"in {dimension}, the unit of {draft.Name}");
        return new(
            draft.Name, draft.Unit, draft.Scale ?? default, draft.Meaning,
            Settle(draft.Rate, rate, Dependence.Input, $"in {rate}, because {draft.Name} is in {dimension}"),
            Settled(draft.Initial),
            Settle(draft.Reset, dimension, Dependence.State, $"in {dimension}, the unit of {draft.Name}"),
            Settled(draft.Low),
            Settled(draft.High),
            draft.Place);
    }

    private ModelQuantity Check(QuantityDraft draft)
    {
        ModelExpression value = Settle(draft.Value, null, Dependence.Input, "", isRoot: draft.IsObservable);
        return new(draft.Name, draft.Unit ?? (value.Dimension.IsNone ? "" : value.Dimension.ToString()), draft.Meaning, value, draft.IsObservable, draft.Place);
    }

    /// <summary>Checks an expression against what its place asks for.</summary>
    private ModelExpression Settle(Draft draft, Dimension? dimension, Dependence latest, string wanted, bool isRoot = true)
    {
        if (isRoot && draft.Tree is not null)
            roots.Add(draft.Tree);
        (Measure measure, Dependence dependence) = new DimensionCheck(symbols, faults, draft.Path).Examine(draft.Tree);
        if (measure.IsCondition)
            faults.Add(draft.Start, draft.Path, "a number is expected, not a condition");
        else if (dimension is { } asked && !measure.Fits(asked))
            faults.Add(draft.Start, draft.Path, $"is {(measure.Dimension.IsNone ? "" : "in ")}{measure}, but must be {wanted}");
        if (dependence > latest)
        {
            Name? culprit = draft.Tree!.Names().FirstOrDefault(name => symbols.Find(name, draft.Path).Dependence > latest);
            faults.Add(culprit?.Place ?? draft.Start, draft.Path, latest == Dependence.Parameters
                ? $"only parameters and constants may stand here; '{culprit?.Identifier}' changes with time"
                : $"the input may not stand here, not by way of '{culprit?.Identifier}' either");
        }

        return new(draft.Tree ?? new NumberLiteral(draft.Start, double.NaN, Dimension.None), dimension ?? measure.Dimension, dependence);
    }

    /// <summary>What only the default values of the parameters tell.</summary>
    private void CheckValues(Model model)
    {
        ModelInterpreter interpreter = new(model);
        foreach (ModelParameter parameter in model.Parameters.Where(parameter => parameter.Default is not null))
        {
            double value = interpreter.Settled(parameter.Name);
            if (!double.IsFinite(value) || parameter.FaultOf(parameter.Scale.FromSi(value)) is not null)
                faults.Add(parameter.Place, $"parameters.{parameter.Name}", string.Create(CultureInfo.InvariantCulture, $"the default is {parameter.Scale.FromSi(value):G6} {parameter.Unit}: {parameter.FaultOf(parameter.Scale.FromSi(value)) ?? "must be a finite number"}"));
        }

        double[] low = interpreter.Lower, high = interpreter.Upper, initial = interpreter.Initial, reset = interpreter.Reset(initial);
        for (int index = 0; index < low.Length; ++index)
        {
            ModelVariable variable = model.Variables[index];
            string path = $"variables.{variable.Name}";
            string Shown(double value) => string.Create(CultureInfo.InvariantCulture, $"{variable.Scale.FromSi(value):G6} {variable.Unit}").TrimEnd();
            if (!(low[index] < high[index]) || !double.IsFinite(low[index]) || !double.IsFinite(high[index]))
                faults.Add(variable.High.Tree.Place, $"{path}.high", $"must be finite and above low: low is {Shown(low[index])}, high is {Shown(high[index])}");
            foreach ((string key, double value, ModelExpression expression) in new[] { ("initial", initial[index], variable.Initial), ("reset", reset[index], variable.Reset) })
            {
                if (!(value >= low[index] && value <= high[index]))
                    faults.Add(expression.Tree.Place, $"{path}.{key}", $"is {Shown(value)}, outside of the bounds, {Shown(low[index])} to {Shown(high[index])}");
            }
        }

        if (!double.IsFinite(interpreter.Level))
            faults.Add(model.Spike.Level.Tree.Place, "spike.when", "the level is not a finite number");
    }

    private void WarnOfUnused(List<ModelConstant> constants, List<ParameterDraft> parameters, List<QuantityDraft> quantities)
    {
        HashSet<string> used = symbols.Reached(roots);
        IEnumerable<(string Name, SourcePlace Place, string Path)> all =
        [
            .. constants.Select(constant => (constant.Name, constant.Place, $"constants.{constant.Name}")),
            .. parameters.Select(draft => (draft.Parameter.Name, draft.Parameter.Place, $"parameters.{draft.Parameter.Name}")),
            .. quantities.Where(quantity => !quantity.IsObservable).Select(quantity => (quantity.Name, quantity.Place, $"quantities.{quantity.Name}")),
        ];
        foreach ((string name, SourcePlace place, string path) in all.Where(entry => !used.Contains(entry.Name)))
            faults.Warn(place, path, $"'{name}' is never used");
    }

    [GeneratedRegex(@"^\s*(?<number>[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?)(?<unit>(?![0-9.]).*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Quantity();

    private sealed record ParameterDraft(ModelParameter Parameter, Draft? Default);

    private sealed record VariableDraft(
        string Name, string Unit, Unit? Scale, string Meaning, Draft Rate, Draft Initial, Draft Reset, Draft Low, Draft High, SourcePlace Place);

    private sealed record QuantityDraft(string Name, string? Unit, string Meaning, Draft Value, bool IsObservable, SourcePlace Place);
}

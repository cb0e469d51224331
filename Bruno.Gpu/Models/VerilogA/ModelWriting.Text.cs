using System.Globalization;
using System.Text;
using Bruno.Gpu.Models.VerilogA.Algebra;
using Bruno.Gpu.Models.VerilogA.Syntax;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>The text of the file.</summary>
internal sealed partial class ModelWriting
{
    private readonly StringBuilder output = new();

    /// <summary>The text.</summary>
    public string Write()
    {
        (CircuitValue low, CircuitValue high) = SettleCircuit();
        string[] used = [.. UsedParameters()];
        if (circuit.When is null)
            circuitParameters.Add(new("$threshold", circuit.Threshold ?? new(UsualThreshold, "V", UsualThreshold), "potential at which it fires", circuit.Threshold is null, Signed: true));
        else if (circuit.Threshold is { } level)
            circuitParameters.Add(new("$threshold", level, "threshold", false, Signed: true));
        NameSymbols(used);
        NameQuantities();
        InferDimensions(used);

        // What is written last may need constants that are written first.
        string variables = Section(WriteVariables), parameters = Section(() => WriteParameters(used)), observables = Section(WriteObservables);
        string quantities = Section(WriteQuantities), spike = Section(WriteSpike), constants = Section(WriteConstants);
        output.Clear();
        WriteHead(used, low, high);
        return output.Append(constants).Append(parameters).Append(variables).Append(quantities).Append(observables).Append(spike).ToString();
    }

    private string Section(Action write)
    {
        output.Clear();
        write();
        return output.ToString();
    }

    private void Line(string line = "") => output.Append(line).Append('\n');

    private static string Quoted(string value) =>
        $"\"{new string([.. value.Where(letter => !char.IsControl(letter))]).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private void WriteHead(string[] used, CircuitValue low, CircuitValue high)
    {
        Line($"# The module '{module.Name}' of {lines.Name}, translated by bruno devices import. Numbers are in SI units, as in the module; where a unit has a");
        Line("# prefix, the value is the same. Mark rates that grow exponentially with hold(...), and parameters that differ between devices with varies = true.");
        foreach (string assumption in assumptions)
            Line($"# Assumed: {assumption}");
        foreach (string note in faults.Notes)
            Line($"# {lines.Name}, {note}");
        string[] unused = [.. module.Parameters.Select(parameter => parameter.Name).Where(name => !used.Contains(name) && !execution.Parameters[name].IsInteger)];
        string[] whole = [.. module.Parameters.Where(parameter => execution.Parameters[parameter.Name].IsInteger).Select(parameter => FormattableString.Invariant($"{parameter.Name} = {execution.Parameters[parameter.Name].Value}"))];
        if (unused.Length > 0)
            Line($"# Parameters that the equations do not use, or only in what is decided above: {string.Join(", ", unused)}");
        if (whole.Length > 0)
            Line($"# Integer parameters, whose values are written into the equations: {string.Join(", ", whole)}");
        if (Idle() is { Length: > 0 } idle)
            Line($"# Variables that nothing of the device follows from: {string.Join(", ", idle)}");
        Line($"name = {Quoted(module.Name)}");
        Line($"description = {Quoted($"{module.Name}, from {lines.Name}")}");
        Line($"source = {Quoted(lines.Name)}");
        Line($"potential = \"{potential}\"");
        Line();
        Line("[input]");
        string unit = low.Unit == high.Unit ? low.Unit : "A";
        Line($"unit = \"{unit}\"");
        Line($"low = {UnitText.Digits(low.Unit == high.Unit ? low.Value : low.Si)}");
        Line($"high = {UnitText.Digits(low.Unit == high.Unit ? high.Value : high.Si)}");
    }

    /// <summary>The variables that are assigned and that no equation is left of.</summary>
    private string[] Idle()
    {
        HashSet<string> seen = [.. Reachable().Where(term => term.Kind == TermKind.Definition).Select(term => term.Name), .. equations.States.Select(state => state.Name)];
        return [.. execution.Finals.Where(final => execution.Variables.ContainsKey(final.Key) && !final.Key.Contains('.', StringComparison.Ordinal)
                && final.Value.Term.Kind == TermKind.Definition && !seen.Contains(final.Key) && (final.Value.Term.Depends & (SymbolRole.Previous | SymbolRole.Time)) == 0)
            .Select(final => final.Key).Order(StringComparer.Ordinal)];
    }

    private void WriteConstants()
    {
        Term[] constants = [.. named.Keys.Where(term => term.Role == SymbolRole.Constant)];
        if (constants.Length + unitConstants.Count == 0)
            return;
        Line();
        Line("[constants]");
        foreach (Term constant in constants)
        {
            (double value, string unit) = StandardFiles.Constants[constant.Name];
            Line(unit.Length == 0 ? $"{named[constant]} = {UnitText.Digits(value)}" : $"{named[constant]} = \"{UnitText.Digits(value)} {unit}\"");
        }

        foreach ((Dimension dimension, string name) in unitConstants)
            Line($"{name} = \"1 {UnitText.Of(dimension)}\"");
    }

    private void WriteParameters(string[] used)
    {
        Line();
        Line("[parameters]");
        foreach (ModuleParameter parameter in execution.Parameters.Values.Distinct().Where(parameter => used.Contains(parameter.Syntax.Name)))
            WriteParameter(parameter);
        if (used.Contains(Execution.Temperature))
        {
            string value = UnitText.Digits(Execution.RoomTemperature);
            Line($"{named[factory.Symbol(SymbolRole.Parameter, Execution.Temperature)]} = {{ value = {value}, unit = \"K\", meaning = \"ambient temperature\", source = \"$temperature: 27 degrees Celsius\" }}");
        }

        foreach (CircuitParameter parameter in circuitParameters)
        {
            string origin = parameter.IsDefault ? "assumption of the import" : "circuit";
            string bounds = parameter.Signed ? ", signed = true" : "";
            Line($"{named[factory.Symbol(SymbolRole.Parameter, parameter.Symbol)]} = {{ value = {UnitText.Digits(parameter.Value.Value)}, unit = \"{parameter.Value.Unit}\", "
                + $"meaning = {Quoted(parameter.Meaning)}, source = \"{origin}\"{bounds}{(parameter.Varies ? ", varies = true" : "")} }}");
            if (parameter is { IsDefault: true, Symbol: not "$capacitance" })
                assumptions.Add(FormattableString.Invariant($"{parameter.Meaning}: {parameter.Value.Value} {parameter.Value.Unit} (parameter '{named[factory.Symbol(SymbolRole.Parameter, parameter.Symbol)]}')"));
        }
    }

    private void WriteParameter(ModuleParameter parameter)
    {
        Dimension dimension = inference.Settled(parameter.Term);
        (double shown, string unit) = UnitText.Shown(parameter.Value, dimension);
        string value = parameter.Default.IsNumber ? UnitText.Digits(shown) : $"\"{text.Of(parameter.Default, dimension, factors.GetValueOrDefault(parameter.Default))}\"";
        Unit scale = Unit.Parse(unit)!.Value;
        string bounds = Bounds(parameter, scale);
        string name = named[factory.Symbol(SymbolRole.Parameter, parameter.Syntax.Name)];
        string meaning = parameter.Syntax.Meaning.Length > 0 ? $", meaning = {Quoted(parameter.Syntax.Meaning)}" : "";
        Line($"{name} = {{ value = {value}, unit = \"{unit}\"{meaning}, source = {Quoted($"{lines.Name}, {lines.Where(parameter.Syntax.Place)}")}{bounds} }}");
    }

    /// <summary>The ranges of a parameter as bounds; an end that does not belong to its range stays out.</summary>
    private string Bounds(ModuleParameter parameter, Unit scale)
    {
        (double Value, bool IsOpen) low = (double.NegativeInfinity, false), high = (double.PositiveInfinity, false);
        foreach (RangeSyntax range in parameter.Syntax.Ranges.Where(range => !range.IsExcluded))
        {
            (double lower, bool isLower) = execution.EndOf(range.Low);
            (double upper, bool isUpper) = execution.EndOf(range.High);
            if (isLower && (lower > low.Value || lower == low.Value && !range.IncludesLow))
                low = (lower, !range.IncludesLow);
            if (isUpper && (upper < high.Value || upper == high.Value && !range.IncludesHigh))
                high = (upper, !range.IncludesHigh);
            if (!isLower || !isUpper)
                faults.Note(range.Place, $"the range of '{parameter.Syntax.Name}' follows from other parameters; the model holds no such bounds");
        }

        foreach (RangeSyntax range in parameter.Syntax.Ranges.Where(range => range.IsExcluded))
        {
            double from = execution.EndOf(range.Low).Value, to = execution.EndOf(range.High).Value;
            if (from == to && from == low.Value)
                low.IsOpen = true;
            else if (from == to && from == high.Value)
                high.IsOpen = true;
            else
                faults.Note(range.Place, $"the model does not keep '{parameter.Syntax.Name}' from what is excluded here: it holds bounds alone");
        }

        string Bound(string closed, string open, (double Value, bool IsOpen) end) => double.IsFinite(end.Value)
            ? $", {(end.IsOpen ? open : closed)} = {UnitText.Digits(scale.FromSi(end.Value))}" : "";
        // Without a lower bound a parameter is positive.
        string least = low == (0, true) ? "" : double.IsFinite(low.Value) ? Bound("low", "above", low) : ", signed = true";
        return least + Bound("high", "below", high);
    }

    private void WriteVariables()
    {
        CircuitVariable? own = circuit.Variables.GetValueOrDefault(potential);
        WriteVariable(
            potential, "V", "membrane potential", text.Of(equations.PotentialRate, Dimension.Voltage / Dimension.Time, factors.GetValueOrDefault(equations.PotentialRate)),
            own?.Initial ?? "0", own?.Low ?? UnitText.Digits(-UsualPotential), own?.High ?? UnitText.Digits(UsualPotential), own?.Reset ?? "0");
        if (own?.Low is null || own.High is null)
            assumptions.Add(FormattableString.Invariant($"potential between {own?.Low ?? UnitText.Digits(-UsualPotential)} and {own?.High ?? UnitText.Digits(UsualPotential)} V ([variables.{potential}] low, high)"));
        if (own?.Reset is null)
            assumptions.Add($"a spike resets the potential to 0 V ([variables.{potential}] reset)");
        foreach (IntegratedState state in equations.States)
            WriteState(state);
        string[] kept = [.. equations.States.Select(state => named[state.Symbol]).Where(name => circuit.Variables.GetValueOrDefault(name)?.Reset is null)];
        if (kept.Length > 0)
            assumptions.Add($"a spike keeps {string.Join(", ", kept)} ([variables.NAME] reset)");
        foreach (string unknown in circuit.Variables.Keys.Where(key => key != potential && equations.States.All(state => named[state.Symbol] != key)))
            faults.Add(module.Place, $"the circuit speaks of the variable '{unknown}', which the device does not have; it has {string.Join(", ", equations.States.Select(state => named[state.Symbol]).Prepend(potential))}");
    }

    private void WriteState(IntegratedState state)
    {
        string name = named[state.Symbol];
        CircuitVariable? own = circuit.Variables.GetValueOrDefault(name);
        Dimension dimension = inference.Settled(state.Symbol);
        string Bound(Term term) => term.IsNumber ? UnitText.Digits(term.Value) : text.Of(term, dimension, factors.GetValueOrDefault(term));
        double first = NumericValue.Of(state.Initial, ValueOf), width = first != 0 ? 10 * Math.Abs(first) : dimension == Temperature ? 1000 : dimension == Dimension.Voltage ? UsualPotential : 1;
        // A temperature stays above 0; what begins at 0 is a rise.
        double lowest = dimension == Temperature && first > 0 ? first / 3 : -width;
        string low = own?.Low ?? (state.Low is { } least ? Bound(least) : UnitText.Digits(lowest > 0 ? Math.Round(lowest) : lowest)), high = own?.High ?? (state.High is { } most ? Bound(most) : UnitText.Digits(width));
        if (own?.Low is null && state.Low is null || own?.High is null && state.High is null)
            assumptions.Add($"{name} between {low} and {high} {UnitText.Of(dimension)}".TrimEnd() + $", where the module has no bound; beyond, it is stopped ([variables.{name}] low, high)");
        bool isNode = equations.NodeStates.Contains(state.Name);
        if (isNode && own?.Initial is null)
            assumptions.Add($"the node {name} begins at 0 ([variables.{name}] initial)");
        string meaning = isNode ? $"{(dimension == new Dimension(0, 0, 0, 0, 1) ? "temperature" : "potential")} of the node {state.Name}" : execution.Variables.GetValueOrDefault(state.Name)?.Meaning ?? "";
        Line();
        Line($"# {lines.At(state.Place)}");
        WriteVariable(
            name, UnitText.Of(dimension), meaning, text.Of(state.Rate, dimension / Dimension.Time, factors.GetValueOrDefault(state.Rate)), own?.Initial ?? Bound(state.Initial), low, high,
            own?.Reset ?? "keep", isSpaced: false);
    }

    private void WriteVariable(string name, string unit, string meaning, string rate, string initial, string low, string high, string reset, bool isSpaced = true)
    {
        // A number stands in the unit of the variable, which is that of SI; anything else is an expression.
        static string Value(string value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? value : Quoted(value);
        if (isSpaced)
            Line();
        Line($"[variables.{name}]");
        Line($"unit = \"{unit}\"");
        if (meaning.Length > 0)
            Line($"meaning = {Quoted(meaning)}");
        Line($"rate = {Quoted(rate)}");
        Line($"initial = {Value(initial)}");
        Line($"reset = {Value(reset)}");
        Line($"low = {Value(low)}");
        Line($"high = {Value(high)}");
    }

    private void WriteQuantities()
    {
        HashSet<Term> observed = [.. equations.Observables.Select(observable => observable.Term)];
        Dictionary<string, string> written = new(StringComparer.Ordinal);
        // Writing one quantity may make others.
        for (bool goesOn = true; goesOn;)
        {
            goesOn = false;
            foreach ((Term term, string name) in named.Where(entry => entry.Key.Parts.Count > 0 && !observed.Contains(entry.Key) && !written.ContainsKey(entry.Value)).OrderBy(entry => entry.Key.Id).ToList())
            {
                string comment = execution.Places.TryGetValue(term.Name, out VerilogPlace place) && term.Kind == TermKind.Definition ? $"# {lines.At(place)}\n" : "";
                string meaning = execution.Variables.GetValueOrDefault(term.Name)?.Meaning ?? "";
                string unit = UnitText.Of(inference.Settled(term));
                string value = Quoted(text.Definition(term));
                written[name] = $"{comment}{name} = {{ value = {value}, unit = \"{unit}\"{(meaning.Length > 0 && term.Kind == TermKind.Definition ? $", meaning = {Quoted(meaning)}" : "")} }}";
                goesOn = true;
            }
        }

        if (written.Count == 0)
            return;
        Line();
        Line("[quantities]");
        foreach (string line in written.Values)
            Line(line);
    }

    private void WriteObservables()
    {
        Line();
        Line("[observables]");
        foreach ((string name, Term term, string meaning) in equations.Observables)
        {
            string own = term.Kind is TermKind.Symbol or TermKind.Number ? names.Take(name) : named[term];
            Dimension dimension = term.IsNumber ? Dimension.None : inference.Settled(term);
            string value = term.Kind is TermKind.Symbol or TermKind.Number ? text.Of(term, dimension) : text.Definition(term);
            Line($"{own} = {{ value = {Quoted(value)}, unit = \"{UnitText.Of(dimension)}\"{(meaning.Length > 0 ? $", meaning = {Quoted(meaning)}" : "")} }}");
        }
    }

    private void WriteSpike()
    {
        Line();
        Line("[spike]");
        Line($"when = {Quoted(circuit.When ?? $"{potential} >= {named[factory.Symbol(SymbolRole.Parameter, "$threshold")]}")}");
    }
}

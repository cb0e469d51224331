using Bruno.Gpu.Models.VerilogA.Algebra;
using Bruno.Gpu.Models.VerilogA.Syntax;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>Writes the equations of a device as a model's file.</summary>
internal sealed partial class ModelWriting
{
    private const double UsualPotential = 5, UsualThreshold = 1, UsualTime = 10e-3;

    private static readonly Dimension Temperature = new(0, 0, 0, 0, 1);

    private readonly ModelSourceLines lines;
    private readonly ModuleSyntax module;
    private readonly Execution execution;
    private readonly CircuitEquations equations;
    private readonly CircuitDescription circuit;
    private readonly TermFactory factory;
    private readonly VerilogFaults faults;
    private readonly DimensionInference inference = new();
    private readonly ModelNames names = new();
    private readonly Dictionary<Term, string> named = [];
    private readonly Dictionary<Term, string> separate = [];
    private readonly Dictionary<Term, int> uses = [];
    private readonly Dictionary<Term, Term> whole = [];
    private readonly Dictionary<Dimension, string> unitConstants = [];
    private readonly List<string> assumptions = [];
    private readonly List<CircuitParameter> circuitParameters = [];
    private readonly Dictionary<Term, Dimension?> factors = [];
    private readonly TermText text;
    private readonly string potential, input;

    public ModelWriting(
        Text.ModelSource source, ModuleSyntax module, Execution execution, CircuitEquations equations, CircuitDescription circuit, TermFactory factory, VerilogFaults faults)
    {
        (this.module, this.execution, this.equations, this.circuit, this.factory, this.faults) = (module, execution, equations, circuit, factory, faults);
        lines = new(source);
        potential = names.Take("V");
        input = names.Take("I");
        named[equations.Potential] = potential;
        named[equations.Input] = input;
        text = new(inference, NameOf, Separate, ConstantOf, term => uses.GetValueOrDefault(term) > 1);
    }

    /// <summary>What neither the module nor the circuit says: what it is in the model.</summary>
    public IReadOnlyList<string> Assumptions => assumptions;

    private IEnumerable<Term> Roots =>
    [
        equations.PotentialRate, .. equations.States.SelectMany(state => new[] { state.Rate, state.Initial, state.Low, state.High }.OfType<Term>()),
        .. equations.Observables.Select(observable => observable.Term),
    ];

    private IEnumerable<string> UsedParameters()
    {
        HashSet<Term> seen = [];
        Stack<Term> open = new(Roots);
        HashSet<string> used = new(StringComparer.Ordinal);
        while (open.TryPop(out Term? term))
        {
            if (!seen.Add(term))
                continue;
            if (term.Role == SymbolRole.Parameter && used.Add(term.Name) && execution.Parameters.TryGetValue(term.Name, out ModuleParameter? parameter))
                open.Push(parameter.Default);
            foreach (Term part in term.Parts)
                open.Push(part);
        }

        return used;
    }

    private double ValueOf(Term symbol) => circuitParameters.Find(parameter => parameter.Symbol == symbol.Name) is { } own ? own.Value.Si : execution.ValueOf(symbol);

    /// <summary>A value at the start: parameters as they are, states at their first values, no input.</summary>
    private double AtStart(Term term) => NumericValue.Of(term, symbol => symbol.Role switch
    {
        SymbolRole.State => equations.States.FirstOrDefault(state => state.Symbol == symbol) is { } state ? NumericValue.Of(state.Initial, ValueOf) : 0,
        SymbolRole.Input => 0,
        _ => ValueOf(symbol),
    });

    /// <summary>Gives what the circuit leaves open: a membrane that the device as it starts discharges within milliseconds, and currents that move it.</summary>
    private (CircuitValue Low, CircuitValue High) SettleCircuit()
    {
        circuitParameters.AddRange(equations.Parameters);
        Term current = equations.Observables[0].Term;
        double conductance = Math.Abs(AtStart(new Differentiation(factory, equations.Potential).Of(current)));
        if (!(conductance is > 1e-18 and < 1e6))
            conductance = 1e-9;
        int index = circuitParameters.FindIndex(parameter => parameter is { Symbol: "$capacitance", IsDefault: true });
        if (index >= 0)
        {
            CircuitValue value = Rounded(UsualTime * conductance, "F");
            circuitParameters[index] = circuitParameters[index] with { Value = value };
            assumptions.Add($"membrane capacitance {UnitText.Digits(value.Value)} {value.Unit}: with the device as it starts, a time constant of about 10 ms ([membrane] capacitance)");
        }

        CircuitValue usual = Rounded(2 * UsualThreshold * conductance, "A");
        if (circuit.InputLow is null || circuit.InputHigh is null)
            assumptions.Add($"input of -{UnitText.Digits(usual.Value)} to {UnitText.Digits(usual.Value)} {usual.Unit} ([input] low, high)");
        return (circuit.InputLow ?? usual with { Value = -usual.Value, Si = -usual.Si }, circuit.InputHigh ?? usual);
    }

    private static CircuitValue Rounded(double value, string unit)
    {
        double ten = Math.Pow(10, Math.Floor(Math.Log10(value))), si = double.Parse(UnitText.Digits(Math.Max(1, Math.Round(value / ten)) * ten), System.Globalization.CultureInfo.InvariantCulture);
        si = Math.Round(si / ten) switch { var digit => double.Parse(FormattableString.Invariant($"{digit}e{Math.Round(Math.Log10(ten))}"), System.Globalization.CultureInfo.InvariantCulture) };
        (double number, string shown) = UnitText.Shown(si, Unit.Parse(unit)!.Value.Dimension);
        return new(number, shown, si);
    }

    private void NameSymbols(IReadOnlyCollection<string> used)
    {
        foreach (ModuleParameter parameter in execution.Parameters.Values.Distinct().Where(parameter => used.Contains(parameter.Syntax.Name)))
            named[factory.Symbol(SymbolRole.Parameter, parameter.Syntax.Name)] = names.Take(parameter.Syntax.Name);
        foreach (IntegratedState state in equations.States)
            named[state.Symbol] = names.Take(state.Name);
        foreach (CircuitParameter parameter in circuitParameters)
            named[factory.Symbol(SymbolRole.Parameter, parameter.Symbol)] = names.Take(parameter.Symbol);
        if (used.Contains(Execution.Temperature))
            named[factory.Symbol(SymbolRole.Parameter, Execution.Temperature)] = names.Take(Execution.Temperature);
        foreach (Term constant in Reachable().Where(term => term.Role == SymbolRole.Constant))
            named[constant] = names.Take(constant.Name);
    }

    private List<Term> Reachable()
    {
        HashSet<Term> seen = [];
        Stack<Term> open = new(Roots.Concat(UsedParameters().Where(execution.Parameters.ContainsKey).Select(name => execution.Parameters[name].Default)));
        while (open.TryPop(out Term? term))
        {
            if (!seen.Add(term))
                continue;
            foreach (Term part in term.Parts)
                open.Push(part);
        }

        return [.. seen.OrderBy(term => term.Id)];
    }

    /// <summary>The variables of the module that stay quantities: those that are used twice, and those that its author named last.</summary>
    private void NameQuantities()
    {
        List<Term> all = Reachable();
        foreach (Term part in all.SelectMany(term => term.Parts).Concat(Roots))
            uses[part] = uses.GetValueOrDefault(part) + 1;
        Term[] observed = [.. equations.Observables.Select(observable => observable.Term)];
        foreach ((string name, Term term, _) in equations.Observables)
        {
            if (term.Kind is not (TermKind.Symbol or TermKind.Number))
                named[term] = names.Take(name);
        }

        foreach (IGrouping<string, Term> group in all.Where(term => term.Kind == TermKind.Definition && !observed.Contains(term)).GroupBy(term => term.Name))
        {
            Term last = group.Last();
            // The last one is what the author means by the name.
            foreach (Term definition in names.IsFree(group.Key) ? group.OrderBy(term => term == last ? 0 : 1) : group.AsEnumerable())
            {
                bool isVariable = !definition.Name.Contains('.', StringComparison.Ordinal);
                if (uses[definition] > 1 || definition == last && isVariable)
                    named[definition] = names.Take(definition.Name);
            }
        }

        foreach (Term definition in named.Keys.Where(term => term.Kind == TermKind.Definition && term.Parts[0].Parts.Count > 0 && term.Parts[0].Kind != TermKind.Definition).OrderBy(term => term.Id).ToList())
            whole.TryAdd(definition.Parts[0], definition);
    }

    /// <summary>The name of a term: its own, or that of the quantity which it is all of.</summary>
    private string? NameOf(Term term) => named.GetValueOrDefault(term) ?? (whole.TryGetValue(term, out Term? definition) && inference.ConversionAt(definition, 0) is null ? named[definition] : null);

    private string Separate(Term term)
    {
        if (!separate.TryGetValue(term, out string? name))
            separate[term] = name = named[term] = names.Take(term.Kind == TermKind.Definition ? term.Name : "part");
        return name;
    }

    private string ConstantOf(Dimension dimension)
    {
        if (!unitConstants.TryGetValue(dimension, out string? name))
            unitConstants[dimension] = name = names.Take("unit_of_" + UnitText.Of(dimension).Replace("/", "_per_", StringComparison.Ordinal));
        return name;
    }

    /// <summary>First what is stated, then what the equations ask for, then what comments say, then plain numbers.</summary>
    private void InferDimensions(IReadOnlyCollection<string> used)
    {
        inference.Declare(equations.Potential, Dimension.Voltage);
        inference.Declare(equations.Input, Dimension.Current);
        inference.Expect(CircuitEquations.Current, Dimension.Current);
        inference.Declare(factory.Symbol(SymbolRole.Parameter, Execution.Temperature), new(0, 0, 0, 0, 1));
        foreach ((string constant, (_, string unit)) in StandardFiles.Constants)
            inference.Declare(factory.Symbol(SymbolRole.Constant, constant), Unit.Parse(unit)!.Value.Dimension);
        foreach (CircuitParameter parameter in circuitParameters)
            inference.Declare(factory.Symbol(SymbolRole.Parameter, parameter.Symbol), Unit.Parse(parameter.Value.Unit)!.Value.Dimension);
        ModuleParameter[] parameters = [.. execution.Parameters.Values.Distinct().Where(parameter => used.Contains(parameter.Syntax.Name))];
        foreach (ModuleParameter parameter in parameters)
        {
            Dimension? stated = circuit.Units.TryGetValue(parameter.Syntax.Name, out string? given)
                ? Unit.Parse(given)?.Dimension : Stated(parameter.Syntax.Unit, parameter.Syntax.Name, parameter.Syntax.Place);
            if (stated is { } dimension && !parameter.IsInteger)
                inference.Declare(parameter.Term, dimension);
        }

        foreach (IntegratedState state in equations.States.Where(state => circuit.Units.ContainsKey(state.Name)))
            inference.Declare(state.Symbol, Unit.Parse(circuit.Units[state.Name])!.Value.Dimension);

        DimensionForm second = DimensionForm.Of(Dimension.Time);
        foreach (Term definition in Reachable().Where(term => term.Kind == TermKind.Definition))
            inference.Of(definition);
        foreach (IntegratedState state in equations.States)
        {
            DimensionForm own = inference.Of(state.Symbol);
            Fit(state.Rate, own / second);
            foreach (Term bound in new[] { state.Initial, state.Low, state.High }.OfType<Term>())
                Fit(bound, own);
        }

        Fit(equations.PotentialRate, DimensionForm.Of(Dimension.Voltage) / second);
        foreach (Term observable in equations.Observables.Select(observable => observable.Term))
            inference.Of(observable);
        foreach (ModuleParameter parameter in parameters.Where(parameter => !parameter.IsInteger))
            Fit(parameter.Default, inference.Of(parameter.Term));

        foreach (Term definition in Reachable().Where(term => term.Kind == TermKind.Definition))
        {
            if (execution.Variables.TryGetValue(definition.Name, out VariableSyntax? variable) && Stated(variable.Unit, variable.Name, variable.Place) is { } dimension)
                inference.Suggest(definition, dimension);
        }

        foreach (ModuleParameter parameter in parameters.Where(parameter => !parameter.IsInteger))
        {
            if (UnitHint.InComment(parameter.Syntax.Meaning) is { } mentioned)
                inference.Suggest(parameter.Term, mentioned);
        }

        foreach (IntegratedState state in equations.States)
            SuggestUsual(state, isVoltage: false);
        inference.SettleNumbers(inSums: true);
        foreach (IntegratedState state in equations.States)
            SuggestUsual(state, isVoltage: true);
        foreach (ModuleParameter parameter in parameters.Where(parameter => !parameter.IsInteger))
            inference.Suggest(parameter.Term, Dimension.None);
        inference.SettleNumbers(inSums: false);
    }

    /// <summary>The dimension that an attribute states, with a note where it is none that counts, or another one than it says.</summary>
    private Dimension? Stated(string unit, string name, VerilogPlace place)
    {
        Dimension? stated = UnitHint.Of(unit, out string? remark);
        if (remark is not null)
            faults.Note(place, $"the unit \"{unit}\" of '{name}' {remark}{(stated is null ? $"; what '{name}' measures follows from the equations, or from the circuit, [units] {name} = \"V\"" : "")}");
        return stated;
    }

    /// <summary>Nodes measure what their discipline says, variables what their comments say, if the equations let them.</summary>
    private void SuggestUsual(IntegratedState state, bool isVoltage)
    {
        Dimension? usual = equations.NodeStates.Contains(state.Name)
            ? execution.DisciplineOf(state.Name)?.PotentialUnit is { Length: > 0 } unit ? Stated(unit, state.Name, state.Place) : Dimension.None
            : execution.Variables.TryGetValue(state.Name, out VariableSyntax? variable)
            ? Stated(variable.Unit, variable.Name, variable.Place) ?? UnitHint.InComment(variable.Meaning) : null;
        if (usual is { } dimension && (dimension == Dimension.Voltage) == isVoltage)
            inference.Suggest(state.Symbol, dimension);
    }

    private void Fit(Term term, DimensionForm wanted)
    {
        if (!term.IsNumber)
            factors[term] = inference.Require(term, wanted);
    }
}

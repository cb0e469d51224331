using Bruno.Gpu.Errors;
using Bruno.Gpu.Models.VerilogA.Algebra;
using Bruno.Gpu.Models.VerilogA.Syntax;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>Nodes, branches and parameters.</summary>
internal sealed partial class Execution
{
    private readonly Dictionary<string, string> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BranchSyntax> named = new(StringComparer.Ordinal);

    /// <summary>The nodes with their disciplines; that of a ground is <c>ground</c>.</summary>
    public IReadOnlyDictionary<string, string> Nodes => nodes;

    /// <summary>The discipline of a node.</summary>
    public Discipline? DisciplineOf(string node) => module.Disciplines.Find(discipline => discipline.Name == nodes.GetValueOrDefault(node));

    private void ReadNodes()
    {
        foreach (NetSyntax net in module.Nets.OrderBy(net => net.Discipline == "ground"))
            nodes[net.Name] = net.Discipline;
        foreach (PortSyntax port in module.Ports.Where(port => !nodes.ContainsKey(port.Name)))
            faults.Add(port.Place, $"the port '{port.Name}' has no discipline: declare it, electrical {port.Name};");
        foreach (BranchSyntax branch in module.Branches)
        {
            named[branch.Name] = branch;
            foreach (string node in new[] { branch.From, branch.To ?? branch.From }.Where(node => !nodes.ContainsKey(node)))
                faults.Add(branch.Place, $"there is no node '{node}'{NearestName.Hint(node, nodes.Keys)}");
        }
    }

    private void ReadParameters(IReadOnlyDictionary<string, double> given)
    {
        foreach (ParameterSyntax parameter in module.Parameters)
        {
            if (Parameters.ContainsKey(parameter.Name))
            {
                faults.Add(parameter.Place, $"the name '{parameter.Name}' is taken");
                continue;
            }

            TypedTerm value = Evaluate(parameter.Value);
            bool isInteger = parameter.IsInteger ?? false;
            Term settled = given.TryGetValue(parameter.Name, out double other) ? factory.Number(other) : value.Term;
            if (!settled.IsSettled)
            {
                faults.Add(parameter.Place, $"the value of the parameter '{parameter.Name}' must follow from numbers and other parameters");
                settled = factory.Zero;
            }

            double number = NumericValue.Of(settled, ValueOf);
            if (!double.IsFinite(number))
                faults.Add(parameter.Place, $"the value of the parameter '{parameter.Name}' is not a finite number");
            if (isInteger)
                number = Math.Round(number, MidpointRounding.AwayFromZero);
            Term term = isInteger ? factory.Number(number) : factory.Symbol(SymbolRole.Parameter, parameter.Name);
            Parameters.Add(parameter.Name, new(parameter, term, settled, number, isInteger));
            foreach (RangeSyntax range in parameter.Ranges)
                CheckRange(parameter, range, number);
        }

        foreach (AliasSyntax alias in module.Aliases)
        {
            if (Parameters.TryGetValue(alias.Target, out ModuleParameter? target))
                Parameters.TryAdd(alias.Name, target);
            else
                faults.Add(alias.Place, $"there is no parameter '{alias.Target}'{NearestName.Hint(alias.Target, Parameters.Keys)}");
        }

        foreach (string unknown in given.Keys.Where(name => !Parameters.ContainsKey(name)))
            faults.Add(module.Place, $"the circuit gives the parameter '{unknown}', which the module does not have{NearestName.Hint(unknown, Parameters.Keys)}");
    }

    /// <summary>The value of a parameter or a constant.</summary>
    public double ValueOf(Term symbol) => symbol.Role == SymbolRole.Constant
        ? StandardFiles.Constants[symbol.Name].Value
        : symbol.Name == Temperature ? RoomTemperature : Parameters[symbol.Name].Value;

    /// <summary>An end of a range; infinite where it is <c>inf</c>, none where it follows from other parameters.</summary>
    public (double Value, bool IsNumber) EndOf(ExpressionSyntax end)
    {
        Term term = Evaluate(end).Term;
        return (term.IsSettled ? NumericValue.Of(term, ValueOf) : double.NaN, term.IsNumber);
    }

    /// <summary>An expression of parameters; none where it is not one.</summary>
    public Term? SettledTerm(ExpressionSyntax expression) => Evaluate(expression).Term is { IsSettled: true } term ? term : null;

    private void CheckRange(ParameterSyntax parameter, RangeSyntax range, double value)
    {
        double low = EndOf(range.Low).Value, high = EndOf(range.High).Value;
        bool isInside = (range.IncludesLow ? value >= low : value > low) && (range.IncludesHigh ? value <= high : value < high);
        if (isInside == range.IsExcluded && !double.IsNaN(low) && !double.IsNaN(high))
            faults.Add(parameter.Place, FormattableString.Invariant($"the value of '{parameter.Name}', {value}, is outside of its range"));
    }

    /// <summary>The branch of an access, and whether it is its flow or its potential.</summary>
    private (bool IsFlow, ModuleBranch Branch, int Sign)? Access(CallSyntax access)
    {
        string[] names = [.. access.Arguments.OfType<NameSyntax>().Select(name => name.Name)];
        if (names.Length != access.Arguments.Count || names.Length is 0 or > 2)
        {
            faults.Add(access.Place, $"{access.Name}(...) needs one or two nodes, or a branch");
            return null;
        }

        foreach (string name in names.Where(name => !nodes.ContainsKey(name) && !named.ContainsKey(name)))
            faults.Add(access.Place, $"there is no node or branch '{name}'{NearestName.Hint(name, [.. nodes.Keys, .. named.Keys])}");
        if (names.Any(name => !nodes.ContainsKey(name) && !named.ContainsKey(name)))
            return null;
        BranchSyntax? branch = names.Length == 1 ? named.GetValueOrDefault(names[0]) : null;
        string from = Grounded(branch?.From ?? names[0]), to = Grounded(branch is null ? names.Length == 2 ? names[1] : "" : branch.To ?? "");
        Discipline? discipline = DisciplineOf(branch?.From ?? names[0]) ?? DisciplineOf(to);
        bool isFlow = access.Name == (discipline?.Flow ?? "I") && access.Name.Length > 0 || access.Name == "flow";
        if (!isFlow && access.Name != (discipline?.Potential ?? "V") && access.Name != "potential")
        {
            faults.Add(access.Place, $"{access.Name} is not how a node of the discipline '{discipline?.Name ?? "electrical"}' is accessed ({discipline?.Potential ?? "V"}, {discipline?.Flow ?? "I"})");
            return null;
        }

        if (from == to)
        {
            faults.Add(access.Place, "both nodes are the same");
            return null;
        }

        if (branch is null && branches.TryGetValue($"{to},{from}", out ModuleBranch? turned))
            return (isFlow, turned, -1);
        string key = branch?.Name ?? $"{from},{to}";
        if (!branches.TryGetValue(key, out ModuleBranch? known))
            branches[key] = known = new(key, from, to);
        return (isFlow, known, 1);
    }

    private string Grounded(string node) => nodes.GetValueOrDefault(node) == "ground" ? "" : node;

    private Term NodeTerm(string node) => node.Length == 0 ? factory.Zero : factory.Symbol(SymbolRole.Node, node);
}

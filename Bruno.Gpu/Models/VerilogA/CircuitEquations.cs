using Bruno.Gpu.Models.VerilogA.Algebra;
using Bruno.Gpu.Models.VerilogA.Syntax;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>
/// The currents of a module at its nodes, in the circuit that makes a neuron of it: what flows out of each node is 0. Nodes with a capacitance
/// become states; nodes without are solved for where the currents are linear in their potential.
/// </summary>
internal sealed partial class CircuitEquations
{
    /// <summary>The name of the current through the device.</summary>
    public const string Current = "device_current";

    private readonly Execution execution;
    private readonly CircuitDescription circuit;
    private readonly ModuleSyntax module;
    private readonly TermFactory factory;
    private readonly VerilogFaults faults;
    private readonly List<Conductor> conductors = [];
    private readonly List<CircuitParameter> parameters = [];
    private readonly Dictionary<Term, Term> solved = [];
    private readonly Dictionary<string, string> joined = new(StringComparer.Ordinal);
    private readonly HashSet<string> relaxed = new(StringComparer.Ordinal);
    private readonly List<IntegratedState> states = [];
    private readonly List<(string Name, Term Term, string Meaning)> observables = [];

    public CircuitEquations(ModuleSyntax module, Execution execution, MemoryAnalysis memory, CircuitDescription circuit, TermFactory factory, VerilogFaults faults)
    {
        (this.module, this.execution, this.circuit, this.factory, this.faults) = (module, execution, circuit, factory, faults);
        Potential = factory.Symbol(SymbolRole.State, "$V");
        Input = factory.Symbol(SymbolRole.Input, "$I");
        states.AddRange(memory.States);
        PlaceTerminals();
        ReadBranches(memory);
        if (faults.Count == 0)
            SolveFlows();
        if (faults.Count == 0)
            SolveNodes();
    }

    /// <summary>The membrane potential.</summary>
    public Term Potential { get; }

    /// <summary>The input current.</summary>
    public Term Input { get; }

    /// <summary>The rate of the potential.</summary>
    public Term PotentialRate { get; private set; } = null!;

    /// <summary>The states besides the potential.</summary>
    public IReadOnlyList<IntegratedState> States => states;

    /// <summary>The parameters of the circuit.</summary>
    public IReadOnlyList<CircuitParameter> Parameters => parameters;

    /// <summary>What is worth showing.</summary>
    public IReadOnlyList<(string Name, Term Term, string Meaning)> Observables => observables;

    /// <summary>The nodes that became states.</summary>
    public HashSet<string> NodeStates { get; } = new(StringComparer.Ordinal);

    private Term Node(string name) => name.Length == 0 ? factory.Zero : factory.Symbol(SymbolRole.Node, name);

    private Term Parameter(string name) => factory.Symbol(SymbolRole.Parameter, name);

    private Term Solved(Term term)
    {
        for (int round = 0; round < 50; ++round)
        {
            Term next = new Substitution(factory, solved).Of(term);
            if (next == term)
                return term;
            term = next;
        }

        return term;
    }

    private Term AddParameter(string symbol, CircuitValue value, string meaning, bool isDefault = false, bool signed = false, bool varies = false)
    {
        parameters.Add(new(symbol, value, meaning, isDefault, signed, varies));
        return Parameter(symbol);
    }

    /// <summary>Which terminal is the membrane, which is grounded: the first and the second electrical ones of two, else what the circuit says.</summary>
    private void PlaceTerminals()
    {
        HashSet<string> touched = [.. execution.Flows.Keys.Concat(execution.Potentials.Keys).SelectMany(branch => new[] { branch.From, branch.To })];
        foreach (string unknown in circuit.Terminals.Keys.Where(name => !module.Ports.Exists(port => port.Name == name)))
            faults.Add(module.Place, $"the circuit places the terminal '{unknown}', which the module does not have; its terminals are {string.Join(", ", module.Ports.Select(port => port.Name))}");
        // A port that a potential is contributed to and that nothing else touches shows a quantity.
        bool Shows(PortSyntax port) => execution.Potentials.Keys.Any(branch => branch.From == port.Name && branch.To.Length == 0)
            && execution.Flows.Keys.Concat(execution.Potentials.Keys).Count(branch => branch.From == port.Name || branch.To == port.Name) == 1
            && module.Ports.Count > 1 && (execution.DisciplineOf(port.Name)?.Potential != "V" || port.Direction == "output");
        PortSyntax[] open = [.. module.Ports.Where(port => !circuit.Terminals.ContainsKey(port.Name) && execution.Nodes.GetValueOrDefault(port.Name) != "ground" && !Shows(port))];
        Dictionary<string, string> places = circuit.Terminals.ToDictionary(StringComparer.Ordinal);
        if (!places.ContainsValue("membrane") && open.Length is 1 or 2)
        {
            places[open[0].Name] = "membrane";
            if (open.Length == 2)
                places[open[1].Name] = "ground";
            open = [];
        }

        if (open.Length == 1 && places.ContainsValue("membrane") && circuit.Terminals.Count == 1 && module.Ports.Count == 2)
        {
            places[open[0].Name] = "ground";
            open = [];
        }

        foreach (PortSyntax port in open)
        {
            faults.Add(port.Place, touched.Contains(port.Name)
                ? $"where the terminal '{port.Name}' goes must be said in the circuit: [terminals] {port.Name} = \"membrane\", \"ground\", \"supply\" or \"open\""
                : $"nothing is contributed to the terminal '{port.Name}'; say in the circuit where it goes: [terminals] {port.Name} = \"ground\" or \"open\"");
        }

        string[] membranes = [.. places.Where(place => place.Value == "membrane").Select(place => place.Key)];
        if (membranes.Length != 1 && open.Length == 0)
            faults.Add(module.Place, membranes.Length == 0 ? "no terminal is the membrane: say which in the circuit, [terminals] p = \"membrane\"" : $"only one terminal is the membrane, not {string.Join(" and ", membranes)}");
        Term? supply = places.ContainsValue("supply") || circuit.Supply is not null
            ? AddParameter("$supply", circuit.Supply ?? new(0, "V", 0), "potential of the supply", circuit.Supply is null, signed: true)
            : null;
        foreach ((string terminal, string place) in places)
        {
            bool isSecondOfTwo = place == "ground" && supply is not null && !circuit.Terminals.ContainsKey(terminal);
            if (place == "ground" && !isSecondOfTwo)
                solved[Node(terminal)] = factory.Zero;
            else if (place == "supply" || isSecondOfTwo)
                solved[Node(terminal)] = supply!;
            else if (place == "membrane" && circuit.SeriesResistance is { } resistance)
            {
                Term series = AddParameter("$series_resistance", resistance, "resistance between membrane and device");
                conductors.Add(new("", terminal, factory.Divide(factory.Subtract(Potential, Node(terminal)), series), IsMembrane: true));
            }
            else if (place == "membrane")
                solved[Node(terminal)] = Potential;
        }
    }

    private void ReadBranches(MemoryAnalysis memory)
    {
        foreach ((ModuleBranch branch, Term flow) in execution.Flows)
            AddFlow(branch, WithoutEmptyCharges(branch, memory.Continuous(flow)));
        foreach ((ModuleBranch branch, Term potential) in execution.Potentials)
            AddPotential(branch, WithoutEmptyCharges(branch, memory.Continuous(potential)));
        foreach ((string node, CircuitValue value) in circuit.Capacitances)
        {
            if (execution.Nodes.ContainsKey(node))
                conductors.Add(new(node, "", factory.Multiply(AddParameter($"$capacitance_of_{node}", value, $"capacitance from {node} to ground"), factory.Derivative(Node(node))), false));
            else
                faults.Add(module.Place, $"the circuit has a capacitance at '{node}', which the module does not have");
        }

        if (circuit.LeakConductance is { } conductance)
            Leak(drop => factory.Multiply(AddParameter("$leak_conductance", conductance, "conductance beside the device"), drop));
        else if (circuit.LeakResistance is { } resistance)
            Leak(drop => factory.Divide(drop, AddParameter("$leak_resistance", resistance, "resistance beside the device")));
    }

    /// <summary>A capacitance of which a parameter that is 0 leaves nothing is none: the rate of its node would be a division by 0.</summary>
    private Term WithoutEmptyCharges(ModuleBranch branch, Term term)
    {
        Dictionary<Term, Term> nothing = execution.Parameters.Values.Where(parameter => parameter.Value == 0 && !parameter.IsInteger)
            .DistinctBy(parameter => parameter.Term).ToDictionary(parameter => parameter.Term, _ => factory.Zero);
        Substitution bare = new(factory, nothing, keepsNames: false);
        Dictionary<Term, Term> left = [];
        foreach (Term derivative in DerivativesIn(term))
        {
            Term factor = new Differentiation(factory, derivative).Of(term);
            if (!bare.Of(factor).Is(0) && !bare.Of(derivative.Parts[0]).IsSettled)
                continue;
            left[derivative] = factory.Zero;
            string[] names = [.. nothing.Keys.Where(name => Differentiation.Contains(derivative, name) || Differentiation.Contains(factor, name)).Select(name => $"{name.Name} = 0").Order(StringComparer.Ordinal)];
            faults.Note(execution.Places[branch.Key], $"a ddt(...) of this is 0 for {string.Join(", ", names)}: that is decided on import, and it is left out");
        }

        return new Substitution(factory, left).Of(term);
    }

    private void Leak(Func<Term, Term> current)
    {
        Term drop = circuit.LeakPotential is { } potential ? factory.Subtract(Potential, AddParameter("$leak_potential", potential, "potential that the leak goes to", signed: true)) : Potential;
        conductors.Add(new("", "", current(drop), IsMembrane: true, IsLeak: true));
    }

    private void AddFlow(ModuleBranch branch, Term flow)
    {
        if (execution.Potentials.ContainsKey(branch) && execution.Flows.ContainsKey(branch))
            faults.Add(execution.Places[branch.Key], $"both a flow and a potential are contributed to the branch ({branch.Key}): that is a switch or a contradiction; give one of them a branch of its own");
        Term symbol = factory.Symbol(SymbolRole.Flow, branch.Key);
        solved[symbol] = flow;
        conductors.Add(new(branch.From, branch.To, symbol, false));
    }

    /// <summary>A potential that follows from its own flow is a resistance; any other is a source, which gives one of its nodes its potential.</summary>
    private void AddPotential(ModuleBranch branch, Term potential)
    {
        VerilogPlace place = execution.Places[branch.Key];
        Term flow = factory.Symbol(SymbolRole.Flow, branch.Key);
        potential = WithOwnFlow(branch, potential, flow);
        if (Differentiation.Contains(potential, flow))
        {
            if ((potential.Depends & SymbolRole.Derivative) != 0)
                faults.Add(place, "a potential with a time derivative (an inductance) is not translated: write the flow as a state of its own, I(br) <+ idt(V(br) / L, 0)");
            else if (Differentiation.Linear(factory, potential, flow) is var (offset, resistance))
                AddFlow(branch with { }, factory.Divide(factory.Subtract(factory.Subtract(Node(branch.From), Node(branch.To)), offset), resistance));
            else
                faults.Add(place, $"this potential is not linear in its own flow {branch.Key}: write the flow as a function of the potential, I(...) <+ f(V(...))");
            return;
        }

        bool isFromOpen = branch.From.Length > 0 && !solved.ContainsKey(Node(branch.From)), isToOpen = branch.To.Length > 0 && !solved.ContainsKey(Node(branch.To));
        if (!isFromOpen && !isToOpen)
        {
            faults.Add(place, "this potential, without a resistance, fixes that of the membrane or of a node that has one already: contribute it with a resistance, V(...) <+ E + R * I(...), or give the circuit a series_resistance");
            return;
        }

        if (isFromOpen && branch.To.Length == 0 && Relax(branch.From, branch.From, place) is var (state, rate))
        {
            solved[Node(branch.From)] = state;
            states.Add(rate(potential));
            return;
        }

        (string defined, string other) = isFromOpen ? (branch.From, branch.To) : (branch.To, branch.From);
        Term value = isFromOpen ? factory.Add(Node(other), potential) : factory.Subtract(Node(other), potential);
        solved[Node(defined)] = factory.Define(defined, value);
        joined[defined] = other;
        conductors.Add(new(branch.From, branch.To, null, false, Source: flow));
        bool isShown = !execution.Flows.Keys.Concat(execution.Potentials.Keys).Any(next => next != branch && (next.From == defined || next.To == defined));
        if (isShown)
            observables.Add((defined, Node(defined), ""));
    }

    /// <summary>A state that moves to where it should be, with the time constant that the circuit gives; none where it gives none.</summary>
    private (Term State, Func<Term, IntegratedState> Rate)? Relax(string key, string name, VerilogPlace place)
    {
        if (!circuit.Relaxations.TryGetValue(key, out CircuitValue time))
            return null;
        Term state = factory.Symbol(SymbolRole.State, name), constant = AddParameter($"$relaxation_of_{name}", time, $"time constant with which {name} follows");
        relaxed.Add(key);
        NodeStates.Add(name);
        return (state, target => new(name, state, factory.Divide(factory.Subtract(target, state), constant), factory.Zero, null, null, place));
    }

    /// <summary>In a row of two branches the flow of the other is that of this one.</summary>
    private Term WithOwnFlow(ModuleBranch branch, Term potential, Term flow)
    {
        ModuleBranch[] all = [.. execution.Flows.Keys.Union(execution.Potentials.Keys)];
        foreach (string node in new[] { branch.From, branch.To }.Where(node => node.Length > 0 && !solved.ContainsKey(Node(node))))
        {
            ModuleBranch[] others = [.. all.Where(other => other != branch && (other.From == node || other.To == node))];
            if (others is not [var next] || conductors.Exists(conductor => conductor.IsMembrane && conductor.To == node))
                continue;
            bool isSame = (next.From == node) != (branch.From == node);
            Dictionary<Term, Term> own = new() { [factory.Symbol(SymbolRole.Flow, next.Key)] = isSame ? flow : factory.Negate(flow) };
            potential = new Substitution(factory, own).Of(potential);
        }

        return potential;
    }

    /// <summary>Potentials that sources give and that follow from themselves.</summary>
    private bool HasCircles()
    {
        foreach (string start in joined.Keys)
        {
            HashSet<Term> seen = [];
            Stack<Term> open = new([solved[Node(start)]]);
            while (open.TryPop(out Term? term))
            {
                if (term == Node(start))
                {
                    ModuleBranch branch = execution.Potentials.Keys.First(candidate => candidate.From == start || candidate.To == start);
                    faults.Add(execution.Places[branch.Key], $"the potential of '{start}' follows from itself, by way of a flow: where it is a resistance, write it with the flow of its own branch, V(...) <+ R * I(...); else let it follow with a time constant, [relaxations] {start} = \"1 ns\" in the circuit, which makes it a state");
                    return true;
                }

                if (!seen.Add(term))
                    continue;
                if (solved.TryGetValue(term, out Term? value))
                    open.Push(value);
                foreach (Term part in term.Parts)
                    open.Push(part);
            }
        }

        return false;
    }

    /// <summary>Flows that follow from each other, and from themselves where that is linear.</summary>
    private void SolveFlows()
    {
        foreach (string unused in circuit.Relaxations.Keys.Where(key => !relaxed.Contains(key) && !execution.Flows.Keys.Any(branch => branch.Key == key)))
            faults.Add(module.Place, $"the circuit has a relaxation of '{unused}', which is neither a node whose potential is contributed nor a branch whose flow is (\"p,n\")");
        if (HasCircles())
            return;
        foreach (Conductor conductor in conductors.Where(conductor => conductor.Flow is { Kind: TermKind.Symbol, Role: SymbolRole.Flow }))
        {
            Term symbol = conductor.Flow!, flow = solved[symbol];
            solved.Remove(symbol);
            flow = Solved(flow);
            if (Differentiation.Contains(flow, symbol))
            {
                VerilogPlace place = execution.Places[symbol.Name];
                if ((flow.Depends & SymbolRole.Derivative) == 0 && Differentiation.Linear(factory, flow, symbol) is var (offset, slope))
                    flow = factory.Divide(offset, factory.Subtract(factory.One, slope));
                else if (Relax(symbol.Name, $"current_{symbol.Name.Replace(',', '_').TrimEnd('_')}", place) is var (state, rate))
                {
                    flow = new Substitution(factory, new Dictionary<Term, Term> { [symbol] = state }).Of(flow);
                    states.Add(rate(flow));
                }
                else
                {
                    faults.Add(place, $"the flow of ({symbol.Name}) follows from itself, and not linearly: no formula gives it; write it as a function of potentials and states, or let it follow with a time constant, [relaxations] \"{symbol.Name}\" = \"1 ns\" in the circuit, which makes it a state");
                    return;
                }
            }

            // The only way from the membrane is what people call the current of the device.
            bool isOnly = conductors.Where(next => !next.IsLeak && next.Flow is not null && Touches(next)).ToList() is [var only] && only == conductor;
            solved[symbol] = factory.Define(isOnly ? Current : $"current_{symbol.Name.Replace(',', '_').TrimEnd('_')}", flow);
        }

        foreach (Conductor source in conductors.Where(conductor => conductor.Source is not null))
        {
            // What flows through a source is what the other branches take from its node.
            Term other = factory.Zero;
            string node = joined.GetValueOrDefault(source.From) == source.To ? source.From : source.To;
            if (conductors.Exists(next => next != source && next.Source is not null && (next.From == node || next.To == node)))
                continue;
            foreach (Conductor next in conductors.Where(next => next.Flow is not null))
                other = next.From == node ? factory.Subtract(other, next.Flow!) : next.To == node ? factory.Add(other, next.Flow!) : other;
            solved[source.Source!] = node == source.From ? other : factory.Negate(other);
        }

        foreach (Term probed in states.Select(state => state.Rate).Concat(observables.Select(observable => observable.Term)).Concat(conductors.Select(conductor => conductor.Flow).OfType<Term>()))
        {
            Term left = Solved(probed);
            if ((left.Depends & SymbolRole.Flow) != 0)
            {
                string key = FlowsIn(left).First();
                faults.Add(execution.Places.GetValueOrDefault(key, module.Place), $"the flow of ({key}) is used, and nothing is contributed to it: it would be that of a short circuit; use the branch that the contribution is on");
                return;
            }
        }
    }

    private bool Touches(Conductor conductor) =>
        conductor.IsMembrane || Unknown(conductor.From) == Potential || Unknown(conductor.To) == Potential;

    private static IEnumerable<string> FlowsIn(Term term) => term.Role == SymbolRole.Flow ? [term.Name] : term.Parts.SelectMany(FlowsIn);

    /// <summary>Something through which a flow goes.</summary>
    /// <param name="From">The node that the flow leaves.</param>
    /// <param name="To">The node that it enters.</param>
    /// <param name="Flow">The flow; none of a source.</param>
    /// <param name="IsMembrane">Whether it leaves the membrane.</param>
    /// <param name="IsLeak">Whether it is the leak.</param>
    /// <param name="Source">The flow of a source, which other branches tell.</param>
    private sealed record Conductor(string From, string To, Term? Flow, bool IsMembrane, bool IsLeak = false, Term? Source = null);
}

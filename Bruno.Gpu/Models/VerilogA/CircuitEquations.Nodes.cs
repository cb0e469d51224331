using Bruno.Gpu.Models.VerilogA.Algebra;
using Bruno.Gpu.Models.VerilogA.Syntax;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>The equations of the nodes and their solution.</summary>
internal sealed partial class CircuitEquations
{
    private void SolveNodes()
    {
        // A source joins its nodes to one: what flows out of either is what flows out of the other.
        Dictionary<Term, Term> outflows = [];
        void Leave(Term? node, Term flow)
        {
            if (node is not null)
                outflows[node] = outflows.TryGetValue(node, out Term? sum) ? factory.Add(sum, flow) : flow;
        }

        // The membrane's equation speaks of the current by its name; at a node inside, the name of a branch says nothing.
        Term Plain(Term? node, Term flow) => node != Potential && flow.Kind == TermKind.Definition ? flow.Parts[0] : flow;

        Term device = factory.Zero;
        foreach (Conductor conductor in conductors.Where(conductor => conductor.Flow is not null))
        {
            Term flow = Solved(conductor.Flow!);
            Term? from = conductor.IsMembrane ? Potential : Unknown(conductor.From), to = Unknown(conductor.To);
            Leave(from, Plain(from, flow));
            Leave(to, factory.Negate(Plain(to, flow)));
            if (!conductor.IsLeak && from != to)
                device = from == Potential ? factory.Add(device, flow) : to == Potential ? factory.Subtract(device, flow) : device;
        }

        outflows.TryAdd(Potential, factory.Zero);
        Term[] unknowns = [Potential, .. outflows.Keys.Where(key => key != Potential)];
        bool hasOwn = Slopes(outflows[Potential], Potential).Any();
        if (circuit.Capacitance is { } given || !hasOwn)
        {
            CircuitValue? value = circuit.Capacitance;
            Term capacitance = AddParameter("$capacitance", value ?? default, "membrane capacitance", value is null, varies: true);
            outflows[Potential] = factory.Add(outflows[Potential], factory.Multiply(capacitance, factory.Derivative(Potential)));
        }

        SolveStatic(outflows, unknowns);
        if (faults.Count > 0)
            return;
        Term current = WithoutDerivatives(Solved(device));
        observables.Insert(0, (Current, current is { Kind: TermKind.Definition, Name: Current } ? current : factory.Define(Current, current), "current through the device"));
        if (circuit.SeriesResistance is not null && conductors.Find(conductor => conductor.IsMembrane && !conductor.IsLeak) is { } series)
            observables.Insert(1, ("device_voltage", factory.Define("device_voltage", Solved(Node(series.To))), "voltage at the device"));
        SolveDynamic(outflows, [.. unknowns.Where(unknown => !solved.ContainsKey(unknown))]);
    }

    /// <summary>The node whose equation a flow is part of: itself, or the one that sources join it to; none for ground and fixed potentials.</summary>
    private Term? Unknown(string node)
    {
        while (joined.TryGetValue(node, out string? other))
            node = other;
        if (node.Length == 0)
            return null;
        Term symbol = Node(node);
        return !solved.TryGetValue(symbol, out Term? value) ? symbol : value == Potential ? value : null;
    }

    /// <summary>The derivatives in a term by whose charge there is a capacitance of a node, with that capacitance.</summary>
    private IEnumerable<Term> Slopes(Term outflow, Term node)
    {
        foreach (Term derivative in DerivativesIn(outflow))
        {
            Term slope = new Differentiation(factory, node).Of(Solved(derivative.Parts[0]));
            if (!slope.Is(0))
                yield return factory.Multiply(new Differentiation(factory, derivative).Of(outflow), slope);
        }
    }

    private static List<Term> DerivativesIn(Term term)
    {
        HashSet<Term> seen = [];
        List<Term> found = [];
        Stack<Term> open = new([term]);
        while (open.TryPop(out Term? next))
        {
            if ((next.Depends & SymbolRole.Derivative) == 0 || !seen.Add(next))
                continue;
            if (next.Kind == TermKind.Derivative)
                found.Add(next);
            foreach (Term part in next.Parts)
                open.Push(part);
        }

        return found;
    }

    private Term WithoutDerivatives(Term term) => new Substitution(factory, DerivativesIn(term).ToDictionary(derivative => derivative, _ => factory.Zero)).Of(term);

    private void SolveStatic(Dictionary<Term, Term> outflows, Term[] unknowns)
    {
        List<Term> open = [.. unknowns.Where(unknown => unknown != Potential && !unknowns.Any(node => Slopes(outflows[unknown], node).Any()))];
        while (open.Count > 0)
        {
            Term? done = null;
            foreach (Term node in open)
            {
                if (Differentiation.Linear(factory, Solved(outflows[node]), node) is not var (offset, slope) || slope.Is(0))
                    continue;
                solved[node] = factory.Define(node.Name, factory.Divide(factory.Negate(offset), slope));
                done = node;
                break;
            }

            if (done is null)
            {
                foreach (Term node in open)
                {
                    faults.Add(module.Nets.Find(net => net.Name == node.Name)?.Place ?? module.Place,
                        $"the potential of the node '{node.Name}' cannot be solved for: the flows into it are not linear in it, and no capacitance holds it; add one in the circuit, [capacitances] {node.Name} = \"1 fF\", which makes it a state");
                }

                return;
            }

            open.Remove(done);
        }
    }

    /// <summary>M dv/dt = b for the potentials with capacitances, by elimination.</summary>
    private void SolveDynamic(Dictionary<Term, Term> outflows, Term[] nodes)
    {
        int count = nodes.Length;
        Term[,] matrix = new Term[count, count];
        Term[] right = new Term[count];
        for (int row = 0; row < count; ++row)
        {
            Term outflow = Solved(outflows[nodes[row]]);
            // The input drives the membrane, which comes first.
            Term still = WithoutDerivatives(outflow);
            right[row] = row == 0 ? factory.Subtract(Input, still) : factory.Negate(still);
            for (int column = 0; column < count; ++column)
                matrix[row, column] = factory.Zero;
            foreach (Term derivative in DerivativesIn(outflow))
            {
                Term factor = new Differentiation(factory, derivative).Of(outflow), charge = Solved(derivative.Parts[0]);
                for (int column = 0; column < count; ++column)
                    matrix[row, column] = factory.Add(matrix[row, column], factory.Multiply(factor, new Differentiation(factory, nodes[column]).Of(charge)));
                foreach (IntegratedState state in states)
                {
                    Term slope = new Differentiation(factory, state.Symbol).Of(charge);
                    if (!slope.Is(0))
                        right[row] = factory.Subtract(right[row], factory.Multiply(factory.Multiply(factor, slope), Solved(state.Rate)));
                }

                if ((factor.Depends & SymbolRole.Derivative) != 0)
                    faults.Add(module.Place, "a time derivative must stand in the equations linearly, as in C * ddt(V(p, n))");
            }
        }

        for (int pivot = 0; pivot < count; ++pivot)
        {
            int best = Enumerable.Range(pivot, count - pivot).FirstOrDefault(row => !matrix[row, pivot].Is(0), -1);
            if (best < 0 || best != pivot && pivot == count - 1)
            {
                faults.Add(module.Nets.Find(net => net.Name == nodes[pivot].Name)?.Place ?? module.Place, $"the capacitances leave the potential of '{nodes[pivot].Name.TrimStart('$')}' open: add one to ground in the circuit, [capacitances]");
                return;
            }

            for (int column = 0; column < count; ++column)
                (matrix[pivot, column], matrix[best, column]) = (matrix[best, column], matrix[pivot, column]);
            (right[pivot], right[best]) = (right[best], right[pivot]);
            for (int row = pivot + 1; row < count; ++row)
            {
                if (matrix[row, pivot].Is(0))
                    continue;
                Term factor = factory.Divide(matrix[row, pivot], matrix[pivot, pivot]);
                for (int column = pivot; column < count; ++column)
                    matrix[row, column] = factory.Subtract(matrix[row, column], factory.Multiply(factor, matrix[pivot, column]));
                right[row] = factory.Subtract(right[row], factory.Multiply(factor, right[pivot]));
            }
        }

        Term[] rates = new Term[count];
        for (int row = count - 1; row >= 0; --row)
        {
            Term rest = right[row];
            for (int column = row + 1; column < count; ++column)
                rest = factory.Subtract(rest, factory.Multiply(matrix[row, column], rates[column]));
            rates[row] = factory.Divide(rest, matrix[row, row]);
        }

        Finish(nodes, rates);
    }

    private static IEnumerable<string> NodesIn(Term term) => term.Role == SymbolRole.Node ? [term.Name] : term.Parts.SelectMany(NodesIn);

    private void Finish(Term[] nodes, Term[] rates)
    {
        Dictionary<Term, Term> names = [];
        for (int index = 1; index < nodes.Length; ++index)
        {
            NodeStates.Add(nodes[index].Name);
            names[nodes[index]] = factory.Symbol(SymbolRole.State, nodes[index].Name);
        }

        Term Named(Term term) => new Substitution(factory, names).Of(Solved(term));
        // Time derivatives in other places, such as the whole current in a power, follow from the rates.
        Dictionary<Term, Term> velocities = [];
        for (int index = 0; index < nodes.Length; ++index)
            velocities[nodes[index]] = rates[index];
        foreach (IntegratedState state in states)
            velocities[state.Symbol] = Solved(state.Rate);
        PointChoices points = new(factory);
        Term Settled(Term term, VerilogPlace place)
        {
            Term open = Solved(term);
            Dictionary<Term, Term> known = [];
            foreach (Term derivative in DerivativesIn(open))
            {
                Term charge = Solved(derivative.Parts[0]), sum = factory.Zero;
                foreach ((Term symbol, Term velocity) in velocities)
                    sum = factory.Add(sum, factory.Multiply(new Differentiation(factory, symbol).Of(charge), velocity));
                known[derivative] = sum;
            }

            Term closed = new Substitution(factory, known).Of(open);
            if ((closed.Depends & SymbolRole.Derivative) != 0)
                faults.Add(place, "this follows from its own time derivative: write the equation for the derivative alone, ddt(x) on a node of its own");
            Term settled = points.Of(Named(closed));
            if ((settled.Depends & SymbolRole.Node) != 0)
                faults.Add(place, $"the potential of the node '{NodesIn(settled).First()}' is used, and nothing is contributed to it: say in the circuit where it goes, or leave it out");
            return settled;
        }

        for (int index = 0; index < states.Count; ++index)
            states[index] = states[index] with { Rate = Settled(states[index].Rate, states[index].Place) };
        for (int index = 1; index < nodes.Length; ++index)
        {
            VerilogPlace place = module.Nets.Find(net => net.Name == nodes[index].Name)?.Place ?? module.Place;
            states.Add(new(nodes[index].Name, names[nodes[index]], Settled(rates[index], place), factory.Zero, null, null, place));
        }

        PotentialRate = Settled(rates[0], module.Place);
        // A node that is what it integrates is shown as a state.
        observables.RemoveAll(observable => Solved(observable.Term) is { Role: SymbolRole.State } state && state.Name == observable.Name);
        for (int index = 0; index < observables.Count; ++index)
            observables[index] = observables[index] with { Term = Settled(observables[index].Term, module.Place) };
        solved.Clear();
        foreach ((Term node, Term state) in names)
            solved[node] = state;
    }
}

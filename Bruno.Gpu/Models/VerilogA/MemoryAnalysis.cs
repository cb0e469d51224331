using Bruno.Gpu.Models.VerilogA.Algebra;
using Bruno.Gpu.Models.VerilogA.Syntax;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>
/// Finds out what variables are that keep their value from one time step to the next. With d the time since then, a variable that becomes
/// x = F(x before, d) is a state: its rate is dF/dd at d = 0, where F(x, 0) = x. That covers explicit steps, x + rate * d, and implicit ones,
/// (x + a * d) / (1 + b * d). Limits that follow the step are the bounds of the state. Variables that become the time give d; those that never
/// change are constants; those that do not depend on their own past follow from the rest.
/// </summary>
internal sealed class MemoryAnalysis
{
    private readonly Execution execution;
    private readonly TermFactory factory;
    private readonly VerilogFaults faults;
    private readonly Term step;
    private readonly PositiveStep positive;
    private readonly Dictionary<Term, Term> settled = [];
    private readonly Dictionary<Term, Term> moving = [];
    private readonly Dictionary<string, Term> finals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> flags = new(StringComparer.Ordinal);
    private readonly List<IntegratedState> states = [];

    /// <summary>Analyses what an execution found.</summary>
    /// <param name="execution">A module that was gone through.</param>
    /// <param name="timeStep">The parameter that is the time step of the module's own integration; none where it takes the simulator's.</param>
    /// <param name="factory">Makes terms.</param>
    /// <param name="faults">Takes the faults.</param>
    public MemoryAnalysis(Execution execution, string? timeStep, TermFactory factory, VerilogFaults faults)
    {
        (this.execution, this.factory, this.faults) = (execution, factory, faults);
        step = factory.Symbol(SymbolRole.Step, "step");
        positive = new(factory);
        if (timeStep is not null)
            settled[factory.Symbol(SymbolRole.Parameter, timeStep)] = step;
        foreach ((string key, TypedTerm value) in execution.Finals.Where(final => !final.Key.Contains(' ', StringComparison.Ordinal)))
            finals[key] = value.Term;
        Settle();
        FindStates();
    }

    /// <summary>The states, those of <c>idt</c> among them.</summary>
    public IReadOnlyList<IntegratedState> States => states;

    /// <summary>The same device as seen between two steps: no time step, no past.</summary>
    public Term Continuous(Term term)
    {
        Term result = new DifferenceQuotients(factory, step, moving).Of(Replace(term));
        // What replaces a past value may itself have past values in it.
        for (int round = 0; round < 50 && (result.Depends & (SymbolRole.Previous | SymbolRole.Step)) != 0; ++round)
            result = new Substitution(factory, moving).Of(result);
        return result;
    }

    private Term Previous(string key) => factory.Symbol(SymbolRole.Previous, key);

    private static HashSet<string> PastIn(IEnumerable<Term> terms)
    {
        HashSet<Term> seen = [];
        HashSet<string> keys = new(StringComparer.Ordinal);
        Stack<Term> open = new(terms);
        while (open.TryPop(out Term? term))
        {
            if ((term.Depends & SymbolRole.Previous) == 0 || !seen.Add(term))
                continue;
            if (term.Kind == TermKind.Symbol)
                keys.Add(term.Name);
            foreach (Term part in term.Parts)
                open.Push(part);
        }

        return keys;
    }

    private Term Replace(Term term) => positive.Of(Settled(term));

    private Term Settled(Term term) => new Substitution(factory, settled).Of(term);

    private Term InitialOf(string key) => execution.Initials.TryGetValue(key, out TypedTerm initial) ? initial.Term
        : execution.Variables[key].Initial is { } first && execution.SettledTerm(first) is { } value ? value
        : factory.Zero;

    /// <summary>The variables that matter, directly or by way of others, in the order of their names.</summary>
    private SortedSet<string> Needed()
    {
        IEnumerable<Term> roots = [.. execution.Flows.Values, .. execution.Potentials.Values, .. execution.Integrals.Select(integral => integral.Rate)];
        SortedSet<string> needed = new(StringComparer.Ordinal);
        Queue<string> open = new(PastIn(roots.Select(Replace)));
        while (open.TryDequeue(out string? key))
        {
            if (!needed.Add(key) || !finals.TryGetValue(key, out Term? final))
                continue;
            foreach (string next in PastIn([Replace(final)]))
                open.Enqueue(next);
        }

        return needed;
    }

    /// <summary>Times, constants and flags of the first step, until nothing more is found.</summary>
    private void Settle()
    {
        Term time = factory.Symbol(SymbolRole.Time, "time");
        for (bool goesOn = true; goesOn;)
        {
            goesOn = false;
            foreach (string key in Needed().Where(key => !settled.ContainsKey(Previous(key))))
            {
                Term past = Previous(key), final = finals.TryGetValue(key, out Term? assigned) ? Replace(assigned) : past;
                Term? value = final == past ? InitialOf(key)
                    : final.Body == time ? factory.Subtract(time, step)
                    : final.IsSettled ? final
                    : null;
                if (value is null)
                    continue;
                if (final == past && !value.IsSettled)
                {
                    faults.Add(execution.Places.GetValueOrDefault(key, execution.Variables[key].Place), $"'{key}' is set at the first step only, and not by parameters alone: what it remembers of that step is in no equation");
                    value = factory.Zero;
                }

                if (final == past && assigned is null && !execution.Initials.ContainsKey(key) && execution.Variables[key].Initial is null)
                    faults.Add(execution.Variables[key].Place, $"'{key}' is used and never assigned");
                if (final.IsSettled && final.IsNumber)
                    flags[key] = final.Value;
                settled[past] = value;
                goesOn = true;
                break;
            }
        }
    }

    private void FindStates()
    {
        Dictionary<Term, Term> aliases = [];
        List<(string Key, Term Final)> open = [];
        foreach (string key in Needed())
        {
            Term final = Replace(finals[key]);
            if (BoundedStep.Of(factory, final, Previous(key), step) is { } found)
            {
                // Of x_last = x, people know x.
                Term original = final;
                while (original.Kind == TermKind.Definition && original.Parts[0].Kind == TermKind.Definition)
                    original = original.Parts[0];
                string name = original.Kind == TermKind.Definition && execution.Variables.ContainsKey(original.Name) ? original.Name : key;
                Term symbol = factory.Symbol(SymbolRole.State, name);
                foreach (Term alias in found.Aliases)
                    aliases[alias] = symbol;
                aliases[Previous(key)] = symbol;
                Term rate = new Differentiation(factory, step).Of(found.Inner);
                Term first = FirstOf(key);
                if (!first.IsSettled)
                {
                    faults.Add(execution.Places[key], $"the first value of '{key}' must follow from parameters");
                    first = factory.Zero;
                }

                states.Add(new(name, symbol, rate, first, found.Low, found.High, execution.Places[key]));
            }
            else
                open.Add((key, final));
        }

        aliases[step] = factory.Zero;
        foreach ((Term term, Term by) in aliases)
            moving[term] = by;
        foreach ((string key, Term final) in open)
            Follow(key, new Substitution(factory, aliases).Of(final));
        foreach ((string key, Term final) in open.Where(entry => !Differentiation.Contains(entry.Final, Previous(entry.Key))))
            moving[Previous(key)] = new Substitution(factory, aliases).Of(new DifferenceQuotients(factory, step, moving).Of(final));
        for (int index = 0; index < states.Count; ++index)
        {
            IntegratedState state = states[index];
            states[index] = state with { Rate = CheckedContinuous(state.Rate, state.Place), Low = state.Low is null ? null : Continuous(state.Low), High = state.High is null ? null : Continuous(state.High) };
        }

        foreach (IntegratedState integral in execution.Integrals)
            states.Add(integral with { Rate = CheckedContinuous(integral.Rate, integral.Place), Initial = Continuous(integral.Initial) });
        foreach ((ModuleBranch branch, Term term) in execution.Flows.Concat(execution.Potentials))
            CheckedContinuous(term, execution.Places[branch.Key]);
    }

    /// <summary>The value at the first step; where flags or a time step of 0 tell it apart, what the first pass makes of the variable.</summary>
    private Term FirstOf(string key)
    {
        if (execution.Initials.TryGetValue(key, out TypedTerm initial))
            return initial.Term;
        Dictionary<Term, Term> first = new() { [step] = factory.Zero, [Previous(key)] = InitialOf(key) };
        foreach ((Term past, Term value) in settled)
            first.TryAdd(past, value);
        foreach (string flag in flags.Keys)
            first[Previous(flag)] = InitialOf(flag);
        Term pass = new Substitution(factory, first).Of(finals[key]);
        // Times of the step before have the step in them.
        pass = new Substitution(factory, new Dictionary<Term, Term> { [step] = factory.Zero }).Of(pass);
        return (flags.Count > 0 || Replace(finals[key]) != Settled(finals[key])) && pass.IsSettled ? pass : InitialOf(key);
    }

    /// <summary>A variable that is no state: it follows from the rest, or it remembers what no equation holds.</summary>
    private void Follow(string key, Term final)
    {
        Term past = Previous(key);
        VerilogPlace place = execution.Places.GetValueOrDefault(key, execution.Variables[key].Place);
        if (Differentiation.Contains(final, past))
            final = new Reduction(factory).Of(final);
        if (!Differentiation.Contains(final, past))
        {
            moving[past] = final;
            faults.Note(place, $"'{key}' is used before it is assigned; its value of the step before is taken to be that of the present");
        }
        else
        {
            faults.Add(place, $"'{key}' keeps its value from step to step and jumps: it is no state with a rate. "
                + "Memory with jumps (a switch that stays, a timer that starts anew) has no place in equations; write it as a state that moves quickly to where it should be, dx/dt = (target - x) / tau"
                + (execution.Finals.Values.All(value => (value.Term.Depends & SymbolRole.Time) == 0) ? "; if the module's own integration has a parameter for its time step, name it in the circuit: time_step = \"dt\"" : ""));
            moving[past] = factory.Zero;
        }
    }

    private Term CheckedContinuous(Term term, VerilogPlace place)
    {
        Term result = Continuous(term);
        if ((result.Depends & SymbolRole.Previous) != 0)
            faults.Add(place, $"this follows from {string.Join(", ", PastIn([result]).Select(key => $"'{key}'"))} of the step before, which follows from itself in a circle: order the statements so that each variable is assigned before it is used");
        else if ((result.Depends & SymbolRole.Time) != 0)
            faults.Add(place, "this depends on the time itself ($abstime): a device knows its states and its input only; what is recognised is the time since the last step, $abstime - t_last with t_last = $abstime");
        else if (DividesByNothing(result))
            faults.Add(place, "this divides by the time step, $abstime - t_last, and what is divided does not vanish with it: no equation holds that; a time derivative is (x - x_last) / dt, or ddt(x)");
        return result;
    }

    private static bool DividesByNothing(Term term)
    {
        HashSet<Term> seen = [];
        Stack<Term> open = new([term]);
        while (open.TryPop(out Term? next))
        {
            if (next.Kind == TermKind.Divide && next.Parts[1].Body.Is(0))
                return true;
            foreach (Term part in next.Parts.Where(seen.Add))
                open.Push(part);
        }

        return false;
    }
}

using Bruno.Gpu.Errors;
using Bruno.Gpu.Models.VerilogA.Algebra;
using Bruno.Gpu.Models.VerilogA.Syntax;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>
/// Goes once through the statements of a module, as a simulator does at each time step, with terms in the place of numbers. What a variable holds
/// from the step before is a symbol; of an <c>if</c> both ways are gone, and what differs after it becomes a choice.
/// </summary>
internal sealed partial class Execution
{
    private const int MostStatements = 50_000, MostRounds = 1000;

    private static readonly string[] Silent =
    [
        "$strobe", "$display", "$write", "$monitor", "$debug", "$fstrobe", "$fdisplay", "$fwrite", "$fopen", "$fclose", "$info", "$warning", "$discontinuity",
    ];

    private readonly ModuleSyntax module;
    private readonly TermFactory factory;
    private readonly VerilogFaults faults;
    private readonly Dictionary<string, VariableSyntax> declared = new(StringComparer.Ordinal);
    private readonly List<Dictionary<string, string>> scopes = [[]];
    private readonly Dictionary<string, ModuleBranch> branches = new(StringComparer.Ordinal);
    private readonly HashSet<string> decided = new(StringComparer.Ordinal);
    private Dictionary<string, TypedTerm> values = new(StringComparer.Ordinal);
    private Facts facts = new();
    private bool isInitial;
    private int statements, undecided;

    public Execution(ModuleSyntax module, IReadOnlyDictionary<string, double> given, TermFactory factory, VerilogFaults faults)
    {
        (this.module, this.factory, this.faults) = (module, factory, faults);
        ReadNodes();
        ReadParameters(given);
        foreach (VariableSyntax variable in module.Variables)
            Declare(variable);
    }

    /// <summary>The parameters, by name.</summary>
    public Dictionary<string, ModuleParameter> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>What each variable is after the step; variables that are not assigned are missing.</summary>
    public IReadOnlyDictionary<string, TypedTerm> Finals => values;

    /// <summary>What <c>initial_step</c> makes of the variables.</summary>
    public Dictionary<string, TypedTerm> Initials { get; } = new(StringComparer.Ordinal);

    /// <summary>The states of <c>idt</c>.</summary>
    public List<IntegratedState> Integrals { get; } = [];

    /// <summary>What is contributed to the flow of a branch.</summary>
    public Dictionary<ModuleBranch, Term> Flows { get; } = [];

    /// <summary>What is contributed to the potential of a branch.</summary>
    public Dictionary<ModuleBranch, Term> Potentials { get; } = [];

    /// <summary>Where variables and branches (by key) are assigned last.</summary>
    public Dictionary<string, VerilogPlace> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>The parameters by whose values a condition is decided on import.</summary>
    public IReadOnlyCollection<string> Decisive => decided;

    /// <summary>The variables of the module.</summary>
    public IReadOnlyDictionary<string, VariableSyntax> Variables => declared;

    /// <summary>Goes through the module.</summary>
    public void Run()
    {
        foreach (StatementSyntax statement in module.Analog)
            Run(statement);
        foreach (ModuleBranch branch in branches.Values)
        {
            if (values.TryGetValue("flow " + branch.Key, out TypedTerm flow))
                Flows[branch] = flow.Term;
            if (values.TryGetValue("potential " + branch.Key, out TypedTerm potential))
                Potentials[branch] = potential.Term;
        }
    }

    private void Declare(VariableSyntax variable)
    {
        string key = variable.Name;
        if (scopes.Count > 1)
        {
            for (int number = 2; declared.ContainsKey(key) && declared[key] != variable; ++number)
                key = $"{variable.Name}_{number}";
        }
        else if (declared.ContainsKey(key) || Parameters.ContainsKey(key))
            faults.Add(variable.Place, $"the name '{key}' is taken");
        declared[key] = variable;
        scopes[^1][variable.Name] = key;
    }

    private void Run(StatementSyntax statement)
    {
        if (++statements > MostStatements)
            throw new TermOverflow();
        switch (statement)
        {
            case BlockSyntax block:
                scopes.Add([]);
                foreach (VariableSyntax variable in block.Variables)
                    Declare(variable);
                foreach (StatementSyntax inner in block.Statements)
                    Run(inner);
                scopes.RemoveAt(scopes.Count - 1);
                break;
            case AssignmentSyntax assignment:
                Assign(assignment.Place, assignment.Name, assignment.Value);
                break;
            case ContributionSyntax contribution:
                Contribute(contribution);
                break;
            case IfSyntax choice:
                Choose(Condition(choice.Condition), choice.Then, choice.Otherwise);
                break;
            case CaseSyntax selection:
                Select(selection, 0);
                break;
            case EventSyntax happening:
                Happen(happening);
                break;
            case LoopSyntax loop:
                Repeat(loop);
                break;
            case TaskSyntax task:
                Do(task);
                break;
        }
    }

    private string? KeyOf(string name) => scopes.AsEnumerable().Reverse().Select(scope => scope.GetValueOrDefault(name)).FirstOrDefault(key => key is not null);

    private void Assign(VerilogPlace place, string name, ExpressionSyntax expression)
    {
        string? key = KeyOf(name);
        if (key is null || !declared.TryGetValue(key, out VariableSyntax? variable))
        {
            faults.Add(place, Parameters.ContainsKey(name)
                ? $"'{name}' is a parameter and cannot be assigned"
                : $"there is no variable '{name}'{NearestName.Hint(name, declared.Keys)}");
            Evaluate(expression);
            return;
        }

        TypedTerm value = Evaluate(expression, key);
        Set(place, key, variable, value);
    }

    private void Set(VerilogPlace place, string key, VariableSyntax variable, TypedTerm value)
    {
        Term term = value.Term;
        if (variable.IsInteger && !value.IsInteger)
        {
            if (term.IsNumber)
                term = factory.Number(Math.Round(term.Value, MidpointRounding.AwayFromZero));
            else
                faults.Add(place, $"'{variable.Name}' is an integer: this rounds, which has no derivative; declare it 'real', or assign whole numbers");
        }

        Places[key] = place;
        values[key] = new(factory.Define(key, term.Kind == TermKind.Definition && !declared.ContainsKey(term.Name) ? term.Parts[0] : term), variable.IsInteger);
    }

    private void Contribute(ContributionSyntax contribution)
    {
        if (isInitial)
        {
            faults.Add(contribution.Place, "a contribution in initial_step is not translated: currents and potentials are contributed at every step");
            return;
        }

        if (Access(contribution.Target) is not var (isFlow, branch, sign))
        {
            Evaluate(contribution.Value);
            return;
        }

        // What a node integrates is known by the node's name.
        Term value = Evaluate(contribution.Value, isFlow || branch.To.Length > 0 || declared.ContainsKey(branch.From) ? null : branch.From).Term;
        string key = (isFlow ? "flow " : "potential ") + branch.Key;
        Term before = values.TryGetValue(key, out TypedTerm known) ? known.Term : factory.Zero;
        values[key] = new(sign > 0 ? factory.Add(before, value) : factory.Subtract(before, value));
        Places[key] = contribution.Place;
        Places[branch.Key] = contribution.Place;
    }

    /// <summary>Goes both ways where it is open which one, and makes choices of what differs.</summary>
    private void Choose(Term condition, StatementSyntax then, StatementSyntax? otherwise)
    {
        if (condition.Kind == TermKind.Truth)
        {
            if (condition.Value != 0)
                Run(then);
            else if (otherwise is not null)
                Run(otherwise);
            return;
        }

        (Dictionary<string, TypedTerm> before, Facts known) = (values, facts);
        ++undecided;
        values = new(before, StringComparer.Ordinal);
        facts = known.With(condition, true);
        Run(then);
        Dictionary<string, TypedTerm> first = values;
        values = new(before, StringComparer.Ordinal);
        facts = known.With(condition, false);
        if (otherwise is not null)
            Run(otherwise);
        Dictionary<string, TypedTerm> second = values;
        --undecided;
        facts = known;
        values = new(before, StringComparer.Ordinal);
        foreach (string key in first.Keys.Union(second.Keys))
            Merge(condition, key, first.GetValueOrDefault(key), second.GetValueOrDefault(key));
    }

    private void Merge(Term condition, string key, TypedTerm first, TypedTerm second)
    {
        if (key.StartsWith("potential ", StringComparison.Ordinal) && (first.Term is null || second.Term is null))
            faults.Add(Places[key], "this potential is contributed on some ways only, and the branch is something else on others (a switch); contribute a flow through a resistance on all ways instead");
        bool isBranch = key.Contains(' ', StringComparison.Ordinal);
        Term one = first.Term ?? (isBranch ? factory.Zero : Previous(key)), two = second.Term ?? (isBranch ? factory.Zero : Previous(key));
        if (one == two)
            values[key] = first.Term is null ? second : first;
        else
        {
            Term choice = factory.If(condition, one, two);
            values[key] = new(isBranch ? choice : factory.Define(key, choice), isBranch ? false : declared[key].IsInteger);
        }
    }

    private Term Previous(string key) => factory.Symbol(SymbolRole.Previous, key);

    private void Select(CaseSyntax selection, int arm)
    {
        CaseArm? otherwise = selection.Arms.FirstOrDefault(candidate => candidate.Values.Count == 0);
        if (arm == selection.Arms.Count)
        {
            if (otherwise is not null)
                Run(otherwise.Body);
            return;
        }

        CaseArm now = selection.Arms[arm];
        if (now.Values.Count == 0)
        {
            Select(selection, arm + 1);
            return;
        }

        Term condition = factory.Truth(false);
        foreach (ExpressionSyntax value in now.Values)
            condition = factory.Or(condition, Condition(new BinarySyntax(value.Place, "==", selection.Selector, value)));
        Choose(condition, now.Body, new BlockSyntax(selection.Place, [], [new CaseSyntax(selection.Place, selection.Selector, [.. selection.Arms.Skip(arm + 1).Where(rest => rest != otherwise), .. otherwise is null ? Array.Empty<CaseArm>() : [otherwise]])]));
    }

    private void Happen(EventSyntax happening)
    {
        if (happening.Events.All(each => each.Name == "final_step"))
        {
            faults.Note(happening.Place, "what is done in final_step has no influence on the device and is left out");
            return;
        }

        if (happening.Events.FirstOrDefault(each => each.Name is not ("initial_step" or "initial_model" or "initial_instance" or "initial_branch")) is { } other)
        {
            faults.Add(other.Place, other.Name switch
            {
                "cross" or "above" => $"events between steps, {other.Name}(...), are not translated: write what follows from the level as an if, or as what fires in the circuit ([spike] when)",
                "timer" => "events in time, timer(...), are not translated: a device knows its states and its input only",
                _ => $"the event '{other.Name}' is not translated: only initial_step is",
            });
            return;
        }

        if (undecided > 0)
        {
            faults.Add(happening.Place, "initial_step inside of a condition that changes with time is not translated");
            return;
        }

        // What is assigned before, in the same step, holds here too.
        Dictionary<string, TypedTerm> running = values, before = new(running, StringComparer.Ordinal);
        foreach ((string key, TypedTerm initial) in Initials)
            before.TryAdd(key, initial);
        values = new(before, StringComparer.Ordinal);
        isInitial = true;
        Run(happening.Body);
        isInitial = false;
        foreach ((string key, TypedTerm initial) in values.Where(value => !before.TryGetValue(value.Key, out TypedTerm old) || old != value.Value))
            Initials[key] = initial;
        values = running;
    }

    private void Repeat(LoopSyntax loop)
    {
        if (loop.First is { } first)
            Run(first);
        int times = loop.IsRepeat && Evaluate(loop.Condition).Term is { IsNumber: true } count ? (int)Math.Clamp(count.Value, 0, MostRounds + 1) : int.MaxValue;
        for (int round = 0; round < times; ++round)
        {
            Term condition = loop.IsRepeat ? factory.Truth(times < int.MaxValue) : Condition(loop.Condition);
            if (condition.Kind != TermKind.Truth || loop.IsRepeat && times == int.MaxValue)
            {
                faults.Add(loop.Place, "how often this loop goes round is not known beforehand: only loops of a fixed number of rounds are translated");
                return;
            }

            if (condition.Value == 0)
                return;
            if (round >= MostRounds)
            {
                faults.Add(loop.Place, $"this loop goes round more than {MostRounds} times");
                return;
            }

            Run(loop.Body);
            if (loop.Next is { } next)
                Run(next);
        }
    }

    private void Do(TaskSyntax task)
    {
        if (task.Name == "$bound_step")
            faults.Note(task.Place, "$bound_step is left out: the integrator chooses its steps (--integrator, --substeps)");
        else if (Silent.Contains(task.Name))
            faults.Note(task.Place, $"{task.Name} has no influence on the device and is left out");
        else if (task.Name is "$finish" or "$stop" or "$fatal" or "$error")
            faults.Add(task.Place, $"{task.Name} under a condition that changes with time is not translated: leave it out; bounds are what keeps states where the equations hold");
        else if (module.Functions.Exists(function => function.Name == task.Name))
            CallFunction(new(task.Place, task.Name, task.Arguments));
        else
            faults.Add(task.Place, $"'{task.Name}' is not translated{(task.Name.StartsWith('$') ? "" : ": a module in a module? Write the equations into one module")}");
    }
}

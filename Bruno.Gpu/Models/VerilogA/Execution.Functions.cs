using Bruno.Gpu.Errors;
using Bruno.Gpu.Models.VerilogA.Algebra;
using Bruno.Gpu.Models.VerilogA.Syntax;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>Functions and operators of the language.</summary>
internal sealed partial class Execution
{
    private static readonly string[] Plain = ["exp", "sqrt", "abs", "sinh", "cosh", "tanh", "sin", "cos", "atan"];

    private static readonly string[] Known =
    [
        "exp", "ln", "log", "sqrt", "abs", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "pow", "min", "max", "hypot", "limexp", "ddt", "idt", "ddx",
        "$abstime", "$temperature", "$vt", "$simparam", "$limit",
    ];

    private TypedTerm Call(CallSyntax call, string? target)
    {
        if (module.Functions.Exists(function => function.Name == call.Name))
            return CallFunction(call);
        if (call.Name is "ddt" or "idt")
            return call.Name == "ddt" ? Differentiate(call) : Integrate(call, target);
        if (call.Name == "ddx")
            return DifferentiatePartially(call);
        if (call.Name is "potential" or "flow" || module.Disciplines.Exists(discipline => call.Name == discipline.Potential || call.Name == discipline.Flow) && !Known.Contains(call.Name))
            return Probe(call);
        if (call.Name.StartsWith('$'))
            return SystemFunction(call);
        if (call.Name is "white_noise" or "flicker_noise" or "noise_table")
        {
            faults.Note(call.Place, $"{call.Name} is left out: noise of a device is not part of its equations");
            return new(factory.Zero);
        }

        if (call.Name == "analysis")
        {
            bool isTransient = call.Arguments.OfType<TextSyntax>().Any(text => text.Text == "tran");
            faults.Note(call.Place, $"analysis(...) {(isTransient ? "holds" : "does not hold")}: a device is simulated in time (\"tran\")");
            return new(isTransient ? factory.One : factory.Zero, true);
        }

        TypedTerm[] arguments = [.. call.Arguments.Select(argument => Evaluate(argument))];
        Term x = arguments.Length > 0 ? arguments[0].Term : factory.Zero, y = arguments.Length > 1 ? arguments[1].Term : factory.Zero;
        int wanted = call.Name is "pow" or "min" or "max" or "hypot" or "atan2" ? 2 : 1;
        if (Known.Contains(call.Name) && arguments.Length != wanted)
            return Refuse(call.Place, $"{call.Name} takes {wanted} argument{(wanted == 1 ? "" : "s")}, not {arguments.Length}");
        Term square = factory.Power(x, factory.Number(2));
        switch (call.Name)
        {
            case var plain when Plain.Contains(plain):
                return new(factory.Call(plain, x), plain == "abs" && arguments[0].IsInteger);
            case "limexp":
                faults.Note(call.Place, "limexp is exp: its limit is an aid of circuit simulators");
                return new(factory.Call("exp", x));
            case "ln":
                return new(factory.Call("log", x));
            case "log":
                return new(factory.Divide(factory.Call("log", x), factory.Number(Math.Log(10))));
            case "pow":
                return new(factory.Power(x, y));
            case "min" or "max":
                return new(factory.Call(call.Name, x, y), arguments[0].IsInteger && arguments[1].IsInteger);
            case "hypot":
                return new(factory.Call("sqrt", factory.Add(square, factory.Power(y, factory.Number(2)))));
            case "asinh":
                // log(x + sqrt(x^2 + 1)) loses its digits for negative x.
                Term root = factory.Call("sqrt", factory.Add(square, factory.One));
                return new(factory.If(
                    factory.Relation(TermKind.Less, x, factory.Zero), factory.Negate(factory.Call("log", factory.Subtract(root, x))), factory.Call("log", factory.Add(x, root))));
            case "acosh":
                return new(factory.Call("log", factory.Add(x, factory.Call("sqrt", factory.Subtract(square, factory.One)))));
            case "atanh":
                return new(factory.Divide(factory.Call("log", factory.Divide(factory.Add(factory.One, x), factory.Subtract(factory.One, x))), factory.Number(2)));
            case "tan":
                return new(factory.Divide(factory.Call("sin", x), factory.Call("cos", x)));
            case "asin":
                return new(ArcSine(x, square));
            case "acos":
                return new(factory.Subtract(factory.Number(Math.PI / 2), ArcSine(x, square)));
            case "atan2":
                return new(Angle(x, y));
            case "floor" or "ceil" or "int":
                return x.IsNumber
                    ? new(factory.Number(call.Name == "floor" ? Math.Floor(x.Value) : call.Name == "ceil" ? Math.Ceiling(x.Value) : Math.Truncate(x.Value)), true)
                    : Refuse(call.Place, $"{call.Name} jumps and has no derivative: write a choice, x > level ? a : b");
            case "transition" or "slew" or "absdelay" or "delay" or "last_crossing" or "zi_nd" or "zi_zp" or "zi_np" or "zi_zd" or "laplace_nd" or "laplace_zp" or "laplace_np" or "laplace_zd" or "idtmod":
                return Refuse(call.Place, $"{call.Name} is not translated: write its equation with ddt, idt and a variable of its own");
            default:
                return Refuse(call.Place, $"there is no function '{call.Name}'{NearestName.Hint(call.Name, [.. Known, .. module.Functions.Select(function => function.Name)])}");
        }
    }

    private Term ArcSine(Term x, Term square) =>
        factory.Call("atan", factory.Divide(x, factory.Call("sqrt", factory.Subtract(factory.One, square))));

    /// <summary>The angle of a point (x, y) with the x axis, between -pi and pi.</summary>
    private Term Angle(Term y, Term x)
    {
        Term arc = factory.Call("atan", factory.Divide(y, x)), half = factory.Number(Math.PI);
        Term isBelow = factory.Relation(TermKind.Less, y, factory.Zero);
        Term behind = factory.If(isBelow, factory.Subtract(arc, half), factory.Add(arc, half));
        Term beside = factory.Multiply(factory.Number(Math.PI / 2), factory.Call("sign", y));
        return factory.If(
            factory.Relation(TermKind.Greater, x, factory.Zero), arc, factory.If(factory.Relation(TermKind.Less, x, factory.Zero), behind, beside));
    }

    private TypedTerm SystemFunction(CallSyntax call)
    {
        string name = call.Name[1..];
        if (StandardFiles.Constants.ContainsKey(name) && name.Contains('_', StringComparison.Ordinal))
            return new(factory.Symbol(SymbolRole.Constant, name));
        Term temperature = factory.Symbol(SymbolRole.Parameter, Temperature);
        switch (call.Name)
        {
            case "$abstime":
                return new(factory.Symbol(SymbolRole.Time, "time"));
            case Temperature:
                return new(temperature);
            case "$vt":
                Term at = call.Arguments.Count == 1 ? Evaluate(call.Arguments[0]).Term : temperature;
                return new(factory.Divide(factory.Multiply(factory.Symbol(SymbolRole.Constant, "P_K"), at), factory.Symbol(SymbolRole.Constant, "P_Q")));
            case "$simparam" when call.Arguments.Count == 2:
                faults.Note(call.Place, "$simparam(...) has the value that stands in it");
                return Evaluate(call.Arguments[1]);
            case "$simparam" when call.Arguments is [TextSyntax { Text: "gmin" }]:
                faults.Note(call.Place, "$simparam(\"gmin\") is 0: no current beside the equations");
                return new(factory.Zero);
            case "$limit" when call.Arguments.Count > 0:
                faults.Note(call.Place, "$limit(x, ...) is x: limits are an aid of circuit simulators");
                return Evaluate(call.Arguments[0]);
            case "$param_given" when call.Arguments is [NameSyntax given] && Parameters.TryGetValue(given.Name, out ModuleParameter? parameter):
                bool isGiven = parameter.Default.IsNumber && parameter.Default != Evaluate(parameter.Syntax.Value).Term;
                faults.Note(call.Place, $"$param_given({given.Name}) is {(isGiven ? 1 : 0)}");
                return new(isGiven ? factory.One : factory.Zero, true);
            case "$table_model":
                return Refuse(call.Place, "$table_model is not translated, a table has no equation: write a formula that follows its data, fitted with 'bruno fit' where need be, or its lines between points as if(x < x1, ..., ...)");
            case "$port_connected":
                faults.Note(call.Place, "$port_connected(...) is 1");
                return new(factory.One, true);
            case "$mfactor":
                faults.Note(call.Place, "$mfactor is 1");
                return new(factory.One);
            case var random when random.StartsWith("$rdist_", StringComparison.Ordinal) || random.StartsWith("$dist_", StringComparison.Ordinal) || random is "$random" or "$arandom":
                return Refuse(call.Place, $"random numbers in the equations, {random}, are not translated: choose the module's way without them (a parameter that switches them off, [parameters] in the circuit), or leave them out; what differs between devices is 'varies' of parameters");
            default:
                return Refuse(call.Place, $"{call.Name} is not translated{NearestName.Hint(call.Name, Known)}");
        }
    }

    private TypedTerm Probe(CallSyntax call)
    {
        if (isInitial)
            return Refuse(call.Place, "potentials and flows are not known in initial_step: a first value follows from parameters");
        if (Access(call) is not var (isFlow, branch, sign))
            return new(factory.Zero);
        Term term = isFlow ? factory.Symbol(SymbolRole.Flow, branch.Key) : factory.Subtract(NodeTerm(branch.From), NodeTerm(branch.To));
        Places.TryAdd(branch.Key, call.Place);
        return new(sign > 0 ? term : factory.Negate(term));
    }

    private TypedTerm Differentiate(CallSyntax call)
    {
        if (call.Arguments.Count is 0 or > 2)
            return Refuse(call.Place, "ddt takes one argument");
        Term term = Evaluate(call.Arguments[0]).Term;
        return (term.Depends & SymbolRole.Derivative) != 0 ? Refuse(call.Place, "a derivative of a derivative is not translated: give the first one a node of its own") : new(factory.Derivative(term));
    }

    /// <summary>ddx(x, V(a)) or ddx(x, I(br)): the derivative by a potential or a flow, all others held.</summary>
    private TypedTerm DifferentiatePartially(CallSyntax call)
    {
        if (call.Arguments.Count != 2)
            return Refuse(call.Place, "ddx takes an expression and a potential V(a) or a flow I(branch)");
        Term term = Evaluate(call.Arguments[0]).Term;
        if (call.Arguments[1] is not CallSyntax access)
            return Refuse(call.Arguments[1].Place, "the derivative is by a potential or a flow: V(a) or I(branch) must stand here");
        Term by = Evaluate(access).Term;
        if (by.Is(0))
            return new(factory.Zero);
        Term unknown = by.Kind == TermKind.Negate ? by.Parts[0] : by;
        if (unknown.Role is not (SymbolRole.Node or SymbolRole.Flow))
            return Refuse(access.Place, "the derivative is by the potential of one node, V(a), or by the flow of one branch, I(branch)");
        if (unknown.Kind == TermKind.Symbol && DerivativeOf(term, unknown))
            return Refuse(call.Place, "ddx of a time derivative is not translated: take it of what stands in ddt(...)");
        Term slope = new Differentiation(factory, unknown).Of(term);
        return new(by == unknown ? slope : factory.Negate(slope));
    }

    /// <summary>Whether a term has in it a time derivative of something that depends on a symbol.</summary>
    private static bool DerivativeOf(Term term, Term symbol) => (term.Depends & SymbolRole.Derivative) != 0
        && (term.Kind == TermKind.Derivative ? Differentiation.Contains(term.Parts[0], symbol) : term.Parts.Any(part => DerivativeOf(part, symbol)));

    private TypedTerm Integrate(CallSyntax call, string? target)
    {
        if (call.Arguments.Count is 0 or > 2)
            return Refuse(call.Place, "idt takes a rate and a first value; an assertion (reset) is not translated: [spike] and reset of the circuit are for that");
        if (undecided > 0)
            return Refuse(call.Place, "idt inside of a condition that changes with time is not translated: put the condition into its rate");
        Term rate = Evaluate(call.Arguments[0]).Term, initial = call.Arguments.Count == 2 ? Evaluate(call.Arguments[1]).Term : factory.Zero;
        if (call.Arguments.Count == 1)
            faults.Note(call.Place, "idt without a first value begins at 0");
        if (!initial.IsSettled)
            return Refuse(call.Place, "the first value of idt must follow from parameters");
        string name = target ?? $"integral_{Integrals.Count + 1}";
        if (Integrals.Exists(other => other.Name == name))
            name = $"{name}_{Integrals.Count + 1}";
        Term symbol = factory.Symbol(SymbolRole.State, name);
        Integrals.Add(new(name, symbol, rate, initial, null, null, call.Place));
        return new(symbol);
    }
}

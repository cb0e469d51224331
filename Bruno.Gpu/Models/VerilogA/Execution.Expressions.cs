using Bruno.Gpu.Errors;
using Bruno.Gpu.Models.VerilogA.Algebra;
using Bruno.Gpu.Models.VerilogA.Syntax;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>Expressions.</summary>
internal sealed partial class Execution
{
    /// <summary>The name of the ambient temperature among the parameters.</summary>
    public const string Temperature = "$temperature";

    /// <summary>27 degrees Celsius, as circuit simulators have it, K.</summary>
    public const double RoomTemperature = 300.15;

    private const int DeepestCall = 20;

    private readonly HashSet<string> atWork = new(StringComparer.Ordinal);

    /// <summary>The value of an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="target">The variable that it is assigned to, which gives its name to what it integrates.</param>
    private TypedTerm Evaluate(ExpressionSyntax expression, string? target = null)
    {
        switch (expression)
        {
            case NumberSyntax number:
                return new(factory.Number(number.Value), number.IsInteger);
            case NameSyntax name:
                return Find(name);
            case UnarySyntax { Operator: "+" } plus:
                return Evaluate(plus.Operand);
            case UnarySyntax { Operator: "-" } minus:
                TypedTerm negated = Evaluate(minus.Operand);
                return new(factory.Negate(negated.Term), negated.IsInteger);
            case BinarySyntax { Operator: "+" or "-" or "*" or "/" or "**" or "%" } arithmetic:
                return Combine(arithmetic, Evaluate(arithmetic.Left), Evaluate(arithmetic.Right));
            case ChoiceSyntax choice:
                return Choose(choice);
            case CallSyntax call:
                return Call(call, target);
            case TextSyntax text:
                return Refuse(text.Place, "a text has no value in equations");
            case BinarySyntax { Operator: "&" or "|" or "^" or "~^" or "^~" or "<<" or ">>" or "<<<" or ">>>" } bits:
                return Refuse(bits.Place, $"'{bits.Operator}' works on bits, which equations do not have; conditions are joined by && and ||, a power is pow(x, y)");
            case UnarySyntax { Operator: "~" } bits:
                return Refuse(bits.Place, "'~' works on bits, which equations do not have; a condition is denied by !");
            default:
                Term condition = Condition(expression);
                return new(factory.If(condition, factory.One, factory.Zero), true);
        }
    }

    /// <summary>A condition; one that follows from parameters is decided by their values.</summary>
    private Term Condition(ExpressionSyntax expression)
    {
        Term condition = expression switch
        {
            UnarySyntax { Operator: "!" } not => factory.Not(Condition(not.Operand)),
            BinarySyntax { Operator: "&&" } both => Both(both),
            BinarySyntax { Operator: "||" } either => Either(either),
            BinarySyntax { Operator: "<" } less => Compare(TermKind.Less, less),
            BinarySyntax { Operator: "<=" } most => Compare(TermKind.AtMost, most),
            BinarySyntax { Operator: ">" } greater => Compare(TermKind.Greater, greater),
            BinarySyntax { Operator: ">=" } least => Compare(TermKind.AtLeast, least),
            BinarySyntax { Operator: "==" or "===" } same => Compare(TermKind.Equal, same),
            BinarySyntax { Operator: "!=" or "!==" } other => Compare(TermKind.NotEqual, other),
            _ => factory.Relation(TermKind.NotEqual, Evaluate(expression).Term, factory.Zero),
        };
        if (facts.Decide(condition) is bool known)
            return factory.Truth(known);
        if (!condition.IsSettled || condition.Kind == TermKind.Truth)
            return condition;
        bool holds = NumericValue.Of(condition, ValueOf) != 0;
        string[] names = [.. ParametersIn(condition).Distinct()];
        decided.UnionWith(names);
        string values = string.Join(", ", names.Select(name => FormattableString.Invariant($"{name.TrimStart('$')} = {ValueOf(factory.Symbol(SymbolRole.Parameter, name))}")));
        faults.Note(expression.Place, $"this condition {(holds ? "holds" : "does not hold")} for {values}: that is decided on import, and the other way is left out");
        return factory.Truth(holds);
    }

    private static IEnumerable<string> ParametersIn(Term term) => term.Kind == TermKind.Symbol
        ? term.Role == SymbolRole.Parameter ? [term.Name] : []
        : term.Parts.SelectMany(ParametersIn);

    private Term Both(BinarySyntax both)
    {
        Term left = Condition(both.Left);
        return left.Kind == TermKind.Truth && left.Value == 0 ? left : factory.And(left, Condition(both.Right));
    }

    private Term Either(BinarySyntax either)
    {
        Term left = Condition(either.Left);
        return left.Kind == TermKind.Truth && left.Value != 0 ? left : factory.Or(left, Condition(either.Right));
    }

    private Term Compare(TermKind kind, BinarySyntax relation) => factory.Relation(kind, Evaluate(relation.Left).Term, Evaluate(relation.Right).Term);

    private TypedTerm Find(NameSyntax name)
    {
        if (KeyOf(name.Name) is { } key)
        {
            if (values.TryGetValue(key, out TypedTerm value))
                return value;
            // At the first step there is nothing before: what a declaration says, else 0.
            VariableSyntax variable = declared[key];
            return isInitial ? new(variable.Initial is { } first ? Evaluate(first).Term : factory.Zero, variable.IsInteger) : new(Previous(key), variable.IsInteger);
        }

        if (Parameters.TryGetValue(name.Name, out ModuleParameter? parameter))
            return new(parameter.Term, parameter.IsInteger);
        if (name.Name.StartsWith('$'))
            return Call(new(name.Place, name.Name, []), null);
        if (name.Name == "inf")
            return new(factory.Number(double.PositiveInfinity));
        string hint = NearestName.Hint(name.Name, [.. declared.Keys, .. Parameters.Keys]);
        return Refuse(name.Place, nodes.ContainsKey(name.Name) ? $"the node '{name.Name}' is no number: its potential is V({name.Name})" : $"there is no '{name.Name}'{hint}");
    }

    private TypedTerm Combine(BinarySyntax operation, TypedTerm left, TypedTerm right)
    {
        bool areIntegers = left.IsInteger && right.IsInteger, areNumbers = left.Term.IsNumber && right.Term.IsNumber;
        switch (operation.Operator)
        {
            case "+":
                return new(factory.Add(left.Term, right.Term), areIntegers);
            case "-":
                return new(factory.Subtract(left.Term, right.Term), areIntegers);
            case "*":
                return new(factory.Multiply(left.Term, right.Term), areIntegers);
            case "**":
                return new(factory.Power(left.Term, right.Term), areIntegers);
            case "/" when areIntegers && areNumbers && right.Term.Value != 0:
                double cut = Math.Truncate(left.Term.Value / right.Term.Value);
                if (cut != left.Term.Value / right.Term.Value)
                    faults.Note(operation.Place, FormattableString.Invariant($"whole numbers divide without remainder: {left.Term.Value}/{right.Term.Value} is {cut} here, as in Verilog-A; write {right.Term.Value}.0 if that is not meant"));
                return new(factory.Number(cut), true);
            case "/" when areIntegers:
                return Refuse(operation.Place, "both sides are whole numbers, so that this division cuts off the remainder, which has no derivative; write one of them with a point, 2.0, or declare it 'real'");
            case "/" when right.Term.Is(0):
                return Refuse(operation.Place, "division by 0");
            case "/":
                return new(factory.Divide(left.Term, right.Term));
            default:
                return areNumbers && right.Term.Value != 0
                    ? new(factory.Number(left.Term.Value % right.Term.Value), areIntegers)
                    : Refuse(operation.Place, "the remainder '%' jumps and has no place in equations");
        }
    }

    private TypedTerm Choose(ChoiceSyntax choice)
    {
        Term condition = Condition(choice.Condition);
        if (condition.Kind == TermKind.Truth)
            return Evaluate(condition.Value != 0 ? choice.Then : choice.Otherwise);
        Facts known = facts;
        facts = known.With(condition, true);
        TypedTerm then = Evaluate(choice.Then);
        facts = known.With(condition, false);
        TypedTerm otherwise = Evaluate(choice.Otherwise);
        facts = known;
        return new(factory.If(condition, then.Term, otherwise.Term), then.IsInteger && otherwise.IsInteger);
    }

    private TypedTerm CallFunction(CallSyntax call)
    {
        FunctionSyntax function = module.Functions.First(candidate => candidate.Name == call.Name);
        if (call.Arguments.Count != function.Order.Count)
            return Refuse(call.Place, $"the function '{call.Name}' takes {function.Order.Count} arguments, not {call.Arguments.Count}");

        TypedTerm[] arguments = [.. function.Order.Select((argument, index) => function.Inputs.Contains(argument) ? Evaluate(call.Arguments[index]) : new(factory.Zero))];
        if (!atWork.Add(call.Name))
            return Refuse(call.Place, $"the function '{call.Name}' calls itself, directly or through others, which Verilog-A does not have; write its end as a formula or a loop");
        if (atWork.Count > DeepestCall)
        {
            atWork.Remove(call.Name);
            return Refuse(call.Place, $"functions call each other more than {DeepestCall} deep");
        }

        Dictionary<string, TypedTerm> outer = values;
        Dictionary<string, string>[] outerScopes = [.. scopes];
        scopes.Clear();
        scopes.Add([]);
        values = new(StringComparer.Ordinal);
        List<string> added = [];
        foreach (VariableSyntax variable in function.Variables.Where(variable => variable.Name != function.Name).Append(new(function.Place, function.Name, function.IsInteger, null, "", "")))
        {
            string key = $"{function.Name}.{variable.Name}";
            scopes[0][variable.Name] = key;
            declared[key] = variable;
            added.Add(key);
            int argument = function.Order.ToList().IndexOf(variable.Name);
            values[key] = argument >= 0 ? arguments[argument] : new(variable.Initial is { } first ? Evaluate(first).Term : factory.Zero, variable.IsInteger);
        }

        foreach (string missing in function.Order.Where(argument => !scopes[0].ContainsKey(argument)))
        {
            scopes[0][missing] = $"{function.Name}.{missing}";
            declared[$"{function.Name}.{missing}"] = new(function.Place, missing, false, null, "", "");
            values[$"{function.Name}.{missing}"] = arguments[function.Order.ToList().IndexOf(missing)];
            added.Add($"{function.Name}.{missing}");
        }

        Run(function.Body);
        Dictionary<string, TypedTerm> results = values;
        scopes.Clear();
        scopes.AddRange(outerScopes);
        values = outer;
        atWork.Remove(call.Name);
        foreach (string key in added)
            declared.Remove(key);
        foreach (string output in function.Outputs)
        {
            int index = function.Order.ToList().IndexOf(output);
            if (call.Arguments[index] is NameSyntax variable && KeyOf(variable.Name) is { } key)
                Set(call.Place, key, declared[key], results[$"{function.Name}.{output}"]);
            else
                faults.Add(call.Place, $"the argument '{output}' is written by the function: a variable must stand here");
        }

        return results[$"{function.Name}.{function.Name}"];
    }

    private TypedTerm Refuse(VerilogPlace place, string message)
    {
        faults.Add(place, message);
        return new(factory.Zero);
    }
}

using System.Globalization;

namespace Bruno.Gpu.Models.VerilogA.Algebra;

/// <summary>Makes terms, each equal one once, and does the arithmetic that needs no thought: numbers, zeros, ones, choices that are made.</summary>
internal sealed class TermFactory
{
    private const int Most = 200_000;

    private readonly Dictionary<string, Term> terms = new(StringComparer.Ordinal);

    public Term Zero => Number(0);

    public Term One => Number(1);

    public Term Number(double value) => Make(TermKind.Number, SymbolRole.None, value == 0 ? 0 : value, "");

    public Term Symbol(SymbolRole role, string name) => Make(TermKind.Symbol, role, 0, name);

    public Term Truth(bool holds) => Make(TermKind.Truth, SymbolRole.None, holds ? 1 : 0, "");

    public Term Derivative(Term term) => term.IsSettled ? Zero : Make(TermKind.Derivative, SymbolRole.Derivative, 0, "", term);

    /// <summary>A term with a name; numbers and symbols need none.</summary>
    public Term Define(string name, Term body) => body.Kind is TermKind.Number or TermKind.Symbol or TermKind.Truth || body.Kind == TermKind.Definition && body.Name == name ? body : Make(TermKind.Definition, SymbolRole.None, 0, name, body);

    public Term Add(Term left, Term right) =>
        left.IsNumber && right.IsNumber ? Number(left.Value + right.Value)
        : left.Is(0) ? right
        : right.Is(0) ? left
        : right.Kind == TermKind.Negate ? Subtract(left, right.Parts[0])
        : right.IsNumber && right.Value < 0 ? Subtract(left, Number(-right.Value))
        : left.Kind == TermKind.Negate ? Subtract(right, left.Parts[0])
        // a + (b - a) is b.
        : right.Kind == TermKind.Subtract && right.Parts[1] == left ? right.Parts[0]
        : left.Kind == TermKind.Subtract && left.Parts[1] == right ? left.Parts[0]
        : Make(TermKind.Add, SymbolRole.None, 0, "", left, right);

    public Term Subtract(Term left, Term right) =>
        left.IsNumber && right.IsNumber ? Number(left.Value - right.Value)
        : right.Is(0) ? left
        : left.Is(0) ? Negate(right)
        : left == right ? Zero
        : right.Kind == TermKind.Negate ? Add(left, right.Parts[0])
        // t - (t - dt) is dt, and (a + b) - a is b.
        : right.Kind == TermKind.Subtract && right.Parts[0] == left ? right.Parts[1]
        : left.Kind == TermKind.Add && left.Parts[0] == right ? left.Parts[1]
        : left.Kind == TermKind.Add && left.Parts[1] == right ? left.Parts[0]
        : left.Kind == TermKind.Subtract && left.Parts[0] == right ? Negate(left.Parts[1])
        : Make(TermKind.Subtract, SymbolRole.None, 0, "", left, right);

    public Term Negate(Term term) =>
        term.IsNumber ? Number(-term.Value)
        : term.Kind == TermKind.Negate ? term.Parts[0]
        : term.Kind == TermKind.Subtract ? Subtract(term.Parts[1], term.Parts[0])
        : Make(TermKind.Negate, SymbolRole.None, 0, "", term);

    public Term Multiply(Term left, Term right) =>
        left.IsNumber && right.IsNumber ? Number(left.Value * right.Value)
        : left.Is(0) || right.Is(0) ? Zero
        : left.Is(1) ? right
        : right.Is(1) ? left
        : left.Is(-1) ? Negate(right)
        : right.Is(-1) ? Negate(left)
        : left.Kind == TermKind.Negate ? Negate(Multiply(left.Parts[0], right))
        : left.IsNumber && left.Value < 0 ? Negate(Multiply(Number(-left.Value), right))
        : right.Kind == TermKind.Negate ? Negate(Multiply(left, right.Parts[0]))
        // x * (1 / y) is x / y.
        : right.Kind == TermKind.Divide && right.Parts[0].Is(1) ? Divide(left, right.Parts[1])
        : left.Kind == TermKind.Divide && left.Parts[0].Is(1) ? Divide(right, left.Parts[1])
        : Make(TermKind.Multiply, SymbolRole.None, 0, "", left, right);

    public Term Divide(Term left, Term right) =>
        right.Is(1) ? left
        : left.IsNumber && right.IsNumber && right.Value != 0 ? Number(left.Value / right.Value)
        : left.Is(0) && !right.Is(0) ? Zero
        : left == right && !right.Is(0) ? One
        : left.Kind == TermKind.Negate ? Negate(Divide(left.Parts[0], right))
        : left.IsNumber && left.Value < 0 ? Negate(Divide(Number(-left.Value), right))
        : right.Kind == TermKind.Negate ? Negate(Divide(left, right.Parts[0]))
        // 1 / (1 / R) is R.
        : right.Kind == TermKind.Divide && right.Parts[0].Is(1) ? Multiply(left, right.Parts[1])
        : Make(TermKind.Divide, SymbolRole.None, 0, "", left, right);

    public Term Power(Term left, Term right) =>
        right.Is(1) ? left
        : right.Is(0) ? One
        : left.IsNumber && right.IsNumber ? Number(Math.Pow(left.Value, right.Value))
        : Make(TermKind.Power, SymbolRole.None, 0, "", left, right);

    /// <summary>A function of the language of devices.</summary>
    public Term Call(string name, params Term[] arguments) => arguments.All(argument => argument.IsNumber)
        ? Number(NumericValue.Apply(name, [.. arguments.Select(argument => argument.Value)]))
        : Make(TermKind.Call, SymbolRole.None, 0, name, arguments);

    public Term If(Term condition, Term then, Term otherwise)
    {
        if (condition.Kind == TermKind.Truth)
            return condition.Value != 0 ? then : otherwise;
        if (condition.Kind == TermKind.Not)
            return If(condition.Parts[0], otherwise, then);
        then = Restrict(then, condition, holds: true);
        otherwise = Restrict(otherwise, condition, holds: false);
        return then == otherwise ? then : Make(TermKind.If, SymbolRole.None, 0, "", condition, then, otherwise);
    }

    public Term Not(Term condition) => condition.Kind switch
    {
        TermKind.Truth => Truth(condition.Value == 0),
        TermKind.Not => condition.Parts[0],
        TermKind.Less => Make(TermKind.AtLeast, SymbolRole.None, 0, "", [.. condition.Parts]),
        TermKind.AtMost => Make(TermKind.Greater, SymbolRole.None, 0, "", [.. condition.Parts]),
        TermKind.Greater => Make(TermKind.AtMost, SymbolRole.None, 0, "", [.. condition.Parts]),
        TermKind.AtLeast => Make(TermKind.Less, SymbolRole.None, 0, "", [.. condition.Parts]),
        TermKind.Equal => Make(TermKind.NotEqual, SymbolRole.None, 0, "", [.. condition.Parts]),
        TermKind.NotEqual => Make(TermKind.Equal, SymbolRole.None, 0, "", [.. condition.Parts]),
        _ => Make(TermKind.Not, SymbolRole.None, 0, "", condition),
    };

    public Term And(Term left, Term right) =>
        left.Kind == TermKind.Truth ? left.Value != 0 ? right : left
        : right.Kind == TermKind.Truth ? right.Value != 0 ? left : right
        : left == right ? left
        : Make(TermKind.And, SymbolRole.None, 0, "", left, right);

    public Term Or(Term left, Term right) =>
        left.Kind == TermKind.Truth ? left.Value != 0 ? left : right
        : right.Kind == TermKind.Truth ? right.Value != 0 ? right : left
        : left == right ? left
        : Make(TermKind.Or, SymbolRole.None, 0, "", left, right);

    public Term Relation(TermKind kind, Term left, Term right)
    {
        if (left.IsNumber && right.IsNumber)
            return Truth(NumericValue.Compare(kind, left.Value, right.Value));
        if (left == right)
            return Truth(kind is TermKind.AtMost or TermKind.AtLeast or TermKind.Equal);
        // if(c, 1, 0) == 1 is c.
        if (right.IsNumber && left.Body is { Kind: TermKind.If } choice && choice.Parts[1].Body is { IsNumber: true } then && choice.Parts[2].Body is { IsNumber: true } otherwise)
        {
            bool first = NumericValue.Compare(kind, then.Value, right.Value), second = NumericValue.Compare(kind, otherwise.Value, right.Value);
            return first == second ? Truth(first) : first ? choice.Parts[0] : Not(choice.Parts[0]);
        }

        return Make(kind, SymbolRole.None, 0, "", left, right);
    }

    /// <summary>A term of the same kind with other parts.</summary>
    public Term Rebuild(Term term, IReadOnlyList<Term> parts) => term.Kind switch
    {
        TermKind.Definition => Define(term.Name, parts[0]),
        TermKind.Add => Add(parts[0], parts[1]),
        TermKind.Subtract => Subtract(parts[0], parts[1]),
        TermKind.Multiply => Multiply(parts[0], parts[1]),
        TermKind.Divide => Divide(parts[0], parts[1]),
        TermKind.Negate => Negate(parts[0]),
        TermKind.Power => Power(parts[0], parts[1]),
        TermKind.Call => Call(term.Name, [.. parts]),
        TermKind.If => If(parts[0], parts[1], parts[2]),
        TermKind.Derivative => Derivative(parts[0]),
        TermKind.And => And(parts[0], parts[1]),
        TermKind.Or => Or(parts[0], parts[1]),
        TermKind.Not => Not(parts[0]),
        _ when term.IsRelation => Relation(term.Kind, parts[0], parts[1]),
        _ => term,
    };

    /// <summary>What is left of a choice where another one is made.</summary>
    private Term Restrict(Term term, Term condition, bool holds)
    {
        Facts facts = new Facts().With(condition, holds);
        while (term.Body is { Kind: TermKind.If } choice && facts.Decide(choice.Parts[0]) is bool known)
            term = known ? choice.Parts[1] : choice.Parts[2];
        return term;
    }

    private Term Make(TermKind kind, SymbolRole role, double value, string name, params Term[] parts)
    {
        string key = string.Create(CultureInfo.InvariantCulture, $"{(int)kind} {(int)role} {value:R} {name} {string.Join(',', parts.Select(part => part.Id))}");
        if (terms.TryGetValue(key, out Term? known))
            return known;
        if (terms.Count >= Most)
            throw new TermOverflow();
        return terms[key] = new(terms.Count, kind, role, value, name, parts);
    }
}

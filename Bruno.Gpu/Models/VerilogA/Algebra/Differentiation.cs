namespace Bruno.Gpu.Models.VerilogA.Algebra;

/// <summary>Derivatives of terms by a symbol, or by a time derivative.</summary>
/// <param name="factory">Makes the terms.</param>
/// <param name="by">What the derivative is by.</param>
internal sealed class Differentiation(TermFactory factory, Term by)
{
    private readonly Dictionary<Term, Term> known = [];

    /// <summary>The value at 0 and the slope of a term that is linear in a symbol; none where it is not linear.</summary>
    public static (Term Offset, Term Slope)? Linear(TermFactory factory, Term term, Term by)
    {
        Term slope = new Differentiation(factory, by).Of(term);
        return Contains(slope, by) ? null : (new Substitution(factory, new Dictionary<Term, Term> { [by] = factory.Zero }, keepsNames: false).Of(term), slope);
    }

    /// <summary>Whether a term is, or has in it, another.</summary>
    public static bool Contains(Term term, Term sought) => Contains(term, sought, []);

    public Term Of(Term term)
    {
        if (term == by)
            return factory.One;
        if ((term.Depends & by.Role) == 0 || term.Parts.Count == 0 || term.Kind == TermKind.Derivative)
            return factory.Zero;
        if (!known.TryGetValue(term, out Term? result))
            known[term] = result = Derive(term);
        return result;
    }

    private static bool Contains(Term term, Term sought, HashSet<Term> seen) =>
        term == sought || term.Id > sought.Id && seen.Add(term) && term.Parts.Any(part => Contains(part, sought, seen));

    private Term Derive(Term term)
    {
        Term first = term.Parts[0];
        switch (term.Kind)
        {
            case TermKind.Definition:
                return Of(first);
            case TermKind.Add:
                return factory.Add(Of(first), Of(term.Parts[1]));
            case TermKind.Subtract:
                return factory.Subtract(Of(first), Of(term.Parts[1]));
            case TermKind.Negate:
                return factory.Negate(Of(first));
            case TermKind.Multiply:
                return factory.Add(factory.Multiply(Of(first), term.Parts[1]), factory.Multiply(first, Of(term.Parts[1])));
            case TermKind.Divide:
                Term under = term.Parts[1], byUnder = Of(under);
                Term above = factory.Divide(Of(first), under);
                return byUnder.Is(0) ? above : factory.Subtract(above, factory.Divide(factory.Multiply(term, byUnder), under));
            case TermKind.Power:
                return Power(term, first, term.Parts[1]);
            case TermKind.If:
                return factory.If(first, Of(term.Parts[1]), Of(term.Parts[2]));
            case TermKind.Call:
                return Call(term, first);
            default:
                return factory.Zero;
        }
    }

    private Term Power(Term term, Term x, Term y)
    {
        Term byBase = Of(x), byExponent = Of(y);
        Term fromBase = byBase.Is(0) ? byBase : factory.Multiply(factory.Multiply(y, factory.Power(x, factory.Subtract(y, factory.One))), byBase);
        return byExponent.Is(0) ? fromBase : factory.Add(fromBase, factory.Multiply(factory.Multiply(term, factory.Call("log", x)), byExponent));
    }

    private Term Call(Term term, Term x)
    {
        if (term.Name is "min" or "max")
            return factory.If(factory.Relation(term.Name == "min" ? TermKind.Less : TermKind.Greater, x, term.Parts[1]), Of(x), Of(term.Parts[1]));
        Term slope = term.Name switch
        {
            "exp" => term,
            "log" => factory.Divide(factory.One, x),
            "sqrt" => factory.Divide(factory.Number(0.5), term),
            "abs" => factory.Call("sign", x),
            "sinh" => factory.Call("cosh", x),
            "cosh" => factory.Call("sinh", x),
            "tanh" => factory.Subtract(factory.One, factory.Power(term, factory.Number(2))),
            "sin" => factory.Call("cos", x),
            "cos" => factory.Negate(factory.Call("sin", x)),
            "atan" => factory.Divide(factory.One, factory.Add(factory.One, factory.Power(x, factory.Number(2)))),
            "sign" => factory.Zero,
            _ => throw new InvalidOperationException($"No derivative of {term.Name}."),
        };
        return factory.Multiply(slope, Of(x));
    }
}

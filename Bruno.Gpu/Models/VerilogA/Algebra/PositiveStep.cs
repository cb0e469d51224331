namespace Bruno.Gpu.Models.VerilogA.Algebra;

/// <summary>
/// Makes the choices that hang on the time step alone, as a short step makes them: modules guard against a step of 0, <c>if (dt &gt; 0) ...</c>,
/// <c>max(dt, 1p)</c>, and what a device does is what it does while time passes.
/// </summary>
/// <param name="factory">Makes the terms.</param>
internal sealed class PositiveStep(TermFactory factory)
{
    /// <summary>A step that is longer than what modules guard against, and shorter than what they limit steps to, s.</summary>
    private const double Short = 1e-9;

    private readonly Dictionary<Term, Term> known = [];

    public Term Of(Term term)
    {
        if (term.Parts.Count == 0 || (term.Depends & SymbolRole.Step) == 0)
            return term;
        if (known.TryGetValue(term, out Term? result))
            return result;
        Term[] parts = [.. term.Parts.Select(Of)];
        return known[term] = Chosen(parts.SequenceEqual(term.Parts) ? term : factory.Rebuild(term, parts));
    }

    private Term Chosen(Term term)
    {
        if (term.IsRelation)
        {
            Term difference = factory.Subtract(term.Parts[0].Body, term.Parts[1].Body);
            return IsOfStep(difference) ? factory.Truth(NumericValue.Compare(term.Kind, ValueOf(difference), 0)) : term;
        }

        if (term.Kind != TermKind.Call || !term.Parts.All(IsOfStep))
            return term;
        return term.Name switch
        {
            "max" => ValueOf(term.Parts[0]) >= ValueOf(term.Parts[1]) ? term.Parts[0] : term.Parts[1],
            "min" => ValueOf(term.Parts[0]) <= ValueOf(term.Parts[1]) ? term.Parts[0] : term.Parts[1],
            "abs" => ValueOf(term.Parts[0]) >= 0 ? term.Parts[0] : factory.Negate(term.Parts[0]),
            "sign" => factory.Number(Math.Sign(ValueOf(term.Parts[0]))),
            _ => term,
        };
    }

    private static bool IsOfStep(Term term) => (term.Depends & ~SymbolRole.Step) == 0;

    private static double ValueOf(Term term) => NumericValue.Of(term, _ => Short);
}

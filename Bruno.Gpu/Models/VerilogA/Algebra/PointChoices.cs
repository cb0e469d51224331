namespace Bruno.Gpu.Models.VerilogA.Algebra;

/// <summary>
/// Leaves out choices that change nothing: if(x == 0, 0, f(x)) where f(0) is 0. Modules have them against a division by 0 that is elsewhere; the
/// value stays, and the derivative at the point becomes that of f.
/// </summary>
/// <param name="factory">Makes the terms.</param>
internal sealed class PointChoices(TermFactory factory)
{
    private readonly Dictionary<Term, Term> known = [];

    public Term Of(Term term)
    {
        if (term.Parts.Count == 0)
            return term;
        if (known.TryGetValue(term, out Term? result))
            return result;
        Term[] parts = [.. term.Parts.Select(Of)];
        result = parts.SequenceEqual(term.Parts) ? term : factory.Rebuild(term, parts);
        if (result.Kind == TermKind.If && result.Parts[0] is { Kind: TermKind.Equal } point && point.Parts[0].Kind == TermKind.Symbol && point.Parts[1].IsNumber)
        {
            Substitution there = new(factory, new Dictionary<Term, Term> { [point.Parts[0]] = point.Parts[1] }, keepsNames: false);
            if (there.Of(result.Parts[2]).Body == there.Of(result.Parts[1]).Body)
                result = result.Parts[2];
        }

        return known[term] = result;
    }
}

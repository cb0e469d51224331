namespace Bruno.Gpu.Models.VerilogA.Algebra;

/// <summary>Puts terms in the place of others; what was shared stays shared.</summary>
/// <param name="factory">Makes the terms.</param>
/// <param name="replacements">The new terms; they are not searched again.</param>
/// <param name="keepsNames">Whether what changes keeps the name of the variable that it was.</param>
internal sealed class Substitution(TermFactory factory, IReadOnlyDictionary<Term, Term> replacements, bool keepsNames = true)
{
    private readonly Dictionary<Term, Term> known = [];

    public Term Of(Term term)
    {
        if (replacements.TryGetValue(term, out Term? replacement))
            return replacement;
        if (term.Parts.Count == 0)
            return term;
        if (known.TryGetValue(term, out Term? result))
            return result;
        Term[] parts = [.. term.Parts.Select(Of)];
        return known[term] = parts.SequenceEqual(term.Parts) ? term
            : term.Kind == TermKind.Definition && !keepsNames ? parts[0]
            : factory.Rebuild(term, parts);
    }
}

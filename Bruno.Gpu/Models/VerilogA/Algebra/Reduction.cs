namespace Bruno.Gpu.Models.VerilogA.Algebra;

/// <summary>Leaves out of nested choices what cannot happen, because of the choices around it.</summary>
/// <param name="factory">Makes the terms.</param>
internal sealed class Reduction(TermFactory factory)
{
    private const int Deepest = 30;

    /// <summary>The same value with fewer ways.</summary>
    public Term Of(Term term) => Of(term, new(), 0);

    private Term Of(Term term, Facts facts, int depth)
    {
        if (term.Body is not { Kind: TermKind.If } choice || depth > Deepest)
            return term;
        if (facts.Decide(choice.Parts[0]) is bool known)
            return Of(known ? choice.Parts[1] : choice.Parts[2], facts, depth + 1);
        Term then = Of(choice.Parts[1], facts.With(choice.Parts[0], true), depth + 1);
        Term otherwise = Of(choice.Parts[2], facts.With(choice.Parts[0], false), depth + 1);
        return then == choice.Parts[1] && otherwise == choice.Parts[2] ? term : factory.If(choice.Parts[0], then, otherwise);
    }
}

using Bruno.Gpu.Models.VerilogA.Algebra;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>A step of a state, with the limits that follow it: <c>x1 = x + rate * d; if (x1 > high) x1 = high;</c>.</summary>
/// <param name="Inner">The step without its limits.</param>
/// <param name="Low">The lower limit; none where there is none.</param>
/// <param name="High">The upper limit; none where there is none.</param>
/// <param name="Aliases">All terms that are the state itself where the step is 0 and the state within its limits.</param>
internal sealed record BoundedStep(Term Inner, Term? Low, Term? High, IReadOnlyList<Term> Aliases)
{
    /// <summary>Recognises the step of a state; none where a term is no such step.</summary>
    /// <param name="factory">Makes terms.</param>
    /// <param name="term">What the variable becomes.</param>
    /// <param name="past">What it was.</param>
    /// <param name="step">The time step.</param>
    public static BoundedStep? Of(TermFactory factory, Term term, Term past, Term step) =>
        new Search(factory, past, new Substitution(factory, new Dictionary<Term, Term> { [step] = factory.Zero })).Of(term);

    private sealed class Search(TermFactory factory, Term past, Substitution still)
    {
        private readonly Dictionary<Term, BoundedStep?> known = [];

        public BoundedStep? Of(Term term)
        {
            if (known.TryGetValue(term, out BoundedStep? found))
                return found;
            known[term] = null;
            return known[term] = (term.Depends & SymbolRole.Previous) == 0 ? null : Find(term);
        }

        private BoundedStep? Find(Term term)
        {
            if (still.Of(term).Body == past)
                return new(term, null, null, [term]);
            Term body = term.Body;
            BoundedStep? found = body.Kind switch
            {
                TermKind.Call when body.Name is "min" or "max" => Limit(body),
                TermKind.If => Choice(body),
                _ => null,
            };
            return found is null ? null : found with { Aliases = [.. found.Aliases, term, body] };
        }

        private BoundedStep? Limit(Term body)
        {
            Term bound = body.Parts[0].IsSettled ? body.Parts[0] : body.Parts[1];
            Term other = bound == body.Parts[0] ? body.Parts[1] : body.Parts[0];
            return bound.IsSettled && Of(other) is { } inner ? With(inner, bound, isHigh: body.Name == "min") : null;
        }

        private BoundedStep? Choice(Term body)
        {
            Term condition = body.Parts[0], then = body.Parts[1], otherwise = body.Parts[2];
            if (condition.Kind is TermKind.Greater or TermKind.AtLeast or TermKind.Less or TermKind.AtMost)
            {
                bool isLeft = Of(condition.Parts[0]) is not null;
                bool isLimit = isLeft ? condition.Parts[1].IsSettled : condition.Parts[0].IsSettled && Of(condition.Parts[1]) is not null;
                bool isAbove = (condition.Kind is TermKind.Greater or TermKind.AtLeast) == isLeft;
                if (isLimit && then == (isLeft ? condition.Parts[1] : condition.Parts[0]) && Of(otherwise) is { } below)
                    return With(below, then, isAbove, isLeft ? condition.Parts[0] : condition.Parts[1]);
                if (isLimit && otherwise == (isLeft ? condition.Parts[1] : condition.Parts[0]) && Of(then) is { } inside)
                    return With(inside, otherwise, !isAbove, isLeft ? condition.Parts[0] : condition.Parts[1]);
            }

            // Two ways to step.
            return Of(then) is { } first && Of(otherwise) is { } second && (first.Low ?? second.Low) == (second.Low ?? first.Low) && (first.High ?? second.High) == (second.High ?? first.High)
                ? new(factory.If(condition, first.Inner, second.Inner), first.Low ?? second.Low, first.High ?? second.High, [.. first.Aliases, .. second.Aliases])
                : null;
        }

        private BoundedStep? With(BoundedStep inner, Term bound, bool isHigh, Term? compared = null)
        {
            if ((isHigh ? inner.High : inner.Low) is { } other && other != bound)
                return null;
            IReadOnlyList<Term> aliases = compared is not null && Of(compared) is { } alias ? [.. inner.Aliases, .. alias.Aliases] : inner.Aliases;
            return isHigh ? inner with { High = bound, Aliases = aliases } : inner with { Low = bound, Aliases = aliases };
        }
    }
}

using Bruno.Gpu.Models.VerilogA.Algebra;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>
/// Difference quotients of a module's own steps, C * (v - v_last) / dt: for small steps they are time derivatives. What a variable was a step d
/// before is its value less d times its time derivative, so that a quotient of which both sides vanish with d is that of their derivatives by d.
/// </summary>
/// <param name="factory">Makes terms.</param>
/// <param name="step">The time step.</param>
/// <param name="present">What stands for values of the step before where there is no step.</param>
internal sealed class DifferenceQuotients(TermFactory factory, Term step, IReadOnlyDictionary<Term, Term> present)
{
    private readonly Substitution still = new(factory, new Dictionary<Term, Term> { [step] = factory.Zero }, keepsNames: false);
    private readonly Dictionary<Term, Term> known = [];

    /// <summary>The same with derivatives in the place of quotients.</summary>
    public Term Of(Term term)
    {
        if ((term.Depends & SymbolRole.Step) == 0)
            return term;
        if (known.TryGetValue(term, out Term? result))
            return result;
        Term[] parts = [.. term.Parts.Select(Of)];
        result = term.Kind == TermKind.Divide ? Quotient(parts[0], parts[1]) : null;
        return known[term] = result ?? (parts.SequenceEqual(term.Parts) ? term : factory.Rebuild(term, parts));
    }

    private Term? Quotient(Term above, Term under)
    {
        if ((above.Depends & SymbolRole.Previous) == 0 || !still.Of(under).Is(0))
            return null;
        Dictionary<Term, Term> before = present.Where(entry => entry.Key.Role == SymbolRole.Previous).ToDictionary(
            entry => entry.Key, entry => factory.Subtract(entry.Value.Body, factory.Multiply(step, factory.Derivative(entry.Value.Body))));
        Term difference = new Substitution(factory, before, keepsNames: false).Of(above);
        if (!still.Of(difference).Is(0))
            return null;
        Differentiation byStep = new(factory, step);
        Term slope = still.Of(byStep.Of(under));
        return slope.Is(0) ? null : factory.Divide(still.Of(byStep.Of(difference)), slope);
    }
}

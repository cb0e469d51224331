using Bruno.Gpu.Models.VerilogA.Algebra;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>
/// Finds the dimensions of parameters, states and numbers, which Verilog-A does not tell, from the equations they stand in: sums are of one
/// dimension, exponents are plain numbers, a rate is per second. Everything is in SI units without prefixes, so that dimensions change no value.
/// Where equations contradict each other (a voltage in an exponential), the part that does not fit is multiplied by one of a unit, explicitly.
/// </summary>
internal sealed class DimensionInference
{
    /// <summary>Of a higher power, what it is taken of is a plain number.</summary>
    private const double LargestPower = 1000;

    private readonly DimensionSystem system = new();
    private readonly Dictionary<string, Dimension> expected = new(StringComparer.Ordinal);
    private readonly Dictionary<Term, DimensionForm> symbols = [];
    private readonly Dictionary<Term, DimensionForm> forms = [];
    private readonly Dictionary<(Term Parent, int Index), DimensionForm> numbers = [];
    private readonly Dictionary<(Term Parent, int Index), Dimension> conversions = [];

    /// <summary>States what the definitions of a name measure.</summary>
    public void Expect(string definition, Dimension dimension) => expected[definition] = dimension;

    /// <summary>States what a symbol measures.</summary>
    public void Declare(Term symbol, Dimension dimension) => symbols[symbol] = DimensionForm.Of(dimension);

    /// <summary>The form of a term: its parts agree after this, some of them by conversions.</summary>
    public DimensionForm Of(Term term)
    {
        if (term.Kind == TermKind.Symbol)
            return symbols.TryGetValue(term, out DimensionForm? known) ? known : symbols[term] = system.Add();
        if (!forms.TryGetValue(term, out DimensionForm? form))
            forms[term] = form = Find(term);
        return form;
    }

    /// <summary>Adds that a term measures what another form does; where it does not, the factor that makes it so.</summary>
    public Dimension? Require(Term term, DimensionForm wanted) => system.Require(Of(term) / wanted) is { } misfit ? Dimension.None / misfit : null;

    /// <summary>Adds what may be, where nothing speaks against it.</summary>
    public void Suggest(Term symbol, Dimension dimension) => system.Require(Of(symbol) / DimensionForm.Of(dimension));

    /// <summary>Numbers that are still open are plain, as far as they can be.</summary>
    /// <param name="inSums">Whether those in sums and comparisons are meant, or those in products.</param>
    public void SettleNumbers(bool inSums)
    {
        foreach (((Term parent, _), DimensionForm number) in numbers.Where(entry => inSums != (entry.Key.Parent.Kind is TermKind.Multiply or TermKind.Divide)))
            system.Require(number);
    }

    /// <summary>What a term measures in the end.</summary>
    public Dimension Settled(Term term) => system.Settle(Of(term));

    public Dimension Settled(DimensionForm form) => system.Settle(form);

    /// <summary>What the number at a place of a term measures.</summary>
    public Dimension NumberAt(Term parent, int index) => numbers.TryGetValue((parent, index), out DimensionForm? form) ? system.Settle(form) : Dimension.None;

    /// <summary>The dimension of the factor that a part of a term needs; none where it fits.</summary>
    public Dimension? ConversionAt(Term parent, int index) => conversions.TryGetValue((parent, index), out Dimension dimension) ? dimension : null;

    private DimensionForm Part(Term term, int index)
    {
        Term part = term.Parts[index];
        if (!part.IsNumber)
            return Of(part);
        // 0 fits everywhere.
        if (part.Value == 0)
            return system.Add();
        return numbers.TryGetValue((term, index), out DimensionForm? known) ? known : numbers[(term, index)] = system.Add();
    }

    private DimensionForm Fit(Term term, int index, DimensionForm wanted)
    {
        if (system.Require(Part(term, index) / wanted) is { } misfit)
            conversions[(term, index)] = Dimension.None / misfit;
        return wanted;
    }

    private DimensionForm Find(Term term)
    {
        switch (term.Kind)
        {
            case TermKind.Definition:
                return expected.TryGetValue(term.Name, out Dimension wanted) ? Fit(term, 0, DimensionForm.Of(wanted)) : Part(term, 0);
            case TermKind.Negate:
                return Part(term, 0);
            case TermKind.Multiply:
                return Part(term, 0) * Part(term, 1);
            case TermKind.Divide:
                return Part(term, 0) / Part(term, 1);
            case TermKind.Add or TermKind.Subtract:
                return Fit(term, 1, Part(term, 0));
            case TermKind.If:
                Of(term.Parts[0]);
                return Fit(term, 2, Part(term, 1));
            case TermKind.Power when term.Parts[1].IsNumber && Math.Abs(term.Parts[1].Value) <= LargestPower:
                // An exponent stays a plain number.
                numbers[(term, 1)] = DimensionForm.Plain;
                return Part(term, 0).ToPower(term.Parts[1].Value);
            case TermKind.Power:
                Fit(term, 0, DimensionForm.Plain);
                return Fit(term, 1, DimensionForm.Plain);
            case TermKind.Call:
                return Call(term);
            case TermKind.And or TermKind.Or:
                Of(term.Parts[0]);
                Of(term.Parts[1]);
                return DimensionForm.Plain;
            case TermKind.Not:
                Of(term.Parts[0]);
                return DimensionForm.Plain;
            case var _ when term.IsRelation:
                Fit(term, 1, Part(term, 0));
                return DimensionForm.Plain;
            default:
                return DimensionForm.Plain;
        }
    }

    private DimensionForm Call(Term term)
    {
        switch (term.Name)
        {
            case "sqrt":
                return Part(term, 0).ToPower(0.5);
            case "abs":
                return Part(term, 0);
            case "sign":
                Part(term, 0);
                return DimensionForm.Plain;
            case "min" or "max":
                return Fit(term, 1, Part(term, 0));
            default:
                return Fit(term, 0, DimensionForm.Plain);
        }
    }
}

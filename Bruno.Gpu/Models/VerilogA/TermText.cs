using Bruno.Gpu.Models.VerilogA.Algebra;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>Writes terms in the language of devices.</summary>
/// <param name="inference">Knows what they measure.</param>
/// <param name="nameOf">The name of a symbol, or of a term that is a quantity of its own; none where it is to be written out.</param>
/// <param name="separate">Makes a term a quantity of its own, and gives its name.</param>
/// <param name="constantOf">The name of a constant that is one of a unit.</param>
/// <param name="isShared">Whether a term is used more than once.</param>
internal sealed class TermText(
    DimensionInference inference, Func<Term, string?> nameOf, Func<Term, string> separate, Func<Dimension, string> constantOf, Func<Term, bool> isShared)
{
    private const int Deepest = 15, Longest = 150, LongestShared = 12;
    private const int OrLevel = 1, AndLevel = 2, NotLevel = 3, RelationLevel = 4, SumLevel = 5, ProductLevel = 6, PowerLevel = 8, Atom = 9;

    private readonly Dictionary<Term, Piece> known = [];

    /// <summary>A whole equation.</summary>
    /// <param name="term">The term.</param>
    /// <param name="dimension">What it measures, where it is a number.</param>
    /// <param name="factor">The factor that makes it fit; none where it does.</param>
    public string Of(Term term, Dimension dimension, Dimension? factor = null) =>
        Converted(term.IsNumber ? Number(term.Value, dimension) : Text(term), factor).Words;

    /// <summary>What a quantity of its own is.</summary>
    public string Definition(Term term)
    {
        if (term.Kind != TermKind.Definition)
            return Compose(term).Words;
        Term body = term.Parts[0];
        bool isOther = nameOf(body) is { } name && name != nameOf(term);
        return isOther || body.Parts.Count == 0 || body.Kind == TermKind.Definition ? PartPiece(term, 0).Words : Converted(Compose(body), inference.ConversionAt(term, 0)).Words;
    }

    private Piece Text(Term term)
    {
        if (nameOf(term) is { } name)
            return new(name, Atom, 0, 1);
        if (known.TryGetValue(term, out Piece piece))
            return piece;
        piece = term.Kind == TermKind.Definition ? PartPiece(term, 0) : Compose(term);
        if (!term.IsCondition && (piece.Depth > Deepest || piece.Length > Longest || piece.Length > LongestShared && isShared(term)))
            piece = new(separate(term), Atom, 0, 1);
        return known[term] = piece;
    }

    private Piece Number(double value, Dimension dimension)
    {
        int level = value < 0 ? ProductLevel : Atom;
        if (value == 0 || dimension.IsNone)
            return new(UnitText.Digits(value), level, 0, 1);
        if (!UnitText.IsSimple(dimension))
        {
            return UnitText.AsQuotient(dimension) is var (above, below)
                ? new($"{UnitText.Digits(value)} {above}".TrimEnd() + $" / 1 {below}", ProductLevel, 0, 3)
                : new($"{UnitText.Digits(value)} * {constantOf(dimension)}", ProductLevel, 0, 3);
        }

        (double number, string unit) = UnitText.Shown(value, dimension);
        return new($"{UnitText.Digits(number)} {unit}", level, 0, 2);
    }

    private Piece Converted(Piece piece, Dimension? factor)
    {
        if (factor is not { } by)
            return piece;
        Dimension inverse = Dimension.None / by;
        string words = Wrapped(piece, ProductLevel);
        string text = UnitText.IsSimple(inverse) && inverse != by && (!UnitText.IsSimple(by) || inverse == Dimension.Voltage) ? $"{words} / 1 {UnitText.Of(inverse)}"
            : UnitText.IsSimple(by) ? $"{words} * 1 {UnitText.Of(by)}" : $"{words} * {constantOf(by)}";
        return new(text, ProductLevel, piece.Depth + 1, piece.Length + 3);
    }

    private static string Wrapped(Piece piece, int least) => piece.Level < least ? $"({piece.Words})" : piece.Words;

    private Piece PartPiece(Term term, int index)
    {
        Term part = term.Parts[index];
        return Converted(part.IsNumber ? Number(part.Value, inference.NumberAt(term, index)) : Text(part), inference.ConversionAt(term, index));
    }

    private Piece Compose(Term term)
    {
        Piece[] parts = [.. Enumerable.Range(0, term.Parts.Count).Select(index => PartPiece(term, index))];
        string Wrap(int index, int least) => Wrapped(parts[index], least);
        (string words, int level) = term.Kind switch
        {
            TermKind.Add => ($"{Wrap(0, SumLevel)} + {Wrap(1, ProductLevel)}", SumLevel),
            TermKind.Subtract => ($"{Wrap(0, SumLevel)} - {Wrap(1, ProductLevel)}", SumLevel),
            TermKind.Multiply => ($"{Wrap(0, ProductLevel)} * {Wrap(1, ProductLevel + 1)}", ProductLevel),
            TermKind.Divide => ($"{Wrap(0, ProductLevel)} / {Wrap(1, ProductLevel + 1)}", ProductLevel),
            // -a * b is (-a) * b, which is the same number as -(a * b).
            TermKind.Negate => ($"-{(parts[0].Words[0] == '-' ? $"({parts[0].Words})" : Wrap(0, ProductLevel))}", ProductLevel),
            TermKind.Power => ($"{Wrap(0, Atom)}^{Wrap(1, Atom)}", PowerLevel),
            TermKind.Call => ($"{term.Name}({string.Join(", ", parts.Select(part => part.Words))})", Atom),
            TermKind.If => ($"if({parts[0].Words}, {parts[1].Words}, {parts[2].Words})", Atom),
            TermKind.And => ($"{Wrap(0, AndLevel)} and {Wrap(1, NotLevel)}", AndLevel),
            TermKind.Or => ($"{Wrap(0, OrLevel)} or {Wrap(1, AndLevel)}", OrLevel),
            TermKind.Not => ($"not {Wrap(0, RelationLevel)}", NotLevel),
            TermKind.Truth => (term.Value != 0 ? "0 == 0" : "0 != 0", RelationLevel),
            _ when term.IsRelation => ($"{Wrap(0, SumLevel)} {Sign(term.Kind)} {Wrap(1, SumLevel)}", RelationLevel),
            _ => throw new InvalidOperationException($"A term of the kind {term.Kind} is left over ({term.Name})."),
        };
        return new(words, level, parts.Max(part => part.Depth) + 1, parts.Sum(part => part.Length) + 2);
    }

    private static string Sign(TermKind kind) => kind switch
    {
        TermKind.Less => "<", TermKind.AtMost => "<=", TermKind.Greater => ">", TermKind.AtLeast => ">=", TermKind.Equal => "==", _ => "!=",
    };

    /// <summary>A piece of an equation.</summary>
    /// <param name="Words">Its words.</param>
    /// <param name="Level">How tightly it holds together.</param>
    /// <param name="Depth">How deep it is nested.</param>
    /// <param name="Length">How many words it has, about.</param>
    private readonly record struct Piece(string Words, int Level, int Depth, int Length);
}

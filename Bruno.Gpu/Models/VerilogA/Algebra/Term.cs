namespace Bruno.Gpu.Models.VerilogA.Algebra;

/// <summary>An expression of an import. Equal terms are one object, so that what is shared is kept and treated once.</summary>
internal sealed class Term
{
    internal Term(int id, TermKind kind, SymbolRole role, double value, string name, Term[] parts)
    {
        (Id, Kind, Role, Value, Name, Parts) = (id, kind, role, value, name, parts);
        Depends = parts.Aggregate(role, (all, part) => all | part.Depends);
    }

    /// <summary>Its number, in the order in which terms were made: parts have smaller ones.</summary>
    public int Id { get; }

    /// <summary>What it is.</summary>
    public TermKind Kind { get; }

    /// <summary>The role of a symbol.</summary>
    public SymbolRole Role { get; }

    /// <summary>The value of a number; 1 or 0 of a truth.</summary>
    public double Value { get; }

    /// <summary>The name of a symbol, a definition or a function.</summary>
    public string Name { get; }

    /// <summary>Its parts.</summary>
    public IReadOnlyList<Term> Parts { get; }

    /// <summary>The roles of all symbols in it.</summary>
    public SymbolRole Depends { get; }

    public bool IsNumber => Kind == TermKind.Number;

    public bool IsRelation => Kind is >= TermKind.Less and <= TermKind.NotEqual;

    public bool IsCondition => Kind is >= TermKind.Truth and <= TermKind.Not;

    /// <summary>Whether it follows from numbers, constants and parameters.</summary>
    public bool IsSettled => (Depends & ~(SymbolRole.Constant | SymbolRole.Parameter)) == 0;

    /// <summary>What a definition defines; other terms themselves.</summary>
    public Term Body => Kind == TermKind.Definition ? Parts[0].Body : this;

    public bool Is(double number) => IsNumber && Value == number;
}

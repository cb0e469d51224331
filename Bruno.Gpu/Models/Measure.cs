using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models;

/// <summary>What an expression is, as far as its names tell: a condition, a number of a dimension, a 0 that fits every one, or unknown after a fault.</summary>
internal readonly record struct Measure
{
    private readonly Kind kind;

    private Measure(Kind kind, Dimension dimension)
    {
        this.kind = kind;
        Dimension = dimension;
    }

    private enum Kind
    {
        Unknown,
        Condition,
        Zero,
        Number,
    }

    public static Measure Unknown { get; }

    public static Measure Condition { get; } = new(Kind.Condition, default);

    public static Measure Zero { get; } = new(Kind.Zero, default);

    public static Measure Plain { get; } = Of(Dimension.None);

    /// <summary>The dimension of a number; that of a plain number for what is none.</summary>
    public Dimension Dimension { get; }

    public bool IsUnknown => kind == Kind.Unknown;

    public bool IsCondition => kind == Kind.Condition;

    public bool IsZero => kind == Kind.Zero;

    public bool IsNumber => kind == Kind.Number;

    public static Measure Of(Dimension dimension) => new(Kind.Number, dimension);

    /// <summary>Whether it can stand where a dimension is asked for; what is unknown can, its fault being reported.</summary>
    public bool Fits(Dimension dimension) => IsUnknown || IsZero || IsNumber && Dimension == dimension;

    /// <summary>As messages name it.</summary>
    public override string ToString() => IsCondition ? "a condition" : Dimension.ToString();
}

using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.Expressions;

/// <summary>
/// An expression of a model, as a tree that never changes: <see cref="NumberLiteral"/>, <see cref="Name"/>, <see cref="Negation"/>,
/// <see cref="Arithmetic"/>, <see cref="Call"/>, <see cref="Conditional"/>; and the conditions <see cref="Relation"/>,
/// <see cref="Connective"/> and <see cref="Not"/>.
/// </summary>
/// <param name="Place">Where it stands: its beginning, or the operator.</param>
internal abstract record Expression(SourcePlace Place)
{
    /// <summary>Its parts, from left to right.</summary>
    public abstract IEnumerable<Expression> Parts { get; }

    /// <summary>Itself and everything in it.</summary>
    public IEnumerable<Expression> All() => Parts.SelectMany(part => part.All()).Prepend(this);

    /// <summary>The names in it, each as often as it is used.</summary>
    public IEnumerable<Name> Names() => All().OfType<Name>();
}

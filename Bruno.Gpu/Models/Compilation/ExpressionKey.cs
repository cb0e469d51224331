using System.Globalization;
using Bruno.Gpu.Models.Expressions;

namespace Bruno.Gpu.Models.Compilation;

/// <summary>A text that is the same for expressions that are the same, wherever they stand.</summary>
internal static class ExpressionKey
{
    /// <summary>The text of an expression.</summary>
    public static string Of(Expression tree) => tree switch
    {
        NumberLiteral number => number.Value.ToString("R", CultureInfo.InvariantCulture),
        Name name => name.Identifier,
        Negation => $"-({Parts(tree)})",
        Arithmetic arithmetic => $"{arithmetic.Symbol}({Parts(tree)})",
        Call call => $"{call.Function}({Parts(tree)})",
        Conditional => $"if({Parts(tree)})",
        Relation relation => $"{relation.Operator}({Parts(tree)})",
        Connective connective => $"{(connective.IsAnd ? "and" : "or")}({Parts(tree)})",
        _ => $"not({Parts(tree)})",
    };

    private static string Parts(Expression tree) => string.Join(", ", tree.Parts.Select(Of));
}

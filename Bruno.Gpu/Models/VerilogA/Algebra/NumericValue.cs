using Bruno.Gpu.Models.Expressions;

namespace Bruno.Gpu.Models.VerilogA.Algebra;

/// <summary>The values of terms.</summary>
internal static class NumericValue
{
    /// <summary>The value of a term; of a condition 1 or 0.</summary>
    /// <param name="term">The term.</param>
    /// <param name="symbol">The value of a symbol.</param>
    public static double Of(Term term, Func<Term, double> symbol) => Of(term, symbol, []);

    public static double Apply(string function, double[] arguments) => function switch
    {
        "min" => Math.Min(arguments[0], arguments[1]),
        "max" => Math.Max(arguments[0], arguments[1]),
        _ => FunctionTable.Value(FunctionTable.Find(function)!.Function, arguments[0]),
    };

    public static bool Compare(TermKind kind, double left, double right) => kind switch
    {
        TermKind.Less => left < right,
        TermKind.AtMost => left <= right,
        TermKind.Greater => left > right,
        TermKind.AtLeast => left >= right,
        TermKind.Equal => left == right,
        _ => left != right,
    };

    private static double Of(Term term, Func<Term, double> symbol, Dictionary<Term, double> known)
    {
        if (known.TryGetValue(term, out double value))
            return value;
        double Part(int index) => Of(term.Parts[index], symbol, known);
        return known[term] = term.Kind switch
        {
            TermKind.Number or TermKind.Truth => term.Value,
            TermKind.Symbol => symbol(term),
            TermKind.Definition => Part(0),
            TermKind.Add => Part(0) + Part(1),
            TermKind.Subtract => Part(0) - Part(1),
            TermKind.Multiply => Part(0) * Part(1),
            TermKind.Divide => Part(0) / Part(1),
            TermKind.Negate => -Part(0),
            TermKind.Power => Math.Pow(Part(0), Part(1)),
            TermKind.Call => Apply(term.Name, [.. term.Parts.Select(part => Of(part, symbol, known))]),
            TermKind.If => Part(0) != 0 ? Part(1) : Part(2),
            TermKind.And => Part(0) != 0 && Part(1) != 0 ? 1 : 0,
            TermKind.Or => Part(0) != 0 || Part(1) != 0 ? 1 : 0,
            TermKind.Not => Part(0) != 0 ? 0 : 1,
            TermKind.Derivative => 0,
            _ => Compare(term.Kind, Part(0), Part(1)) ? 1 : 0,
        };
    }
}

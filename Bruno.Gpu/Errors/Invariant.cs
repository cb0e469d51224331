using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Errors;

/// <summary>
/// What holds whatever a user asks for, because the code makes it so; where it does not, numbers would be wrong and nobody would be told.
/// Checked in the configuration Checked alone: in others these calls are not compiled, their arguments neither.
/// </summary>
internal static class Invariant
{
    /// <summary>What is defined in the configuration Checked: calls that only prepare for such a check are conditional on it.</summary>
    public const string Symbol = "CHECKED";

    /// <summary>A condition that always holds.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="rule">What is so, as a sentence.</param>
    /// <param name="expression">The condition as it is written.</param>
    /// <exception cref="InvariantException">It does not hold.</exception>
    [Conditional(Symbol)]
    public static void Holds(bool condition, string rule, [CallerArgumentExpression(nameof(condition))] string expression = "")
    {
        if (!condition)
            throw new InvariantException($"{rule}: not so, {expression}.");
    }

    /// <summary>All of these numbers are finite.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="rule">What is so, as a sentence.</param>
    /// <exception cref="InvariantException">One is not.</exception>
    [Conditional(Symbol)]
    public static void Finite(ReadOnlySpan<double> numbers, string rule)
    {
        for (int i = 0; i < numbers.Length; ++i)
        {
            if (!double.IsFinite(numbers[i]))
                throw new InvariantException($"{rule}: not so, number {i} is {numbers[i]}.");
        }
    }
}

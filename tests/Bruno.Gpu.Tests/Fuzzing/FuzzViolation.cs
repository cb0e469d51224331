using System.Globalization;

namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>An input that a reader neither reads nor refuses as it should.</summary>
/// <param name="Format">The format.</param>
/// <param name="Number">The number of the input, which it follows from.</param>
/// <param name="Kind">What is wrong, the same for inputs of one cause as far as can be told.</param>
/// <param name="Text">What is wrong, in full.</param>
internal sealed record FuzzViolation(string Format, int Number, string Kind, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Format}, input {Number}: {Text}\nAgain: scripts/fuzz.sh 1 {Format} {Number}");
}

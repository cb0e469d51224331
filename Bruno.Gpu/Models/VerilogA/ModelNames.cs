using System.Text.RegularExpressions;
using Bruno.Gpu.Models.Expressions;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>Names that the language of devices allows, each given once.</summary>
internal sealed partial class ModelNames
{
    private const int Longest = 56;

    private readonly HashSet<string> taken = [.. FunctionTable.Names, .. ExpressionReading.Keywords];

    /// <summary>Whether a name can be had as it is.</summary>
    public bool IsFree(string name) => !taken.Contains(name);

    /// <summary>A name that nothing has yet, as close as can be to one that is wanted.</summary>
    public string Take(string wanted)
    {
        string plain = Unusual().Replace(wanted, "_").Trim('_');
        if (plain.Length == 0 || !char.IsAsciiLetter(plain[0]))
            plain = "x_" + plain;
        plain = plain.Length > Longest ? plain[..Longest] : plain;
        string name = plain;
        for (int number = 2; !taken.Add(name); ++number)
            name = $"{plain}_{number}";
        return name;
    }

    [GeneratedRegex("[^A-Za-z0-9_]+")]
    private static partial Regex Unusual();
}

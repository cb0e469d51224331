using System.Globalization;

namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>The words of a module, one after the other.</summary>
internal abstract class TokenReader(IReadOnlyList<VerilogToken> tokens, VerilogFaults faults)
{
    private const int Deepest = 60;

    private int at;
    private int depth;

    protected VerilogFaults Faults => faults;

    protected VerilogToken Now => tokens[Math.Min(at, tokens.Count - 1)];

    protected VerilogToken After => tokens[Math.Min(at + 1, tokens.Count - 1)];

    protected bool IsEnd => Now.Kind == VerilogTokenKind.End;

    protected VerilogToken Next()
    {
        VerilogToken token = Now;
        at = Math.Min(at + 1, tokens.Count - 1);
        return token;
    }

    protected bool Is(string text) => Now.Text == text && Now.Kind is VerilogTokenKind.Name or VerilogTokenKind.Symbol or VerilogTokenKind.SystemName && Now.Text == text;

    protected bool Take(string text)
    {
        if (!Is(text))
            return false;
        Next();
        return true;
    }

    protected void Expect(string text, string place)
    {
        if (!Take(text))
            throw Stop(Now.Place, IsEnd ? $"the file ends here; {place} needs '{text}': is it complete?" : $"'{text}' is expected in {place}, not {Now.Shown}");
    }

    protected string ExpectName(string place) => Now.Kind == VerilogTokenKind.Name
        ? Next().Text
        : throw Stop(Now.Place, IsEnd ? $"the file ends here; {place} needs a name: is it complete?" : $"a name is expected in {place}, not {Now.Shown}");

    /// <summary>Reports a fault and leaves what is being read.</summary>
    protected SyntaxStop Stop(VerilogPlace place, string message)
    {
        faults.Add(place, message);
        return new SyntaxStop();
    }

    /// <summary>Reads something that may hold itself, within the limits of the stack.</summary>
    protected T Nested<T>(Func<T> read)
    {
        if (depth >= Deepest)
            throw Stop(Now.Place, $"nested more than {Deepest} deep: that is more than a compact model needs");
        ++depth;
        try
        {
            return read();
        }
        finally
        {
            --depth;
        }
    }

    /// <summary>Leaves everything out up to the end of a statement.</summary>
    protected void SkipStatement()
    {
        while (!IsEnd && !Is(";") && !Is("end") && !Is("endmodule") && !Is("endfunction"))
            Next();
        Take(";");
    }

    protected static double ValueOf(string number)
    {
        string digits = number.Replace("_", "", StringComparison.Ordinal);
        int scale = digits[^1] switch
        {
            'T' => 12, 'G' => 9, 'M' => 6, 'K' or 'k' => 3, 'm' => -3, 'u' => -6, 'n' => -9, 'p' => -12, 'f' => -15, 'a' => -18, _ => 0,
        };
        return scale == 0 ? double.Parse(digits, CultureInfo.InvariantCulture) : double.Parse($"{digits[..^1]}e{scale}", CultureInfo.InvariantCulture);
    }
}

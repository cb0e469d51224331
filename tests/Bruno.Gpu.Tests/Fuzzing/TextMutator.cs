using System.Text;
using System.Text.RegularExpressions;

namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>Mutates texts by what people and programs get wrong in them: numbers, words, lines, brackets, line ends, encodings.</summary>
internal sealed partial class TextMutator(IReadOnlyList<byte[]> seeds)
{
    private const int Longest = 100_000;

    private static readonly string[] Numbers =
    [
        "0", "-0", "-1", "1", "2", "1e308", "-1e308", "1e309", "1e-320", "1e-999", "nan", "NaN", "inf", "-inf", "Infinity", "2147483647", "2147483648", "-2147483648", "-2147483649",
        "4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616", "99999999999999999999999999999999", "1e20", "1e9",
        "1000000", "100000", "65536", "0.1", "0,5", "1.234,5", "1 000", "1_000", "0x10", "1e", "1.", ".5", "+1", "--1", "1e+400", "0.0000000000000000000000000000000000000000000000001", "١",
    ];

    private static readonly string[] Words =
        ["", "\"", "'", "true", "false", "null", "none", "\0", "\uFEFF", "\u2028", "é", "😀", "[", "]", "{", "}", "(", ")", ",", ";", "\t", "\n", "\r", "\\", "#", "=", ":", "..", "/", "%", "$", "`", "\"\"\"", "'''", "\\u0000", "\\ud800"];

    private static readonly (string Open, string Close)[] Brackets =
        [("(", ")"), ("[", "]"), ("{", "}"), ("-", ""), ("!", ""), ("{\"a\":", "}"), ("{a=", "}"), ("[[", "]]"), ("abs(", ")"), ("2*(", ")"), ("\"", "\""), ("begin ", " end"), ("a.", "")];

    private readonly string[] texts = [.. seeds.Select(Encoding.UTF8.GetString)];

    /// <summary>A text with one thing changed.</summary>
    public byte[] Mutate(byte[] content, Random random)
    {
        string text = Encoding.UTF8.GetString(content);
        string[] lines = text.Split('\n');
        int line = random.Next(lines.Length), other = random.Next(lines.Length);
        switch (random.Next(16))
        {
            case 0 or 1 or 2:
                return Bytes(Replace(text, Number(), Numbers[random.Next(Numbers.Length)], random));
            case 3 or 4:
                string pool = texts[random.Next(texts.Length)];
                return Bytes(Replace(text, Token(), One(pool, Token(), random) ?? "x", random));
            case 5:
                return Bytes(Replace(text, Token(), Words[random.Next(Words.Length)], random));
            case 6:
                (lines[line], lines[other]) = (lines[other], lines[line]);
                return Bytes(string.Join('\n', lines));
            case 7:
                return Bytes(string.Join('\n', [.. lines[..line], .. lines[(line + 1)..]]));
            case 8:
                return Bytes(string.Join('\n', [.. lines[..line], .. Enumerable.Repeat(lines[line], random.Next(8) == 0 ? Math.Min(2000, 1 + Longest / (1 + lines[line].Length)) : 2), .. lines[(line + 1)..]]));
            case 9:
                (string open, string close) = Brackets[random.Next(Brackets.Length)];
                // Deep enough that a reader that goes down once a bracket would leave its stack.
                int depth = random.Next(3) switch { 0 => 1 + random.Next(8), 1 => 200, _ => 20_000 };
                return Bytes(Replace(text, Token(), Repeat("", open, depth) + (One(text, Token(), random) ?? "1") + Repeat("", close, depth), random));
            case 10:
                string token = One(text, Token(), random) ?? "1";
                return Bytes(Replace(text, Token(), Repeat(random.Next(3) switch { 0 => "", 1 => ",", _ => " + " }, token, 1 << random.Next(16)), random));
            case 11:
                return Bytes(DecimalPoint().Replace(text, ","));
            case 12:
                return Bytes(random.Next(3) switch { 0 => text.Replace("\n", "\r\n"), 1 => text.Replace("\n", "\r"), _ => text.Replace("\n", " ") });
            case 13:
                byte[][] wrong = [[0xFF], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xFF, 0xFE], [0xFE, 0xFF], [0xE2, 0x82], [0]];
                int at = random.Next(content.Length + 1);
                return [.. content[..at], .. wrong[random.Next(wrong.Length)], .. content[at..]];
            case 14:
                string[] others = texts[random.Next(texts.Length)].Split('\n');
                return Bytes(string.Join('\n', [.. lines[..line], .. others[random.Next(others.Length)..]]));
            default:
                return Bytes(text[..random.Next(text.Length + 1)]);
        }
    }

    /// <summary>A part many times, but not so many that nothing else is tried of the file.</summary>
    private static string Repeat(string between, string part, int count) => string.Join(between, Enumerable.Repeat(part, Math.Min(count, 1 + Longest / (1 + part.Length))));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string? One(string text, Regex kind, Random random) => kind.Matches(text) is { Count: > 0 } found ? found[random.Next(found.Count)].Value : null;

    private static string Replace(string text, Regex kind, string by, Random random)
    {
        MatchCollection found = kind.Matches(text);
        if (found.Count == 0)
            return text + by;
        Match chosen = found[random.Next(found.Count)];
        return text[..chosen.Index] + by + text[(chosen.Index + chosen.Length)..];
    }

    [GeneratedRegex(@"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    [GeneratedRegex(@"[A-Za-z_]\w*|[+-]?\d+(\.\d+)?([eE][+-]?\d+)?|""[^""\n]*""|[^\s\w]", RegexOptions.ExplicitCapture)]
    private static partial Regex Token();

    [GeneratedRegex(@"(?<=\d)\.(?=\d)")]
    private static partial Regex DecimalPoint();
}

using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>Cuts a Verilog-A file into words. Comments are left out; the last one of each line is kept, as what people say of a declaration.</summary>
internal sealed class VerilogLexer(ModelSource source, VerilogFaults faults)
{
    private const string Scales = "TGMKkmunpfa";

    private static readonly string[] Symbols =
    [
        "<<<", ">>>", "===", "!==", "<+", "<=", ">=", "==", "!=", "&&", "||", "**", "<<", ">>", "(*", "*)", "->", "~^", "^~",
        "+", "-", "*", "/", "%", "(", ")", "[", "]", "{", "}", ",", ";", ":", "?", "=", "<", ">", "!", "&", "|", "^", "~", "@", "#", ".", "\\",
    ];

    private readonly string text = source.Text;
    private readonly List<VerilogToken> tokens = [];
    private readonly Dictionary<int, string> comments = [];
    private int at;
    private int line = 1;
    private int lineStart;

    /// <summary>The comment at the end of a line.</summary>
    public IReadOnlyDictionary<int, string> Comments => comments;

    /// <summary>All words, with the ends of lines.</summary>
    public IReadOnlyList<VerilogToken> Read()
    {
        bool adjacent = false;
        while (at < text.Length)
        {
            char letter = text[at];
            if (letter == '\n' || char.IsWhiteSpace(letter) || letter == '\uFEFF')
                Space(letter);
            else if (StartsWith("//"))
                LineComment();
            else if (StartsWith("/*"))
                BlockComment();
            else if (letter == '\\' && IsLineEnd(at + 1))
                Continue();
            else
            {
                Word(letter, adjacent);
                adjacent = true;
                continue;
            }

            adjacent = false;
        }

        Add(VerilogTokenKind.Line, "\n", at, false);
        return tokens;
    }

    private bool StartsWith(string word) => string.CompareOrdinal(text, at, word, 0, word.Length) == 0;

    private bool IsLineEnd(int index) => index >= text.Length || text[index] == '\n' || text[index] == '\r' && index + 1 < text.Length && text[index + 1] == '\n';

    private void Space(char letter)
    {
        if (letter == '\n')
        {
            Add(VerilogTokenKind.Line, "\n", at, false);
            NewLine(at);
        }

        ++at;
    }

    private void NewLine(int end)
    {
        ++line;
        lineStart = end + 1;
    }

    private void Continue()
    {
        int end = text.IndexOf('\n', at);
        at = end < 0 ? text.Length : end + 1;
        NewLine(at - 1);
    }

    private void LineComment()
    {
        int end = text.IndexOf('\n', at);
        end = end < 0 ? text.Length : end;
        comments[line] = text[at..end].Trim('/', ' ', '\t', '\r');
        at = end;
    }

    private void BlockComment()
    {
        int end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            faults.Add(PlaceOf(at), "this comment has no end: */ is missing");
            end = text.Length - 2;
        }

        if (!text.AsSpan(at, Math.Max(0, end - at)).Contains('\n'))
            comments[line] = text[Math.Min(at + 2, end)..end].Trim('*', ' ', '\t');
        for (int index = at; index < end; ++index)
        {
            if (text[index] == '\n')
                NewLine(index);
        }

        at = end + 2;
    }

    private void Word(char letter, bool adjacent)
    {
        int start = at;
        if (char.IsAsciiDigit(letter) || letter == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))
            Number(start, adjacent);
        else if (char.IsAsciiLetter(letter) || letter is '_' or '$' or '`')
        {
            ++at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '$'))
                ++at;
            VerilogTokenKind kind = letter switch { '$' => VerilogTokenKind.SystemName, '`' => VerilogTokenKind.Directive, _ => VerilogTokenKind.Name };
            Add(kind, text[start..at], start, adjacent);
        }
        else if (letter == '"')
            Quoted(start, adjacent);
        else if (Array.Find(Symbols, StartsWith) is { } symbol)
        {
            // (*) is an event of Verilog; nobody means attributes by it. An attribute begins (* and a space or a name.
            if (symbol == "*)" && tokens.Count > 0 && tokens[^1].Text == "(")
                symbol = "*";
            at += symbol.Length;
            Add(VerilogTokenKind.Symbol, symbol, start, adjacent);
        }
        else
        {
            ++at;
            if (faults.Count < 50)
            {
                string remedy = char.IsAscii(letter) || char.IsControl(letter) ? "" : ": outside of comments and texts in quotation marks, it must be written in plain letters (u, Ohm)";
                faults.Add(PlaceOf(start), $"'{letter}' is not a letter of Verilog-A{remedy}");
            }
        }
    }

    private void Number(int start, bool adjacent)
    {
        void Digits()
        {
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '_'))
                ++at;
        }

        Digits();
        if (at < text.Length && text[at] == '.')
        {
            ++at;
            Digits();
        }

        int mark = at + 1 < text.Length && text[at] is 'e' or 'E' ? at + (text[at + 1] is '+' or '-' ? 2 : 1) : text.Length;
        if (mark < text.Length && char.IsAsciiDigit(text[mark]))
        {
            at = mark;
            Digits();
        }
        else if (at < text.Length && Scales.Contains(text[at]) && !(at + 1 < text.Length && (char.IsAsciiLetterOrDigit(text[at + 1]) || text[at + 1] == '_')))
            ++at;
        Add(VerilogTokenKind.Number, text[start..at], start, adjacent);
        if (at < text.Length && (char.IsAsciiLetter(text[at]) || text[at] == '\''))
            faults.Add(PlaceOf(at), $"unexpected '{text[at]}' after the number {text[start..at]}; scale factors are {string.Join(' ', Scales.ToCharArray())}");
    }

    private void Quoted(int start, bool adjacent)
    {
        ++at;
        while (at < text.Length && text[at] != '"' && text[at] != '\n')
            at += text[at] == '\\' ? 2 : 1;
        at = Math.Min(at, text.Length);
        string content = text[(start + 1)..at];
        if (at >= text.Length || text[at] != '"')
            faults.Add(PlaceOf(start), "this text has no end: a \" is missing");
        else
            ++at;
        Add(VerilogTokenKind.Text, content, start, adjacent);
    }

    private void Add(VerilogTokenKind kind, string word, int start, bool adjacent) => tokens.Add(new(kind, word, PlaceOf(start), adjacent));

    private VerilogPlace PlaceOf(int index) => new(source, new(line, Math.Max(1, index - lineStart + 1)));
}

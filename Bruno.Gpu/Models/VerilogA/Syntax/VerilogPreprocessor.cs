using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>Follows the directives of a file (<c>`define</c>, <c>`include</c>, <c>`ifdef</c> ...) and puts macros in.</summary>
/// <param name="read">Reads the text of an included file; none where there is no such file.</param>
/// <param name="faults">Takes the faults.</param>
internal sealed class VerilogPreprocessor(Func<string, ModelSource, ModelSource?> read, VerilogFaults faults)
{
    private const int MostTokens = 400_000, DeepestMacro = 50, DeepestInclude = 20, MostExpansions = 100_000;

    private readonly Dictionary<string, Macro> macros = new(StringComparer.Ordinal);
    private readonly List<VerilogToken> output = [];
    private readonly Dictionary<(string File, int Line), string> comments = [];
    private readonly Stack<(VerilogPlace Place, bool WasTaken, bool IsTaken)> choices = [];
    private int includes, expansions;
    private bool isFull;

    /// <summary>The comments at the ends of lines, by file and line.</summary>
    public IReadOnlyDictionary<(string File, int Line), string> Comments => comments;

    /// <summary>All words of a file and of what it includes, without directives.</summary>
    public IReadOnlyList<VerilogToken> Run(ModelSource source)
    {
        VerilogToken end = File(source);
        foreach ((VerilogPlace place, _, _) in choices)
            faults.Add(place, "this condition has no `endif");
        output.Add(end);
        return output;
    }

    private bool IsSkipped => choices.Any(choice => !choice.IsTaken);

    private VerilogToken File(ModelSource source)
    {
        VerilogLexer lexer = new(source, faults);
        IReadOnlyList<VerilogToken> tokens = lexer.Read();
        foreach ((int line, string comment) in lexer.Comments)
            comments[(source.Name, line)] = comment;
        int at = 0;
        while (at < tokens.Count && !isFull)
        {
            VerilogToken token = tokens[at++];
            if (token.Kind == VerilogTokenKind.Directive)
                Directive(token, tokens, ref at);
            else if (!IsSkipped && token.Kind != VerilogTokenKind.Line)
                Emit(token);
        }

        return new(VerilogTokenKind.End, "", tokens[^1].Place);
    }

    private void Emit(VerilogToken token)
    {
        if (output.Count < MostTokens)
            output.Add(token);
        else if (!isFull)
        {
            isFull = true;
            faults.Add(token.Place, $"with its macros and included files the module has more than {MostTokens} words: that is no compact model");
        }
    }

    private static List<VerilogToken> RestOfLine(IReadOnlyList<VerilogToken> tokens, ref int at)
    {
        List<VerilogToken> rest = [];
        while (at < tokens.Count && tokens[at].Kind != VerilogTokenKind.Line)
            rest.Add(tokens[at++]);
        return rest;
    }

    private void Directive(VerilogToken token, IReadOnlyList<VerilogToken> tokens, ref int at)
    {
        switch (token.Text)
        {
            case "`ifdef" or "`ifndef":
                bool isDefined = RestOfLineName(token, tokens, ref at) is { } asked && macros.ContainsKey(asked);
                bool isTaken = isDefined == (token.Text == "`ifdef");
                choices.Push((token.Place, isTaken, isTaken));
                break;
            case "`else" or "`elsif":
                string? other = token.Text == "`elsif" ? RestOfLineName(token, tokens, ref at) : null;
                if (choices.TryPop(out (VerilogPlace Place, bool WasTaken, bool IsTaken) choice))
                {
                    bool isNow = !choice.WasTaken && (token.Text == "`else" || other is not null && macros.ContainsKey(other));
                    choices.Push((choice.Place, choice.WasTaken || isNow, isNow));
                }
                else
                    faults.Add(token.Place, $"{token.Text} without `ifdef");
                break;
            case "`endif":
                if (!choices.TryPop(out _))
                    faults.Add(token.Place, "`endif without `ifdef");
                break;
            case var _ when IsSkipped:
                break;
            case "`define":
                Define(token, RestOfLine(tokens, ref at));
                break;
            case "`undef":
                if (RestOfLineName(token, tokens, ref at) is { } gone)
                    macros.Remove(gone);
                break;
            case "`include":
                Include(token, RestOfLine(tokens, ref at));
                break;
            case "`timescale" or "`default_discipline" or "`default_transition" or "`resetall" or "`celldefine" or "`endcelldefine" or "`default_nettype" or "`begin_keywords" or "`end_keywords" or "`line":
                RestOfLine(tokens, ref at);
                faults.Note(token.Place, $"{token.Text} says nothing about the equations and is left out");
                break;
            default:
                Expand(token, tokens, ref at, token.Place, []);
                break;
        }
    }

    private string? RestOfLineName(VerilogToken token, IReadOnlyList<VerilogToken> tokens, ref int at)
    {
        if (at < tokens.Count && tokens[at].Kind == VerilogTokenKind.Name)
            return tokens[at++].Text;
        if (!IsSkipped)
            faults.Add(token.Place, $"a name must follow {token.Text}");
        return null;
    }

    private void Define(VerilogToken token, List<VerilogToken> rest)
    {
        if (rest.Count == 0 || rest[0].Kind != VerilogTokenKind.Name)
        {
            faults.Add(token.Place, "a name must follow `define");
            return;
        }

        List<string>? parameters = null;
        int body = 1;
        if (rest.Count > 1 && rest[1] is { Text: "(", IsAdjacent: true })
        {
            int close = rest.FindIndex(word => word.Text == ")");
            if (close < 0)
            {
                faults.Add(rest[1].Place, "the arguments of this macro have no end: ) is missing");
                return;
            }

            parameters = [.. rest.Take(close).Skip(2).Where(word => word.Kind == VerilogTokenKind.Name).Select(word => word.Text)];
            body = close + 1;
        }

        macros[rest[0].Text] = new(parameters, rest[body..]);
    }

    private void Include(VerilogToken token, List<VerilogToken> rest)
    {
        if (rest.Count == 0 || rest[0].Kind != VerilogTokenKind.Text)
        {
            faults.Add(token.Place, "the name of a file in quotation marks must follow `include");
            return;
        }

        string name = rest[0].Text;
        if (StandardFiles.Contains(name))
        {
            if (!name.Contains("onstant", StringComparison.Ordinal))
                return;
            foreach (string constant in StandardFiles.Constants.Keys)
                macros[constant] = new(null, [new(VerilogTokenKind.SystemName, "$" + constant, token.Place)]);
        }
        else if (++includes > DeepestInclude)
            faults.Add(token.Place, $"files include each other more than {DeepestInclude} times");
        else if (read(name, token.Place.Source) is { } included)
            File(included);
        else
            faults.Add(rest[0].Place, $"there is no file '{name}' beside this one, and it is not one of the standard files (constants.vams, disciplines.vams)");
    }

    private void Expand(VerilogToken use, IReadOnlyList<VerilogToken> tokens, ref int at, VerilogPlace place, string[] open)
    {
        string name = use.Text[1..];
        if (!macros.TryGetValue(name, out Macro? macro))
        {
            string hint = StandardFiles.Constants.ContainsKey(name) ? "; `include \"constants.vams\" is missing" : "";
            faults.Add(place, $"{use.Text} is not defined{hint}");
            return;
        }

        if (++expansions > MostExpansions)
        {
            if (!isFull)
                faults.Add(place, $"more than {MostExpansions} macros are used: that is no compact model");
            isFull = true;
            return;
        }

        if (open.Length >= DeepestMacro || open.Contains(name))
        {
            faults.Add(place, $"the macro {use.Text} contains itself, or macros are nested deeper than {DeepestMacro}");
            return;
        }

        List<IReadOnlyList<VerilogToken>> arguments = [];
        if (macro.Parameters is { } parameters)
        {
            arguments = Arguments(tokens, ref at);
            if (arguments.Count != parameters.Count && !(parameters.Count == 0 && arguments.Count <= 1))
            {
                faults.Add(place, $"the macro {use.Text} takes {parameters.Count} arguments, not {arguments.Count}");
                return;
            }
        }

        List<VerilogToken> body = [];
        foreach (VerilogToken word in macro.Body)
        {
            int index = word.Kind == VerilogTokenKind.Name && macro.Parameters is { } named ? named.ToList().IndexOf(word.Text) : -1;
            if (index >= 0)
                body.AddRange(arguments[index]);
            else
                body.Add(word with { Place = place });
        }

        for (int inner = 0; inner < body.Count && !isFull;)
        {
            VerilogToken word = body[inner++];
            if (word.Kind == VerilogTokenKind.Directive)
                Expand(word, body, ref inner, place, [.. open, name]);
            else
                Emit(word);
        }
    }

    private static List<IReadOnlyList<VerilogToken>> Arguments(IReadOnlyList<VerilogToken> tokens, ref int at)
    {
        List<IReadOnlyList<VerilogToken>> arguments = [];
        int look = at;
        while (look < tokens.Count && tokens[look].Kind == VerilogTokenKind.Line)
            ++look;
        if (look >= tokens.Count || tokens[look].Text != "(")
            return arguments;
        List<VerilogToken> current = [];
        int depth = 0;
        for (at = look; at < tokens.Count;)
        {
            VerilogToken token = tokens[at++];
            depth += token.Text switch { "(" or "[" or "{" => 1, ")" or "]" or "}" => -1, _ => 0 };
            if (depth == 0)
                break;
            if (depth == 1 && token.Text == ",")
            {
                arguments.Add(current);
                current = [];
            }
            else if (token.Kind != VerilogTokenKind.Line && !(depth == 1 && token.Text == "(" && current.Count == 0 && at == look + 1))
                current.Add(token);
        }

        arguments.Add(current);
        return arguments;
    }
}

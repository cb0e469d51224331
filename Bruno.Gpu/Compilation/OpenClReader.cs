using System.Text.RegularExpressions;

namespace Bruno.Gpu.Compilation;

/// <summary>
/// Reads the control flow of the OpenCL C that ILGPU generates. It knows that dialect only: a statement a line, variables named
/// var0, var1, ..., jumps by goto.
/// </summary>
internal static partial class OpenClReader
{
    /// <summary>The functions of a source.</summary>
    /// <param name="lines">The source, a line an element.</param>
    /// <exception cref="FormatException">It is not of ILGPU's dialect.</exception>
    public static IReadOnlyList<CodeFunction> Read(IReadOnlyList<string> lines)
    {
        List<CodeFunction> functions = [];
        Dictionary<string, IReadOnlyList<string>> structs = new(StringComparer.Ordinal);
        for (int line = 0; line < lines.Count; ++line)
        {
            if (StructHead().Match(lines[line]) is { Success: true } head)
                structs[head.Groups[1].Value] = FieldsAfter(lines, line);
            else if (FunctionHead().Match(lines[line]) is { Success: true } function)
                functions.Add(new Body(lines, structs, function.Groups[1].Value).Read(ref line));
        }

        if (functions.Count == 0)
            throw new FormatException("There is no function in it.");
        return functions;
    }

    private static List<string> FieldsAfter(IReadOnlyList<string> lines, int line)
    {
        List<string> fields = [];
        for (int at = line + 1; at < lines.Count && lines[at] != "};"; ++at)
        {
            if (Field().Match(lines[at]) is { Success: true } field)
                fields.Add(field.Groups[1].Value);
        }

        return fields;
    }

    [GeneratedRegex(@"^(struct \w+)$")]
    private static partial Regex StructHead();

    [GeneratedRegex(@"(field_\d+);$")]
    private static partial Regex Field();

    [GeneratedRegex(@"^(?!typedef|struct \w+;|//|#)[\w* ]*\b(\w+)\($")]
    private static partial Regex FunctionHead();

    [GeneratedRegex(@"\b(var\d+)\b")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^\t(?!return |goto )(?:(local|private|volatile) )*((?:struct )?\w+)(?:\*| )+(var\d+(?:_next)?)(\[\d+\])?;$")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(L_\w+): ;$")]
    private static partial Regex Label();

    [GeneratedRegex(@"^goto (L_\w+);$")]
    private static partial Regex Goto();

    [GeneratedRegex(@"\bvar\d+(?:_next)?(?:\.field_\d+)?")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^(var\d+(?:_next)?(?:\.field_\d+)?) = (.*);$")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^var\d+(?:_next)? = [\w.+-]+(?<!\.field_\d+);$")]
    private static partial Regex Copy();

    /// <summary>The body of one function.</summary>
    private sealed class Body(IReadOnlyList<string> lines, Dictionary<string, IReadOnlyList<string>> structs, string name)
    {
        private readonly CodeFunction function = new(name);
        private CodeBlock? block;

        /// <summary>Reads from the head on; leaves the line at the end of the function.</summary>
        public CodeFunction Read(ref int line)
        {
            for (++line; lines[line] != "{"; ++line)
            {
                if (Parameter().Match(lines[line]) is { Success: true } parameter)
                    function.Given.Add(parameter.Groups[1].Value);
            }

            block = function.Begin("");
            for (++line; lines[line] != "}"; ++line)
                Read(line);
            if (block is not null)
                throw new FormatException($"{name} has no end.");
            function.Connect();
            return function;
        }

        private void Read(int line)
        {
            string text = lines[line].Trim();
            if (text is "" or ";" or "{" or "}" or "};" or "default:" || text.StartsWith("case ", StringComparison.Ordinal))
                return;
            if (Declaration().Match(lines[line]) is { Success: true } declaration)
                Declare(declaration);
            else if (Label().Match(text) is { Success: true } label)
                Begin(label.Groups[1].Value);
            else if (text.StartsWith("if (", StringComparison.Ordinal) || text.StartsWith("switch (", StringComparison.Ordinal))
                Add(line, text, null);
            else if (Goto().Match(text) is { Success: true } jump)
                Leave(line, jump.Groups[1].Value);
            else if (text.StartsWith("return", StringComparison.Ordinal))
                Return(line, text);
            else
                Assign(line, text);
        }

        private void Declare(Match declaration)
        {
            string type = declaration.Groups[2].Value, variable = declaration.Groups[3].Value;
            if (declaration.Groups[4].Success || declaration.Groups[1].Success)
                function.Given.Add(variable);
            else if (structs.TryGetValue(type, out IReadOnlyList<string>? fields))
                function.Fields[variable] = [.. fields.Select(field => $"{variable}.{field}")];
        }

        private void Begin(string label)
        {
            if (block is not null)
                function.Continue(block);
            block = function.Begin(label);
        }

        /// <summary>A jump that is all of an if or a case leaves the block to go on; one that stands alone ends it.</summary>
        private void Leave(int line, string label)
        {
            Open(line).Jumps.Add((line, label));
            if (!IsConditional(line))
                block = null;
        }

        private void Return(int line, string text)
        {
            Add(line, text, null);
            if (!IsConditional(line))
                block = null;
        }

        private bool IsConditional(int line)
        {
            string before = lines[line - 1].Trim();
            return before.StartsWith("if (", StringComparison.Ordinal) || before.StartsWith("case ", StringComparison.Ordinal);
        }

        private void Assign(int line, string text)
        {
            Match assignment = Assignment().Match(text);
            if (!assignment.Success)
                Add(line, text, null);
            else
                Add(line, assignment.Groups[2].Value, assignment.Groups[1].Value);
        }

        private void Add(int line, string reads, string? writes) => Open(line).Statements.Add(new CodeStatement(
            line, [.. Variable().Matches(reads).Select(match => match.Value)], writes, Copy().IsMatch(lines[line].Trim())));

        private CodeBlock Open(int line) => block
            ?? throw new FormatException($"Line {line + 1} of {name} cannot be reached: {lines[line].Trim()}");
    }
}

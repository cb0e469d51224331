using System.Text.RegularExpressions;

namespace Bruno.Gpu.Compilation;

/// <summary>Reads the control flow of the PTX that ILGPU generates: a statement a line, registers such as %f12 and %p3.</summary>
internal static partial class PtxReader
{
    /// <summary>The functions of a source.</summary>
    /// <param name="lines">The source, a line an element.</param>
    /// <exception cref="FormatException">It is not of ILGPU's dialect.</exception>
    public static IReadOnlyList<CodeFunction> Read(IReadOnlyList<string> lines)
    {
        List<CodeFunction> functions = [];
        for (int line = 0; line < lines.Count; ++line)
        {
            // A declaration of a function ends with a semicolon; a body begins with a brace.
            if (FunctionHead().Match(lines[line]) is not { Success: true } head)
                continue;
            while (lines[line] is not ("{" or ";" or ");"))
                ++line;
            if (lines[line] == "{")
                functions.Add(new Body(lines, head.Groups[1].Value).Read(ref line));
        }

        if (functions.Count == 0)
            throw new FormatException("There is no function in it.");
        return functions;
    }

    [GeneratedRegex(@"^\.visible \.(?:entry|func).* (\w+)\($")]
    private static partial Regex FunctionHead();

    [GeneratedRegex(@"^(L_\w+):$")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\.branchtargets (.*);$")]
    private static partial Regex Targets();

    [GeneratedRegex(@"^(?:@(!?)(%p\d+) )?([a-z]\w*(?:\.\w+)*)(?:\s+(.*))?;$")]
    private static partial Regex Instruction();

    [GeneratedRegex(@"%(?:p|rs|r|rd|f|fd)\d+\b")]
    private static partial Regex Register();

    /// <summary>The body of one function.</summary>
    private sealed class Body(IReadOnlyList<string> lines, string name)
    {
        private readonly CodeFunction function = new(name);
        private CodeBlock? block;
        private string[] targets = [];

        /// <summary>What was written where a predicate holds, waiting for the same where it does not.</summary>
        private (string Condition, string Register)? half;

        /// <summary>Reads from the opening brace on; leaves the line at the closing one.</summary>
        public CodeFunction Read(ref int line)
        {
            block = function.Begin("");
            for (++line; lines[line] != "}"; ++line)
                Read(line, lines[line].Trim());
            if (block is not null)
                throw new FormatException($"{name} has no end.");
            function.Connect();
            return function;
        }

        private void Read(int line, string text)
        {
            // A label before a table of targets marks the table, not a place to jump to.
            if (Label().Match(text) is { Success: true } label && !lines[line + 1].Trim().StartsWith(".branchtargets", StringComparison.Ordinal))
                Begin(label.Groups[1].Value);
            else if (Targets().Match(text) is { Success: true } table)
                targets = table.Groups[1].Value.Split(", ");
            else if (!text.StartsWith('.') && Instruction().Match(text) is { Success: true } instruction)
                Read(line, instruction);
        }

        private void Begin(string label)
        {
            if (block is not null)
                function.Continue(block);
            block = function.Begin(label);
        }

        private void Read(int line, Match instruction)
        {
            string negation = instruction.Groups[1].Value, predicate = instruction.Groups[2].Value;
            string operation = instruction.Groups[3].Value, operands = instruction.Groups[4].Value;
            CodeBlock open = block ?? throw new FormatException($"Line {line + 1} of {name} cannot be reached.");
            if (predicate.Length > 0)
                open.Statements.Add(new CodeStatement(line, [predicate], null));

            switch (operation.Split('.')[0])
            {
                case "bra":
                    open.Jumps.Add((line, operands));
                    break;
                case "brx":
                    open.Statements.Add(new CodeStatement(line, Registers(operands), null));
                    foreach (string target in targets)
                        open.Jumps.Add((line, target));
                    break;
                case "ret":
                case "exit":
                    break;
                default:
                    Compute(line, operation, operands, negation, predicate);
                    return;
            }

            // What follows a conditional jump runs only where it was not taken.
            if (predicate.Length > 0)
                Begin($"{open.Label}+{line}");
            else
                block = null;
        }

        private void Compute(int line, string operation, string operands, string negation, string predicate)
        {
            if (!HasResult(operation))
            {
                block!.Statements.Add(new CodeStatement(line, Registers(operands), null));
                return;
            }

            // A vector of registers in braces, or one register.
            int end = operands.StartsWith('{') ? operands.IndexOf('}', StringComparison.Ordinal) : operands.IndexOf(',', StringComparison.Ordinal);
            string[] results = Registers(operands[..(end < 0 ? operands.Length : end)]), reads = Registers(operands[(end < 0 ? operands.Length : end)..]);
            bool isCopy = operation.StartsWith("mov.", StringComparison.Ordinal) && results.Length == 1 && reads.Length <= 1;
            foreach (string result in results)
                block!.Statements.Add(new CodeStatement(line, reads, Written(result, negation, predicate), isCopy));
        }

        /// <summary>A register that is written where a predicate holds is written once it is also where it does not.</summary>
        private string? Written(string register, string negation, string predicate)
        {
            if (predicate.Length == 0)
                return register;
            bool completes = half == ((negation.Length == 0 ? "!" : "") + predicate, register);
            half = completes ? null : (negation + predicate, register);
            return completes ? register : null;
        }

        private static bool HasResult(string operation) =>
            operation.Split('.')[0] is not ("st" or "call" or "bar" or "barrier" or "membar" or "fence" or "red" or "trap");

        private static string[] Registers(string operands) => [.. Register().Matches(operands).Select(match => match.Value)];
    }
}

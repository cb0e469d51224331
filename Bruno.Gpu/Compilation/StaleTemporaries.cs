namespace Bruno.Gpu.Compilation;

/// <summary>
/// Mends a fault of ILGPU 1.5.3's OpenCL generator. Where a block gives next values to several values of a loop at once, and one of
/// them needs the present value of another that was just overwritten, the generator saves the present one in a temporary first. It
/// forgets that a temporary holds for its block only: blocks further down in the source read it too, though they did not save
/// anything, or nothing was saved on the path to them at all. There the value itself is what was meant.
/// </summary>
internal static class StaleTemporaries
{
    /// <summary>The source with every stale read of a temporary replaced by the value that it once saved.</summary>
    /// <param name="lines">The source; changed in place.</param>
    /// <param name="functions">Its functions.</param>
    /// <returns>How many reads were stale.</returns>
    public static int Mend(string[] lines, IEnumerable<CodeFunction> functions)
    {
        int mended = 0;
        foreach (CodeFunction function in functions)
        {
            Dictionary<string, string> saved = Temporaries(function, lines);
            foreach (CodeStatement statement in Stale(function, saved))
            {
                string temporary = statement.Reads[0];
                lines[statement.Line] = lines[statement.Line].Replace($" = {temporary};", $" = {saved[temporary]};", StringComparison.Ordinal);
                ++mended;
            }
        }

        return mended;
    }

    /// <summary>Stale reads that are left.</summary>
    public static IReadOnlyList<CodeFinding> Find(CodeFunction function, IReadOnlyList<string> lines) =>
    [
        .. Stale(function, Temporaries(function, lines))
            .Select(s => new CodeFinding(function.Name, s.Line, $"{s.Reads[0]} is read where it holds a value of another block")),
    ];

    /// <summary>
    /// The temporaries, each with the value that it saves. What is written by copies of one value only, which is overwritten in the
    /// same block afterwards, and read by copies only, is one: nothing else in the generator's output copies a variable to another
    /// but these temporaries and the values of loops, and a value of a loop that has the same source everywhere is none. What a
    /// temporary is declared by leaves an empty statement before it is written first.
    /// </summary>
    private static Dictionary<string, string> Temporaries(CodeFunction function, IReadOnlyList<string> lines)
    {
        Dictionary<string, string> saved = new(StringComparer.Ordinal);
        HashSet<string> others = new(function.Given, StringComparer.Ordinal);
        foreach (CodeBlock block in function.Blocks)
        {
            for (int i = 0; i < block.Statements.Count; ++i)
            {
                CodeStatement statement = block.Statements[i];
                if (!statement.IsMove)
                    others.UnionWith(statement.Reads.Select(CodeFunction.Owner));
                if (statement.Writes is not { } variable)
                    continue;
                bool saves = statement.IsMove && block.Statements.Skip(i + 1).Any(later => later.Writes == statement.Reads[0]);
                if (!saves || (saved.TryGetValue(variable, out string? value) ? value != statement.Reads[0] : lines[statement.Line - 1].Trim() != ";"))
                    others.Add(CodeFunction.Owner(variable));
                else
                    saved[variable] = statement.Reads[0];
            }
        }

        foreach (string other in others)
            saved.Remove(other);
        return saved;
    }

    private static List<CodeStatement> Stale(CodeFunction function, Dictionary<string, string> saved)
    {
        List<CodeStatement> stale = [];
        foreach (CodeBlock block in function.Blocks)
        {
            HashSet<string> fresh = new(StringComparer.Ordinal);
            foreach (CodeStatement statement in block.Statements.Where(statement => statement.IsMove))
            {
                if (saved.ContainsKey(statement.Writes!))
                    fresh.Add(statement.Writes!);
                if (saved.ContainsKey(statement.Reads[0]) && !fresh.Contains(statement.Reads[0]))
                    stale.Add(statement);
            }
        }

        return stale;
    }
}

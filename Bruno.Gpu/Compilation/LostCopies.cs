namespace Bruno.Gpu.Compilation;

/// <summary>
/// Values of a loop that are overwritten before the branch that decides whether the loop goes on. A value that changes with every
/// round (a phi) gets its next value at the end of the blocks that lead to it. Where such a block may also go on elsewhere, and the
/// value is still read there or by the branch itself, that reader wants the value of this round and gets that of the next: the "lost
/// copy" of the translation out of static single assignment (Briggs et al., Software: Practice and Experience 28, 1998). ILGPU
/// 1.5.3's OpenCL generator loses them: <c>do { previous = x; x = next(x); } while (x &lt; 100)</c> leaves x in previous.
/// </summary>
internal static class LostCopies
{
    /// <summary>All such values.</summary>
    public static IReadOnlyList<CodeFinding> Find(CodeFunction function) =>
    [
        .. Search(function).Select(lost => new CodeFinding(
            function.Name, lost.Copy.Line, $"{lost.Variable} gets its next value before a branch to where the present one is still read")),
    ];

    /// <summary>
    /// Gives these values their next value on the way to where it is for, and only there: a block of its own on that way copies it.
    /// </summary>
    /// <param name="lines">The source in OpenCL C; lines are changed in place, and may become several.</param>
    /// <param name="functions">Its functions.</param>
    /// <returns>How many there were.</returns>
    public static int Mend(string[] lines, IEnumerable<CodeFunction> functions)
    {
        LostCopy[] all = [.. functions.SelectMany(Search)];
        foreach (var way in all.GroupBy(lost => (lost.Block, lost.Home)))
        {
            (CodeBlock block, CodeBlock home) = way.Key;
            string detour = $"{block.Label}_{home.Label}";
            List<string> inserted = ["", $"\t{detour}: ;"];
            foreach (LostCopy lost in way)
            {
                string next = $"{lost.Variable}_next";
                lines[lost.Copy.Line] = lines[lost.Copy.Line].Replace($"{lost.Variable} = ", $"{next} = ", StringComparison.Ordinal);
                inserted.Add($"\t{lost.Variable} = {next};");
            }

            inserted.Add($"\t goto {home.Label};");
            foreach ((int line, string label) in block.Jumps.Where(jump => jump.Label == home.Label))
                lines[line] = lines[line].Replace($"goto {label};", $"goto {detour};", StringComparison.Ordinal);
            lines[block.Jumps[^1].Line] += string.Join('\n', inserted);
        }

        foreach (string variable in all.Select(lost => lost.Variable).Distinct())
            Declare(lines, variable);
        return all.Length;
    }

    private static void Declare(string[] lines, string variable)
    {
        int line = Array.FindIndex(lines, text => text.StartsWith('\t') && text.EndsWith($" {variable};", StringComparison.Ordinal)
            && !text.Contains('=', StringComparison.Ordinal) && !text.Contains("return", StringComparison.Ordinal));
        lines[line] += $"\n{lines[line].Replace($" {variable};", $" {variable}_next;", StringComparison.Ordinal)}";
    }

    private static IEnumerable<LostCopy> Search(CodeFunction function)
    {
        ILookup<string, CodeBlock> writers = function.Blocks
            .SelectMany(block => block.Statements.Where(s => s.Writes is not null).Select(s => (Variable: s.Writes!, Block: block)))
            .Distinct()
            .ToLookup(pair => pair.Variable, pair => pair.Block, StringComparer.Ordinal);

        foreach (IGrouping<string, CodeBlock> group in writers.Where(group => group.Skip(1).Any()))
        {
            HashSet<CodeBlock>? readers = null;
            foreach (CodeBlock block in group.Where(block => block.Successors.Count > 1))
            {
                // Registers are used again for something else: only what is copied before a branch is the next value of a loop.
                CodeStatement copy = block.Statements.Last(statement => statement.Writes == group.Key);
                if (!copy.IsCopy || !IsAnother(block, group.Key))
                    continue;
                readers ??= ReadersOfPast(function, group.Key);
                CodeBlock[] homes = [.. block.Successors.Where(home => home.Predecessors.All(from => group.Contains(from)))];
                bool decides = block.Statements[^1] is { Writes: null } branch && branch.Line > copy.Line && branch.Reads.Contains(group.Key);
                bool isLost = homes.Length > 0
                    && (decides || homes.All(home => block.Successors.Any(other => other != home && readers.Contains(other))));
                if (isLost)
                    yield return new LostCopy(group.Key, block, copy, homes[0]);
            }
        }
    }

    /// <summary>Whether a block gives a variable another value than its own, perhaps saved in a temporary meanwhile.</summary>
    private static bool IsAnother(CodeBlock block, string variable)
    {
        HashSet<string> same = new(StringComparer.Ordinal) { variable };
        foreach (CodeStatement statement in block.Statements.Where(statement => statement.Writes is not null))
        {
            bool isCopy = statement.IsMove && same.Contains(statement.Reads[0]);
            if (statement.Writes == variable && !isCopy)
                return true;
            if (isCopy)
                same.Add(statement.Writes!);
            else
                same.Remove(statement.Writes!);
        }

        return false;
    }

    /// <summary>The blocks at whose beginning a variable still matters: it is read before it is written.</summary>
    private static HashSet<CodeBlock> ReadersOfPast(CodeFunction function, string variable)
    {
        HashSet<CodeBlock> live = [];
        Stack<CodeBlock> open = new(function.Blocks.Where(block => ReadsPast(block, variable)));
        while (open.TryPop(out CodeBlock? block))
        {
            if (!live.Add(block))
                continue;
            foreach (CodeBlock before in block.Predecessors.Where(before => !before.Statements.Any(s => s.Writes == variable)))
                open.Push(before);
        }

        return live;
    }

    private static bool ReadsPast(CodeBlock block, string variable) =>
        block.Statements.FirstOrDefault(s => s.Writes == variable || s.Reads.Contains(variable)) is { } first && first.Reads.Contains(variable);
}

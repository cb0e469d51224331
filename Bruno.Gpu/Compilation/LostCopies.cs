namespace Bruno.Gpu.Compilation;

/// <summary>
/// Finds values of a loop that are overwritten before the branch that decides whether the loop goes on. A value that changes with
/// every round (a phi) gets its next value at the end of the blocks that lead to it. Where such a block may also go on elsewhere,
/// and the value is still read there, that reader wants the value of this round and gets that of the next: the "lost copy" of the
/// translation out of static single assignment (Briggs et al., Software: Practice and Experience 28, 1998).
/// </summary>
public static class LostCopies
{
    /// <summary>All such values.</summary>
    public static IReadOnlyList<CodeFinding> Find(CodeFunction function)
    {
        List<CodeFinding> findings = [];
        // Registers are used again for something else: only what is copied before a branch is the next value of a loop.
        ILookup<string, CodeBlock> writers = function.Blocks
            .SelectMany(block => block.Statements.Where(s => s.Writes is not null).Select(s => (Variable: s.Writes!, Block: block)))
            .Distinct()
            .ToLookup(pair => pair.Variable, pair => pair.Block, StringComparer.Ordinal);

        foreach (IGrouping<string, CodeBlock> group in writers.Where(group => group.Skip(1).Any()))
        {
            string variable = group.Key;
            HashSet<CodeBlock> readers = ReadersOfPast(function, variable);
            foreach (CodeBlock block in group.Where(block => block.Successors.Count > 1 && CopiesAnother(block, variable)))
            {
                CodeBlock[] homes = [.. block.Successors.Where(home => home.Predecessors.All(from => group.Contains(from)))];
                bool isLost = homes.Length > 0 && homes.All(home => block.Successors.Any(other => other != home && readers.Contains(other)));
                if (isLost)
                {
                    int line = block.Statements.Last(s => s.Writes == variable).Line;
                    findings.Add(new CodeFinding(
                        function.Name, line, $"{variable} gets its next value before a branch to where the present one is still read"));
                }
            }
        }

        return findings;
    }

    /// <summary>Whether a block ends with a copy to a variable of another value than its own, perhaps saved in a temporary meanwhile.</summary>
    private static bool CopiesAnother(CodeBlock block, string variable)
    {
        if (!block.Statements.Last(statement => statement.Writes == variable).IsCopy)
            return false;
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

using System.Collections;

namespace Bruno.Gpu.Compilation;

/// <summary>
/// Finds variables that are read on a path on which nothing was written to them: definite assignment, as a forward data-flow
/// analysis over the blocks of a function.
/// </summary>
internal static class UndefinedReads
{
    /// <summary>All such reads, in the order of the source.</summary>
    public static IReadOnlyList<CodeFinding> Find(CodeFunction function)
    {
        Variables variables = new(function);
        BitArray?[] before = new BitArray?[function.Blocks.Count];
        before[0] = variables.Given();
        Queue<CodeBlock> changed = new([function.Blocks[0]]);
        while (changed.TryDequeue(out CodeBlock? block))
        {
            BitArray after = new(before[block.Index]!);
            foreach (CodeStatement statement in block.Statements)
                variables.Write(statement, after);
            foreach (CodeBlock next in block.Successors)
            {
                if (Meet(ref before[next.Index], after))
                    changed.Enqueue(next);
            }
        }

        List<CodeFinding> findings = [];
        foreach (CodeBlock block in function.Blocks)
        {
            // A block that nothing leads to reads nothing.
            if (before[block.Index] is not { } written)
                continue;
            foreach (CodeStatement statement in block.Statements)
            {
                foreach (string read in statement.Reads.Where(read => !variables.IsWritten(read, written)).Distinct())
                    findings.Add(new CodeFinding(function.Name, statement.Line, $"{read} is read on a path on which it was not written"));
                variables.Write(statement, written);
            }
        }

        return findings;
    }

    /// <summary>Keeps what is written on both paths; tells whether that is less than before.</summary>
    private static bool Meet(ref BitArray? known, BitArray other)
    {
        if (known is null)
        {
            known = new BitArray(other);
            return true;
        }

        BitArray both = new BitArray(known).And(other);
        if (!new BitArray(both).Xor(known).HasAnySet())
            return false;
        known = both;
        return true;
    }

    /// <summary>The variables of a function and their fields, numbered.</summary>
    private sealed class Variables
    {
        private readonly CodeFunction function;
        private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

        public Variables(CodeFunction function)
        {
            this.function = function;
            IEnumerable<string> written = function.Blocks.SelectMany(block => block.Statements).Select(statement => statement.Writes).OfType<string>();
            foreach (string variable in function.Given.Concat(written))
                numbers.TryAdd(variable, numbers.Count);
        }

        public BitArray Given()
        {
            BitArray given = new(numbers.Count);
            foreach (string variable in function.Given)
                given[numbers[variable]] = true;
            return given;
        }

        public void Write(CodeStatement statement, BitArray written)
        {
            if (statement.Writes is { } variable)
                written[numbers[variable]] = true;
        }

        /// <summary>A field is written with its struct, a struct with all of its fields.</summary>
        public bool IsWritten(string read, BitArray written) =>
            Has(read, written)
            || Has(CodeFunction.Owner(read), written)
            || (function.Fields.TryGetValue(read, out IReadOnlyList<string>? fields) && fields.All(field => Has(field, written)));

        private bool Has(string variable, BitArray written) => numbers.TryGetValue(variable, out int number) && written[number];
    }
}

namespace Bruno.Cli.Tests;

/// <summary>The page about own data, whose blocks are what its commands work on.</summary>
internal static class DataPage
{
    /// <summary>The content of the first fenced block of a language.</summary>
    public static string Block(string language)
    {
        string text = File.ReadAllText(Path.Combine(SourceTree.Root(), "docs", "data.md")), fence = $"```{language}\n";
        int begin = text.IndexOf(fence, StringComparison.Ordinal) + fence.Length;
        return text[begin..text.IndexOf("```", begin, StringComparison.Ordinal)];
    }
}

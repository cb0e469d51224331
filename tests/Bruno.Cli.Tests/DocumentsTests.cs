using System.Text.RegularExpressions;

namespace Bruno.Cli.Tests;

/// <summary>The documents hang together: links lead somewhere, the index knows every page, equations are those of the code.</summary>
public sealed partial class DocumentsTests
{
    private static readonly string Root = SourceTree.Root();

    private static readonly string[] Pages =
    [
        .. new[] { "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "datasets/README.md", "tests/golden/README.md", "benchmarks/side-by-side/README.md" }
            .Select(file => Path.Combine(Root, file)).Where(File.Exists),
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void EveryLinkLeadsSomewhere()
    {
        int links = 0;
        List<string> broken = [];
        foreach (string page in Pages)
        {
            foreach (Match link in Link().Matches(WithoutCode(File.ReadAllText(page))))
            {
                string target = link.Groups[1].Value;
                if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
                    continue;
                ++links;
                string[] parts = target.Split('#', 2);
                string file = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0])));
                if (!File.Exists(file) && !Directory.Exists(file))
                    broken.Add($"{Path.GetRelativePath(Root, page)}: there is no {target}");
                else if (parts.Length > 1 && file.EndsWith(".md", StringComparison.Ordinal) && !Anchors(file).Contains(parts[1]))
                    broken.Add($"{Path.GetRelativePath(Root, page)}: {Path.GetFileName(file)} has no heading #{parts[1]}");
            }
        }

        Assert.Empty(broken);
        Assert.True(links > 150, $"{links}");
    }

    /// <summary>Every page is on the index, which every reader begins with.</summary>
    [Fact]
    public void TheIndexKnowsEveryPage()
    {
        string index = File.ReadAllText(Path.Combine(Root, "docs", "README.md"));
        Assert.All(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md"), page =>
        {
            if (Path.GetFileName(page) != "README.md")
                Assert.Contains($"({Path.GetFileName(page)})", index, StringComparison.Ordinal);
        });
        Assert.Contains("(docs/README.md)", File.ReadAllText(Path.Combine(Root, "README.md")), StringComparison.Ordinal);
    }

    /// <summary>What the page says under its introduction is what the comments of the code say.</summary>
    [Fact]
    public void EquationsAreThoseOfTheCode()
    {
        string page = File.ReadAllText(Path.Combine(Root, "docs", "equations.md")), wanted = EquationsPage.Text();
        Assert.True(page.EndsWith(wanted, StringComparison.Ordinal), $"docs/equations.md: from the first '## ' on, it must read\n{wanted}");
        Assert.Equal(EquationsPage.WithEquations().Order(StringComparer.Ordinal), EquationsPage.Files.Concat(EquationsPage.Elsewhere).Order(StringComparer.Ordinal));
    }

    private static string WithoutCode(string text) => InlineCode().Replace(Fenced().Replace(text, ""), "");

    /// <summary>The anchors of a page, as GitHub makes them of its headings.</summary>
    private static HashSet<string> Anchors(string file)
    {
        HashSet<string> anchors = [];
        foreach (Match heading in Heading().Matches(Fenced().Replace(File.ReadAllText(file), "")))
        {
            string words = MarkdownLink().Replace(heading.Groups[1].Value, "$1").Trim().ToLowerInvariant();
            string anchor = string.Concat(words.Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')).Replace(' ', '-');
            string unique = anchor;
            for (int i = 1; !anchors.Add(unique); ++i)
                unique = $"{anchor}-{i}";
        }

        return anchors;
    }

    [GeneratedRegex(@"\]\(<?([^)\s>]+)>?(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fenced();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"^#{1,6}\s+(.*?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex MarkdownLink();
}

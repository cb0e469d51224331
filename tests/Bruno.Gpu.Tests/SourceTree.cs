namespace Bruno.Gpu.Tests;

/// <summary>The sources that the tests were built from.</summary>
internal static class SourceTree
{
    /// <summary>The C# files of the product, each with its text.</summary>
    public static IEnumerable<(string Name, string Text)> Product() =>
        new[] { "Bruno.Gpu.Kernels", "Bruno.Gpu", "Bruno.Cli" }
            .Select(project => Path.Combine(Root(), project))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => (Path.GetFileName(file), File.ReadAllText(file)));

    public static string Root()
    {
        DirectoryInfo? place = new(AppContext.BaseDirectory);
        while (place is not null && !File.Exists(Path.Combine(place.FullName, "Bruno.sln")))
            place = place.Parent;
        return place?.FullName ?? throw new DirectoryNotFoundException("The tests must run inside the source tree.");
    }
}

namespace Bruno.Gpu.Tests.Formats;

/// <summary>Public recordings that lie beside a checkout in shared/datasets; they are not part of the project.</summary>
internal static class SharedDatasets
{
    /// <summary>The path of a file or folder; skips the test where it is not there.</summary>
    public static string Find(params string[] parts)
    {
        for (DirectoryInfo? place = new(AppContext.BaseDirectory); place is not null; place = place.Parent)
        {
            string path = Path.Combine([place.FullName, "shared", "datasets", .. parts]);
            if (Path.Exists(path))
                return path;
        }

        Assert.Skip($"needs shared/datasets/{string.Join('/', parts)} in a folder above the tests; it is not there");
        throw new InvalidOperationException("Assert.Skip returned.");
    }
}

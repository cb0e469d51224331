namespace Bruno.Gpu.Verification;

/// <summary>
/// Where this program may keep what it can find out again: <c>$XDG_CACHE_HOME/bruno</c>, else <c>~/.cache/bruno</c>; on Windows
/// <c>bruno</c> below the user's local application data.
/// </summary>
internal static class CacheFolder
{
    /// <summary>The folder, which need not exist; none where the system has no place for it.</summary>
    public static string? Path()
    {
        if (OperatingSystem.IsWindows())
            return Below(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "bruno");
        string? named = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return System.IO.Path.IsPathRooted(named)
            ? Below(named, "bruno")
            : Below(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "bruno");
    }

    private static string? Below(string? root, params string[] names) =>
        string.IsNullOrEmpty(root) ? null : System.IO.Path.Combine([root, .. names]);
}

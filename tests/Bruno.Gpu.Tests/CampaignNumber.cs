using System.Globalization;

namespace Bruno.Gpu.Tests;

/// <summary>How many of something a test tries, and from which on, as a script says it.</summary>
internal static class CampaignNumber
{
    /// <summary>The number in an environment variable; none where it is not set.</summary>
    public static int? Of(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}

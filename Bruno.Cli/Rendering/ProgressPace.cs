namespace Bruno.Cli.Rendering;

/// <summary>When the next line of progress is due where lines stay: the first after 5 s, the following ever more rarely, up to one a minute.</summary>
internal sealed class ProgressPace
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5), Longest = TimeSpan.FromMinutes(1);

    private TimeSpan next = First, pause = First;

    /// <summary>Whether a line is due; where it is, it counts as written.</summary>
    /// <param name="elapsed">The time since the work began.</param>
    public bool IsDue(TimeSpan elapsed)
    {
        if (elapsed < next)
            return false;
        pause = pause * 2 < Longest ? pause * 2 : Longest;
        next = elapsed + pause;
        return true;
    }
}

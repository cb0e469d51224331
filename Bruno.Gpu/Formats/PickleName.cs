namespace Bruno.Gpu.Formats;

/// <summary>A class or function that a pickle names and that is among the few that have a meaning here; it is never run.</summary>
internal sealed record PickleName(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}

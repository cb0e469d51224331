namespace Bruno.Gpu.Configuration;

/// <summary>One fault of a configuration, located.</summary>
/// <param name="Origin">Where it was written: <c>run.toml:12:1</c>, <c>--set training.epochs=x</c>, or <c>default</c>.</param>
/// <param name="Path">The full key, <c>network.layers[2].outputs</c>; empty where the fault has none (a syntax error).</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record ConfigurationFault(string Origin, string Path, string Message)
{
    /// <summary>What the message of a key that nothing knows begins with.</summary>
    internal const string UnknownKey = "unknown key";

    /// <summary>The fault on one line.</summary>
    public override string ToString() => Path.Length == 0 ? $"{Origin}: {Message}" : $"{Origin}: {Path}: {Message}";
}

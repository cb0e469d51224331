using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Datasets;

/// <summary>A file that is published on the network.</summary>
internal sealed record PublishedDownload : IValidated
{
    /// <summary>Where it goes, relative to the folder of the data set.</summary>
    public required string File { get; init; }

    /// <summary>Where it is published, the first being tried first.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>Its SHA-256 in hexadecimal digits, where it is known.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Of an archive, where its content goes, relative to the folder of the data set; not given, it is not unpacked.</summary>
    public string? Unpack { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (Addresses.Count == 0)
            yield return new("addresses", "must name at least one address");
        if (Sha256 is not null && (Sha256.Length != 64 || !Sha256.All(char.IsAsciiHexDigit)))
            yield return new("sha256", "must have 64 hexadecimal digits");
    }
}

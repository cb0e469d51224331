using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Reproductions;

/// <summary>A published figure.</summary>
internal sealed record PublishedResult
{
    /// <summary>Of what: the values of what ours differ in, in their order, such as FeLIF and 3.</summary>
    public IReadOnlyList<string> Of { get; init; } = [];

    /// <summary>Which figure.</summary>
    public ResultFigure Figure { get; init; }

    /// <summary>Its value, or the mean over seeds; SI units, shares of 1.</summary>
    public required double Mean { get; init; }

    /// <summary>Its standard deviation over seeds, where that is published.</summary>
    [Number(From = 0)]
    public double? Deviation { get; init; }

    /// <summary>Over how many seeds, where that is published.</summary>
    [Number(From = 1, To = 1e6)]
    public int? Seeds { get; init; }

    /// <summary>What the reader should know of it.</summary>
    public string? Remark { get; init; }
}

namespace Bruno.Gpu.Description;

/// <summary>One number of a network's parameters, a row of a table.</summary>
internal sealed record WeightRow
{
    /// <summary>The array's name, such as 1.linear.weights.</summary>
    public required string Parameter { get; init; }

    /// <summary>Its row: of weights, the input; 0 of arrays of one axis.</summary>
    public required int Row { get; init; }

    /// <summary>Its column: of weights, the output.</summary>
    public required int Column { get; init; }

    /// <summary>The number.</summary>
    public required double Value { get; init; }
}

using System.Collections.Immutable;

namespace Bruno.Gpu.Checkpoints;

/// <summary>An array of a checkpoint with its shape.</summary>
internal sealed class CheckpointArray
{
    /// <summary>Takes an array; it is not copied.</summary>
    /// <param name="values">A one-dimensional array of float, double, int or long, the last axis of the shape contiguous.</param>
    /// <param name="shape">The extent of every axis; none stands for one axis.</param>
    /// <exception cref="ArgumentException">The type is another, or the shape has another number of elements.</exception>
    public CheckpointArray(Array values, params ReadOnlySpan<int> shape)
    {
        if (values is not (float[] or double[] or int[] or long[]))
            throw new ArgumentException($"A checkpoint holds float, double, int or long, not {values.GetType().Name}.", nameof(values));
        Values = values;
        Shape = shape.IsEmpty ? [values.Length] : [.. shape];
        long elements = 1;
        foreach (int extent in Shape)
            elements = extent >= 0 ? checked(elements * extent) : throw new ArgumentException("An extent is negative.", nameof(shape));
        if (elements != values.Length)
            throw new ArgumentException($"The shape {Describe(Shape)} has {elements} elements, the array {values.Length}.", nameof(shape));
    }

    /// <summary>The elements, the last axis contiguous.</summary>
    public Array Values { get; }

    /// <summary>The extent of every axis.</summary>
    public ImmutableArray<int> Shape { get; }

    internal static string Describe(IEnumerable<int> shape) => $"({string.Join(", ", shape)})";
}

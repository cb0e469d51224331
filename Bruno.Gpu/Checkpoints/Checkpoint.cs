using System.Text.Json;
using System.Text.Json.Nodes;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Checkpoints;

/// <summary>
/// The state of a run: named arrays (parameters, optimizer moments, counters) and a header with everything else, as JSON.
/// Kept in a file by <see cref="CheckpointFile"/>.
/// </summary>
internal sealed class Checkpoint
{
    private readonly SortedDictionary<string, CheckpointArray> arrays = new(StringComparer.Ordinal);

    /// <summary>A checkpoint with a header and no arrays yet.</summary>
    /// <param name="header">A record that JSON can hold (names in snake_case), or a <see cref="JsonObject"/>.</param>
    public Checkpoint(object header)
    {
        Header = header as JsonObject
            ?? JsonSerializer.SerializeToNode(header, header.GetType(), JsonFile.Options) as JsonObject
            ?? throw new ArgumentException("The header of a checkpoint must be an object in JSON.", nameof(header));
    }

    /// <summary>The header.</summary>
    public JsonObject Header { get; }

    /// <summary>The arrays by name, in ordinal order.</summary>
    public IReadOnlyDictionary<string, CheckpointArray> Arrays => arrays;

    /// <summary>Adds an array, which is not copied.</summary>
    /// <param name="name">A path of names joined by slashes, such as <c>layers/0/weights</c>.</param>
    /// <param name="values">A one-dimensional array of float, double, int or long.</param>
    /// <param name="shape">The extent of every axis; none stands for one axis.</param>
    /// <exception cref="ArgumentException">The name is taken or not a name, or the shape does not fit.</exception>
    public void Add(string name, Array values, params ReadOnlySpan<int> shape)
    {
        if (!IsName(name))
            throw new ArgumentException($"'{name}' cannot name an array of a checkpoint.", nameof(name));
        arrays.Add(name, new CheckpointArray(values, shape));
    }

    /// <summary>The header as a record.</summary>
    /// <exception cref="BrunoException">The header is of another kind (<see cref="ExitCode.Data"/>).</exception>
    public T HeaderAs<T>()
    {
        try
        {
            return Header.Deserialize<T>(JsonFile.Options)!;
        }
        catch (JsonException exception)
        {
            throw new BrunoException(
                ExitCode.Data, $"The checkpoint's header is not a {typeof(T).Name}: {exception.Message}", exception);
        }
    }

    /// <summary>The elements of an array.</summary>
    /// <typeparam name="T">float, double, int or long.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="shape">The shape that it must have; none accepts any.</param>
    /// <exception cref="BrunoException">There is no such array, or it has another type or shape (<see cref="ExitCode.Data"/>).</exception>
    public T[] Get<T>(string name, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        if (!arrays.TryGetValue(name, out CheckpointArray? array))
        {
            throw new BrunoException(
                ExitCode.Data,
                $"The checkpoint has no array '{name}'; it has {string.Join(", ", arrays.Keys)}. It belongs to another network or configuration.");
        }

        if (array.Values is not T[] values)
        {
            throw new BrunoException(
                ExitCode.Data,
                $"The checkpoint's array '{name}' holds {array.Values.GetType().GetElementType()!.Name}, not {typeof(T).Name}. It was written at another precision.");
        }

        if (!shape.IsEmpty && !shape.SequenceEqual(array.Shape.AsSpan()))
        {
            throw new BrunoException(
                ExitCode.Data,
                $"The checkpoint's array '{name}' has the shape {CheckpointArray.Describe(array.Shape)}, not {CheckpointArray.Describe(shape.ToArray())}. It belongs to another network.");
        }

        return values;
    }

    private static bool IsName(string name) =>
        name.Length > 0 && name.Split('/').All(part => part.Length > 0 && part is not "." and not "..")
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.' or '/');
}

using Bruno.Gpu.Errors;
using PureHDF;
using PureHDF.VOL.Native;

namespace Bruno.Gpu.Formats;

/// <summary>Goes through the objects of an open HDF5 file, within bounds that its length sets.</summary>
internal sealed class H5Reading : IDisposable
{
    private const int DeepestGroup = 32;
    private const int MostObjects = 200_000;

    /// <summary>What any file may hold, bytes.</summary>
    private const long AlwaysAllowed = 64L << 20;

    /// <summary>Deflate makes no more of a byte.</summary>
    private const long LargestExpansion = 1032;

    /// <summary>Chunks of which nothing is stored, which take time nevertheless.</summary>
    private const long MostEmptyChunks = 200_000;

    /// <summary>A chunk that is stored takes more in its index alone, bytes.</summary>
    private const int BytesOfChunk = 16;

    private readonly string path;
    private readonly Func<string, bool>? wanted;
    private readonly NativeFile file;
    private readonly long allowed;
    private readonly long mostChunks;
    private long bytes, chunks;
    private int objects;

    /// <summary>Opens the file.</summary>
    public H5Reading(string path, Func<string, bool>? wanted)
    {
        this.path = path;
        this.wanted = wanted;
        long length = new FileInfo(path).Length;
        allowed = Math.Max(AlwaysAllowed, length * LargestExpansion);
        mostChunks = MostEmptyChunks + length / BytesOfChunk;
        file = H5File.OpenRead(path);
    }

    /// <summary>Everything that is wanted of the file.</summary>
    /// <exception cref="DataException">An object cannot be read; the message names it.</exception>
    public StoredTable Root() => Table(file, "", 0);

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private StoredTable Table(IH5Group group, string prefix, int depth)
    {
        if (depth > DeepestGroup)
            throw Unusable(prefix, $"groups lie within each other more than {DeepestGroup} deep, or in a circle", "Write the file anew without links to groups above.");
        Dictionary<string, StoredValue> entries = new(StringComparer.Ordinal);
        foreach (IH5Object child in group.Children())
        {
            string name = prefix.Length == 0 ? child.Name : $"{prefix}/{child.Name}";
            if (++objects > MostObjects)
                throw Unusable(name, $"there are more than {MostObjects} objects", "Write the file anew with arrays instead of single objects.");
            switch (child)
            {
                case IH5Group inner:
                    entries[child.Name] = Table(inner, name, depth + 1);
                    break;
                case IH5Dataset set when wanted?.Invoke(name) ?? true:
                    entries[child.Name] = Value(set, name);
                    break;
                case IH5UnresolvedLink:
                    throw Unusable(name, "it is a link that leads nowhere, or out of the file", "Write the file anew with the data in it.");
            }
        }

        return new(entries);
    }

    private StoredValue Value(IH5Dataset set, string name)
    {
        try
        {
            if (set.Layout.Class == H5DataLayoutClass.VirtualStorage)
                throw Unusable(name, "its data are those of other files (a virtual data set)", "Write the file anew with the data in it.");
            if (set.Space.Type == H5DataspaceType.Null)
                return new StoredList([]);
            int[] shape = Shape(set, name);
            return set.Type.Class is H5DataTypeClass.String or H5DataTypeClass.VariableLength
                ? H5Sequences.Read(set, shape) ?? throw Refused(name, "sequences of something else than numbers and text")
                : H5Numbers.Read(set, shape) ?? throw Refused(name, Words(set.Type));
        }
        catch (Exception exception) when (exception is not DataException)
        {
            throw Unusable(name, Hdf5File.Reason(exception), "Copy or download the file anew, or write it without filters other than gzip and shuffle.", exception);
        }
    }

    /// <summary>The shape of a data set that is not larger than the file can hold.</summary>
    private int[] Shape(IH5Dataset set, string name)
    {
        long elements = 1;
        List<int> shape = [];
        foreach (ulong extent in set.Space.Type == H5DataspaceType.Scalar ? [] : set.Space.Dimensions)
        {
            if (extent > int.MaxValue || (elements *= (long)extent) > int.MaxValue)
                throw Unusable(name, $"it says that it has {string.Join(" x ", set.Space.Dimensions)} elements, more than an array may have", "Split it into smaller ones.");
            shape.Add((int)extent);
        }

        // An element that is no number but points to one takes an object.
        bytes += elements * Math.Max(set.Type.Size, set.Type.Class is H5DataTypeClass.String or H5DataTypeClass.VariableLength ? 40 : 1);
        if (bytes > allowed)
            throw Unusable(name, $"it says that it has {string.Join(" x ", shape)} elements, more than a file of this size can hold", "Copy or download the file anew.");
        long own = Chunks(set);
        chunks += own;
        return chunks <= mostChunks ? [.. shape] : throw Unusable(
            name, $"it says that its {string.Join(" x ", shape)} elements are in {own} chunks, more than a file of this size can hold", "Copy or download the file anew, or write it with larger chunks.");
    }

    /// <summary>How many pieces a data set is stored in, each of which is looked for on its own; 1 where that is not known.</summary>
    private static long Chunks(IH5Dataset set)
    {
        if (set.Layout.Class != H5DataLayoutClass.Chunked)
            return 1;
        try
        {
            return set.Space.Dimensions.Zip(set.Layout.Chunks).Aggregate(1L, (count, axis) => count * (long)((axis.First + Math.Max(axis.Second, 1) - 1) / Math.Max(axis.Second, 1)));
        }
        catch (InvalidCastException)
        {
            // The package tells the chunks of layouts of version 3 alone.
            return 1;
        }
    }

    private static string Words(IH5DataType type) => type.Class switch
    {
        H5DataTypeClass.Compound => "records of several fields (a compound type, such as complex numbers or a table)",
        H5DataTypeClass.Reference => "references to other objects",
        H5DataTypeClass.Opaque => "bytes without a meaning (an opaque type)",
        H5DataTypeClass.Array => "arrays as elements (an array type)",
        H5DataTypeClass.FixedPoint or H5DataTypeClass.FloatingPoint => $"numbers of {type.Size} bytes",
        _ => $"values of the type {type.Class}",
    };

    private DataException Refused(string name, string what) => Unusable(
        name, $"it holds {what}, which are not read", "Store numbers or text, each in a data set of its own.");

    private DataException Unusable(string name, string reason, string remedy, Exception? inner = null) =>
        new($"Cannot read '{path}', object '{name}': {reason}. {remedy}", inner);
}

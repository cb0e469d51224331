using System.IO.Compression;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Formats;

/// <summary>Archives as torch.save of PyTorch 1.6 and later writes them (.pt, .pth): a zip with a pickle and the elements of tensors.</summary>
internal static class TorchArchive
{
    /// <summary>The name of the pickle inside, below a folder.</summary>
    internal const string PickleEntry = "data.pkl";

    private const string ByteOrderEntry = "byteorder";

    /// <summary>Reads an archive; nothing in it is run.</summary>
    /// <returns>
    /// Tensors as <see cref="StoredArray"/>, a TensorDataset as a table with the entry "tensors", all else as <see cref="PickleReader.Read(string)"/>
    /// says.
    /// </returns>
    /// <exception cref="DataException">It is missing, cut off, damaged, of the old format, or asks for anything but data.</exception>
    public static StoredValue Read(string path) => DataFile.Read(path, stream =>
    {
        MemoryBudget budget = MemoryBudget.For(stream.Length);
        if (IsOldFormat(stream))
            throw new InvalidDataException("it is a pickle, no archive. If it is of the old format of torch.save, load it and save it again with PyTorch 1.6 or newer");
        using ZipArchive archive = ZipContent.Open(stream);
        ZipArchiveEntry pickle = archive.Entries.FirstOrDefault(IsPickle)
            ?? throw new InvalidDataException("it holds no data.pkl, so that it is no archive of torch.save");
        string folder = pickle.FullName[..^PickleEntry.Length];
        bool bigEndian = archive.GetEntry(folder + ByteOrderEntry) is { Length: < 16 } order && ZipContent.ReadBytes(order, budget).AsSpan().SequenceEqual("big"u8);
        Dictionary<(string Key, string Type), TorchStorage> storages = [];
        PickleMachine machine = new(ZipContent.ReadBytes(pickle, budget), new TorchNames(budget), identifier => Storage(identifier));
        return PickleResult.Of(machine.Run());

        TorchStorage Storage(object? identifier)
        {
            if (identifier is not PickleList { Items: ["storage", PickleName { Module: "torch" } type, string key, _, long count] } || !TorchStorage.IsKnown(type.Name))
                throw new InvalidDataException($"it refers to data outside of itself in a way that is not known; {DataFile.CopyAgain}");
            if (storages.TryGetValue((key, type.Name), out TorchStorage? known))
                return known;
            ZipArchiveEntry entry = archive.GetEntry($"{folder}data/{key}")
                ?? throw new InvalidDataException($"the archive has no entry '{folder}data/{key}', which its pickle refers to; {DataFile.CopyAgain}");
            byte[] bytes = ZipContent.ReadBytes(entry, budget);
            budget.Take(bytes.Length, $"a storage of {bytes.Length} bytes");
            return storages[(key, type.Name)] = TorchStorage.Read(type.Name, bytes, count, bigEndian);
        }
    });

    /// <summary>Whether an entry is the pickle of an archive of torch.save.</summary>
    internal static bool IsPickle(ZipArchiveEntry entry) => entry.Name == PickleEntry && entry.FullName.Count(character => character == '/') <= 1;

    private static bool IsOldFormat(Stream stream)
    {
        bool result = stream.ReadByte() == 0x80;
        stream.Position = 0;
        return result;
    }
}

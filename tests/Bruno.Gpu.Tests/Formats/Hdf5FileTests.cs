using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Tests.Formats;

/// <summary>HDF5 files that h5py wrote (hdf5/make.py), and what becomes of bad ones.</summary>
public sealed class Hdf5FileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("bruno-hdf5-").FullName;

    public static TheoryData<string, string> Refused => new()
    {
        { "compound.h5", "'a/table'" }, { "reference.h5", "'r'" }, { "circle.h5", "circle" }, { "dangling.h5", "'z'" }, { "outside.h5", "'e'" },
        { "huge.h5", "1048576 x 1048576" }, { "bomb.h5", "'h'" }, { "lzf.h5", "lzf" }, { "chunks.h5", "6160385 elements are in 6160385 chunks" }, { "none.h5", "no such file" },
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void NumbersOfEveryWidthAndByteOrder()
    {
        StoredTable file = Hdf5File.Read(Data("types.h5"));
        foreach (string order in new[] { "little", "big" })
        {
            foreach (int width in new[] { 1, 2, 4, 8 })
            {
                AssertNumbers([1, 2, 100, 0, 7, -5], [2, 3], At(file, $"signed/{width}_{order}"));
                AssertNumbers([1, 2, 100, 0, 7, 250], [2, 3], At(file, $"unsigned/{width}_{order}"));
                if (width > 1)
                    AssertNumbers([1.5, -2.25, 1024], [3], At(file, $"float/f{width}_{order}"));
            }
        }

        Assert.IsType<Half[]>(((StoredArray)At(file, "float/f2_big")).Elements);
        Assert.IsType<ushort[]>(((StoredArray)At(file, "unsigned/2_big")).Elements);
        AssertNumbers([-7], [], At(file, "scalar/integer"));
        AssertNumbers([2.5], [], At(file, "scalar/real"));
        AssertNumbers([1], [], At(file, "scalar/truth"));
        AssertNumbers([1, 0, 1], [3], At(file, "truths"));
        AssertNumbers([1, 5, 1], [3], At(file, "enum"));
        AssertNumbers([], [0, 4], At(file, "empty"));
        AssertNumbers([.. Enumerable.Range(0, 1000).Select(i => (double)i)], [10, 100], At(file, "packed"));
    }

    [Fact]
    public void TextsOfFixedAndVariableLength()
    {
        StoredTable file = Hdf5File.Read(Data("types.h5"));
        Assert.Equal("h\u00e9llo", ((StoredText)At(file, "scalar/text")).Value);
        Assert.Equal("fixed", ((StoredText)At(file, "scalar/fixed")).Value);
        Assert.Equal(["ab", "cdef"], Texts(At(file, "fixed_texts")));
        StoredList rows = (StoredList)At(file, "texts");
        Assert.Equal(["a", "bcd"], Texts(rows.Items[0]));
        Assert.Equal(["", "\u00e9"], Texts(rows.Items[1]));
        Assert.Empty(((StoredList)At(file, "nothing")).Items);
    }

    /// <summary>The layout of the Spiking Heidelberg Digits.</summary>
    [Fact]
    public void SequencesOfDifferentLength()
    {
        StoredTable file = Hdf5File.Read(Data("types.h5"));
        AssertSequences([[1, 2, 699], [], [9]], At(file, "spikes/units"));
        AssertSequences([[0.5, 1, 1.5], [], [0.25]], At(file, "spikes/times"));
        AssertSequences([[1, 2], [7]], At(file, "spikes/bytes"));
        AssertNumbers([3, 19, 0], [3], At(file, "labels"));
        Assert.Equal(["zero", "eins"], Texts(At(file, "extra/keys")));
    }

    [Fact]
    public void OnlyWhatIsWantedIsRead()
    {
        StoredTable file = Hdf5File.Read(Data("types.h5"), name => name == "spikes/units");
        Assert.Equal(["units"], ((StoredTable)file.Find("spikes")!).Entries.Keys);
        Assert.Null(file.Find("labels"));
        // What is not wanted may be of any type and size.
        Assert.Empty(Hdf5File.Read(Data("huge.h5"), _ => false).Entries);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void WhatCannotBeReadIsNamed(string name, string part)
    {
        DataException exception = Assert.Throws<DataException>(() => Hdf5File.Read(Data(name)));
        Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNoHdf5OrCutOffIsRefused()
    {
        byte[] whole = File.ReadAllBytes(Data("types.h5"));
        foreach (byte[] bytes in new[] { [], "no HDF5"u8.ToArray(), whole[..4], whole[..100], whole[..(whole.Length / 3)] })
            Assert.Throws<DataException>(() => Hdf5File.Read(Write(bytes)));
        Assert.True(Hdf5File.IsHdf5(whole));
        Assert.False(Hdf5File.IsHdf5("no HDF5"u8));
    }

    /// <summary>Whatever byte is wrong: the file is read or refused, and nothing else.</summary>
    [Fact]
    public void DamagedFilesAreReadOrRefused()
    {
        byte[] whole = File.ReadAllBytes(Data("types.h5"));
        Random random = new(1);
        int refused = 0;
        for (int trial = 0; trial < 150; ++trial)
        {
            byte[] bytes = [.. whole];
            for (int i = 0; i < 8; ++i)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                Hdf5File.Read(Write(bytes));
            }
            catch (DataException)
            {
                ++refused;
            }
        }

        Assert.InRange(refused, 5, 150);
    }

    private static string Data(string name) => Path.Combine(SourceTree.Root(), "tests", "Bruno.Gpu.Tests", "Formats", "hdf5", name);

    private static StoredValue At(StoredTable file, string path) =>
        path.Split('/').Aggregate((StoredValue)file, (value, name) => ((StoredTable)value).Entries[name]);

    private static string[] Texts(StoredValue list) => [.. ((StoredList)list).Items.Select(item => ((StoredText)item).Value)];

    private static void AssertNumbers(double[] expected, int[] shape, StoredValue value)
    {
        StoredArray array = Assert.IsType<StoredArray>(value);
        Assert.Equal(shape, array.Shape);
        Assert.Equal(expected, Enumerable.Range(0, array.Count).Select(i => array.At(i)));
    }

    private static void AssertSequences(double[][] expected, StoredValue value)
    {
        StoredList list = Assert.IsType<StoredList>(value);
        Assert.Equal(expected.Length, list.Items.Count);
        foreach ((double[] numbers, StoredValue item) in expected.Zip(list.Items))
            AssertNumbers(numbers, [numbers.Length], item);
    }

    private string Write(byte[] bytes)
    {
        string path = Path.Combine(folder, "file.h5");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}

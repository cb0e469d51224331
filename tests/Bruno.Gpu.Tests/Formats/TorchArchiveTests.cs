using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Tests.Formats;

public sealed class TorchArchiveTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Tensors_ShowPartsOfTheirStorages()
    {
        StoredTable table = Assert.IsType<StoredTable>(Read(TorchSamples.All));
        Assert.Equal([0, 0.5f, 1, 1.5f, 2, 2.5f], table.Find("whole").Elements<float>(2, 3));
        Assert.Equal([0, 1.5f, 0.5f, 2, 1, 2.5f], table.Find("turned").Elements<float>(3, 2));
        Assert.Equal([0.5f, 1, 2, 2.5f], table.Find("part").Elements<float>(2, 2));
        Assert.Equal([2.5f], table.Find("single").Elements<float>());
        Assert.Empty(table.Find("none").Elements<float>(0, 4));
        Assert.Equal([0, 0.5f, 1, 1.5f, 2, 2.5f], table.Find("param").Elements<float>(6));
        Assert.Equal([(Half)1.5, (Half)(-2)], table.Find("h").Elements<Half>(2));
        Assert.Equal([1.5f, -2f], table.Find("bf").Elements<float>(2));
        Assert.Equal([1L << 40], table.Find("l").Elements<long>(1));
        Assert.Equal([true, false], table.Find("b").Elements<bool>(2));
        Assert.Equal([0.1], table.Find("d").Elements<double>(1));
        Assert.Equal([2, 3], table.Find("size").Elements<long>(2));
        Assert.Equal([3], table.Find("epoch").Elements<long>());
        Assert.Equal("net", Assert.IsType<StoredText>(table.Find("name")).Value);
        Assert.Equal([0, 0.5f, 1, 1.5f, 2, 2.5f], Assert.IsType<StoredList>(Read(TorchSamples.BigEndian)).Items[0].Elements<float>(2, 3));
    }

    [Theory]
    [InlineData(TorchSamples.Beyond, "a tensor (2, 3) reaches beyond the 6 elements")]
    [InlineData(TorchSamples.Huge, "a tensor (2, 3) reaches beyond the 6 elements")]
    [InlineData(TorchSamples.Expanded, "repeats the 6 elements", "x.clone()")]
    [InlineData(TorchSamples.Missing, "no entry 'm/data/0'")]
    [InlineData(TorchSamples.Short, "a FloatStorage has 20 bytes, but should have 6 elements of 4")]
    [InlineData(TorchSamples.Complex, "asks for torch.ComplexFloatStorage")]
    [InlineData(TorchSamples.Evil, "asks for posix.system, which a reader of data does not run")]
    public void WhatIsNoData_IsRefusedByName(string file, params string[] parts) =>
        Damage.Refused(folder["a.pt"], Convert.FromBase64String(file), path => TorchArchive.Read(path), parts);

    [Fact]
    public void OtherFiles_AreRefused()
    {
        Damage.Refused(folder["a.pt"], Convert.FromBase64String(PickleSamples.Old), path => TorchArchive.Read(path), "old format of torch.save", "PyTorch 1.6");
        Damage.Refused(folder["a.pt"], [.. "hello"u8], path => TorchArchive.Read(path));
        Damage.Refused(folder["a.pt"], [], path => TorchArchive.Read(path));
        NpzFile.Write(folder["a.npz"], new Dictionary<string, StoredValue> { ["x"] = new StoredArray(new[] { 1 }, [1]) });
        Damage.Refused(folder["a.pt"], File.ReadAllBytes(folder["a.npz"]), path => TorchArchive.Read(path), "no data.pkl");
    }

    [Fact]
    public void DamagedFiles_AreFaults()
    {
        Damage.CutAnywhere(folder["a.pt"], Convert.FromBase64String(TorchSamples.BigEndian), path => TorchArchive.Read(path));
        Damage.Anywhere(folder["a.pt"], Convert.FromBase64String(TorchSamples.All), path => TorchArchive.Read(path));
    }

    [Fact]
    public void PublicArchive_AsNumPyReadsItsParts()
    {
        StoredTable set = Assert.IsType<StoredTable>(TorchArchive.Read(SharedDatasets.Find("braille7", "ds_val_0.pt")));
        StoredList tensors = Assert.IsType<StoredList>(set.Find("tensors"));
        float[] events = tensors.Items[0].Elements<float>(280, 256, 12);
        Assert.Equal(195493, tensors.Items[0].Sum());
        Assert.Equal(711, events.Skip(17 * 256 * 12).Take(256 * 12).Sum());
        Assert.Equal(83, events.Skip(3 * 256 * 12).Take(256 * 12).Where((_, i) => i % 12 == 5).Sum());
        long[] labels = tensors.Items[1].Elements<long>(280);
        Assert.Equal([5, 1, 4, 4, 6, 2], labels[..6]);
        Assert.Equal(840, labels.Sum());
    }

    private StoredValue Read(string file)
    {
        File.WriteAllBytes(folder["a.pt"], Convert.FromBase64String(file));
        return TorchArchive.Read(folder["a.pt"]);
    }
}

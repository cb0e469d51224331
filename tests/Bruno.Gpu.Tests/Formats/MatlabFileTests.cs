using System.Text;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Tests.Formats;

public sealed class MatlabFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(MatlabSamples.Little)]
    [InlineData(MatlabSamples.Big)]
    public void EveryKindOfVariable_InBothByteOrders(string file)
    {
        StoredTable table = Read(file);
        Assert.Equal(["a", "d", "s", "t", "w", "m", "c", "o", "p"], table.Entries.Keys);
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (byte)i), table.Find("a").Elements<byte>(2, 3, 4));
        Assert.Equal([1.5, -2, 3, 4e300], table.Find("d").Elements<double>(2, 2));
        Assert.Equal([1f, -2f], table.Find("s").Elements<float>(2, 1));
        Assert.Equal([true, false], table.Find("t").Elements<bool>(1, 2));
        Assert.Equal("größe", Assert.IsType<StoredText>(table.Find("w")).Value);
        Assert.Equal(["ab", "cde"], table.Find("m").Texts());
        StoredList cells = Assert.IsType<StoredList>(table.Find("c"));
        Assert.Equal([7, 8], cells.Items[0].Elements<sbyte>(1, 2));
        Assert.Equal("x", Assert.IsType<StoredText>(cells.Items[1]).Value);
        Assert.Empty(cells.Items[2].Elements<double>(0, 0));
        StoredTable structure = Assert.IsType<StoredTable>(table.Find("o"));
        Assert.Equal([1L << 40], structure.Find("q").Elements<long>(1, 1));
        Assert.Equal("in", Assert.IsType<StoredText>(structure.Find("r")).Value);
        StoredList structures = Assert.IsType<StoredList>(table.Find("p"));
        Assert.Equal(
            [1, 2], structures.Items.Select(item => Assert.Single(Assert.IsType<StoredTable>(item).Find("q").Elements<short>(1, 1))));
    }

    [Theory]
    [InlineData(MatlabSamples.Sparse, "variable 'sp'", "sparse", "full(x)")]
    [InlineData(MatlabSamples.Complex, "variable 'z'", "complex", "real(x)")]
    [InlineData(MatlabSamples.Handle, "variable 'f'", "function handle", "without it")]
    [InlineData(MatlabSamples.Object, "variable 'o'", "object of a class", "without it")]
    [InlineData(MatlabSamples.Opaque, "a variable is an object", "string, table, datetime", "without it")]
    [InlineData(MatlabSamples.Deep, "variable 'n{1}{1}", "nested more than 64 deep", "n{1}")]
    [InlineData(MatlabSamples.Bomb, "byte 128", "cannot hold the 3000000000", "damaged")]
    public void WhatIsNotRead_IsRefusedByName(string file, string name, string what, string remedy) =>
        Damage.Refused(folder["a.mat"], Convert.FromBase64String(file), path => MatlabFile.Read(path), name, what, remedy);

    [Fact]
    public void OtherVersions_AreSaid()
    {
        byte[] newer = [.. Encoding.ASCII.GetBytes("MATLAB 7.3 MAT-file, Platform: GLNXA64".PadRight(124)), 0, 2, (byte)'I', (byte)'M'];
        Damage.Refused(folder["a.mat"], newer, path => MatlabFile.Read(path), "MATLAB 7.3", "-v7");
        Damage.Refused(folder["a.mat"], new byte[200], path => MatlabFile.Read(path), "MATLAB 4");
        Damage.Refused(folder["a.mat"], Encoding.ASCII.GetBytes(new string('x', 200)), path => MatlabFile.Read(path), "no MATLAB 5 file");
        Damage.Refused(folder["a.mat"], [], path => MatlabFile.Read(path), "empty");
        Damage.Refused(folder["a.mat"], Convert.FromBase64String(MatlabSamples.One)[..128], path => MatlabFile.Read(path), "no variable");
    }

    [Fact]
    public void DamagedFiles_AreFaults()
    {
        foreach (string file in new[] { MatlabSamples.One, MatlabSamples.OneStored })
            Damage.CutAnywhere(folder["a.mat"], Convert.FromBase64String(file), path => MatlabFile.Read(path));
        foreach (string file in new[] { MatlabSamples.One, MatlabSamples.OneStored, MatlabSamples.Little, MatlabSamples.Big })
            Damage.Anywhere(folder["a.mat"], Convert.FromBase64String(file), path => MatlabFile.Read(path));
    }

    [Fact]
    public void PublicHeartbeats_AsSaved()
    {
        StoredTable table = MatlabFile.Read(SharedDatasets.Find("qtdb", "QTDB_train.mat"));
        Assert.Equal(["x", "y", "t", "max_i"], table.Entries.Keys);
        Assert.Equal(248154, table.Find("x").Sum());
        Assert.Equal([149, 134, 86, 53], SumsOf(table.Find("x").Elements<short>(618, 1301, 4).Skip(17 * 1301 * 4).Take(1301 * 4).Select(value => (int)value), 4));
        Assert.Equal([174, 97, 80, 53, 472, 406], SumsOf(table.Find("y").Elements<byte>(618, 1301, 6).Skip(17 * 1301 * 6).Take(1301 * 6).Select(value => (int)value), 6));
        Assert.Equal([1000, 1001, 1002, 1003], table.Find("t").Elements<ushort>(618, 1301)[1000..1004]);
        Assert.Equal(804018, table.Find("max_i").Sum());
    }

    [Theory]
    [InlineData("Nottingham.mat", "traindata", 694, 699403, 176561, 144)]
    [InlineData("Nottingham.mat", "testdata", 170, 177421, 44463, 71)]
    [InlineData("JSB_Chorales.mat", "validdata", 76, 17811, 4602, 44)]
    public void PublicPianoRolls_AsSaved(string file, string variable, int tunes, int notes, int steps, int lastSteps)
    {
        StoredList list = Assert.IsType<StoredList>(MatlabFile.Read(SharedDatasets.Find("polyphonic", file)).Find(variable));
        Assert.Equal(tunes, list.Items.Count);
        Assert.Equal(notes, list.Items.Sum(item => item.Sum()));
        Assert.Equal(steps, list.Items.Sum(item => Assert.IsType<StoredArray>(item).Shape[0]));
        Assert.Equal(lastSteps * 88, list.Items[^1].Elements<byte>(lastSteps, 88).Length);
    }

    [Fact]
    public void PublicPianoRoll_HasItsNotes()
    {
        StoredList list = Assert.IsType<StoredList>(MatlabFile.Read(SharedDatasets.Find("polyphonic", "Nottingham.mat")).Find("traindata"));
        byte[] roll = list.Items[^1].Elements<byte>(144, 88);
        Assert.Equal([39, 43, 46, 55], Enumerable.Range(0, 88).Where(note => roll[(3 * 88) + note] != 0));
    }

    private static int[] SumsOf(IEnumerable<int> values, int columns)
    {
        int[] sums = new int[columns];
        int place = 0;
        foreach (int value in values)
            sums[place++ % columns] += value;
        return sums;
    }

    private StoredTable Read(string file)
    {
        File.WriteAllBytes(folder["a.mat"], Convert.FromBase64String(file));
        return MatlabFile.Read(folder["a.mat"]);
    }
}

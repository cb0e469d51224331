using System.Text;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Tests.Formats;

public sealed class TextTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void NumbersAndTexts_ByColumn()
    {
        TextTable table = Read("# recorded by hand\nid,time,x,class\n007,0,1.5,ja\n\n007,0.1,-2e-3,\"nein, \"\"danke\"\"\"\n8,0.2,+.5,ja\n");
        Assert.Equal(["id", "time", "x", "class"], table.Names);
        Assert.Equal([3, 5, 6], table.Lines);
        Assert.Equal([1.5f, -2e-3f, 0.5f], table.Numbers("x"));
        Assert.Equal([0, 0.1, 0.2], table.Doubles("time"));
        Assert.Equal([true, true, true, false], table.Names.Select(table.IsNumeric));
        TextCodes classes = table.Texts("class");
        Assert.Equal([0, 1, 0], classes.Codes);
        Assert.Equal(["ja", "nein, \"danke\""], classes.Distinct);
        Assert.Equal("ja", classes[2]);
        Assert.Equal(["007", "8"], table.Texts("id").Distinct);
        Assert.Equal([7, 7, 8], table.Numbers("id"));
    }

    [Theory]
    [InlineData("a;b\r\n1;2\r\n3;4\r\n")]
    [InlineData("\uFEFFa\tb\n1\t2\n3\t4\n")]
    [InlineData("\uFEFF# c,d\n a , b \n 1 ,2\n3, 4 ")]
    public void SeparatorsMarksAndLineEnds(string text)
    {
        TextTable table = Read(text);
        Assert.Equal(["a", "b"], table.Names);
        Assert.Equal([[1f, 3f], [2f, 4f]], table.Numbers(["a", "b"]));
    }

    [Fact]
    public void WithoutAHeader_ColumnsAreNumbered()
    {
        TextTable table = Read("1.5,left\n2.5,right\n");
        Assert.False(table.HasHeader);
        Assert.Equal(["column 1", "column 2"], table.Names);
        Assert.Equal([1.5f, 2.5f], table.Numbers("column 1"));
        Assert.Equal(["left", "right"], table.Texts("column 2").Distinct);
        // A column of an index has no name.
        Assert.Equal(["column 1", "x"], Read(",x\n0,1\n").Names);
        File.WriteAllText(folder["a.csv"], "0,1\n5,6\n");
        Assert.Equal(["0", "1"], TextTable.Read(folder["a.csv"], hasHeader: true).Names);
    }

    [Fact]
    public void CellsThatAreNoNumbers_AreFaultsOfWhoeverWantsNumbers()
    {
        TextTable table = Read("x,y\n1,5\nabc,6\n,\"7,5\"\n4,nan\n1e999,8\n");
        Assert.False(table.IsNumeric("x"));
        string[] faults = Assert.Throws<DataException>(() => table.Numbers(["x", "y"])).Message.Split('\n');
        string path = folder["a.csv"];
        Assert.Equal(
            [
                $"{path}:3: column 'x': 'abc' is not a number",
                $"{path}:4: column 'x': '' is empty",
                $"{path}:4: column 'y': '7,5' has a decimal comma: write numbers with a decimal point, and columns separated by commas or semicolons",
                $"{path}:5: column 'y': 'nan' is not a finite number",
                $"{path}:6: column 'x': '1e999' is too large for a number",
            ],
            faults);
        Assert.Equal(["1", "abc", "", "4", "1e999"], table.Texts("x", mayBeEmpty: true).Distinct);
        Assert.Contains($"{path}:4: column 'x': the cell is empty", Assert.Throws<DataException>(() => table.Texts("x")).Message);
    }

    [Fact]
    public void TenFaultsAreShown()
    {
        TextTable table = Read("x\n" + string.Concat(Enumerable.Repeat("1\n?\n", 25)));
        string[] lines = Assert.Throws<DataException>(() => table.Numbers("x")).Message.Split('\n');
        Assert.Equal(11, lines.Length);
        Assert.Contains(":3: column 'x': '?' is not a number", lines[0]);
        Assert.Equal("... and 15 more", lines[10]);
        string[] ragged = Refused("a,b\n" + string.Concat(Enumerable.Repeat("1\n2\n", 6)));
        Assert.Equal("... and 2 more", ragged[10]);
    }

    [Theory]
    [InlineData("a,b\n1,2\n1,2,3\n4\n", ":3: 3 columns, but the first row has 2", ":4: 1 columns")]
    [InlineData("a,b\n1,5,2,5\n", ":2: 4 columns, but the first row has 2; if these are decimal commas, write points")]
    [InlineData("1,5\n2,5\n", ":1: '1,5' may be 2 numbers, or 1 with decimal commas", "write decimal points")]
    [InlineData("a,a\n1,2\n", ":1: 2 columns are named 'a'")]
    [InlineData("a,b\n", "there is a header but no row")]
    [InlineData("", "it is empty")]
    [InlineData("# nothing\n\n", "the file is empty")]
    [InlineData("a,b\n1,\"2\n3,4\n", ":2: ")]
    [InlineData("a\0b\n", "bytes of zero")]
    public void FaultsOfTheTable_NameTheLine(string text, params string[] parts)
    {
        string message = string.Join('\n', Refused(text));
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void OtherEncodings_AreNamed()
    {
        Damage.Refused(folder["a.csv"], Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("a,b\n1,2\n")).ToArray(), path => TextTable.Read(path), "UTF-16");
        Damage.Refused(folder["a.csv"], Encoding.Latin1.GetBytes("a,b\n1,grün\n"), path => TextTable.Read(path), ":2: column 'b'", "not UTF-8");
        TextTable table = Read("a,b\n1,x\n");
        Assert.Contains("no column 'bb'; did you mean 'b'?", Assert.Throws<DataException>(() => Read("aa,bbb\n1,x\n").Numbers("bb")).Message.Replace("'bbb'", "'b'"));
        Assert.Contains("It has a, b.", Assert.Throws<DataException>(() => table.Numbers("something else")).Message);
    }

    [Fact]
    public void AFileThatChanged_IsNoticed()
    {
        TextTable table = Read("a,b\n1,2\n3,4\n");
        File.WriteAllText(folder["a.csv"], "a,b\n1,2\n");
        Assert.Contains("changed", Assert.Throws<DataException>(() => table.Texts("a")).Message);
    }

    [Fact]
    public void WiderNumbers_LeaveThoseBeforeAsTheyWere()
    {
        TextTable table = Read("a,b,c\n255,0,3\n0,-0,1\n256,1,0.5\n0.1,2,7\n");
        Assert.Equal([255, 0, 256, 0.1], table.Doubles("a"));
        Assert.Equal([255f, 0f, 256f, 0.1f], table.Numbers("a"));
        Assert.True(float.IsNegative(table.Numbers("b")[1]));
        Assert.Equal([3, 1, 0.5, 7], table.Doubles("c"));
        Assert.Equal([1, 200], Read("x\n1\n200\n").Doubles("x"));
    }

    [Fact]
    public void ManyRows_KeepTheirNumbersAndOrder()
    {
        StringBuilder text = new("n,half,long,word\n");
        for (int i = 0; i < 90_000; ++i)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i},{i / 2.0},{(i < 50_000 ? i : 16777216L + i)},{(i % 3 == 0 ? "a" : "b")}\n");
        TextTable table = Read(text.ToString());
        Assert.Equal(Enumerable.Range(0, 90_000).Select(i => (float)i), table.Numbers("n"));
        Assert.Equal(Enumerable.Range(0, 90_000).Select(i => i / 2f), table.Numbers("half"));
        Assert.Equal(Enumerable.Range(0, 90_000).Select(i => i < 50_000 ? i : 16777216.0 + i), table.Doubles("long"));
        Assert.Equal(Enumerable.Range(0, 90_000).Select(i => i % 3 == 0 ? 0 : 1), table.Texts("word").Codes);
        Assert.Equal(90_000, table.Texts("n").Distinct.Count);
    }

    [Fact]
    public void DamagedTables_AreFaultsOrTables() => Damage.Anywhere(
        folder["a.csv"],
        Encoding.UTF8.GetBytes("id,x,class\n1,2.5,\"a\"\n2,3.5,b\n3,-1e5,c\n"),
        path =>
        {
            TextTable table = TextTable.Read(path);
            foreach (string name in table.Names)
                table.Texts(name, mayBeEmpty: true);
            table.Numbers(table.Names);
        });

    private string[] Refused(string text)
    {
        File.WriteAllText(folder["a.csv"], text);
        return Assert.Throws<DataException>(() => TextTable.Read(folder["a.csv"])).Message.Split('\n');
    }

    private TextTable Read(string text)
    {
        File.WriteAllText(folder["a.csv"], text);
        return TextTable.Read(folder["a.csv"]);
    }
}

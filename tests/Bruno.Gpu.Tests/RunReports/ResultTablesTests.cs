using Bruno.Gpu.RunReports.Results;
using Bruno.Gpu.RunReports.Tables;
using Bruno.Gpu.RunReports.Variants;

namespace Bruno.Gpu.Tests.RunReports;

/// <summary>Tables of made-up runs against values by hand.</summary>
public sealed class ResultTablesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void MeansAndDeviationsAreThoseOfTheHand()
    {
        WriteTwo();

        ReportTable table = ResultTables.OfVariants(Variants());

        // 0.5, 0.6, 0.7: mean 0.6, deviation sqrt(0.02 / 2) = 0.1. 0.45, 0.54, 0.69: mean 0.56, squares 0.0121 + 0.0004 + 0.0169 over 2.
        Assert.Equal("60.0 ± 10.0", Cell(table, 0, "test accuracy"));
        Assert.Equal("56.0 ± 12.1", Cell(table, 1, "test accuracy"));
        Assert.Equal("2.00 ± 0.00", Cell(table, 0, "energy a sample"));
        Assert.Equal("12.5", Cell(table, 0, "spike rate")[..4]);
        Assert.Equal(3.0, table.Rows[0][1].Value);
        string csv = TableText.Of(table, TableFormat.Csv);
        Assert.Contains("test_accuracy_mean,test_accuracy_deviation", csv.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains(",0.6,0.09999999999999", csv.Split('\n')[1].Replace("0.10000000000000", "0.09999999999999", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void DifferencesAreOfCommonSeeds()
    {
        WriteTwo();
        MadeRuns.Write(folder["b9"], 9, bits: 3, accuracy: 1);

        ReportTable table = ResultTables.OfDifferences(Variants())!;

        // Second less first: -0.05, -0.06, -0.01, mean -0.04, deviation sqrt((0.0001 + 0.0004 + 0.0009) / 2) = 0.02646; 4.302653 x that / sqrt 3 = 0.06573.
        IReadOnlyList<TableCell> row = Assert.Single(table.Rows);
        Assert.Equal(("bits 3", "bits none"), (row[0].Text, row[1].Text));
        Assert.Equal(3.0, row[2].Value);
        Assert.Equal(-0.04, row[3].Value!.Value, 1e-12);
        Assert.Equal(-0.04 - 0.065727, row[3].Interval!.Lower, 1e-5);
        Assert.Equal(-0.04 + 0.065727, row[3].Interval!.Upper, 1e-5);
        Assert.Equal("−4.0 [−10.6, +2.6]", row[3].Show(table.Columns[3]));
    }

    /// <summary>Two chips a run, of which one reaches the middle: half of them.</summary>
    [Fact]
    public void ChipsOfAVariantAreTakenTogether()
    {
        MadeRuns.Write(folder["0"], 0);
        MadeRuns.Write(folder["1"], 1);
        MadeRuns.WriteChips(folder["0"], 0.9, 0.5);
        MadeRuns.WriteChips(folder["1/chips 5"], 0.8, 0.6);

        ReportTable table = ResultTables.OfChips(Variants())!;

        Assert.Single(table.Rows);
        Assert.Equal(["all runs", "neurons: D2D 5 %", "1 h", "2", "4", "90.0 ± 0.0", "70.0 ± 18.3", "50.0", "70.0 ± 0.0", "50.0"], table.Rows[0].Select((cell, i) => cell.Show(table.Columns[i])));
    }

    [Fact]
    public void EnergiesStandBesideEachOther()
    {
        MadeRuns.Write(folder["0"], 0);

        ReportTable table = ResultTables.OfEnergy(Variants())!;

        // 80 nJ against 2 nJ, and 1 nJ against 5 nJ.
        Assert.Equal(["0", "2.00", "5.00", "80.0", "1.00", "40.0", "0.200"], table.Rows[0].Select((cell, i) => cell.Show(table.Columns[i])));
    }

    [Fact]
    public void TextsOfTablesAreEscaped()
    {
        ReportTable table = new(
            "t", "100 % & more", [new("näme_1|2", "name"), new("x", "x_joules", ColumnKind.Spread, new("µJ", 1e6, "0.0"))],
            [["a|b <script> 50 % $x_1$ \\n {~^}", new TableCell(null, 1.24e-6, 5e-7)], ["line\nend, \"quoted\"", new TableCell(null)], ["[bracket]", new TableCell(null, 2e-6)]]);

        Assert.Equal(
            "| näme_1\\|2 | x (µJ) |\n|---|--:|\n| a\\|b &lt;script> 50 % $x_1$ \\\\n {~^} | 1.2 ± 0.5 |\n| line end, \"quoted\" | – |\n| [bracket] | 2.0 |\n", TableText.Of(table, TableFormat.Markdown));
        Assert.Equal(
            "% 100 % & more; needs \\usepackage{booktabs}\n\\begin{tabular}{lr}\n\\toprule\nnäme\\_1\\textbar{}2 & x (\\textmu{}J) \\\\\n\\midrule\n"
                + "a\\textbar{}b \\textless{}script\\textgreater{} 50 \\% \\$x\\_1\\$ \\textbackslash{}n \\{\\textasciitilde{}\\textasciicircum{}\\} & 1.2 $\\pm$ 0.5 \\\\\n"
                + "line end, \"quoted\" & -- \\\\\n{[}bracket{]} & 2.0 \\\\\n\\bottomrule\n\\end{tabular}\n",
            TableText.Of(table, TableFormat.Latex));
        Assert.Equal(
            "name,x_joules_mean,x_joules_deviation\na|b <script> 50 % $x_1$ \\n {~^},1.24E-06,5E-07\n\"line\nend, \"\"quoted\"\"\",,\n[bracket],2E-06,\n", TableText.Of(table, TableFormat.Csv));
    }

    [Theory]
    [InlineData(0.0675, 1.4e-5, "0.0675 ± 0.0000")]
    [InlineData(4.87, 0.021, "4.87 ± 0.02")]
    [InlineData(324.2, 15.7, "324 ± 16")]
    [InlineData(0, 0.5, "0.00 ± 0.50")]
    [InlineData(2.5e-7, 1e-8, "2.50e-7 ± 1.00e-8")]
    public void ThreeDigitsAreShownAndDeviationsAsTheirMeans(double mean, double deviation, string text) =>
        Assert.Equal(text, new TableCell(null, mean, deviation).Show(new("x", "x", ColumnKind.Spread, ValueFormat.Plain)));

    private void WriteTwo()
    {
        double[] first = [0.5, 0.6, 0.7], second = [0.45, 0.54, 0.69];
        for (ulong seed = 0; seed < 3; ++seed)
        {
            MadeRuns.Write(folder[$"a{seed}"], seed, accuracy: first[seed]);
            MadeRuns.Write(folder[$"b{seed}"], seed, bits: 3, accuracy: second[seed]);
        }
    }

    private static string Cell(ReportTable table, int row, string header)
    {
        int column = table.Columns.Index().Single(entry => entry.Item.Header == header).Index;
        return table.Rows[row][column].Show(table.Columns[column]);
    }

    private IReadOnlyList<Variant> Variants() => Variant.Of([.. RunSearch.Find([folder.Path]).Select(found => ReportedRun.Read(found.Name, found.Folder))]);
}

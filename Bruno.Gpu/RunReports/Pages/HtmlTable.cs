using System.Globalization;
using System.Xml.Linq;
using Bruno.Gpu.RunReports.Charts;
using Bruno.Gpu.RunReports.Tables;
using static Bruno.Gpu.RunReports.Charts.Markup;

namespace Bruno.Gpu.RunReports.Pages;

/// <summary>Tables as HTML, sorted by a click on a header.</summary>
internal static class HtmlTable
{
    private const int RowsWithoutScrolling = 40;

    /// <summary>Letters of a text that is not broken.</summary>
    private const int ShortText = 26;

    /// <summary>A table with its title and note.</summary>
    public static XElement Of(ReportTable table) => Block(
        "figure", A("class", "table"),
        Block("figcaption", table.Title),
        Block("div", A("class", table.Rows.Count > RowsWithoutScrolling ? "scroll tall" : "scroll"), A("tabindex", "0"), Block(
            "table", A("id", $"table-{table.Name}"),
            Block("thead", Block("tr", table.Columns.Select(Header))),
            Block("tbody", table.Rows.Select((row, i) => Row(table, row, table.MarkedRow == i))))),
        table.Note is null ? null : Block("p", A("class", "note"), table.Note));

    private static XElement Header(TableColumn column) => Block(
        "th", A("scope", "col"), column.Kind == ColumnKind.Text ? null : A("class", "number"), Block("button", A("type", "button"), column.Title));

    private static XElement Row(ReportTable table, IReadOnlyList<TableCell> row, bool isMarked)
    {
        XElement element = Block("tr", isMarked ? A("class", "best") : null);
        for (int i = 0; i < row.Count; ++i)
        {
            TableColumn column = table.Columns[i];
            bool isNumber = column.Kind != ColumnKind.Text;
            element.Add(Block(
                i == 0 ? "th" : "td", i == 0 ? A("scope", "row") : null, isNumber ? A("class", "number") : row[i].Show(column).Length <= ShortText ? A("class", "short") : null,
                isNumber && row[i].Value is double value ? A("data-value", value.ToString("R", CultureInfo.InvariantCulture)) : null,
                row[i].Show(column)));
        }

        return element;
    }
}

using Bruno.Gpu.RunReports.Tables;

namespace Bruno.Gpu.RunReports.Pages;

/// <summary>What stands before the runs in a report: figures from elsewhere, and what is to be known of them.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Paragraphs">Texts before the tables.</param>
/// <param name="Remarks">What differs, a sentence each; after the tables.</param>
/// <param name="Tables">Its tables, which are written with those of the runs.</param>
internal sealed record ReportPreface(string Heading, IReadOnlyList<string> Paragraphs, IReadOnlyList<string> Remarks, IReadOnlyList<ReportTable> Tables);

using System.Text;
using Bruno.Gpu.Configuration;

namespace Bruno.Cli.Rendering;

/// <summary>The settings of a run, for a terminal or as a page.</summary>
internal static class SettingView
{
    /// <summary>Key by key, as lines.</summary>
    public static string Text(SettingTable root)
    {
        StringBuilder text = new();
        foreach (SettingTable table in root.All)
        {
            if (table.Path.Length > 0)
                text.Append(text.Length > 0 ? "\n" : "").Append(Header(table)).Append("  # ").Append(Meaning(table)).Append('\n');
            if (table.KeysOf is not null)
                continue;
            foreach (Setting setting in table.Settings)
            {
                text.Append(setting.Key).Append(setting.Default.Length > 0 ? $" = {setting.Default}" : " is not set").Append("  (").Append(Takes(setting)).Append(")\n");
                text.Append("    ").Append(setting.Meaning).Append('\n');
                foreach ((string name, string meaning) in setting.Values)
                    text.Append("      ").Append(name).Append(meaning.Length > 0 ? $": {meaning}" : "").Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>A page of tables.</summary>
    public static string Markdown(SettingTable root)
    {
        StringBuilder text = new("""
            # Settings

            Every setting of a run; this page is the output of `bruno config --format markdown`. A run's settings come from a preset, go
            over it from a TOML file (`--config FILE`), then from `--set key=value` (layers count from 0: `network.layers.1.outputs`), then
            from options and device cards. All of them are checked together before anything is written. A setting that has no default is
            off, or decided by the program as its meaning says; `"none"` takes one back that a weaker source has set.


            """.ReplaceLineEndings("\n"));
        foreach (SettingTable table in root.All)
        {
            if (table.Path.Length > 0)
                text.Append("## `").Append(Header(table)).Append("`\n\n").Append(Cell(Meaning(table))).Append("\n\n");
            if (table.Settings.Count == 0 || table.KeysOf is not null)
                continue;
            text.Append("| key | takes | default | unit | range | meaning |\n|---|---|---|---|---|---|\n");
            foreach (Setting setting in table.Settings)
            {
                string values = string.Concat(setting.Values.Select(value => $"<br>`{value.Name}`{(value.Meaning.Length > 0 ? $": {value.Meaning}" : "")}"));
                text.Append("| `").Append(setting.Key).Append("` | ").Append(setting.Type).Append(" | ")
                    .Append(setting.Default.Length > 0 ? $"`{setting.Default}`" : "not set").Append(" | ")
                    .Append(setting.Unit).Append(" | ").Append(setting.Range).Append(" | ")
                    .Append(Cell(setting.Meaning + values)).Append(" |\n");
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Meaning(SettingTable table) =>
        table.KeysOf is string other ? $"{table.Meaning} Not set; its keys are those of [{other}]." : table.Meaning;

    private static string Header(SettingTable table)
    {
        string brackets = table.IsList ? $"[[{table.Path.Replace("[]", "", StringComparison.Ordinal)}]]" : $"[{table.Path}]";
        return table.Kind is null ? brackets : $"{brackets} kind = \"{table.Kind}\"";
    }

    private static string Takes(Setting setting)
    {
        string[] parts = [setting.Type, setting.Unit, setting.Range];
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}

using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Runs;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno config</c>: every setting there is.</summary>
internal static class ConfigCommand
{
    private static readonly JsonSerializerOptions SchemaText = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<string> format = new("--format")
        {
            Description = "text (default), markdown, or schema (a JSON Schema for editors).",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "markdown", "schema");
        Command command = new("config", """
            Prints every setting of a run with its type, default, unit, range and meaning. A TOML file given with --config sets some
            of them, --set key=value sets one.

            Examples:
              bruno config
              bruno config --format markdown
              bruno config --format schema
            """);
        command.Add(format);
        command.SetAction(result =>
        {
            SettingTable settings = SettingTable.Of<RunConfiguration>();
            Console.Out.Write(result.GetValue(format) switch
            {
                "markdown" => SettingView.Markdown(settings),
                "schema" => SettingSchema.Of(settings).ToJsonString(SchemaText) + "\n",
                _ => SettingView.Text(settings),
            });
            return (int)ExitCode.Ok;
        });
        return command;
    }
}

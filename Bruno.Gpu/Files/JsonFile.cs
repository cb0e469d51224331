using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Files;

/// <summary>JSON files as this program writes them: indented, names in snake_case, numbers with all their digits.</summary>
internal static class JsonFile
{
    /// <summary>The spelling shared by all JSON of this program. Enum values are texts in snake_case, NaN and infinities texts.</summary>
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    /// <summary>Writes an object, whole or not at all.</summary>
    /// <exception cref="BrunoException">The file cannot be written.</exception>
    public static void Write(string path, object value, IFiles? files = null) => AtomicFile.WriteText(path, ToText(value), files);

    /// <summary>The JSON text of an object, ended by a line feed.</summary>
    public static string ToText(object value) => JsonSerializer.Serialize(value, value.GetType(), Options) + "\n";

    /// <summary>Reads an object back.</summary>
    /// <exception cref="BrunoException">The file is missing or is not such an object (<see cref="ExitCode.Data"/>).</exception>
    public static T Read<T>(string path, IFiles? files = null)
    {
        try
        {
            return JsonSerializer.Deserialize<T>((files ?? DiskFiles.Shared).ReadText(path), Options)
                ?? throw new BrunoException(ExitCode.Data, $"'{path}' holds no {typeof(T).Name}, only null.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BrunoException(ExitCode.Data, $"Cannot read '{path}': {exception.Message}", exception);
        }
        catch (JsonException exception)
        {
            throw new BrunoException(
                ExitCode.Data, $"'{path}' is not the JSON expected of a {typeof(T).Name}: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// An object whose properties are each there once, and whose texts are texts. Without that, the faults of either show when it is used.
    /// </summary>
    /// <exception cref="JsonException">It is none.</exception>
    internal static JsonObject ParseObject(ReadOnlySpan<byte> utf8)
    {
        try
        {
            JsonObject found = JsonNode.Parse(utf8, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject ?? throw new JsonException("it is not an object");
            ReadTexts(found);
            return found;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw new JsonException("a text in it is not UTF-8", exception);
        }
    }

    private static void ReadTexts(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject properties:
                foreach ((string _, JsonNode? value) in properties)
                    ReadTexts(value);
                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                    ReadTexts(item);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                value.GetValue<string>();
                break;
        }
    }

    private static JsonSerializerOptions MakeOptions()
    {
        JsonSerializerOptions options = new()
        {
            WriteIndented = true,
            NewLine = "\n",
            // What a record says is never null is not null when it was read.
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

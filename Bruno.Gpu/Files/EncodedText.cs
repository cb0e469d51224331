using System.Text;

namespace Bruno.Gpu.Files;

/// <summary>Texts that others wrote: in UTF-8, or in UTF-16 or UTF-32 where the first bytes say so, or older than that.</summary>
internal static class EncodedText
{
    /// <summary>A text; of bytes that are no UTF-8, as Latin-1, in which every byte is a letter.</summary>
    public static string Of(byte[] content) => OfUnicode(content) ?? Encoding.Latin1.GetString(content);

    /// <summary>A text; none where the bytes are no Unicode.</summary>
    public static string? OfUnicode(byte[] content)
    {
        try
        {
            using StreamReader reader = new(new MemoryStream(content), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

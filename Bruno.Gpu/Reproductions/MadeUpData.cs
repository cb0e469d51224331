using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Reproductions;

/// <summary>Made-up chorales of an experiment, which are gone again unless they are kept: what is refused leaves nothing behind.</summary>
internal sealed class MadeUpData : IDisposable
{
    private const string Key = "data.folder";

    private readonly string folder;
    private bool isKept;

    private MadeUpData(string folder) => this.folder = folder;

    /// <summary>Writes them where an experiment wants them and no other data are named; its settings then name them.</summary>
    /// <param name="reproduction">The experiment.</param>
    /// <param name="of">Its folder.</param>
    /// <returns>None where nothing new was written.</returns>
    /// <exception cref="Errors.BrunoException">They cannot be written.</exception>
    public static MadeUpData? For(ref Reproduction reproduction, ReproductionFolder of)
    {
        if (!reproduction.HasMadeUpChorales || reproduction.Sweep!.Settings.Find(Key) is not null)
            return null;
        reproduction = reproduction.With([UnboundSetting.Typed(Key, TomlText.Quote(of.Data), "made-up chorales")]);
        if (Directory.Exists(of.Data))
            return null;
        MadeUpChorales.Write(of.Data);
        return new(of.Data);
    }

    /// <summary>Keeps them.</summary>
    public void Keep() => isKept = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isKept || !Directory.Exists(folder))
            return;
        Directory.Delete(folder, recursive: true);
        string parent = Path.GetDirectoryName(folder)!;
        if (!Directory.EnumerateFileSystemEntries(parent).Any())
            Directory.Delete(parent);
    }
}

using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Recordings;

/// <summary>What the paths of files say of their samples.</summary>
internal sealed class FileNames
{
    private readonly string folder;
    private readonly RecordingContext context;
    private readonly FilePattern? pattern;
    private readonly FilePattern[] test;

    private FileNames(string folder, RecordingContext context, FilePattern? pattern)
    {
        (this.folder, this.context, this.pattern) = (folder, context, pattern);
        test = [.. (context.Description.TestFiles ?? []).Select(FilePattern.Of)];
    }

    /// <summary>The path of a file within a folder, its parts separated by '/'.</summary>
    public static string Relative(string folder, string file) => Path.GetRelativePath(folder, file).Replace('\\', '/');

    /// <summary>How the files of a folder say what they are: as described, else by their folders, else by the words of their names.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">Its files.</param>
    /// <param name="context">What is asked for, and what is found.</param>
    /// <param name="partsOnly">Whether files hold many samples each, so that their names can say the part alone.</param>
    public static FileNames Of(string folder, IReadOnlyList<string> files, RecordingContext context, bool partsOnly = false)
    {
        string[] paths = [.. files.Select(file => Relative(folder, file))];
        if (context.Description.Files is string said)
            return new(folder, context, FilePattern.Fitting(said, paths));

        string? guess = Guess(paths, context.Description);
        if (partsOnly && guess?.Contains("{split}", StringComparison.Ordinal) != true)
            guess = null;
        if (guess is not null)
            context.Remark($"The files of '{folder}' are read as \"{guess}\".");
        return new(folder, context, guess is null ? null : FilePattern.Of(guess));
    }

    /// <summary>What the path of a file says.</summary>
    public (string? Label, string? Group, Split? Split) Of(string file)
    {
        string path = Relative(folder, file);
        (string? label, string? group, string? word) = pattern?.Match(path) ?? (null, null, null);
        Split? split = word is null ? null : UsualNames.SplitOf(word, context.Description);
        if (word is not null && split is null)
            throw new DataException($"{file}: '{word}' in its path is none of train, validation and test; say what they are called: train = \"...\", validation, test in the description");
        if (test.Length > 0)
            split = Array.Exists(test, own => own.Match(path) is not null) ? Recordings.Split.Test : split ?? Recordings.Split.Train;
        return (label, group, split);
    }

    private static string? Guess(string[] paths, DataDescription description)
    {
        string[][] parts = [.. paths.Select(path => path.Split('/'))];
        // A folder that all files are in tells none of them apart.
        while (parts.All(part => part.Length > 1 && part[0] == parts[0][0]) && UsualNames.SplitOf(parts[0][0], description) is null)
            parts = [.. parts.Select(part => part[1..])];
        int depth = parts.Min(part => part.Length);
        bool sameDepth = parts.All(part => part.Length == depth);
        bool startWithSplit = parts.All(part => part.Length > 1 && UsualNames.SplitOf(part[0], description) is not null);
        if (sameDepth && depth >= 3 && startWithSplit)
            return "{split}/{label}/*";
        if (sameDepth && depth == 2 && startWithSplit)
            return Words("{split}/", [.. parts.Select(part => part[1])]);
        if (depth >= 2)
            return "{label}/*";
        return sameDepth ? Words("", [.. parts.Select(part => part[0])]) : null;
    }

    /// <summary>Names such as 7_jackson_32.wav, or train.csv and test.csv.</summary>
    private static string? Words(string before, string[] names)
    {
        if (before.Length == 0 && names.Length is 2 or 3 && names.All(name => UsualNames.SplitOf(Path.GetFileNameWithoutExtension(name), new()) is not null))
            return "{split}.*";
        foreach (char separator in "_-")
        {
            if (before.Length == 0 && names.Length is 2 or 3 && names.All(name => UsualNames.SplitOf(Path.GetFileNameWithoutExtension(name).Split(separator)[^1], new()) is not null))
                return $"*{separator}{{split}}.*";
            int words = names.Min(name => Path.GetFileNameWithoutExtension(name).Split(separator).Length);
            if (words >= 3)
                return $"{before}{{label}}{separator}{{group}}{separator}*";
            if (words == 2)
                return $"{before}{{label}}{separator}*";
        }

        return before.Length > 0 ? before + "*" : null;
    }
}

namespace Bruno.Cli.Server;

/// <summary>A command line.</summary>
/// <param name="Folder">Where it runs.</param>
/// <param name="Arguments">Its words after the program's name.</param>
/// <param name="Environment">The variables of the environment, by name.</param>
public sealed record CommandRequest(string Folder, string[] Arguments, IReadOnlyDictionary<string, string> Environment);

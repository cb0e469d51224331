using System.Text.Json;
using Bruno.Cli;
using Bruno.Cli.Server;

// Runs command lines of the program one after another, a line of JSON each, as processes of their own would: the tests of the command line run
// some six hundred, and most of the time of a short one is the start. Ends with its input.
using TextReader requests = new StreamReader(Console.OpenStandardInput());
using StreamWriter replies = new(Console.OpenStandardOutput()) { AutoFlush = true };
CurrentWriter output = new(), errors = new();
while (await requests.ReadLineAsync() is { } line)
{
    CommandRequest request = JsonSerializer.Deserialize<CommandRequest>(line)!;
    Environment.CurrentDirectory = request.Folder;
    foreach (string name in Environment.GetEnvironmentVariables().Keys)
        Environment.SetEnvironmentVariable(name, request.Environment.GetValueOrDefault(name));
    foreach ((string name, string value) in request.Environment)
        Environment.SetEnvironmentVariable(name, value);
    Console.SetOut(output);
    Console.SetError(errors);
    int code = await BrunoProgram.RunAsync(request.Arguments);
    await replies.WriteLineAsync(JsonSerializer.Serialize(new CommandReply(code, output.Take(), errors.Take())));
}

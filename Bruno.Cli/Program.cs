using Bruno.Cli;

return await BrunoProgram.RunAsync(args);

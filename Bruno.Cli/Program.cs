using Bruno.Cli;

CarriedLibraries.Serve();
return await BrunoProgram.RunAsync(args);

using System.CommandLine;
using Bruno.Cli.Commands;
using Bruno.Gpu.Errors;

RootCommand root = new("temporary"); root.Add(TrainCommand.Create()); root.Add(EvaluateCommand.Create());
try { return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }); }
catch (BrunoException e) { Console.Error.WriteLine(e.Message); return (int)e.ExitCode; }

using System.CommandLine;
using System.Globalization;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Description;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Synapses;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno check conductances</c>: does a file hold the weights of a run?</summary>
internal static class CheckConductancesCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "A file of 'bruno export conductances'." };
        Argument<string> run = new("run") { Description = "The run's folder." };
        Option<bool> json = new("--json") { Description = "Prints the results as JSON." };
        WeightOptions weights = new();
        Command command = new("conductances", """
            Reads exported conductances back and compares the weights that they stand for with those of the run: levels must be
            the same, weights and conductances equal to 1e-12 of w_max and of the largest conductance. Exits with 7 if they
            are not. Give the card and the settings that the file was exported with.

            Example:
              bruno check conductances cells.csv RUN --card rram-neurram
            """);
        command.Add(file);
        command.Add(run);
        command.Add(json);
        weights.AddTo(command);
        command.SetAction(result => (int)Run(
            result.GetRequiredValue(file), weights.OfRun(result, result.GetRequiredValue(run)), result.GetValue(json)));
        return command;
    }

    private static ExitCode Run(string file, NetworkWeights network, bool json)
    {
        IReadOnlyList<ConductanceMatrix> read = ConductanceTable.Read(file);
        using ComputeDevice device = ComputeDevice.Open("cpu");
        IReadOnlyList<ConductanceComparison> results = ConductanceComparison.Of(
            read, [.. network.Matrices.Select(matrix => matrix.Targets(device, network.Configuration.Seed))]);
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(results));
        }
        else
        {
            foreach (ConductanceComparison result in results)
                Console.Out.WriteLine($"{(result.Passed ? "pass" : "FAIL")}  {result.Layer}  {result.Problem ?? Describe(result)}");
        }

        return results.All(result => result.Passed) ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static string Describe(ConductanceComparison result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Weights} weights, {result.OtherLevels} of another level, largest deviation {result.LargestWeightDeviation:0.0e+0} of w_max, {result.LargestConductanceDeviation:0.0e+0} of the largest conductance");
}

using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Training;

/// <summary>
/// Puts the state of a session into a checkpoint file and back. Its parameters are those that are evaluated; where that is their mean, what
/// training goes on with is beside the optimizer's moments.
/// </summary>
internal static class SessionCheckpoint
{
    private const string Trained = "optimizer/trained";

    /// <summary>Saves parameters, optimizer and, within an epoch, scores and tallies.</summary>
    /// <param name="path">The file.</param>
    /// <param name="state">Where the run stands.</param>
    /// <param name="session">The session.</param>
    /// <param name="files">Where the file is; this machine's where not given.</param>
    /// <param name="keep">Where the file that was there is kept; nowhere if not given.</param>
    public static void Save<T>(string path, RunState state, TrainingSession<T> session, IFiles? files = null, string? keep = null)
        where T : unmanaged, IReal<T> => CheckpointFile.Save(path, Of(state, session), files, keep);

    /// <summary>Parameters, optimizer and, within an epoch, scores and tallies.</summary>
    /// <param name="state">Where the run stands.</param>
    /// <param name="session">The session.</param>
    internal static Checkpoint Of<T>(RunState state, TrainingSession<T> session)
        where T : unmanaged, IReal<T>
    {
        Invariant.Holds(state.Batch >= 0 && state.Batch <= session.Batches, "A run stands within its epoch");
        Checkpoint checkpoint = new(state with { OptimizerSteps = session.Optimizer.Steps });
        double[] trained = session.Network.Parameters.Export();
        bool isMean = session.Average.IsOn && session.Optimizer.Steps > 0;
        double[] parameters = isMean ? session.Average.Export() : trained;
        foreach (Parameter parameter in session.Network.Parameters.Parameters)
            checkpoint.Add(PathOf(parameter), parameters[parameter.Offset..(parameter.Offset + parameter.Length)], parameter.Shape);

        (double[] first, double[] second) = session.Optimizer.Export();
        Invariant.Holds(
            session.Network.Parameters.Parameters.Sum(parameter => (long)parameter.Length) == trained.Length && parameters.Length == trained.Length,
            "All parameters of the network are in its checkpoint");
        Invariant.Finite(trained, "Parameters that are kept are finite");
        Invariant.Finite(parameters, "Means that are kept are finite");
        Invariant.Finite(first, "First moments that are kept are finite");
        Invariant.Finite(second, "Second moments that are kept are finite");
        checkpoint.Add("optimizer/first", first);
        checkpoint.Add("optimizer/second", second);
        if (isMean)
            checkpoint.Add(Trained, trained);
        if (state.Batch > 0)
        {
            HostScores scores = session.Train.Scores.Download();
            checkpoint.Add("scores/loss", scores.Losses);
            checkpoint.Add("scores/hits", scores.Hits);
            checkpoint.Add("scores/trials", scores.Trials);
            long[][] tallies = session.Tally.Download();
            for (int i = 0; i < tallies.Length; ++i)
                checkpoint.Add($"tally/{i}", tallies[i]);
        }

        return checkpoint;
    }

    /// <summary>Saves parameters that no training has seen yet, for a run to begin with.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">The parameters of the network.</param>
    /// <param name="values">Their values, one array after the other.</param>
    public static void SaveInitial(string path, IReadOnlyList<Parameter> parameters, double[] values)
    {
        Checkpoint checkpoint = new(new RunState());
        foreach (Parameter parameter in parameters)
            checkpoint.Add(PathOf(parameter), values[parameter.Offset..(parameter.Offset + parameter.Length)], parameter.Shape);
        checkpoint.Add("optimizer/first", new double[values.Length]);
        checkpoint.Add("optimizer/second", new double[values.Length]);
        CheckpointFile.Save(path, checkpoint);
    }

    /// <summary>Puts a saved state into a session of the same configuration, to train on.</summary>
    /// <exception cref="BrunoException">The file is missing or corrupt, or of another network.</exception>
    /// <param name="path">The file.</param>
    /// <param name="session">The session.</param>
    /// <param name="freshOptimizer">Whether the optimizer starts anew.</param>
    public static RunState Load<T>(string path, TrainingSession<T> session, bool freshOptimizer = false)
        where T : unmanaged, IReal<T> => Restore(CheckpointFile.Load(path), session, freshOptimizer);

    /// <summary>Puts a saved state into a session of the same configuration, to train on.</summary>
    /// <exception cref="BrunoException">It is of another network.</exception>
    /// <param name="checkpoint">The state.</param>
    /// <param name="session">The session.</param>
    /// <param name="freshOptimizer">Whether the optimizer starts anew.</param>
    public static RunState Restore<T>(Checkpoint checkpoint, TrainingSession<T> session, bool freshOptimizer = false)
        where T : unmanaged, IReal<T>
    {
        RunState state = Load(checkpoint, session, freshOptimizer);
        if (!freshOptimizer && checkpoint.Arrays.ContainsKey(Trained))
            session.Network.Parameters.Import(checkpoint.Get<double>(Trained, session.Network.Parameters.Length));
        return state;
    }

    /// <summary>Puts a saved state into a session of the same configuration, to evaluate it.</summary>
    /// <exception cref="BrunoException">The file is missing or corrupt, or of another network.</exception>
    /// <param name="path">The file.</param>
    /// <param name="session">The session.</param>
    public static RunState LoadEvaluated<T>(string path, TrainingSession<T> session)
        where T : unmanaged, IReal<T> => Load(CheckpointFile.Load(path), session, freshOptimizer: false);

    /// <summary>The values of a network's parameters, one array after the other.</summary>
    /// <exception cref="BrunoException">The checkpoint is of another network.</exception>
    public static double[] ParametersOf(Checkpoint checkpoint, IReadOnlyList<Parameter> parameters) =>
        [.. parameters.SelectMany(parameter => checkpoint.Get<double>(PathOf(parameter), parameter.Shape))];

    private static RunState Load<T>(Checkpoint checkpoint, TrainingSession<T> session, bool freshOptimizer)
        where T : unmanaged, IReal<T>
    {
        RunState state = checkpoint.HeaderAs<RunState>();
        double[] parameters = ParametersOf(checkpoint, session.Network.Parameters.Parameters);
        session.Network.Parameters.Import(parameters);
        if (session.Average.IsOn)
            session.Average.Import(parameters);
        if (freshOptimizer)
            state = state with { OptimizerSteps = 0 };
        else
            session.Optimizer.Import(
                state.OptimizerSteps, checkpoint.Get<double>("optimizer/first"), checkpoint.Get<double>("optimizer/second"));
        if (state.Batch > 0)
        {
            session.Train.Scores.Upload(new(
                checkpoint.Get<double>("scores/loss"), checkpoint.Get<int>("scores/hits"), checkpoint.Get<int>("scores/trials")));
            int tallies = session.Network.Layers.Count + 1;
            session.Tally.Upload([.. Enumerable.Range(0, tallies).Select(i => checkpoint.Get<long>($"tally/{i}"))]);
        }

        return state;
    }

    /// <summary>What a parameter is called in checkpoints, in the folder of parameters.</summary>
    internal static string NameOf(Parameter parameter) => parameter.Name.Replace('.', '/');

    private static string PathOf(Parameter parameter) => $"parameters/{NameOf(parameter)}";
}

using Bruno.Gpu.Chips;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Scripting;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Scripting;

/// <summary>Networks that a program describes and trains do what those of the command line do, to the bit.</summary>
public sealed class NetworkTrainingTests : IDisposable
{
    private static readonly SpikingNetwork Small = new SpikingNetwork()
        .Encoder(copies: 4).Linear(16).Lif().Linear().Felif()
        .Epochs(2).LearningRate(0.03).BatchSize(8).OnDevice("cpu");

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    private static NetworkTraining On(SpikingNetwork network) => network.On(TouchedTaxels.Recordings(), TouchedTaxels.Classes);

    /// <summary>In memory, in a run's folder, and batch by batch with a learning rate of one's own.</summary>
    [Fact]
    public void AllWaysOfTrainingHaveTheSameBits()
    {
        using NetworkTraining whole = On(Small), run = On(Small), batches = On(Small);
        IReadOnlyList<EpochScore> scores = whole.Train(cancellation: Cancellation);
        RunSummary summary = run.TrainIn(folder["run"], cancellation: Cancellation);
        for (int epoch = 1; epoch <= 2; ++epoch)
        {
            foreach (int[] batch in batches.Batches(epoch))
            {
                batches.Backward(batch);
                batches.Step(0.03);
            }
        }

        Assert.Equal(scores[1].ValidationLoss, summary.Last["validation"].Loss);
        Assert.Equal([scores[0].TrainLoss, scores[1].TrainLoss], MetricsLog.Read(folder["run/metrics.csv"]).Where(row => row.Split == "train").Select(row => row.Loss));
        Assert.Equal(2, run.Epoch);
        Assert.Equal(run.Accuracy(), summary.Last["test"].Accuracy);
        foreach ((string name, NamedArray parameter) in whole.Parameters)
        {
            Assert.Equal(parameter.Values, run.Parameters[name].Values);
            Assert.Equal(parameter.Values, batches.Parameters[name].Values);
        }
    }

    /// <summary>The mean over those that it averages is what is scored, however it is trained.</summary>
    [Fact]
    public void AveragedParametersAreEvaluated()
    {
        SpikingNetwork averaged = Small.Set("optimizer.average_over", 5);
        using NetworkTraining whole = On(averaged), run = On(averaged);
        double loss = run.TrainIn(folder["run"], cancellation: Cancellation).Last["validation"].Loss;
        Assert.Equal(loss, whole.Train(cancellation: Cancellation)[1].ValidationLoss);
        Assert.Equal(loss, whole.Evaluate("validation").Loss);
    }

    [Fact]
    public void CheckpointsGoOnWhereTheyWere()
    {
        using NetworkTraining first = On(Small), second = On(Small);
        first.Train(cancellation: Cancellation);
        first.Save(folder["network.ckpt"]);
        second.Load(folder["network.ckpt"]);
        Assert.Equal(2, second.Epoch);
        Assert.Equal(first.Train(cancellation: Cancellation)[1].TrainLoss, second.Train(cancellation: Cancellation)[1].TrainLoss);
    }

    /// <summary>A loss on the host against the kernels of the same loss, with time cut into windows.</summary>
    [Fact]
    public void ALossOfAProgramIsTheLossOfTheKernels()
    {
        SpikingNetwork cut = Small.Set("memory.window", 7).Set("precision", "double");
        using NetworkTraining kernels = On(cut), host = On(cut.Loss(new SpikeCounts()));
        int[] batch = [0, 1, 2, 3, 4];
        BatchScore known = kernels.Backward(batch), own = host.Backward(batch);
        Assert.Equal(known.Loss, own.Loss, 1e-12);
        Assert.Equal(known.Accuracy, own.Accuracy);
        Assert.Contains(kernels.Gradients.Values, gradient => gradient.Norm > 1e-3);
        foreach ((string name, NamedArray gradient) in kernels.Gradients)
            Assert.All(gradient.Values.Zip(host.Gradients[name].Values), pair => Assert.Equal(pair.First, pair.Second, 1e-10 * (1 + Math.Abs(pair.First))));
        Assert.Equal(kernels.Evaluate("validation").Loss, host.Evaluate("validation").Loss, 1e-12);
    }

    [Fact]
    public void ALossOfAProgramSeesTargetsOfSteps()
    {
        float[][,] wanted = Array.ConvertAll(TouchedTaxels.Recordings(), values => new float[values.GetLength(0), 2]);
        Array.ForEach(wanted, rows => rows[5, 1] = 1);
        SpikingNetwork numbers = new SpikingNetwork().Linear(8).Lif().Linear().Leaky().Epochs(1).BatchSize(8).OnDevice("cpu").Set("precision", "double");
        using NetworkTraining kernels = numbers.On(TouchedTaxels.Recordings(), wanted), host = numbers.Loss(new MeanSquares()).On(TouchedTaxels.Recordings(), wanted);
        Assert.Equal(kernels.Backward(0, 1, 2).Loss, host.Backward(0, 1, 2).Loss, 1e-12);
        foreach ((string name, NamedArray gradient) in kernels.Gradients)
            Assert.All(gradient.Values.Zip(host.Gradients[name].Values), pair => Assert.Equal(pair.First, pair.Second, 1e-10 * (1 + Math.Abs(pair.First))));
        Assert.Contains("there is no accuracy", Assert.Throws<BrunoException>(() => kernels.Accuracy()).Message);
        Assert.Null(host.Evaluate().RmsError);
    }

    /// <summary>A method that says its linearisation alone has the passes of the program.</summary>
    [Fact]
    public void AGradientMethodIsItsLinearisation()
    {
        using NetworkTraining named = On(Small), own = On(Small.Gradient(new OwnBruno())), other = On(Small.Gradient(GradientKind.Exact));
        double loss = named.Train(cancellation: Cancellation)[1].TrainLoss;
        Assert.Equal(loss, own.Train(cancellation: Cancellation)[1].TrainLoss);
        Assert.NotEqual(loss, other.Train(cancellation: Cancellation)[1].TrainLoss);
        Assert.Contains("a gradient method", Message(() => own.TrainIn(folder["run"], cancellation: Cancellation)));
        Assert.False(Directory.Exists(folder["run"]));
    }

    /// <summary>A run of the command line is looked at and trained on in a program.</summary>
    [Fact]
    public void ARunIsTakenUpByAProgram()
    {
        SpikingNetwork letters = SpikingNetwork.Preset("quickstart").OnDevice("cpu").Epochs(1)
            .Set("data.tactile.letters", 3).Set("data.tactile.repetitions", 8).Set("data.tactile.steps", 20).Set("network.layers.1.outputs", 8);
        double[] trained;
        using (NetworkTraining run = letters.OnItsData())
        {
            run.TrainIn(folder["run"], cancellation: Cancellation);
            trained = run.Parameters["1/linear/weights"].Values;
        }

        using NetworkTraining again = SpikingNetwork.OfRun(folder["run"]).OnItsData();
        Assert.NotEqual(trained, again.Parameters["1/linear/weights"].Values);
        again.Load(folder["run/checkpoints/last.ckpt"]);
        Assert.Equal(trained, again.Parameters["1/linear/weights"].Values);
        Assert.Equal(2, Assert.Single(again.Train(cancellation: Cancellation)).Epoch);
    }

    [Fact]
    public void ATraceShowsSpikesAndStatesOfASample()
    {
        using NetworkTraining training = On(Small);
        training.Train(cancellation: Cancellation);
        SampleTrace trace = Enumerable.Range(0, 20).Select(sample => training.Trace(sample, "train")).First(seen => seen.Layers[^1].Spikes > 0);
        Assert.Equal(["0.encoder", "1.linear", "2.lif", "3.linear", "4.felif"], trace.Layers.Select(layer => layer.Name));
        Assert.Equal(training.Data.Train[1].Values[4], training.Trace(1, "train").Input[1, 1], 1e-6);
        double[,] potential = trace.Layers[^1].States["membrane_potential_v"];
        Assert.Equal((40, 2), (potential.GetLength(0), potential.GetLength(1)));
        trace.Draw(folder["spikes.svg"], 85);
        string picture = File.ReadAllText(folder["spikes.svg"]);
        Assert.Contains("2.lif: ", picture);
        Assert.Contains("V (V)", picture);
        Assert.Contains("let it end with .png, .svg or .pdf", Message(() => trace.Draw(folder["spikes.gif"])));
        Assert.Contains("cannot be 1 mm wide", Message(() => trace.Draw(folder["spikes.png"], 1)));
        // A spike is a potential at the threshold or above; the step after it is spent in reset.
        for (int step = 0; step < 39; ++step)
        {
            for (int neuron = 0; neuron < 2; ++neuron)
            {
                Assert.Equal(trace.Output[step, neuron] == 1, potential[step, neuron] >= 2.5);
                if (trace.Output[step, neuron] == 1)
                    Assert.Equal(-1.5, potential[step + 1, neuron], 1e-6);
            }
        }
    }

    /// <summary>Chips of a network in memory are those of its run.</summary>
    [Fact]
    public void ChipsAreThoseOfTheRun()
    {
        using NetworkTraining training = On(Small.Set("neuron_variability.sigma", 0.1));
        training.TrainIn(folder["run"], cancellation: Cancellation);
        ChipReport own = training.Judge(3);
        ChipOutcome ofRun = ChipEvaluation.Run(
            folder["run"], training.Settings, new() { Chips = 3, UseBest = false, Data = new EvaluatedData(Split.Test) { Given = training.Data } }, null, Cancellation);
        Assert.Equal(ofRun.Report.Summaries, own.Summaries);
        Assert.Equal("test", own.Split);
    }

    /// <summary>A run on arrays says that they are in no file, and is judged on files of the same channels and classes.</summary>
    [Fact]
    public void ARunOnArraysIsJudgedOnFiles()
    {
        using (NetworkTraining training = On(Small))
            training.TrainIn(folder["run"], cancellation: Cancellation);
        Runs.RunConfiguration configuration = TrainingRun.ConfigurationOf(folder["run"]);
        BrunoException gone = Assert.Throws<BrunoException>(() => TrainingRun.Evaluate(folder["run"], configuration, true, new(Split.Test), null, Cancellation));
        Assert.Contains("arrays of a program", gone.Message);
        File.WriteAllText(folder["more.csv"], "sample,label,channel0,channel1,channel2\n" + string.Concat(Enumerable.Range(0, 4).SelectMany(sample => Enumerable.Range(0, 40).Select(step => $"{sample},{sample % 2},0.{step},0.5,0.{40 - step}\n"))));
        (SplitMetrics metrics, _) = TrainingRun.Evaluate(folder["run"], configuration, true, new(null, folder["more.csv"]), null, Cancellation);
        Assert.Equal(4, metrics.Samples);
    }

    [Fact]
    public void ParametersAreSetAndFaultsSayWhatToDo()
    {
        using NetworkTraining training = On(Small);
        double before = training.Evaluate().Loss;
        training.SetParameter("3/linear/weights", new double[32]);
        Assert.NotEqual(before, training.Evaluate().Loss);
        Assert.All(training.Parameters["3/linear/weights"].Values, weight => Assert.Equal(0, weight));
        Assert.Contains("did you mean '3/linear/weights'", Message(() => training.SetParameter("3/linear/weight", [1])));
        Assert.Contains("has 32 values (16 x 2), not 1", Message(() => training.SetParameter("3/linear/weights", [1])));
        Assert.Contains("There is no training sample 99", Message(() => training.Backward(99)));
        Assert.Contains("for more set training.batch_size", Message(() => training.Backward(new int[9])));
        Assert.Contains("There is no test sample 40", Message(() => training.Trace(40)));
        Assert.Contains("there are train, validation and test", Message(() => training.Evaluate("tests")));
        training.Step();
        Assert.Contains("trained already", Message(() => training.TrainIn(folder["run"], cancellation: Cancellation)));
    }

    [Fact]
    public void SettingsAndArraysHaveTheirFaultsSaid()
    {
        Assert.Contains("did you mean 'learning_rate'", Message(() => On(Small.Set("optimizer.learning_rat", 1))));
        string both = Message(() => On(Small.Set("optimizer.beta1", 2).Set("training.epochs", 0)));
        Assert.True(both.Contains("optimizer.beta1", StringComparison.Ordinal) && both.Contains("training.epochs", StringComparison.Ordinal), both);
        Assert.Contains("at least one layer", Message(() => On(new SpikingNetwork())));
        Assert.Contains("60 samples and 59 classes", Message(() => Small.On(TouchedTaxels.Recordings(), TouchedTaxels.Classes[1..])));
        Assert.Contains("sample 3 is 10 x 2", Message(() => Small.On([.. TouchedTaxels.Recordings().Index().Select(entry => entry.Index == 3 ? new float[10, 2] : entry.Item)], TouchedTaxels.Classes)));
        Assert.Contains("counted from 0", Message(() => Small.On(TouchedTaxels.Recordings(), [.. TouchedTaxels.Classes.Select(side => side - 1)])));
        Assert.Contains("sample 2", Message(() => Small.On([.. TouchedTaxels.Recordings().Index().Select(entry => entry.Index == 2 ? NotFinite(entry.Item) : entry.Item)], TouchedTaxels.Classes)));
        Assert.Contains("there is no device model 'felix'", Message(() => On(new SpikingNetwork().Linear().Device("felix"))), StringComparison.Ordinal);
        Assert.Contains("quickstart", Message(() => SpikingNetwork.Preset("quickstar")));
        Assert.Contains("the targets of sample 0 are 39 x 1; 40 steps", Message(() => Small.On(TouchedTaxels.Recordings()[..1], [new float[39, 1]])));
    }

    /// <summary>A description is what it was after another was made of it.</summary>
    [Fact]
    public void DescriptionsDoNotChange()
    {
        _ = Small.Epochs(7).Lif();
        using NetworkTraining training = On(Small);
        Assert.Equal(2, training.Settings.Training.Epochs);
        Assert.Equal(5, training.Settings.Network.Layers.Count);
        Assert.Equal(0.03, training.Settings.Optimizer.LearningRate);
    }

    private static string Message(Action act) => Assert.ThrowsAny<BrunoException>(act).Message;

    private static float[,] NotFinite(float[,] values)
    {
        values[3, 1] = float.NaN;
        return values;
    }

    /// <summary>Softmax cross-entropy of spike counts.</summary>
    private sealed class SpikeCounts : SampleLoss
    {
        public override double Of(double[,] outputs, SampleAim aim, double[,] derivative)
        {
            int steps = outputs.GetLength(0), classes = outputs.GetLength(1);
            double[] counts = [.. Enumerable.Range(0, classes).Select(i => Enumerable.Range(0, steps).Sum(step => outputs[step, i]))];
            double sum = counts.Sum(Math.Exp);
            for (int step = 0; step < steps; ++step)
            {
                for (int i = 0; i < classes; ++i)
                    derivative[step, i] = Math.Exp(counts[i]) / sum - (i == aim.Class ? 1 : 0);
            }

            return Math.Log(sum) - counts[aim.Class];
        }
    }

    /// <summary>The mean square of what is wrong.</summary>
    private sealed class MeanSquares : SampleLoss
    {
        public override double Of(double[,] outputs, SampleAim aim, double[,] derivative)
        {
            double loss = 0;
            for (int step = 0; step < outputs.GetLength(0); ++step)
            {
                for (int i = 0; i < outputs.GetLength(1); ++i)
                {
                    double error = outputs[step, i] - aim.Targets![step, i];
                    loss += error * error / outputs.Length;
                    derivative[step, i] = 2 * error / outputs.Length;
                }
            }

            return loss;
        }
    }

    /// <summary>BRUNO, said by its linearisation.</summary>
    private sealed record OwnBruno : IGradientMethod
    {
        public string Name => "own";

        public TResult Linearise<T, TDevice, TState, TMatrix, TResult>(DeviceLayerOptions options, ILinearisationUse<T, TDevice, TState, TMatrix, TResult> use)
            where T : unmanaged, IReal<T>
            where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
            where TState : unmanaged, INumbers<TState, T>
            where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> =>
            use.With(new CoarseLinearisation<TDevice, T, TState, TMatrix, Held>(T.From(options.OuterStepMilliseconds), T.From(0), T.From(0)));
    }
}

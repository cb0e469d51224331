using System.Text.Json;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Optimizers;
using Bruno.Gpu.Parameters;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Conformance;

/// <summary>Whole networks: activity, loss, the gradient of every parameter, and optimizer steps.</summary>
internal sealed class NetworkCheck : IConformanceCheck
{
    /// <inheritdoc/>
    public string Kind => "network";

    /// <inheritdoc/>
    public IEnumerable<Deviation> Run(GoldenElement file, ComputeDevice device, Precision precision) =>
        precision == Precision.Double ? Run<Float64>(file, device, precision) : Run<Float32>(file, device, precision);

    private static IEnumerable<Deviation> Run<T>(GoldenElement file, ComputeDevice device, Precision precision)
        where T : unmanaged, IReal<T>
    {
        ConformanceTolerance tolerance = ConformanceTolerance.For(precision);
        GoldenNetwork golden = new(file);
        BrunoGradient bruno = golden.Method(file.TryGetProperty("gradient_variant", out GoldenElement variant) ? variant.GetString() : null);
        using (NetworkRun<T> run = new(golden, device, bruno))
        {
            if (!file.TryGetProperty("steps", out GoldenElement steps))
            {
                run.Pass();
                foreach (Deviation deviation in run.Activity(file, tolerance).Concat(run.Gradients(file, "d", tolerance.Gradient, "")))
                    yield return deviation;
            }
            else
            {
                foreach (GoldenElement step in steps.EnumerateArray())
                {
                    run.Pass();
                    foreach (Deviation deviation in run.OptimizerStep(step, tolerance))
                        yield return deviation;
                }
            }
        }

        IEnumerable<(string Key, IGradientMethod Method)> unrolled = UnrolledMethods.All.Select(method => ("full_bptt", method));
        foreach ((string key, IGradientMethod method) in unrolled.Prepend(
            ("full_bptt_stop_rate", new ExactGradient { Literal = true, HoldRate = true })))
        {
            if (!file.TryGetReference(key, out GoldenElement full))
                continue;
            using NetworkRun<T> run = new(golden, device, method);
            run.Pass();
            foreach (Deviation deviation in run.Gradients(full, "d", tolerance.Gradient, $"{key} {method.Name} "))
                yield return deviation;
        }
    }

    /// <summary>A network of a file with its batch and its loss.</summary>
    private sealed class NetworkRun<T> : IDisposable
        where T : unmanaged, IReal<T>
    {
        private readonly GoldenNetwork golden;
        private readonly Network<T> network;
        private readonly ILoss<T> loss;
        private readonly Optimizer<T> optimizer;
        private readonly AcceleratorStream stream;
        private readonly DeviceBuffer<T> input;
        private readonly DeviceBuffer<T> targetValues;
        private readonly DeviceBuffer<T> losses;
        private readonly DeviceBuffer<int>[] integers;
        private readonly LossTargets<T> targets;
        private readonly SampleScores<T> scores;

        public NetworkRun(GoldenNetwork golden, ComputeDevice device, IGradientMethod method)
        {
            this.golden = golden;
            stream = device.Accelerator.DefaultStream;
            network = golden.Build<T>(device, method);
            loss = golden.Loss<T>(device, network.Layers[^1].Outputs);
            optimizer = new Optimizer<T>(device, network.Parameters, golden.Optimizer);

            int batch = golden.Extent.Batch;
            DeviceMemory memory = device.Memory;
            input = memory.Allocate<T>(Array.ConvertAll(golden.Input, T.From), MemoryPurpose.Data);
            targetValues = memory.Allocate<T>(Array.ConvertAll(golden.TargetValues, T.From), MemoryPurpose.Data);
            losses = memory.Allocate<T>(batch, MemoryPurpose.Scratch);
            int[][] values =
            [
                golden.Labels.Length > 0 ? golden.Labels : new int[batch],
                [.. Enumerable.Repeat(golden.Extent.Steps, batch)],
                [.. Enumerable.Range(0, batch)],
                new int[batch],
                new int[batch],
            ];
            integers = [.. values.Select(v => memory.Allocate<int>(v, MemoryPurpose.Data))];
            targets = new(integers[0].View, targetValues.View, integers[1].View);
            scores = new(integers[2].View, losses.View, integers[3].View, integers[4].View);
        }

        public void Pass()
        {
            Signal<T> signal = new(input.View);
            new LossPass<T>(network, loss).Train(signal, targets, scores, golden.Extent);
        }

        /// <summary>The loss, and whatever of the layers' activity an object of the file records.</summary>
        public IEnumerable<Deviation> Activity(GoldenElement expected, ConformanceTolerance tolerance)
        {
            yield return Deviation.Absolute(
                "loss",
                [ConformanceBuffers.Download(losses.View, stream, golden.Extent.Batch).Average()],
                [expected.GetProperty("loss").GetDouble()],
                tolerance.CountsOnly ? 1e-3 : 1e-9);

            bool first = true;
            for (int i = 0; i < network.Layers.Count; ++i)
            {
                ILayer<T> layer = network.Layers[i];
                if (layer is IDeviceTape<T> device)
                {
                    if (i > 0 && Read(expected, "felif_current") is double[] current)
                    {
                        yield return device.Drive.Length > 0
                            ? Deviation.Absolute("felif_current", ConformanceBuffers.Download(device.Drive, stream, Length(layer)), current, tolerance.Potential)
                            : Current(i, current, Read(expected, "hidden_spikes"), tolerance);
                    }

                    if (Read(expected, "v") is double[] potential)
                        yield return Deviation.Absolute("v", States(layer, device.Tape.Potential), potential, tolerance.Potential);
                    if (Read(expected, "p") is double[] polarization)
                        yield return Deviation.Absolute("p", States(layer, device.Tape.Internal), polarization, tolerance.Polarization);
                    if (Read(expected, "s") is double[] spikes)
                        yield return tolerance.Spikes("spikes", Spikes(layer), spikes);
                }
                else if (layer.Output.IsSpiking && first && Read(expected, "hidden_spikes") is double[] hidden)
                {
                    yield return tolerance.Spikes("hidden spikes", Spikes(layer), hidden);
                    first = false;
                }
            }

            if (Read(expected, "logits") is double[] logits)
                yield return Deviation.Absolute("logits", Values(network.Layers[^1]), logits, tolerance.Potential);
        }

        /// <summary>The gradients of all parameters that an object of the file has.</summary>
        public IEnumerable<Deviation> Gradients(GoldenElement expected, string prefix, double tolerance, string label) =>
            Compare(network.Parameters.ExportGradients(), expected, prefix, tolerance, label + "d");

        /// <summary>Activity, gradients and the parameters after one step of the optimizer.</summary>
        public IEnumerable<Deviation> OptimizerStep(GoldenElement step, ConformanceTolerance tolerance)
        {
            string label = $"step {step.GetProperty("step").GetInt32()} ";
            foreach (Deviation deviation in Activity(step, tolerance))
                yield return deviation with { Quantity = label + deviation.Quantity };
            foreach (Deviation deviation in Compare(network.Parameters.ExportGradients(), step.GetProperty("grads"), "", tolerance.Gradient, label + "d"))
                yield return deviation;

            optimizer.Step(golden.Optimizer.LearningRate);
            foreach (Deviation deviation in Compare(network.Parameters.Export(), step.GetProperty("params_after_adamax"), "", tolerance.Gradient, label))
                yield return deviation;
        }

        public void Dispose()
        {
            foreach (DeviceBuffer<int> buffer in integers)
                buffer.Dispose();
            losses.Dispose();
            targetValues.Dispose();
            input.Dispose();
            optimizer.Dispose();
            loss.Dispose();
            network.Dispose();
        }

        private IEnumerable<Deviation> Compare(
            double[] actual, GoldenElement expected, string prefix, double tolerance, string label)
        {
            foreach (GoldenParameter parameter in golden.Parameters)
            {
                if (!expected.TryGetReference(prefix + parameter.Key, out GoldenElement element))
                    continue;
                GoldenArray array = GoldenArray.Read(element);
                Parameter own = network.Parameters.Parameters.Single(p => p.Name == parameter.Name);
                int begin = own.Offset + parameter.Index, length = parameter.Length ?? own.Length;
                double[] reference = parameter.IsMatrix ? array.Transposed().Values : array.Values;
                yield return Deviation.Relative(label + parameter.Key, actual[begin..(begin + length)], reference, tolerance);
            }
        }

        /// <summary>
        /// The current of the devices. In a pipelined network it is that of the layer before, or, a step later, that which the devices
        /// read: which one, the file tells by when it begins.
        /// </summary>
        private Deviation Current(int layer, double[] expected, double[]? hiddenSpikes, ConformanceTolerance tolerance)
        {
            ILayer<T> before = network.Layers[layer - 1];
            double[] values = Values(before);
            int step = golden.Extent.Batch * before.Outputs;
            if (golden.Timing == LayerTiming.Pipelined && golden.IsAsRead(layer, expected, step, hiddenSpikes))
                values = [.. new double[step], .. values[..^step]];
            return Deviation.Absolute("felif_current", values, expected, tolerance.Potential);
        }

        private static double[]? Read(GoldenElement expected, string key) =>
            expected.TryGetReference(key, out GoldenElement element) ? GoldenArray.Read(element).Values : null;

        private int Length(ILayer<T> layer) => golden.Extent.Steps * golden.Extent.Batch * layer.Outputs;

        private double[] Spikes(ILayer<T> layer) => ConformanceBuffers.Download(layer.Output.Spikes, stream, Length(layer));

        private double[] Values(ILayer<T> layer) => ConformanceBuffers.Download(layer.Output.Values, stream, Length(layer));

        private double[] States(ILayer<T> layer, ArrayView<T> states) =>
            ConformanceBuffers.Download(states, stream, Length(layer), golden.Extent.Batch * layer.Outputs);
    }
}

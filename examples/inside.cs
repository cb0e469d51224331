#:project ../Bruno.Gpu
#:property PublishAot=false
using Bruno.Gpu.Scripting;

using NetworkTraining training = SpikingNetwork.Preset("quickstart")
    .Set("data.tactile.repetitions", 20)
    .Epochs(2)
    .OnItsData();
training.Train();

// Gradients of a batch: of each parameter an array with its shape.
BatchScore score = training.Backward(0, 1, 2, 3);
Console.WriteLine($"loss of four samples {score.Loss:F3}");
foreach (NamedArray gradient in training.Gradients.Values)
    Console.WriteLine($"{gradient.Name} [{string.Join(", ", gradient.Shape)}]: norm of the gradient {gradient.Norm:G3}");

// What every layer did with a sample; of devices, their states after each step.
SampleTrace trace = training.Trace(sample: 0);
foreach (LayerTrace layer in trace.Layers.Where(layer => layer.IsSpiking))
    Console.WriteLine($"{layer.Name}: {layer.Output.GetLength(1)} neurons fired {layer.Spikes} times in {layer.Output.GetLength(0)} steps");
foreach ((string state, double[,] values) in trace.Layers[^1].States)
    Console.WriteLine($"{state} of neuron 0: {string.Join(", ", Enumerable.Range(0, 8).Select(step => values[10 * step, 0].ToString("G3")))} ...");

// Parameters can be set: without the connections of its first input the network answers otherwise.
NamedArray weights = training.Parameters["1/linear/weights"];
training.SetParameter(weights.Name, [.. weights.Values.Select((weight, i) => i < weights.Shape[1] ? 0 : weight)]);
Console.WriteLine($"loss of four samples without the first input {training.Backward(0, 1, 2, 3).Loss:F3}");

// A checkpoint is a zip of .npy files, as that of a run.
string file = Path.Combine(Path.GetTempPath(), $"network-{Environment.ProcessId}.ckpt");
training.Save(file);
training.Load(file);
File.Delete(file);

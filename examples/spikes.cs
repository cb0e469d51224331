#:project ../Bruno.Gpu
#:property PublishAot=false
using Bruno.Gpu.Scripting;

// A picture of what a trained network does with a letter: dotnet run spikes.cs -- spikes.png
string picture = args.Length > 0 ? args[0] : Path.Combine(Path.GetTempPath(), $"spikes-{Environment.ProcessId}.png");
using NetworkTraining training = SpikingNetwork.Preset("quickstart").Epochs(8).OnItsData();
training.Train();
SampleTrace trace = training.Trace(sample: 3);
trace.Draw(picture, widthMillimetres: 85);
Console.WriteLine($"{picture}: {trace.Layers[^1].Spikes} output spikes, test accuracy {training.Accuracy():P0}");

#:project ../Bruno.Gpu
#:property PublishAot=false
using Bruno.Gpu.Scripting;

// Arrays of your own, [step, channel] each: here four taxels that are touched one after the other, from the left or from the right.
Random random = new(0);
int[] classes = [.. Enumerable.Range(0, 200).Select(sample => sample % 2)];
float[][,] recordings = Array.ConvertAll(classes, direction =>
{
    float[,] values = new float[50, 4];
    for (int step = 0; step < 50; ++step)
        for (int taxel = 0; taxel < 4; ++taxel)
            values[step, direction == 0 ? taxel : 3 - taxel] = (float)(Math.Exp(-Math.Pow((step - 10 * taxel - 10) / 4.0, 2)) + random.NextDouble());
    return values;
});

using NetworkTraining training = new SpikingNetwork()
    .Encoder(copies: 8)
    .Linear(64).Lif()
    .Linear().Felif()
    .Epochs(10).LearningRate(0.03)
    .On(recordings, classes);
training.Train();
Console.WriteLine($"test accuracy {training.Accuracy():P0}");

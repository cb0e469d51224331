using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Oracle;

public class NetworkOracleTests
{
    [Theory]
    [InlineData(OracleTiming.Aligned)]
    [InlineData(OracleTiming.Pipelined)]
    public void SmoothStack_equalsFiniteDifferences(OracleTiming timing)
    {
        RandomArrays random = new(21);
        OracleEncoderLayer encoder = new(random.Vector(6, -1, 1), random.Vector(6, -1, 1));
        OracleLinearLayer hidden = new(random.Matrix(4, 6, -1, 1), random.Vector(4, -1, 1));
        OracleLinearLayer readout = new(random.Matrix(3, 4, -1, 1));
        NetworkOracle network = new([encoder, hidden, readout], timing);
        double[][][] input = random.Cube(6, 2, 2, -1, 1);
        double[][][] targets = random.Cube(6, 2, 3, 0, 1);

        Func<OracleLoss> loss = () => OracleSigmoidLoss.At(network.Forward(input), targets, 1, [6, 5]);
        double[][][] gInput = network.Backward(loss().OutputGradient);

        Near.RelativeToMaximum(FiniteDifference.Gradient(() => loss().Value, input, 1e-5), gInput, 1e-7);
        foreach (OracleLayer layer in network.Layers)
        {
            foreach ((string name, double[] values) in layer.Parameters)
            {
                Near.RelativeToMaximum(FiniteDifference.Gradient(() => loss().Value, values, 1e-5), layer.Gradients[name], 1e-7);
            }
        }
    }

    [Fact]
    public void Encoder_repeatsTheInputs()
    {
        double[][][] output = new OracleEncoderLayer([1, 2, 3, 4], [0, 0, 1, 1]).Forward([[[10, 20]]]);
        Assert.Equal([10, 40, 33, 84], output[0][0]);
    }

    [Fact]
    public void Pipelined_readsThePredecessorOfTheStepBefore_zeroAtFirst()
    {
        OracleLinearLayer[] layers = [new([[1]]), new([[1]], [100]), new([[1]], [1000])];
        double[][][] output = new NetworkOracle(layers, OracleTiming.Pipelined).Forward([[[1]], [[2]], [[3]], [[4]]]);
        Assert.Equal([1000, 1100, 1101, 1102], output.Select(x => x[0][0]));
    }

    [Fact]
    public void PipelinedSpikingStack_isTheAlignedOne_late()
    {
        // Zero input keeps every neuron here silent, and a layer without bias is silent at first, so a stack of four entries only answers three steps late.
        RandomArrays random = new(22);
        double[][][] input = random.Cube(20, 2, 3, 0, 6);
        double[][][] padded = [.. input, .. OracleGrid.Zeros(3, 2, 3)];
        double[][] first = random.Matrix(5, 3, -1, 2);
        double[][] second = random.Matrix(4, 5, 0, 3);
        double[][] recurrent = random.Matrix(5, 5, -1, 1);
        double[][][] aligned = Network(OracleTiming.Aligned).Forward(input);
        double[][][] pipelined = Network(OracleTiming.Pipelined).Forward(padded);
        Assert.True(aligned.Sum(x => x.Sum(y => y.Sum())) > 5);
        Near.Absolute(OracleGrid.Zeros(3, 2, 4), pipelined[..3], 0);
        Near.Absolute(aligned, pipelined[3..], 0);

        double[][][] lossS = random.Cube(20, 2, 4, -1, 1);
        NetworkOracle a = Network(OracleTiming.Aligned);
        NetworkOracle p = Network(OracleTiming.Pipelined);
        a.Forward(input);
        p.Forward(padded);
        double[][][] gAligned = a.Backward(lossS);
        double[][][] gPipelined = p.Backward([.. OracleGrid.Zeros(3, 2, 4), .. lossS]);
        Near.RelativeToMaximum(gAligned, gPipelined[..20], 1e-12);
        for (int i = 0; i < 4; i++)
        {
            foreach ((string name, double[] values) in a.Layers[i].Gradients)
            {
                Near.RelativeToMaximum(values, p.Layers[i].Gradients[name], 1e-12);
            }
        }

        NetworkOracle Network(OracleTiming timing) => new(
            [
                new OracleLinearLayer(first),
                new OracleLifLayer(new LifOracle { Alpha = [0.8], Beta = [0.6], Recurrent = recurrent }),
                new OracleLinearLayer(second),
                new OracleLifLayer(new LifOracle { Alpha = [0.7], Beta = [0.6] }),
            ],
            timing);
    }
}

using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Gradients;

/// <summary>A surrogate gradient: its kind and slope; see <see cref="SurrogateKind"/> for the formulas.</summary>
public readonly struct Surrogate<T>(T slope, SurrogateKind kind)
    where T : unmanaged, IReal<T>
{
    private readonly T slope = slope;
    private readonly int kind = (int)kind;

    /// <summary>The derivative of the spike with respect to the potential, <paramref name="x"/> above threshold.</summary>
    public T Derivative(T x)
    {
        T one = T.From(1);
        T magnitude = T.Abs(x);
        T scaled = slope * magnitude;
        switch ((SurrogateKind)kind)
        {
            case SurrogateKind.SuperspikeSquared:
                return one / ((one + scaled) * (one + scaled));
            case SurrogateKind.Tanh:
                return LogisticBump(magnitude + magnitude);
            case SurrogateKind.Arctangent:
                T angle = T.From(Math.PI / 2) * scaled;
                return one / (one + angle * angle);
            case SurrogateKind.Sigmoid:
                return LogisticBump(scaled);
            case SurrogateKind.Rectangular:
                return scaled < one ? one : T.From(0);
            default:
                return one / (one + scaled);
        }
    }

    /// <summary>4 e^-y / (1 + e^-y)^2 for y not negative, which is also 1 - tanh(y / 2)^2, without overflow.</summary>
    private static T LogisticBump(T y)
    {
        T decay = T.Exp(-y);
        T sum = T.From(1) + decay;
        return T.From(4) * decay / (sum * sum);
    }
}

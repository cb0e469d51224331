namespace Bruno.Gpu.Benchmarks;

/// <summary>An integrator at one setting: a row of <c>integrators.csv</c>.</summary>
/// <param name="Integrator">euler, exponential, adaptive or rosenbrock.</param>
/// <param name="Setting">Steps an outer step, or the tolerance in V.</param>
/// <param name="RateEvaluationsPerMs">Evaluations of the device's rates an outer step, the mean of all starts.</param>
/// <param name="RmsV">Root mean square error of the membrane potential after an outer step, V.</param>
/// <param name="MaxV">The largest one, V.</param>
/// <param name="RmsP">Root mean square error of the internal variable, in its unit.</param>
/// <param name="SpikeMismatches">Over whole runs, how many (neuron, ms) spike that should not, or the other way round.</param>
/// <param name="NeuronMillisecondsPerSecond">Throughput of whole runs.</param>
/// <param name="Device">The compute device.</param>
/// <param name="Precision">float or double.</param>
internal sealed record IntegratorBenchmarkRow(
    string Integrator,
    string Setting,
    double RateEvaluationsPerMs,
    double RmsV,
    double MaxV,
    double RmsP,
    int SpikeMismatches,
    double NeuronMillisecondsPerSecond,
    string Device,
    string Precision);

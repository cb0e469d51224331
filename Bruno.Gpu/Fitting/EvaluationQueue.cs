namespace Bruno.Gpu.Fitting;

/// <summary>
/// Lets several minimizers, each in a thread of its own, ask for evaluations, which are then made all at once by the thread that owns the
/// compute device: as soon as every minimizer that still runs waits for one.
/// </summary>
/// <param name="model">What is evaluated.</param>
/// <param name="minimizers">How many minimizers there are.</param>
/// <param name="tell">Told of every evaluation that begins, with its number from 1.</param>
/// <param name="cancellation">Ends all of them.</param>
internal sealed class EvaluationQueue(FitModel model, int minimizers, Action<int> tell, CancellationToken cancellation)
{
    private readonly object gate = new();
    private readonly List<Request> waiting = [];
    private int running = minimizers;
    private Exception? failure;
    private int evaluations;

    /// <summary>Evaluates a point, with derivatives or without; waits for the others.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled, or failed elsewhere.</exception>
    public (double[] Values, double[][]? ByParameter) Ask(double[] point, bool isDifferentiated)
    {
        Request request = new(point, isDifferentiated);
        lock (gate)
        {
            waiting.Add(request);
            Monitor.PulseAll(gate);
            while (request.Answer is null && failure is null)
                Monitor.Wait(gate);
            return request.Answer ?? throw new OperationCanceledException("The evaluation failed.", failure);
        }
    }

    /// <summary>Says that a minimizer has ended.</summary>
    public void Leave()
    {
        lock (gate)
        {
            --running;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Answers until all minimizers have ended.</summary>
    public void Serve()
    {
        while (true)
        {
            Request[] requests;
            lock (gate)
            {
                while (running > 0 && waiting.Count < running)
                    Monitor.Wait(gate);
                if (running == 0)
                    return;
                requests = [.. waiting];
                waiting.Clear();
            }

            try
            {
                cancellation.ThrowIfCancellationRequested();
                tell(++evaluations);
                Answer(requests);
            }
            catch (Exception exception)
            {
                lock (gate)
                {
                    failure = exception;
                    Monitor.PulseAll(gate);
                }

                throw;
            }
        }
    }

    private void Answer(Request[] requests)
    {
        Request[] plain = [.. requests.Where(request => !request.IsDifferentiated)], dual = [.. requests.Where(request => request.IsDifferentiated)];
        double[][] values = plain.Length > 0 ? model.Values([.. plain.Select(request => request.Point)]) : [];
        (double[] Values, double[][] ByParameter)[] derivatives = dual.Length > 0 ? model.Differentiate([.. dual.Select(request => request.Point)]) : [];
        lock (gate)
        {
            for (int i = 0; i < plain.Length; ++i)
                plain[i].Answer = (values[i], null);
            for (int i = 0; i < dual.Length; ++i)
                dual[i].Answer = (derivatives[i].Values, derivatives[i].ByParameter);
            Monitor.PulseAll(gate);
        }
    }

    private sealed class Request(double[] point, bool isDifferentiated)
    {
        public double[] Point { get; } = point;

        public bool IsDifferentiated { get; } = isDifferentiated;

        public (double[] Values, double[][]? ByParameter)? Answer { get; set; }
    }
}

using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using ILGPU;

namespace Bruno.Gpu.Accelerators;

/// <summary>
/// Launches kernels on the host as what they are there: methods, called for one index after the other by a <see cref="HostTeam"/>. ILGPU's
/// own CPU accelerator makes every one of its threads wait for all others at each launch, whether there is work for it or not, and where
/// cores are not free each of these waits takes a turn of the scheduler.
/// </summary>
/// <param name="team">Who does the work.</param>
internal sealed class HostKernels(HostTeam team)
{
    /// <summary>What makes the launcher of a team, by kernel, whose parameters say of which type it is: compiling one takes longer than most launches.</summary>
    private static readonly ConcurrentDictionary<MethodInfo, Delegate> Makers = new();

    /// <summary>A launcher of a kernel whose threads do not know of each other.</summary>
    /// <typeparam name="TLaunch">Action of an index, which says how many threads there are, and the kernel's parameters.</typeparam>
    public TLaunch Load<TLaunch>(MethodInfo kernel)
        where TLaunch : Delegate =>
        ((Func<HostKernels, TLaunch>)Makers.GetOrAdd(kernel, MakerOf<TLaunch>))(this);

    private static Func<HostKernels, TLaunch> MakerOf<TLaunch>(MethodInfo kernel)
        where TLaunch : Delegate
    {
        ParameterExpression kernels = Expression.Parameter(typeof(HostKernels));
        ParameterExpression[] arguments =
            [.. typeof(TLaunch).GetMethod("Invoke")!.GetParameters().Select(p => Expression.Parameter(p.ParameterType))];

        // What a loop reads of the launch around it lies on the heap; its own copies do not.
        ParameterExpression begin = Expression.Parameter(typeof(int)), end = Expression.Parameter(typeof(int)), index = Expression.Variable(typeof(int));
        ParameterExpression[] copies = [.. arguments.Skip(1).Select(argument => Expression.Variable(argument.Type))];
        LabelTarget done = Expression.Label();
        Expression loop = Expression.Block(
            [index, .. copies],
            [
                .. copies.Zip(arguments.Skip(1), Expression.Assign),
                Expression.Assign(index, begin),
                Expression.Loop(
                    Expression.Block(
                        Expression.IfThen(Expression.GreaterThanOrEqual(index, end), Expression.Break(done)),
                        Expression.Call(kernel, [Expression.New(typeof(Index1D).GetConstructor([typeof(int)])!, index), .. copies]),
                        Expression.PreIncrementAssign(index)),
                    done),
            ]);
        Expression launch = Expression.Call(
            kernels,
            typeof(HostKernels).GetMethod(nameof(Launch), BindingFlags.NonPublic | BindingFlags.Instance)!,
            Expression.Property(arguments[0], nameof(Index1D.X)),
            Expression.Lambda<Action<int, int>>(loop, begin, end));
        return Expression.Lambda<Func<HostKernels, TLaunch>>(Expression.Lambda<TLaunch>(launch, arguments), kernels).Compile();
    }

    private void Launch(int threads, Action<int, int> loop) => team.Divide(threads, 1, new Threads(loop));

    private readonly struct Threads(Action<int, int> loop) : IHostWork
    {
        public void Run(int begin, int end) => loop(begin, end);
    }
}

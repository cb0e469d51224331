using System.Globalization;
using System.Text;
using Bruno.Gpu.Models.Expressions;

namespace Bruno.Gpu.Models.Compilation;

/// <summary>The code of a model's devices: a struct as one written by hand, its equations over any scalar, and what makes such devices.</summary>
internal sealed class DeviceCode
{
    /// <summary>The name of the class that makes devices.</summary>
    public const string Factory = "CompiledModel";

    private readonly Model model;
    private readonly QuantityMethods methods;

    /// <summary>Makes the code of a model of two variables that fires where its potential is above a level.</summary>
    public DeviceCode(Model model)
    {
        this.model = Converted(model);
        Constants = new(this.model);
        methods = new(this.model, Constants);
        Text = Write();
    }

    /// <summary>The constants that its devices are made of.</summary>
    public DeviceConstants Constants { get; }

    /// <summary>The code, C#.</summary>
    public string Text { get; }

    private string Write()
    {
        string initial = State(variable => variable.Initial), reset = State(variable => variable.Reset);
        string lower = State(variable => variable.Low), upper = State(variable => variable.High);
        string threshold = Constants.Of(model.Spike.Level.Tree).Code;
        string atLevel = model.Spike.AtLevelWhere is { } choice
            ? Constants.Add($"at({ExpressionKey.Of(choice.Tree)})", evaluator => evaluator.Evaluate(choice.Tree).Value != 0 ? 1 : 0).Code
            : model.Spike.AtLevel ? "TReal.From(1)" : "TReal.From(0)";
        string rates = Method(model.Variables.Select(variable => variable.Rate.Tree), "DeviceState<TScalar>");
        string field = Field();
        return $$"""
            using System.Runtime.CompilerServices;
            using Bruno.Gpu.Devices;
            using Bruno.Gpu.Kernels.Devices;
            using Bruno.Gpu.Kernels.Scalars;
            using Bruno.Gpu.Models.Compilation;

            public readonly struct Device<TReal> : IDevice<Device<TReal>, TReal>, ILanewise
                where TReal : unmanaged, IReal<TReal>
            {
            {{Fields()}}
                public Device(double[] constants)
                {
            {{Assignments()}}    }

                public DeviceState<TReal> Initial => {{initial}};

                public DeviceState<TReal> Reset => {{reset}};

                public DeviceState<TReal> Lower { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => {{lower}}; }

                public DeviceState<TReal> Upper { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => {{upper}}; }

                public TReal Threshold { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => {{threshold}}; }

                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                public bool Fires(TReal potential) => {{atLevel}} > TReal.From(0) ? potential >= {{threshold}} : potential > {{threshold}};

                public DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current)
                    where TScalar : unmanaged, IScalar<TScalar, TReal>
                {
            {{rates}}    }

                public TScalar ElectricField<TScalar>(DeviceState<TScalar> state)
                    where TScalar : unmanaged, IScalar<TScalar, TReal>
                {
            {{field}}    }
            {{methods.Text}}}

            public sealed class {{Factory}} : ICompiledModel
            {
                public TResult Use<T, TResult>(double[][] constants, IDeviceUse<T, TResult> use)
                    where T : unmanaged, IReal<T>
                {
                    Device<T>[] devices = new Device<T>[constants.Length];
                    for (int i = 0; i < devices.Length; ++i)
                        devices[i] = new Device<T>(constants[i]);
                    return use.With(devices);
                }
            }
            """;
    }

    private string State(Func<ModelVariable, ModelExpression> part) =>
        $"new({string.Join(", ", model.Variables.Select(variable => Constants.Of(part(variable).Tree).Code))})";

    /// <summary>The body of a method that puts out numbers.</summary>
    private string Method(IEnumerable<Expression> results, string type)
    {
        EquationCode code = Scope();
        string[] numbers = [.. results.Select(tree => code.Of(tree).AsScalar)];
        return $"{code.Statements}        return new {type}({string.Join(", ", numbers)});\n";
    }

    /// <summary>The body of what a trajectory shows beside the state: the first field among the observables, V/nm.</summary>
    private string Field()
    {
        EquationCode code = Scope();
        ModelQuantity? field = model.Observables.FirstOrDefault(
            quantity => quantity.Value.Dimension == Units.Dimension.Voltage / new Units.Dimension(1, 0, 0, 0) && quantity.Value.Dependence <= Dependence.State);
        if (field is null)
            return "        return TScalar.Constant(TReal.From(0));\n";
        string number = code.Of(field.Value.Tree).AsScalar;
        return $"{code.Statements}        return TScalar.Scale(TReal.From(1e-3), {number});\n";
    }

    private EquationCode Scope()
    {
        EquationCode code = new(model, Constants, methods);
        code.Bind(model.Variables[0].Name, new("state.Potential", IsReal: false));
        code.Bind(model.Variables[1].Name, new("state.Internal", IsReal: false));
        code.Bind(model.Input.Name, new("current", IsReal: false));
        return code;
    }

    private string Fields() => Lines("    private readonly TReal c{0};");

    private string Assignments() => Lines("        c{0} = TReal.From(constants[{0}]);");

    private string Lines(string format)
    {
        StringBuilder lines = new();
        for (int place = 0; place < Constants.Count; ++place)
            lines.AppendFormat(CultureInfo.InvariantCulture, format, place).Append('\n');
        return lines.ToString();
    }

    /// <summary>A model whose numbers are in the units of devices.</summary>
    private static Model Converted(Model model) => model with
    {
        Variables = [.. model.Variables.Select(variable => variable with
        {
            Rate = Converted(variable.Rate), Initial = Converted(variable.Initial), Reset = Converted(variable.Reset), Low = Converted(variable.Low),
            High = Converted(variable.High),
        })],
        Quantities = [.. model.Quantities.Select(quantity => quantity with { Value = Converted(quantity.Value) })],
        Spike = model.Spike with
        {
            Level = Converted(model.Spike.Level), AtLevelWhere = model.Spike.AtLevelWhere is { } choice ? Converted(choice) : null,
        },
    };

    private static ModelExpression Converted(ModelExpression expression) => expression with { Tree = DeviceUnits.Convert(expression.Tree) };
}

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

    /// <summary>Makes the code of a model.</summary>
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

    private int Width => model.Variables.Count;

    /// <summary>A state of numbers of a type.</summary>
    private string StateOf(string type) => Width == 2 ? $"DeviceState<{type}>" : $"Numbers{Width}<{type}>";

    private string State => StateOf("TReal");

    private string Matrix => $"Matrix{Width}<TReal>";

    private string Partials => Width switch { 1 => "DeviceState<TReal>", 2 => "Partials<TReal>", _ => $"Numbers{Width + 1}<TReal>" };

    private bool FiresByPotential => model.Spike.Observed == model.Potential.Name && model.Spike.FromBelow;

    private bool KeepsVariables => model.Variables.Any(variable => !Constants.Covers(variable.Reset.Tree));

    private string Write()
    {
        string initial = Of(variable => variable.Initial), lower = Of(variable => variable.Low), upper = Of(variable => variable.High);
        string rates = Method(model.Variables.Select(variable => variable.Rate.Tree));
        string firing = Firing(), reset = Reset(), observables = Observables();
        return $$"""
            using System.Runtime.CompilerServices;
            using Bruno.Gpu.Devices;
            using Bruno.Gpu.Kernels.Devices;
            using Bruno.Gpu.Kernels.Differentiation;
            using Bruno.Gpu.Kernels.Scalars;
            using Bruno.Gpu.Kernels.Vectors;
            using Bruno.Gpu.Models.Compilation;

            public readonly struct Device<TReal> : IDevice<Device<TReal>, TReal, {{State}}, {{Matrix}}>, ILanewise
                where TReal : unmanaged, IReal<TReal>
            {
            {{Fields()}}
                public Device(double[] constants)
                {
            {{Assignments()}}    }

                public {{State}} Initial => {{initial}};

                public {{State}} Lower { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => {{lower}}; }

                public {{State}} Upper { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => {{upper}}; }

                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                public {{State}} Rates({{State}} state, TReal current) => Rates<TReal>(state, current);

                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                public RateDerivatives<TReal, {{State}}, {{Matrix}}> Differentiate<THold>({{State}} state, TReal current)
                    where THold : unmanaged, IHoldPolicy => {{Derivatives("Rates", "THold", "current")}};

                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                public RateDerivatives<TReal, {{State}}, {{Matrix}}> DifferentiateByState<THold>({{State}} state, TReal current)
                    where THold : unmanaged, IHoldPolicy
                {
            {{ByStateAlone}}    }

                private {{StateOf("TScalar")}} Rates<TScalar>({{StateOf("TScalar")}} state, TScalar current)
                    where TScalar : unmanaged, IScalar<TScalar, TReal>
                {
            {{rates}}    }

            {{firing}}
            {{reset}}
            {{observables}}
            {{methods.Text}}}

            public sealed class {{Factory}} : ICompiledModel
            {
                public TResult Use<T, TResult>(double[][] constants, IDeviceUse<T, TResult> use)
                    where T : unmanaged, IReal<T>
                {
                    Device<T>[] devices = new Device<T>[constants.Length];
                    for (int i = 0; i < devices.Length; ++i)
                        devices[i] = new Device<T>(constants[i]);
                    return use.With<Device<T>, {{State.Replace("TReal", "T", StringComparison.Ordinal)}}, Matrix{{Width}}<T>>(devices);
                }
            }
            """;
    }

    /// <summary>What evaluates a method of the equations with dual numbers at a state and an input.</summary>
    private string Derivatives(string method, string hold, string input)
    {
        if (Width == 2)
            return $"RateDifferentiation.Of({method}(RateDifferentiation.State<TReal, {hold}>(state), RateDifferentiation.Input<TReal, {hold}>({input})))";
        string dual = $"Dual<TReal, {hold}, {Partials}>", duals = StateOf(dual);
        return $"RateDifferentiation.Of<TReal, {hold}, {State}, {Matrix}, {Partials}, {duals}>({method}<{dual}>("
            + $"RateDifferentiation.State<TReal, {hold}, {State}, {Partials}, {duals}>(state), RateDifferentiation.Input<TReal, {hold}, {Partials}>({input})))";
    }

    private string ByStateAlone => Width == 2
        ? "        return RateDifferentiation.Of(Rates(RateDifferentiation.StateAlone<TReal, THold>(state), Dual<TReal, THold, DeviceState<TReal>>.Constant(current)));\n"
        : $"        RateDerivatives<TReal, {State}, {Matrix}> all = Differentiate<THold>(state, current);\n"
            + $"        return new(all.Rates, all.ByState, {State}.All(TReal.From(0)));\n";

    /// <summary>When it fires. The excess of what is no potential is 1 as far above the level as a fresh device is below it.</summary>
    private string Firing()
    {
        string level = Constants.Of(model.Spike.Level.Tree).Code;
        string atLevel = model.Spike.AtLevelWhere is { } choice
            ? Constants.Add($"at({ExpressionKey.Of(choice.Tree)})", evaluator => evaluator.Evaluate(choice.Tree).Value != 0 ? 1 : 0).Code
            : model.Spike.AtLevel ? "TReal.From(1)" : "TReal.From(0)";
        string excess = FiresByPotential ? "excess" : $"{Constants.Distance(model.Spike).Code} * excess";
        EquationCode code = Scope();
        string observed = code.Of(new Name(default, model.Spike.Observed)).AsScalar;
        string beyond = model.Spike.FromBelow ? $"TScalar.Shift(Observed(state), -{level})" : $"TScalar.Shift(-Observed(state), {level})";
        string sign = model.Spike.FromBelow ? ">" : "<";
        string gradient = FiresByPotential
            ? $"{State}.All(TReal.From(0)).With(0, TReal.From(1))"
            : $"Gradient(Beyond<Dual<TReal, Kept, {Partials}>>({StateForGradient}))";
        string ofPartials = FiresByPotential ? "" : $$"""

                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                private {{State}} Gradient(Dual<TReal, Kept, {{Partials}}> excess)
                {
                    {{Partials}} partials = excess.Partials;
                    return {{Constants.Distance(model.Spike).Code}} * new {{State}}({{string.Join(", ", Enumerable.Range(0, Width).Select(i => string.Create(CultureInfo.InvariantCulture, $"partials[{i}]")))}});
                }

            """;
        return $$"""
                public static bool FiresByPotential => {{(FiresByPotential ? "true" : "false")}};

                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                public bool Fires({{State}} state)
                {
                    TReal observed = Observed<TReal>(state);
                    return {{atLevel}} > TReal.From(0) ? observed {{sign}}= {{level}} : observed {{sign}} {{level}};
                }

                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                public TReal Excess({{State}} state)
                {
                    TReal excess = Beyond<TReal>(state);
                    return {{excess}};
                }

                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                public {{State}} ExcessGradient({{State}} state) => {{gradient}};
            {{ofPartials}}
                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                private TScalar Observed<TScalar>({{StateOf("TScalar")}} state)
                    where TScalar : unmanaged, IScalar<TScalar, TReal>
                {
            {{code.Statements}}        return {{observed}};
                }

                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                private TScalar Beyond<TScalar>({{StateOf("TScalar")}} state)
                    where TScalar : unmanaged, IScalar<TScalar, TReal> => {{beyond.Replace("Observed(", "Observed<TScalar>(", StringComparison.Ordinal)}};

            """;
    }

    private string StateForGradient => Width == 2
        ? "RateDifferentiation.State<TReal, Kept>(state)"
        : $"RateDifferentiation.State<TReal, Kept, {State}, {Partials}, {StateOf($"Dual<TReal, Kept, {Partials}>")}>(state)";

    private string Reset()
    {
        string body = Method(model.Variables.Select(variable => variable.Reset.Tree));
        string derivative = KeepsVariables ? $"{Derivatives("ResetOf", "Kept", "TReal.From(0)")}.ByState" : $"{Matrix}.Diagonal(TReal.From(0))";
        return $$"""
                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                public {{State}} Reset({{State}} before) => ResetOf<TReal>(before, TReal.From(0));

                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                public {{Matrix}} ResetDerivative({{State}} state) => {{derivative}};

                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                private {{StateOf("TScalar")}} ResetOf<TScalar>({{StateOf("TScalar")}} state, TScalar current)
                    where TScalar : unmanaged, IScalar<TScalar, TReal>
                {
            {{body}}    }

            """;
    }

    private string Observables()
    {
        ModelQuantity[] shown = [.. model.Observables];
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"    public static int Observables => {shown.Length};\n\n");
        text.Append(CultureInfo.InvariantCulture, $"    public TReal Observable(int index, {State} state, TReal current) => ");
        for (int i = 0; i < shown.Length; ++i)
            text.Append(CultureInfo.InvariantCulture, $"index == {i} ? O{i}<TReal>(state, current) : ");
        text.Append("TReal.From(0);\n");
        for (int i = 0; i < shown.Length; ++i)
        {
            EquationCode code = Scope();
            string number = code.Of(shown[i].Value.Tree).AsScalar;
            text.Append(CultureInfo.InvariantCulture, $$"""

                    private TScalar O{{i}}<TScalar>({{StateOf("TScalar")}} state, TScalar current)
                        where TScalar : unmanaged, IScalar<TScalar, TReal>
                    {
                {{code.Statements}}        return {{number}};
                    }

                """);
        }

        return text.ToString();
    }

    private string Of(Func<ModelVariable, ModelExpression> part) =>
        $"new({string.Join(", ", model.Variables.Select(variable => Constants.Of(part(variable).Tree).Code))})";

    /// <summary>The body of a method that puts out a number a variable.</summary>
    private string Method(IEnumerable<Expression> results)
    {
        EquationCode code = Scope();
        string[] numbers = [.. results.Select(tree => code.Of(tree).AsScalar)];
        return $"{code.Statements}        return new({string.Join(", ", numbers)});\n";
    }

    private EquationCode Scope()
    {
        EquationCode code = new(model, Constants, methods);
        for (int i = 0; i < Width; ++i)
        {
            string place = Width == 2 ? i == 0 ? "state.Potential" : "state.Internal" : string.Create(CultureInfo.InvariantCulture, $"state[{i}]");
            code.Bind(model.Variables[i].Name, new(place, IsReal: false));
        }

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

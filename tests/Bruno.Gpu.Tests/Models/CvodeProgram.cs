using System.Diagnostics;
using System.Globalization;
using System.Text;
using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Expressions;

namespace Bruno.Gpu.Tests.Models;

/// <summary>
/// A small C program that integrates a model with CVODE of SUNDIALS, an independent solver: the equations of the text become C here, constants and
/// parameters included, and nothing of the program's own evaluation is used. Outer steps are those of the program: a device that fired spends the
/// next one in reset, and one that reaches its level is frozen there to the end of its step. A variable on a bound stays while its rate points
/// outwards, which is what clipping every step comes to.
/// </summary>
internal static class CvodeProgram
{
    /// <summary>Why no such program can be made here; none where it can.</summary>
    public static string? Obstacle { get; } = FindObstacle();

    /// <summary>The states at the ends of outer steps, [steps][variables], SI units, and whether each fires.</summary>
    /// <param name="folder">Where the program is made.</param>
    /// <param name="model">The model.</param>
    /// <param name="currents">The current of each outer step, A.</param>
    public static (double[][] States, bool[] Spikes) Run(string folder, Model model, IReadOnlyList<double> currents)
    {
        string source = Path.Combine(folder, "model.c"), program = Path.Combine(folder, "model");
        File.WriteAllText(source, Code(model, currents));
        (int code, string text) = Execute("gcc", "-O1", "-o", program, source, "-lsundials_cvode", "-lsundials_nvecserial", "-lsundials_sunmatrixdense", "-lsundials_sunlinsoldense", "-lm");
        Assert.True(code == 0, text);
        (code, text) = Execute(program);
        Assert.True(code == 0, text);
        string[][] rows = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))];
        return ([.. rows.Select(row => row[1..].Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())], [.. rows.Select(row => row[0] == "1")]);
    }

    private static string? FindObstacle()
    {
        string folder = Directory.CreateTempSubdirectory("bruno-cvode-").FullName;
        try
        {
            string source = Path.Combine(folder, "probe.c");
            File.WriteAllText(source, "#include <cvode/cvode.h>\n#include <sunlinsol/sunlinsol_dense.h>\nint main(void) { return 0; }\n");
            return Execute("gcc", "-fsyntax-only", source).Code == 0 ? null : "SUNDIALS is not installed: apt-get install libsundials-dev";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "there is no gcc: apt-get install gcc libsundials-dev";
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (int Code, string Text) Execute(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    private static string Code(Model model, IReadOnlyList<double> currents)
    {
        int count = model.Variables.Count;
        StringBuilder globals = new(), settle = new(), quantities = new();
        foreach (ModelConstant constant in model.Constants)
            globals.Append(CultureInfo.InvariantCulture, $"static const double v_{constant.Name} = {Number(constant.Value)};\n");
        foreach (ModelParameter parameter in model.Parameters)
        {
            globals.Append(CultureInfo.InvariantCulture, $"static double v_{parameter.Name};\n");
            settle.Append(CultureInfo.InvariantCulture, $"    v_{parameter.Name} = {(parameter.Value is double value ? Number(parameter.Scale.ToSi(value)) : Of(parameter.Default!.Tree))};\n");
        }

        foreach (ModelQuantity quantity in model.Quantities)
        {
            bool isFixed = quantity.Value.Dependence <= Dependence.Parameters;
            if (isFixed)
                globals.Append(CultureInfo.InvariantCulture, $"static double v_{quantity.Name};\n");
            (isFixed ? settle : quantities).Append(CultureInfo.InvariantCulture, $"    {(isFixed ? "" : "double ")}v_{quantity.Name} = {Of(quantity.Value.Tree)};\n");
        }

        string variables = string.Concat(model.Variables.Select((variable, i) => string.Create(CultureInfo.InvariantCulture, $"    double v_{variable.Name} = y[{i}];\n")));
        string Assigned(string array, Func<ModelVariable, ModelExpression> part) =>
            string.Concat(model.Variables.Select((variable, i) => string.Create(CultureInfo.InvariantCulture, $"    {array}[{i}] = {Of(part(variable).Tree)};\n")));
        string sign = model.Spike.FromBelow ? "" : "-";
        return $$"""
            #include <math.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <cvode/cvode.h>
            #include <nvector/nvector_serial.h>
            #include <sunmatrix/sunmatrix_dense.h>
            #include <sunlinsol/sunlinsol_dense.h>

            #define N {{count}}
            #define STEPS {{currents.Count}}

            {{globals}}
            static const double currents[STEPS] = { {{string.Join(", ", currents.Select(Number))}} };
            static double low[N], high[N], initial[N], v_{{model.Input.Name}};

            static double sign_of(double x) { return (x > 0) - (x < 0); }
            static double smaller(double x, double y) { return x < y ? x : y; }
            static double larger(double x, double y) { return x > y ? x : y; }
            static double exprel(double x) { return x == 0 ? 1 : expm1(x) / x; }

            static void settle(void)
            {
            {{settle}}{{Assigned("low", variable => variable.Low)}}{{Assigned("high", variable => variable.High)}}{{Assigned("initial", variable => variable.Initial)}}}

            static void rates(const double *y, double *rate)
            {
            {{variables}}{{quantities}}{{Assigned("rate", variable => variable.Rate)}}}

            static double excess(const double *y)
            {
            {{variables}}{{quantities}}    return {{sign}}({{Of(model.Spike.Tree.Left)}} - ({{Of(model.Spike.Level.Tree)}}));
            }

            static void reset(double *y)
            {
            {{variables}}{{quantities}}    double after[N];
            {{Assigned("after", variable => variable.Reset)}}    for (int i = 0; i < N; ++i) y[i] = after[i];
            }

            static int equations(double t, N_Vector state, N_Vector slope, void *data)
            {
                double y[N], *rate = N_VGetArrayPointer(slope);
                for (int i = 0; i < N; ++i) y[i] = larger(low[i], smaller(high[i], N_VGetArrayPointer(state)[i]));
                rates(y, rate);
                for (int i = 0; i < N; ++i)
                {
                    double x = N_VGetArrayPointer(state)[i];
                    if ((x >= high[i] && rate[i] > 0) || (x <= low[i] && rate[i] < 0)) rate[i] = 0;
                }
                return 0;
            }

            static int level(double t, N_Vector state, double *g, void *data) { g[0] = excess(N_VGetArrayPointer(state)); return 0; }

            int main(void)
            {
                SUNContext context;
            #if SUNDIALS_VERSION_MAJOR >= 7
                SUNContext_Create(SUN_COMM_NULL, &context);
            #else
                SUNContext_Create(NULL, &context);
            #endif
                settle();
                N_Vector state = N_VNew_Serial(N, context), tolerance = N_VNew_Serial(N, context);
                double *y = N_VGetArrayPointer(state);
                for (int i = 0; i < N; ++i) { y[i] = initial[i]; N_VGetArrayPointer(tolerance)[i] = 1e-10 * (high[i] - low[i]); }
                SUNMatrix matrix = SUNDenseMatrix(N, N, context);
                SUNLinearSolver solver = SUNLinSol_Dense(state, matrix, context);
                void *cvode = CVodeCreate(CV_BDF, context);
                CVodeInit(cvode, equations, 0, state);
                CVodeSVtolerances(cvode, 1e-9, tolerance);
                CVodeSetLinearSolver(cvode, solver, matrix);
                CVodeSetMaxNumSteps(cvode, 1000000);
                CVodeRootInit(cvode, 1, level);
                int fires = excess(y) >= 0;
                for (int k = 0; k < STEPS; ++k)
                {
                    if (fires)
                    {
                        reset(y);
                        fires = 0;
                    }
                    else
                    {
                        double t = 0;
                        v_{{model.Input.Name}} = currents[k];
                        CVodeReInit(cvode, 0, state);
                        CVodeSetStopTime(cvode, 1e-3);
                        int end = CVode(cvode, 1e-3, state, &t, CV_NORMAL);
                        if (end < 0) { fprintf(stderr, "CVODE ends with %d in outer step %d\n", end, k); return 1; }
                        fires = end == CV_ROOT_RETURN || excess(y) >= 0;
                        for (int i = 0; i < N; ++i) y[i] = larger(low[i], smaller(high[i], y[i]));
                    }
                    printf("%d", fires);
                    for (int i = 0; i < N; ++i) printf(" %.17g", y[i]);
                    printf("\n");
                }
                return 0;
            }
            """;
    }

    private static string Of(Expression tree) => tree switch
    {
        NumberLiteral number => Number(number.Value),
        Name name => $"v_{name.Identifier}",
        Negation negation => $"(-{Of(negation.Operand)})",
        Arithmetic { Operator: ArithmeticOperator.Power } power => $"pow({Of(power.Left)}, {Of(power.Right)})",
        Arithmetic arithmetic => $"({Of(arithmetic.Left)} {Operator(arithmetic.Operator)} {Of(arithmetic.Right)})",
        Call call => $"{FunctionOf(call.Function)}({string.Join(", ", call.Arguments.Select(Of))})",
        Conditional conditional => $"({Of(conditional.Condition)} ? {Of(conditional.Then)} : {Of(conditional.Otherwise)})",
        Relation relation => $"({Of(relation.Left)} {Operator(relation.Operator)} {Of(relation.Right)})",
        Connective connective => $"({Of(connective.Left)} {(connective.IsAnd ? "&&" : "||")} {Of(connective.Right)})",
        Not not => $"(!{Of(not.Operand)})",
        _ => throw new InvalidOperationException($"An expression of an unknown kind, {tree.GetType().Name}."),
    };

    private static string Operator(ArithmeticOperator operation) => operation switch
    {
        ArithmeticOperator.Add => "+", ArithmeticOperator.Subtract => "-", ArithmeticOperator.Multiply => "*", _ => "/",
    };

    private static string Operator(RelationOperator relation) => relation switch
    {
        RelationOperator.Less => "<", RelationOperator.AtMost => "<=", RelationOperator.Greater => ">", RelationOperator.AtLeast => ">=", RelationOperator.Equal => "==", _ => "!=",
    };

    private static string FunctionOf(Function function) => function switch
    {
        Function.Sign => "sign_of", Function.Abs => "fabs", Function.Min => "smaller", Function.Max => "larger", Function.Hold or Function.HoldSlow => "",
        _ => function.ToString().ToLowerInvariant(),
    };

    private static string Number(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) || text.Contains('E', StringComparison.Ordinal) ? text : text + ".0";
    }
}

using System.Globalization;
using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Expressions;
using CsCheck;

namespace Bruno.Gpu.Tests.Models;

/// <summary>How expressions are read: precedence, units, conditions, and what is wrong with them.</summary>
public sealed class ExpressionTests
{
    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("8 - 3 - 2", 3)]
    [InlineData("16 / 4 / 2", 2)]
    [InlineData("2 ^ 3 ^ 2", 512)]
    [InlineData("-2 ^ 2", -4)]
    [InlineData("(-2) ^ 2", 4)]
    [InlineData("2 ^ -2", 0.25)]
    [InlineData("2 ^ -1 ^ 2", 0.5)]
    [InlineData("2 * -3", -6)]
    [InlineData("-a * b", -6)]
    [InlineData(".5 + 5. + 1e1 + 1E-1", 15.6)]
    [InlineData("a - -b", 5)]
    [InlineData("if(a < b, 1, 2)", 1)]
    [InlineData("if(a >= b, 1, 2)", 2)]
    [InlineData("if(a == 2 and b != 2, 1, 2)", 1)]
    [InlineData("if(not a == 2 or b <= 2, 1, 2)", 2)]
    [InlineData("if(a > b or a < b and b > 100, 1, 2)", 2)]
    [InlineData("if((a > b or a < b) and b > 1, 1, 2)", 1)]
    [InlineData("if(a + 1 == b, max(a, b), min(a, b))", 3)]
    [InlineData("iffy + notable + android", 12)]
    public void ExpressionsMeanWhatPhysicistsMean(string expression, double expected)
    {
        string text = ModelTexts.WithQuantity(expression).Replace("[parameters]", "[constants]\niffy = 3\nnotable = 4\nandroid = 5\n[parameters]", StringComparison.Ordinal);
        Assert.Equal(expected, new ModelInterpreter(Model.Parse("test.toml", text)).Observe("x", [0, 2, 3], 0).Value, 1e-15 * Math.Abs(expected));
    }

    [Theory]
    [InlineData("2.5V", "V", 2.5)]
    [InlineData("10 nm", "m", 1e-8)]
    [InlineData("1eV", "J", 1.602176634e-19)]
    [InlineData("3 nm2", "m2", 3e-18)]
    [InlineData("1.5 kohm * 2uA", "mV", 3e-3)]
    [InlineData("1 / 10 ms", "Hz", 100)]
    [InlineData("3V / 1 nm", "V/m", 3e9)]
    [InlineData("2 Ω * 1A", "V", 2)]
    public void NumbersTakeUnits(string expression, string unit, double si) =>
        Assert.Equal(si, new ModelInterpreter(ModelTexts.Quantity(expression, unit)).Observe("x", [0, 0, 0], 0).Value, 1e-15 * si);

    /// <summary>A random tree, written with as many parentheses as it needs or more, is read back to the same value.</summary>
    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        (string Text, double Value)[] names = [("a", 2), ("b", -3), ("p", 2)];
        Gen<(string Text, double Value)> leaf = Gen.OneOf(
            Gen.Int[0, 9].Select(number => (number.ToString(CultureInfo.InvariantCulture), (double)number)),
            Gen.Int[0, 2].Select(number => names[number]));
        Gen<(string Text, double Value)> tree = Gen.Recursive<(string Text, double Value)>((depth, inner) => depth > 4 ? leaf : Gen.OneOf(
            leaf,
            Gen.Select(inner, inner, Gen.Int[0, 2].Select(number => "+-*"[number])).Select((left, right, sign) => (
                $"({left.Text} {sign} ({right.Text}))", sign == '+' ? left.Value + right.Value : sign == '-' ? left.Value - right.Value : left.Value * right.Value)),
            inner.Select(value => ($"(-{Bracketed(value.Text)})", -value.Value)),
            inner.Select(value => ($"abs({value.Text})", Math.Abs(value.Value))),
            Gen.Select(inner, inner, inner).Select((left, right, then) => (
                $"if({left.Text} < {right.Text}, {then.Text}, 1)", left.Value < right.Value ? then.Value : 1))));
        tree.Sample(
            sample => new ModelInterpreter(ModelTexts.Quantity(sample.Text)).Observe("x", [0, 2, -3], 0).Value == sample.Value, iter: 200);

        static string Bracketed(string text) => text.StartsWith('(') || !text.Contains(' ') ? text : $"({text})";
    }

    [Theory]
    [InlineData("a +", 4, "unexpected end of input, expected number, name, '-' or '('")]
    [InlineData("a + )", 5, "unexpected ')'")]
    [InlineData("(a + b", 7, "unexpected end of input, expected ')'")]
    [InlineData("a b", 3, "unexpected identifier 'b'")]
    [InlineData("a ** b", 4, "a power is written ^")]
    [InlineData("a = b", 3, "two numbers are compared with ==")]
    [InlineData("if(a > 0 && b > 0, 1, 2)", 10, "joined by and, or, not")]
    [InlineData("a > b ? 1 : 2", 7, "if(condition, then, otherwise)")]
    [InlineData("a $ b", 3, "unexpected '$'")]
    [InlineData("a < b < 3", 7, "unexpected '<'")]
    [InlineData("3 furlong", 3, "'furlong' is no unit; a product is written 3 * furlong")]
    [InlineData("2 a", 3, "'a' is no unit; a product is written 2 * a")]
    [InlineData("epx(a)", 1, "there is no function 'epx'; did you mean 'exp'?")]
    [InlineData("a(b)", 1, "a product is written a * (...)")]
    [InlineData("exp(a, b)", 1, "exp takes 1 argument, not 2")]
    [InlineData("max(a)", 1, "max takes 2 arguments, not 1")]
    [InlineData("if(a > 0, 1)", 1, "if takes a condition and two numbers")]
    [InlineData("a + lenght", 5, "there is no 'lenght'; did you mean 'length'?")]
    [InlineData("1 + nm", 5, "there is no 'nm'; a unit stands after a number: 1 nm")]
    [InlineData("", 1, "an expression is expected")]
    [InlineData("1e999", 1, "too large")]
    public void AFaultIsPlaced(string expression, int column, string message)
    {
        (int found, string words) = ModelTexts.Fault(expression);
        Assert.Contains(message, words, StringComparison.Ordinal);
        Assert.Equal(column, found);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("exp(", ")")]
    public void WhatIsNestedTooDeeplyIsRefused(string open, string close)
    {
        string nested = string.Concat(Enumerable.Repeat(open, 100_000)) + "a" + string.Concat(Enumerable.Repeat(close, 100_000));
        Assert.Contains("nested too deeply", ModelTexts.Fault(nested).Message, StringComparison.Ordinal);
        string allowed = string.Concat(Enumerable.Repeat(open, 50)) + "a" + string.Concat(Enumerable.Repeat(close, 50));
        Assert.Equal("test", ModelTexts.Quantity(allowed).Name);
    }

    [Theory]
    [InlineData("a", " + a")]
    [InlineData("a", " ^ a")]
    [InlineData("a", " ^ -a")]
    public void LongChainsAreReadOrRefused(string first, string next)
    {
        Assert.Equal("test", ModelTexts.Quantity(first + string.Concat(Enumerable.Repeat(next, 600))).Name);
        Assert.Contains("too long", ModelTexts.Fault(first + string.Concat(Enumerable.Repeat(next, 100_000))).Message, StringComparison.Ordinal);
    }

    /// <summary>Nothing of a text is code: what is not of the language is a fault, whatever it means elsewhere.</summary>
    [Theory]
    [InlineData("System.Environment.Exit(1)")]
    [InlineData("a; b")]
    [InlineData("a /* comment */")]
    [InlineData("{ a }")]
    [InlineData("@a")]
    [InlineData("a[0]")]
    [InlineData("typeof(a)")]
    [InlineData("ä")]
    public void TextIsNeverCode(string expression) => ModelTexts.Faults(ModelTexts.WithQuantity(expression));

    [Fact]
    public void APlaceIsThatOfTheOperatorOrTheName()
    {
        Model model = ModelTexts.Quantity("a * exp(b)");
        Arithmetic product = Assert.IsType<Arithmetic>(model.Quantities[0].Value.Tree);
        Assert.Equal((27, 18), (product.Place.Line, product.Place.Column));
        Assert.Equal((27, 20), (product.Right.Place.Line, product.Right.Place.Column));
    }
}

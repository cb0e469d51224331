using System.Diagnostics;
using System.Globalization;
using System.Text;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Tests.Files;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("-0", -0.0)]
    [InlineData("+1.", 1.0)]
    [InlineData(".5", 0.5)]
    [InlineData(" 1e3\t", 1000.0)]
    [InlineData("1E-3", 0.001)]
    [InlineData("0.1", 0.1)]
    [InlineData("9007199254740993", 9007199254740992.0)]
    [InlineData("123456789012345678901234567890", 123456789012345678901234567890.0)]
    [InlineData("0.000000000000000000000000000000000000000000001", 1e-45)]
    [InlineData("1.7976931348623157e308", double.MaxValue)]
    [InlineData("5e-324", double.Epsilon)]
    [InlineData("1e-99999999999", 0.0)]
    public void Numbers_AreTheNearestDouble(string text, double value)
    {
        Assert.True(NumberText.TryRead(text, out double read));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(read));
        Assert.True(NumberText.TryRead(Encoding.UTF8.GetBytes(text), out read));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(read));
    }

    /// <summary>A cell as long as a file is judged in one go: this took minutes when digits could be read in two ways.</summary>
    [Theory]
    [InlineData("\0", "is not a number")]
    [InlineData("e999999", "is too large for a number")]
    public void ALongCellIsJudgedSoon(string end, string fault)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Assert.Equal(fault, NumberText.Fault(new string('7', 1_000_000) + end));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData(".")]
    [InlineData("-.e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1,5")]
    [InlineData("1 000")]
    [InlineData("1\0")]
    [InlineData("0x10")]
    [InlineData("nan")]
    [InlineData("Infinity")]
    [InlineData("1e309")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("\u0661")]
    public void OtherTexts_AreNone(string text)
    {
        Assert.False(NumberText.TryRead(text, out _));
        Assert.False(NumberText.TryRead(Encoding.UTF8.GetBytes(text), out _));
    }

    [Fact]
    public void RandomNumbers_AreReadToTheLastBit()
    {
        Random random = new(7);
        for (int i = 0; i < 100_000; ++i)
        {
            double value = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-30, 30));
            string text = random.Next(3) switch
            {
                0 => value.ToString("R", CultureInfo.InvariantCulture),
                1 => value.ToString("F6", CultureInfo.InvariantCulture),
                _ => value.ToString("E8", CultureInfo.InvariantCulture),
            };
            Assert.True(NumberText.TryRead(Encoding.UTF8.GetBytes(text), out double read));
            Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), read);
        }
    }
}

using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>Unknown dimensions and what is known of them: linear equations for their powers, solved as they come.</summary>
internal sealed class DimensionSystem
{
    private readonly Dictionary<int, DimensionForm> solved = [];
    private int count;

    /// <summary>A new unknown dimension.</summary>
    public DimensionForm Add() => DimensionForm.Unknown(count++);

    /// <summary>A form with what is known put in.</summary>
    public DimensionForm Resolve(DimensionForm form)
    {
        while (form.Powers.Keys.FirstOrDefault(solved.ContainsKey, -1) is var number and >= 0)
        {
            double power = form.Powers[number];
            form = form.Times(DimensionForm.Unknown(number), -power).Times(solved[number], power);
        }

        return form;
    }

    /// <summary>Adds that a form is a plain number. Where it cannot be, nothing changes, and the result is what it is.</summary>
    public Dimension? Require(DimensionForm form)
    {
        DimensionForm open = Resolve(form);
        if (open.Powers.Count == 0)
            return open.Known.IsNone ? null : open.Known;
        int number = open.Powers.Keys.Max();
        double power = open.Powers[number];
        // u^p * rest = 1: u = rest^(-1/p).
        solved[number] = open.Times(DimensionForm.Unknown(number), -power).ToPower(-1 / power);
        return null;
    }

    /// <summary>A form where what is left open is a plain number.</summary>
    public Dimension Settle(DimensionForm form) => Resolve(form).Known;
}

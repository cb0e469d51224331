namespace Bruno.Gpu.Models.VerilogA.Algebra;

/// <summary>Conditions that are known to hold or not: inside an <c>if</c>, those of the way there.</summary>
internal sealed class Facts
{
    private const int Below = 1, Same = 2, Above = 4;

    private readonly Facts? outer;
    private readonly Term? condition;
    private readonly bool holds;

    /// <summary>Nothing is known.</summary>
    public Facts()
    {
    }

    private Facts(Facts outer, Term condition, bool holds) => (this.outer, this.condition, this.holds) = (outer, condition, holds);

    /// <summary>What is known where, besides, a condition holds or does not.</summary>
    public Facts With(Term known, bool isTrue) => known.Kind switch
    {
        TermKind.Not => With(known.Parts[0], !isTrue),
        TermKind.And when isTrue => With(known.Parts[0], true).With(known.Parts[1], true),
        TermKind.Or when !isTrue => With(known.Parts[0], false).With(known.Parts[1], false),
        _ => new Facts(this, known, isTrue).Concluded(),
    };

    /// <summary>Where not both hold and one does, the other does not; where one holds and one does not, the other does.</summary>
    private Facts Concluded()
    {
        Facts all = this;
        for (Facts? fact = this; fact?.condition is { } known; fact = fact.outer)
        {
            if (known.Kind is not (TermKind.And or TermKind.Or) || (known.Kind == TermKind.And) == fact.holds)
                continue;
            bool settled = known.Kind == TermKind.And;
            for (int index = 0; index < 2; ++index)
            {
                Term other = known.Parts[1 - index];
                if (all.Decide(known.Parts[index]) == settled && all.Decide(other) is null)
                    all = new(all, other, !settled);
            }
        }

        return all;
    }

    /// <summary>Whether a condition holds; none where that is not known.</summary>
    public bool? Decide(Term asked)
    {
        switch (asked.Kind)
        {
            case TermKind.Truth:
                return asked.Value != 0;
            case TermKind.Not:
                return !Decide(asked.Parts[0]);
            case TermKind.And:
                bool? first = Decide(asked.Parts[0]), second = Decide(asked.Parts[1]);
                return first == false || second == false ? false : first == true && second == true ? true : null;
            case TermKind.Or:
                bool? left = Decide(asked.Parts[0]), right = Decide(asked.Parts[1]);
                return left == true || right == true ? true : left == false && right == false ? false : null;
        }

        // Of two numbers one is below, the same as or above the other: each fact leaves some of the three.
        int possible = Below | Same | Above, wanted = asked.IsRelation ? Orders(asked, asked) : 0;
        for (Facts? fact = this; fact?.condition is { } known; fact = fact.outer)
        {
            if (known == asked)
                return fact.holds;
            if (asked.IsRelation && known.IsRelation && Orders(known, asked) is var orders and > 0)
                possible &= fact.holds ? orders : ~orders;
        }

        return !asked.IsRelation ? null : (possible & ~wanted) == 0 ? true : (possible & wanted) == 0 ? false : null;
    }

    /// <summary>The orders of the left and right of a relation for which it, or one about the same two, holds; 0 where it is about others.</summary>
    private static int Orders(Term relation, Term asked)
    {
        int orders = relation.Kind switch
        {
            TermKind.Less => Below,
            TermKind.AtMost => Below | Same,
            TermKind.Greater => Above,
            TermKind.AtLeast => Above | Same,
            TermKind.Equal => Same,
            _ => Below | Above,
        };
        if (relation.Parts[0] == asked.Parts[0] && relation.Parts[1] == asked.Parts[1])
            return orders;
        return relation.Parts[0] == asked.Parts[1] && relation.Parts[1] == asked.Parts[0]
            ? orders & Same | ((orders & Below) != 0 ? Above : 0) | ((orders & Above) != 0 ? Below : 0)
            : 0;
    }
}

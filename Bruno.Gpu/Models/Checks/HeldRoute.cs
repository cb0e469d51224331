using Bruno.Gpu.Models.Expressions;
using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.Checks;

/// <summary>
/// Looks whether what fires follows from the input where BRUNO differentiates: a variable does where its rate has in it, outside of
/// <c>hold(...)</c>, the input or a variable that does. Where a <c>hold</c> cuts the only route, gradients of BRUNO are 0 whatever the network does.
/// </summary>
internal sealed class HeldRoute
{
    private readonly Model model;
    private readonly Dictionary<string, ModelQuantity> quantities;

    private HeldRoute(Model model)
    {
        this.model = model;
        quantities = model.Quantities.ToDictionary(quantity => quantity.Name, StringComparer.Ordinal);
    }

    /// <summary>The warning for a model whose route is cut, at the <c>hold</c> that does it; none where it is not.</summary>
    public static ModelFault? Find(Model model)
    {
        HeldRoute route = new(model);
        if (route.IsOpen(_ => true))
            return null;
        string fires = model.Spike.Observed, input = model.Input.Name;
        Call[] holds = [.. model.Variables.SelectMany(variable => variable.Rate.Tree.All()).Concat(model.Quantities.SelectMany(quantity => quantity.Value.Tree.All())).OfType<Call>().Where(IsHold)];
        if (!route.IsOpen(_ => false))
            return new(model.Spike.Tree.Place, "spike.when", $"'{fires}' does not follow from the input {input}: no gradient method can train a network of this model");
        Call cut = Array.Find(holds, hold => route.IsOpen(other => other != hold)) ?? holds[0];
        return new(
            cut.Place, "", $"hold cuts the only route from the input {input} to '{fires}', which fires: gradients of bruno and pass are always 0, and networks do not learn by them; mark less, or train with --gradient exact or bptt");
    }

    private static bool IsHold(Call call) => call.Function is Function.Hold or Function.HoldSlow;

    private bool IsOpen(Func<Call, bool> isHeld)
    {
        HashSet<string> reached = new(StringComparer.Ordinal) { model.Input.Name };
        while (model.Variables.FirstOrDefault(variable => !reached.Contains(variable.Name) && Follows(variable.Rate.Tree, reached, isHeld)) is { } next)
            reached.Add(next.Name);
        return reached.Contains(model.Spike.Observed) || quantities.TryGetValue(model.Spike.Observed, out ModelQuantity? observed) && Follows(observed.Value.Tree, reached, isHeld);
    }

    /// <summary>Whether an expression has a derivative by what was reached: conditions and signs have none.</summary>
    private bool Follows(Expression expression, HashSet<string> reached, Func<Call, bool> isHeld) => expression switch
    {
        Call { Function: Function.Sign } => false,
        Call call when IsHold(call) && isHeld(call) => false,
        Name name when quantities.TryGetValue(name.Identifier, out ModelQuantity? quantity) => Follows(quantity.Value.Tree, reached, isHeld),
        Name name => reached.Contains(name.Identifier),
        Conditional choice => Follows(choice.Then, reached, isHeld) || Follows(choice.Otherwise, reached, isHeld),
        _ => expression.Parts.Any(part => Follows(part, reached, isHeld)),
    };
}

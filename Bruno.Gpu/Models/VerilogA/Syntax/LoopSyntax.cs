namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary><c>for</c>, <c>while</c> and <c>repeat</c>.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="First">What a <c>for</c> begins with.</param>
/// <param name="Condition">The condition; the number of times of a <c>repeat</c>.</param>
/// <param name="Next">What a <c>for</c> goes on with.</param>
/// <param name="Body">What is repeated.</param>
/// <param name="IsRepeat">Whether it is a <c>repeat</c>.</param>
internal sealed record LoopSyntax(VerilogPlace Place, AssignmentSyntax? First, ExpressionSyntax Condition, AssignmentSyntax? Next, StatementSyntax Body, bool IsRepeat) : StatementSyntax(Place);

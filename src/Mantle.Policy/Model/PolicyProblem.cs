namespace Mantle.Policy;

/// <summary>Why a policy document is refused, in the words of AWS's <c>MalformedPolicyDocument</c> error.</summary>
/// <param name="Message">AWS's message.</param>
/// <param name="Position">Where in the text the problem is.</param>
/// <param name="Detail">
/// What exactly is wrong, for people: AWS's message is often only <c>Syntax errors in policy.</c> (<em>Mantle extension</em>)
/// </param>
public sealed record PolicyProblem(string Message, SourcePosition Position, string Detail)
{
    /// <summary>Line number, counted from 1.</summary>
    public int Line => Position.Line;

    /// <summary>Column, counted from 1.</summary>
    public int Column => Position.Column;
}

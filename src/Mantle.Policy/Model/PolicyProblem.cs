namespace Mantle.Policy;

/// <summary>Why a policy document is refused, with the message of AWS's <c>MalformedPolicyDocument</c> error.</summary>
/// <param name="Message">AWS's message.</param>
/// <param name="Position">Position of the problem in the text.</param>
/// <param name="Detail">
/// The exact problem for people, because AWS's message is often only <c>Syntax errors in policy.</c> (<em>Mantle extension</em>)
/// </param>
public sealed record PolicyProblem(string Message, SourcePosition Position, string Detail)
{
    /// <summary>Line number, counted from 1.</summary>
    public int Line => Position.Line;

    /// <summary>Column, counted from 1.</summary>
    public int Column => Position.Column;
}

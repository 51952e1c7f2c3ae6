namespace Mantle.Policy;

/// <summary>One principal that a statement names.</summary>
/// <param name="Type">Which form it has.</param>
/// <param name="Value">The name; <c>*</c> for <see cref="StatementPrincipalType.Everyone"/>.</param>
/// <param name="Position">Where it stands in the text.</param>
public readonly record struct StatementPrincipal(StatementPrincipalType Type, string Value, SourcePosition Position)
{
    /// <summary>AWS's message for a principal that is malformed or does not exist.</summary>
    public string InvalidMessage => $"Invalid principal in policy: \"{TypeName}\":\"{Value}\"";

    /// <summary>Whether it is <c>*</c>, by itself or as <c>{"AWS": "*"}</c>.</summary>
    internal bool IsEveryone => Type is StatementPrincipalType.Everyone or StatementPrincipalType.Aws && Value == "*";

    string TypeName =>
        Type switch
        {
            StatementPrincipalType.Everyone => "STAR",
            StatementPrincipalType.Aws => "AWS",
            StatementPrincipalType.Federated => "FEDERATED",
            StatementPrincipalType.Service => "SERVICE",
            _ => "CANONICALUSER",
        };
}

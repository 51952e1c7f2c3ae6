namespace Mantle.Policy;

/// <summary>One principal in a statement.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Value">The name; <c>*</c> for <see cref="StatementPrincipalType.Everyone"/>.</param>
/// <param name="Position">Its position in the text.</param>
public readonly record struct StatementPrincipal(StatementPrincipalType Type, string Value, SourcePosition Position)
{
    /// <summary>AWS's message for a principal that is invalid or does not exist.</summary>
    public string InvalidMessage => $"Invalid principal in policy: \"{TypeName}\":\"{Value}\"";

    /// <summary>Whether it is <c>*</c>, alone or as <c>{"AWS": "*"}</c>.</summary>
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

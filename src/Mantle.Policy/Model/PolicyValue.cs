namespace Mantle.Policy;

/// <summary>A string in a policy and where it stands.</summary>
/// <param name="Text">The value, JSON escapes resolved.</param>
/// <param name="Position">Where its opening quote is.</param>
public readonly record struct PolicyValue(string Text, SourcePosition Position)
{
    /// <summary>The value.</summary>
    public override string ToString() => Text;
}

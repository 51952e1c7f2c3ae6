namespace Mantle.Policy;

/// <summary>A string in a policy, with its position.</summary>
/// <param name="Text">The value, with JSON escapes resolved.</param>
/// <param name="Position">Position of its opening quote.</param>
public readonly record struct PolicyValue(string Text, SourcePosition Position)
{
    /// <summary>The value.</summary>
    public override string ToString() => Text;
}

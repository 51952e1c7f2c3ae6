namespace Mantle.Wire;

/// <summary>A service's message style for broken constraints.</summary>
public enum ConstraintStyle
{
    /// <summary><c>Value at 'userName' …</c>, a broken length before a broken pattern.</summary>
    LengthFirst,

    /// <summary><c>Value 'x' at 'roleArn' …</c>, a broken pattern before a broken length.</summary>
    ValueAndPatternFirst,

    /// <summary><c>Value 'x' at 'name' …</c>, a broken length before a broken pattern.</summary>
    ValueAndLengthFirst,

    /// <summary><c>InvalidInputException</c> with a <c>Reason</c>, for the first broken constraint only.</summary>
    Reason,
}

namespace Mantle.Wire;

/// <summary>What of a constraint a value breaks.</summary>
enum BrokenConstraint
{
    Required,
    Enum,
    Pattern,
    MaxLength,
    MinLength,
    MaxValue,
    MinValue,
    Element,
}

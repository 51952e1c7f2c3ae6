namespace Mantle.Wire;

/// <summary>The part of a constraint that a value breaks.</summary>
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

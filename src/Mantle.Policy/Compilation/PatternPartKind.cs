namespace Mantle.Policy;

/// <summary>What a part of a compiled pattern matches.</summary>
public enum PatternPartKind
{
    /// <summary>Exactly its text.</summary>
    Literal,

    /// <summary>Any characters, or none.</summary>
    AnyCharacters,

    /// <summary>Any one character.</summary>
    OneCharacter,

    /// <summary>Any characters except colons, or none: a <c>*</c> within one of the first five segments of an ARN.</summary>
    AnyCharactersInSegment,

    /// <summary>Any one character except a colon.</summary>
    OneCharacterInSegment,

    /// <summary>The request's value of a context key.</summary>
    Variable,
}

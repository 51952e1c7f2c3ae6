namespace Mantle.Wire;

/// <summary>What a server has to do with the body of a REST request.</summary>
public enum RestBody
{
    /// <summary>Nothing: the operation takes none.</summary>
    None,

    /// <summary>Read it whole into <see cref="RestRequest.Body"/> before binding; the record holds what it says.</summary>
    Whole,

    /// <summary>Leave it to the operation, which reads it as it comes; the record does not hold it.</summary>
    Stream,
}

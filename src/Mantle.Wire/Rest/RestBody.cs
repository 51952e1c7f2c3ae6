namespace Mantle.Wire;

/// <summary>How a server reads the body of a REST request.</summary>
public enum RestBody
{
    /// <summary>The operation has no body.</summary>
    None,

    /// <summary>Read it whole into <see cref="RestRequest.Body"/> before binding; its content is in the record.</summary>
    Whole,

    /// <summary>The operation reads it as a stream; it is not in the record.</summary>
    Stream,
}

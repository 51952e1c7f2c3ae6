namespace Mantle.Core.Authentication;

/// <summary>The policies and tags of a session in packed form.</summary>
/// <param name="Bytes">What goes into the token.</param>
/// <param name="IsCompressed">Whether the bytes are compressed.</param>
public readonly record struct PackedAttributes(byte[] Bytes, bool IsCompressed)
{
    /// <summary>Those of a session without policies and tags.</summary>
    public static PackedAttributes None { get; } = new([], false);

    /// <summary>How many bytes there are.</summary>
    public int Length => Bytes.Length;
}

namespace Mantle.Wire;

/// <summary>The response type of an operation without a response; it has no instances.</summary>
public sealed class NoResponse
{
    NoResponse() { }
}

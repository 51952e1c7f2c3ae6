namespace Mantle.Wire;

/// <summary>Stands for the response of an operation without one; there is no value of it.</summary>
public sealed class NoResponse
{
    NoResponse() { }
}

namespace Mantle.Wire;

/// <summary>Stands for the response of an operation that answers nothing; there is no value of it.</summary>
public sealed class NoResponse
{
    NoResponse() { }
}

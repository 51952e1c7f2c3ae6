namespace Mantle.Wire;

/// <summary>The types of an operation's messages, whatever its protocol. Every <see cref="OperationInfo"/> of a service is one.</summary>
/// <typeparam name="TRequest">The record of the request.</typeparam>
/// <typeparam name="TResponse">The record of the response; <see cref="NoResponse"/> if the operation has no response.</typeparam>
public interface IOperation<out TRequest, out TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <summary>The operation.</summary>
    OperationInfo Info { get; }
}

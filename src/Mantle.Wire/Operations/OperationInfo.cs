namespace Mantle.Wire;

/// <summary>An operation of a service: who it is and how its messages are read and written.</summary>
public abstract class OperationInfo
{
    private protected OperationInfo(ServiceInfo service, string name, bool anonymous)
    {
        Service = service;
        Name = name;
        Anonymous = anonymous;
    }

    /// <summary>The service.</summary>
    public ServiceInfo Service { get; }

    /// <summary>The operation's name, such as <c>CreateUser</c>.</summary>
    public string Name { get; }

    /// <summary>Whether AWS takes the call without a signature (AssumeRoleWithSAML and the like).</summary>
    public bool Anonymous { get; }

    /// <summary>The type of the request's record.</summary>
    public abstract Type RequestType { get; }

    /// <summary>The type of the response's record; <see cref="NoResponse"/> where the operation answers nothing.</summary>
    public abstract Type ResponseType { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Service.SigningName}:{Name}";
}

/// <summary>Stands for the response of an operation that answers nothing; there is no value of it.</summary>
public sealed class NoResponse
{
    NoResponse()
    {
    }
}

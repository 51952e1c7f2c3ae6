namespace Mantle.Wire;

/// <summary>An operation of a service, which also reads and writes its messages.</summary>
public abstract class OperationInfo
{
    private protected OperationInfo(ServiceInfo service, string name)
    {
        Service = service;
        Name = name;
    }

    /// <summary>The service.</summary>
    public ServiceInfo Service { get; }

    /// <summary>The operation's name, such as <c>CreateUser</c>.</summary>
    public string Name { get; }

    /// <summary>Whether AWS accepts the call without a signature (AssumeRoleWithSAML and the like).</summary>
    public bool Anonymous { get; init; }

    /// <summary>The type of the request's record.</summary>
    public abstract Type RequestType { get; }

    /// <summary>The type of the response's record; <see cref="NoResponse"/> if the operation has no response.</summary>
    public abstract Type ResponseType { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Service.SigningName}:{Name}";
}

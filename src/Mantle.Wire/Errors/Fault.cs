namespace Mantle.Wire;

/// <summary>Who has to correct an error: the caller or the service.</summary>
public enum Fault
{
    /// <summary>The request is at fault; sending it again does not help.</summary>
    Sender,

    /// <summary>The service is at fault.</summary>
    Receiver,
}

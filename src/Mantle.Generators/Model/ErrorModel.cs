namespace Mantle.Wire.Model;

/// <summary>The code and status of an error.</summary>
public sealed class ErrorModel
{
    internal ErrorModel(string code, int status, bool sender)
    {
        Code = code;
        Status = status;
        Sender = sender;
    }

    /// <summary>The error's code on the wire.</summary>
    public string Code { get; }

    /// <summary>The code in the service's former query protocol; null if there is none.</summary>
    public string? QueryCode { get; internal set; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>Whether the caller is at fault.</summary>
    public bool Sender { get; }

    /// <summary>The error's message, if it is always the same.</summary>
    public string? Text { get; internal set; }
}

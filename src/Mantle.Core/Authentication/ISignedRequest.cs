using Mantle.SigV4;

namespace Mantle.Core.Authentication;

/// <summary>A request whose signature is verified.</summary>
public interface ISignedRequest
{
    /// <summary>The signed parts: method, target and headers as they were sent.</summary>
    SignableRequest Signable { get; }

    /// <summary>The body, if it was read before authentication.</summary>
    ReadOnlyMemory<byte> Body { get; }
}

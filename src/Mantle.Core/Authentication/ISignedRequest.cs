using Mantle.SigV4;

namespace Mantle.Core.Authentication;

/// <summary>A request whose signature is verified.</summary>
public interface ISignedRequest
{
    /// <summary>What was signed: method, target and headers as they were sent.</summary>
    SignableRequest Signable { get; }

    /// <summary>The body, where it was read before the request is authenticated.</summary>
    ReadOnlyMemory<byte> Body { get; }
}

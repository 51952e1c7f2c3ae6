using Mantle.Wire;

namespace Mantle.Core.Federation;

/// <summary>Why an issuer's keys could not be had.</summary>
public enum IssuerFault
{
    None,

    /// <summary>It does not answer, or not in time.</summary>
    Unreachable,

    /// <summary>Its certificate is accepted in none of the ways there are.</summary>
    Certificate,

    /// <summary>What it answers is not what it should be, or holds no such key.</summary>
    Answer,
}

public static class IssuerFaults
{
    /// <summary>AWS's error for it.</summary>
    public static ApiException ToError(this IssuerFault fault) =>
        fault switch
        {
            IssuerFault.Unreachable => FederationErrors.IDPCommunicationError(
                "Could not reach the identity provider to verify the token; retry the request."
            ),
            IssuerFault.Certificate => FederationErrors.InvalidIdentityToken(
                "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint"
            ),
            _ => FederationErrors.InvalidIdentityToken(
                "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity "
                    + "documentation for requirements"
            ),
        };
}

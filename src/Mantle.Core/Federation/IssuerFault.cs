using Mantle.Wire;

namespace Mantle.Core.Federation;

/// <summary>Why an issuer's keys could not be fetched.</summary>
public enum IssuerFault
{
    None,

    /// <summary>The issuer did not answer in time.</summary>
    Unreachable,

    /// <summary>Its certificate was not accepted.</summary>
    Certificate,

    /// <summary>Its answer is not valid, or does not contain the key.</summary>
    Answer,
}

public static class IssuerFaults
{
    /// <summary>AWS's error for the fault.</summary>
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

using Mantle.Wire.Organizations;

namespace Mantle.Server.Operations.Organizations.Delegation;

/// <summary>Names of services as they come in requests.</summary>
static class ServicePrincipals
{
    /// <exception cref="Wire.ApiException">InvalidInputException: it is not the name of a service.</exception>
    public static string Checked(string principal) =>
        principal.EndsWith(".amazonaws.com", StringComparison.Ordinal) && principal.Length > ".amazonaws.com".Length
            ? principal
            : throw Errors.InvalidInputException("You specified an unrecognized service principal.", InvalidInputExceptionReason.UnrecognizedServicePrincipal);
}

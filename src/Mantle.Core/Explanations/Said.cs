using Mantle.Policy;

namespace Mantle.Core.Explanations;

/// <summary>AWS's words for the layers of policies.</summary>
static class Said
{
    public static string Layer(PolicyLayer layer) =>
        layer switch
        {
            PolicyLayer.ResourceBasedPolicy => "resource-based policy",
            PolicyLayer.RoleTrustPolicy => "role trust policy",
            PolicyLayer.PermissionsBoundary => "permissions boundary",
            PolicyLayer.SessionPolicy => "session policy",
            PolicyLayer.VpcEndpointPolicy => "VPC endpoint policy",
            PolicyLayer.ServiceControlPolicy => "service control policy",
            PolicyLayer.ResourceControlPolicy => "resource control policy",
            _ => "identity-based policy",
        };

    public static string Article(PolicyLayer layer) =>
        layer switch
        {
            PolicyLayer.RoleTrustPolicy => "The role trust policy",
            PolicyLayer.IdentityBasedPolicy => "An identity-based policy",
            _ => "A " + Layer(layer),
        };
}

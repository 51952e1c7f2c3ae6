using System.Text.Json;
using Mantle.Core.Authorization;
using Mantle.Core.Explanations;
using Mantle.Wire.IamToolbox;

namespace Mantle.IamToolbox;

[Operation]
sealed class GetRequestAuthorizationPolicy(DenialRecorder denials)
{
    public static Access Requires(GetRequestAuthorizationPolicyInput r, Call c) => new(Actions.GetRequestAuthorizationPolicy, "*");

    /// <summary>The policy as it was when the call was denied.</summary>
    public async Task<GetRequestAuthorizationPolicyOutput> ExecuteAsync(
        GetRequestAuthorizationPolicyInput r,
        Call c,
        CancellationToken cancellation
    )
    {
        var explanation = await Explained.FindAsync(denials, c, r.AuthorizationId);
        var policy = explanation.Policies.FirstOrDefault(policy => policy.Uri == r.PolicyUri && policy.Text.Length > 0);
        return policy is null
            ? throw Explained.NotFound()
            : new() { PolicyDocument = JsonDocument.Parse(PolicyJson.WithoutHalves(policy.Text)).RootElement };
    }
}
